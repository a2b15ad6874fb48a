"""Where a remedy is done: the exact page, as far as the environment is known, and the article."""

from dataclasses import dataclass
from typing import Final

from app.i18n import N_
from app.steps.maps import links
from app.steps.maps.code_texts import CODES
from app.steps.maps.trouble_texts import TROUBLES

_ARTICLES: Final = (
    "https://learn.microsoft.com/dynamics365/fin-ops-core/dev-itpro/data-entities/dual-write/"
)
_INITIAL: Final = "dual-write-troubleshooting-initial-sync"
_LIVE: Final = "dual-write-troubleshooting-live-sync"
_SETUP: Final = "dual-write-troubleshooting-initial-setup"
_MODULE: Final = "dual-write-troubleshooting-dual-write-module"
_UPGRADE: Final = "dual-write-troubleshooting-finops-upgrades"
_CODES: Final = "dual-write-error-codes"
_HEALTH: Final = "configuration-health-check"
_ROLES: Final = "security-roles"
_APPLICATION: Final = "33976c19-1db5-4c02-810e-c243db79efde"
"""Microsoft's own, that brings finance and operations into Dataverse."""
_CONSENT: Final = "aadsts65001", "aadsts90094", "aadsts500011", "aadsts700016"

DUAL_WRITE, DATA, APPLICATIONS, ADMIN, COMPANIES, MAKER, CONSENT = (
    "dual_write", "data", "applications", "admin", "companies", "maker", "consent",
)  # fmt: skip
LABELS: Final = {
    DUAL_WRITE: N_("The dual-write page of this environment"),
    DATA: N_("Data management in finance and operations"),
    APPLICATIONS: N_("Microsoft Entra applications in finance and operations"),
    ADMIN: N_("Power Platform admin center"),
    COMPANIES: N_("The table Company in Dataverse"),
    MAKER: N_("Power Apps maker portal"),
    CONSENT: N_("Consent for the tenant (Cloud application administrator)"),
}

_PLACES: Final[dict[str, tuple[str, str]]] = {
    "many_lookups": (DUAL_WRITE, _INITIAL),
    "lookup_not_found": (DUAL_WRITE, _INITIAL),
    "export_service": (DATA, _INITIAL),
    "export_forbidden": (APPLICATIONS, _INITIAL),
    "plugin_registration": (DUAL_WRITE, _MODULE),
    "stale_schema": (DATA, _UPGRADE),
    "old_solution": (ADMIN, _MODULE),
    "many_companies": (DUAL_WRITE, _SETUP),
    "integration_key": (MAKER, _CODES),
    "team_privilege": (ADMIN, _ROLES),
    "user_privilege": (ADMIN, _ROLES),
    "not_a_member": (ADMIN, _LIVE),
    "not_allowed_connection": (ADMIN, _MODULE),
    "token_exchange": (DUAL_WRITE, _MODULE),
    "link_licence": (ADMIN, _SETUP),
    "only_who_linked": (DUAL_WRITE, _MODULE),
    "no_consent": (CONSENT, _SETUP),
    "not_discoverable": (ADMIN, _SETUP),
    "not_linked": (ADMIN, _SETUP),
    "secure_config": (DUAL_WRITE, _LIVE),
    "empty_address": (DUAL_WRITE, _LIVE),
    "write_failed": (DUAL_WRITE, _LIVE),
    "party_number": (DUAL_WRITE, _INITIAL),
    "number_format": (DATA, _INITIAL),
    "stuck": (DATA, _INITIAL),
    "cookies": (DUAL_WRITE, _MODULE),
    "same_key": (COMPANIES, _SETUP),
}


@dataclass(frozen=True, slots=True)
class Where:
    """What is known of the environment. Without one, the pages that need none still lead on."""

    linked_to: str = ""
    dataverse: str = ""
    platform_id: str = ""

    def address(self, place: str) -> str:
        """Nothing while the page cannot be named."""
        return {
            DUAL_WRITE: links.dual_write_page(self.linked_to),
            DATA: links.data_management_page(self.linked_to),
            APPLICATIONS: links.applications_page(self.linked_to),
            ADMIN: links.environment_page(self.platform_id),
            COMPANIES: links.companies_page(self.dataverse),
            MAKER: links.MAKER,
            CONSENT: links.consent_page(_APPLICATION),
        }.get(place, "")


def place_of(cause: str) -> str:
    """Of a documented failure, or of a code."""
    small = cause.lower()
    if cause in _PLACES:
        return _PLACES[cause][0]
    if small.startswith("aadsts"):
        return CONSENT if small in _CONSENT else ""
    return DUAL_WRITE if small.startswith(("dipv", "dw")) else ADMIN


def article_of(cause: str) -> str:
    """Microsoft's own article about it, or the page where it explains the code."""
    small = cause.lower()
    if cause in _PLACES:
        return f"{_ARTICLES}{_PLACES[cause][1]}"
    if small.startswith("aadsts"):
        return f"https://login.microsoftonline.com/error?code={small.removeprefix('aadsts')}"
    if small.startswith("0x"):
        return "https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes"
    return f"{_ARTICLES}{_CODES if small.startswith('dipv') else _HEALTH}"


PAGE_TROUBLES: Final = {
    "troubles": TROUBLES, "codes": CODES, "places": LABELS, "place_of": place_of,
    "article_of": article_of,
}  # fmt: skip
"""All that a page says of troubles, by the names it uses."""
