from app.i18n import N_
from app.web.words import Words

ADMINISTRATOR = N_("System administrator of this environment")
PACKAGES = "https://admin.powerplatform.microsoft.com/environments"

TEXTS = {
    "maps.never_checked": Words(
        N_("Dual-write has not been looked for here yet."),
        N_("Nothing is known about this environment, good or bad."),
        N_("Check now. The check only reads."),
    ),
    "maps.core_installed": Words(N_("The dual-write core solution is installed.")),
    "maps.core_missing": Words(
        N_("The dual-write core solution is not installed."),
        N_(
            "Dataverse has no table %(subject)s. Without dual-write, the portal is not provisioned."
        ),
        N_("Install the package Dual-write core solution, then check again."),
        ADMINISTRATOR,
        PACKAGES,
    ),
    "maps.core_not_seen": Words(
        N_("Whether the dual-write core solution is installed could not be seen."),
        N_("Dataverse did not let the signed-in account read its table definitions."),
        N_("Ask for a security role that can read solutions, then check again."),
        ADMINISTRATOR,
    ),
    "maps.solution_installed": Words(N_("%(subject)s is installed, version %(version)s.")),
    "maps.solution_missing": Words(
        N_("%(subject)s is not installed."),
        N_("The portal's table maps need this solution."),
        N_("Install its package in the order shown here, then check again."),
        ADMINISTRATOR,
        PACKAGES,
    ),
    "maps.solution_not_seen": Words(
        N_("Whether %(subject)s is installed could not be seen."),
        N_("Dataverse did not let the signed-in account read the list of solutions."),
        N_("Ask for a security role that can read solutions, then check again."),
        ADMINISTRATOR,
    ),
    "maps.linked": Words(N_("Linked to finance and operations at %(subject)s.")),
    "maps.not_linked": Words(
        N_("This environment is not linked to finance and operations."),
        N_("Dual-write has nothing to exchange data with."),
        N_("Link the environments in the Power Platform admin center, then check again."),
        N_("System administrator in both, and tenant administrator for linking"),
        PACKAGES,
    ),
    "maps.link_not_seen": Words(
        N_("Whether this environment is linked to finance and operations could not be seen."),
        N_("The answer of Dataverse does not tell linked from not linked."),
        N_("Look at the environment's page in the Power Platform admin center."),
        ADMINISTRATOR,
        PACKAGES,
    ),
    "maps.maps_not_read": Words(
        N_("Whether the five table maps run is not checked by this version."),
        N_("No supported call of Dataverse tells the state of every map."),
        N_("Look at the dual-write page of finance and operations."),
        N_("System administrator in both"),
    ),
}
