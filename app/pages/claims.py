"""Claims about the Customer portal, each with the page of Microsoft's that says so and its date.

Prices are left out: they change. What no page says is said to be so, and never guessed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.i18n import N_

NO_DATE: Final = ""
"""The copy of the page that was read carries no date."""

_LEARN = "https://learn.microsoft.com"


@dataclass(frozen=True, slots=True)
class Source:
    """A page of Microsoft's. Titles are its own and stay in English."""

    title: str
    link: str
    dated: str = NO_DATE


@dataclass(frozen=True, slots=True)
class Claim:
    says: str
    source: str


_SCM = f"{_LEARN}/dynamics365/supply-chain/sales-marketing"
_PAGES = f"{_LEARN}/power-pages"
SOURCES: Final[Mapping[str, Source]] = {
    "overview": Source(
        "Customer portal for Dynamics 365 Supply Chain Management overview",
        f"{_SCM}/customer-portal-overview",
    ),
    "setup": Source("Install, set up, and update the Customer portal",
                    f"{_SCM}/customer-portal-setup", "2024-06-07"),
    "customize": Source("Customize and use the Customer portal",
                        f"{_SCM}/customer-portal-customize"),
    "users": Source("Create and manage Customer portal users",
                    f"{_SCM}/customer-portal-user-admin"),
    "templates": Source("Dynamics 365 templates",
                        f"{_PAGES}/templates/dynamics-365-apps/overview", "2026-02-28"),
    "model": Source("Enhanced data model", f"{_PAGES}/admin/enhanced-data-model", "2026-07-20"),
    "lifecycle": Source("Power Pages lifecycle", f"{_PAGES}/admin/lifecycle", "2026-08"),
    "notices": Source("Important upcoming changes and deprecations in Power Pages",
                      f"{_PAGES}/important-changes-deprecations", "2026-08"),
    "visibility": Source("Site visibility in Power Pages",
                         f"{_PAGES}/security/site-visibility", "2026-08"),
    "create": Source("Websites - Create Website",
                     f"{_LEARN}/rest/api/power-platform/powerpages/websites/create-website",
                     "2024-10-01"),
    "licences": Source("Power Apps and Power Automate licensing FAQs",
                       f"{_LEARN}/power-platform/admin/powerapps-flow-licensing-faq"),
    "stock": Source("Issue 2881 of dynamics-365-unified-operations-public",
                    "https://github.com/MicrosoftDocs/dynamics-365-unified-operations-public/issues/2881",
                    "2020-10-22"),
    "dual_write": Source("System requirements for dual-write",
                         f"{_LEARN}/dynamics365/fin-ops-core/dev-itpro/data-entities/dual-write/"
                         "dual-write-system-req", "2022"),
}  # fmt: skip

CLAIMS: Final[Sequence[tuple[str, Sequence[Claim]]]] = (
    (
        N_("What customers can do"),
        (
            Claim(N_("Place orders in three steps: order information, items, summary. The price"
                     " shown while ordering is an estimate."), "customize"),
            Claim(N_("See the orders of their account, or only their own, and how they stand."),
                  "users"),
            Claim(N_("See the information about their account, and public pages without"
                     " signing in."), "users"),
        ),
    ),
    (
        N_("What is not there"),
        (
            Claim(N_("A finished portal: the template is a starting point, and Microsoft does not"
                     " expect it to be fully functional on its own."), "overview"),
            Claim(N_("Live on-hand stock: its table maps do not support portals, says an issue"
                     " about Microsoft's article on stock."), "stock"),
            Claim(N_("Payments: no page of Microsoft's about this portal names any."), "overview"),
            Claim(N_("Self-registration: it is blocked on purpose. Users are invited, and each"
                     " needs a company and an account number."), "users"),
            Claim(N_("The Styling workspace of Power Pages, and full editing in the Pages"
                     " workspace: styles are changed in files."), "templates"),
            Claim(N_("The enhanced data model: this template stays on the standard one."), "model"),
            Claim(N_("A history of its versions: what a newer template brings is only seen by"
                     " comparing two of them, which the step Update does here."), "overview"),
        ),
    ),
    (
        N_("What has to be licensed"),
        (
            Claim(N_("Supply Chain Management in finance and operations. Dual-write has no licence"
                     " of its own."), "setup"),
            Claim(N_("Portal users: capacity for authenticated and anonymous users, assigned to the"
                     " environment, or pay-as-you-go through Azure. Provisioning itself needs no"
                     " licence for Power Pages."), "licences"),
            Claim(N_("Employees who use the portal: their Dynamics 365 or Power Apps licence."),
                  "licences"),
            Claim(N_("Every site starts as a trial: 90 days in a production or sandbox environment,"
                     " 30 in a trial environment. Then it is suspended, and after 7 more days its"
                     " host is deleted. The configuration stays in Dataverse."), "lifecycle"),
        ),
    ),
    (
        N_("Limits and languages"),
        (
            Claim(N_("One Customer portal for each environment, and dual-write must be installed"
                     " there first: otherwise an error is shown and nothing is provisioned."),
                  "templates"),
            Claim(N_("A site is made in one language, which must be switched on in the environment"
                     " before."), "create"),
            Claim(N_("A new site is private: who may see it is set afterwards."), "visibility"),
            Claim(N_("An initial sync of dual-write takes at most 40 companies."), "dual_write"),
        ),
    ),
    (
        N_("What is ending"),
        (
            Claim(N_("The template itself is neither deprecated nor renamed."), "model"),
            Claim(N_("Since June 2026 table permissions count for all forms and lists, whatever a"
                     " form says."), "notices"),
            Claim(N_("The OData feeds of lists and the older content editor of portals were removed"
                     " by June 2026."), "notices"),
            Claim(N_("Lucene search is replaced by Dataverse search."), "notices"),
        ),
    ),
)  # fmt: skip
