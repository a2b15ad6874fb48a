"""What is worth remembering of the portal from look to look. Pure."""

from app.steps.provisioning.facts import ProvisioningFacts
from app.steps.provisioning.portal import is_customer_portal
from app.wizard.drift import Marks


def marks(facts: ProvisioningFacts) -> Marks:
    """Which Customer portals there are, their package and who can see them."""
    if facts.sites.value is None:
        return dict.fromkeys(("provisioning.site", "provisioning.version", "provisioning.sight"))
    ours = [site for site in facts.sites.value if is_customer_portal(site)]
    return {
        "provisioning.site": {site.name: site.kind or "+" for site in ours},
        "provisioning.version": {site.name: site.version for site in ours if site.version},
        "provisioning.sight": {site.name: site.visibility for site in ours if site.visibility},
    }
