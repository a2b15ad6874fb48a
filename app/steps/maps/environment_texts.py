"""Words for what is seen of environments, companies, teams, plug-ins and settings."""

from app.i18n import N_
from app.steps.maps.ground_texts import ADMINISTRATOR, BOTH, FINANCE, LINKER, READS, TENANT
from app.web.words import Words

_LOOK_AGAIN = N_("Check again. If it stays, ask for a security role that can read this.")

TEXTS = {
    "maps.package_old": Words(
        N_("The package %(subject)s is at %(version)s, older than %(wanted)s."),
        N_("Older ones do not know the application that dual-write works as since 2025."),
        N_("Update it in the Power Platform admin center, under Dynamics 365 apps."),
        ADMINISTRATOR,
    ),
    "maps.version": Words(N_("Dataverse is at version %(subject)s.")),
    "maps.version_old": Words(
        N_("Dataverse is at version %(subject)s, older than %(wanted)s."),
        N_("The dual-write solutions cannot be installed on it."),
        N_("Microsoft updates environments by itself. Ask its support why this one was not."),
        ADMINISTRATOR,
    ),
    "maps.version_not_seen": Words(
        N_("The version of Dataverse could not be seen."),
        N_("Dual-write needs %(wanted)s or newer."),
        _LOOK_AGAIN,
        ADMINISTRATOR,
    ),
    "maps.same_tenant": Words(N_("Both environments belong to the same Entra tenant.")),
    "maps.tenant_not_seen": Words(
        N_("Whether both environments belong to the same tenant could not be seen."),
        N_("Dual-write works only within one tenant."),
        N_("Compare the tenants in both admin centers."),
        LINKER,
    ),
    "maps.regions": Words(N_("By their addresses, both environments are in the same region.")),
    "maps.regions_differ": Words(
        N_("By their addresses, the two environments are in different regions: %(other)s."),
        N_("Microsoft supports dual-write between environments of one region."),
        N_("Compare the regions in the Power Platform admin center before you go on."),
        ADMINISTRATOR,
    ),
    "maps.no_trial": Words(N_("The environment is no trial: %(subject)s.")),
    "maps.trial": Words(
        N_("This environment is a trial: %(subject)s."),
        N_("Dual-write does not work with a trial of finance and operations."),
        N_("Use an environment that is no trial."),
        FINANCE,
    ),
    "maps.no_prospect": Words(N_("The older integration Prospect to cash is not installed.")),
    "maps.prospect": Words(
        N_("The older integration is installed: %(subject)s."),
        N_("It copies the same customers and orders as dual-write, and both disturb each other."),
        N_("Stop its projects and remove its solution before maps are started."),
        ADMINISTRATOR,
    ),
    "maps.prospect_not_seen": Words(
        N_("Whether the older integration Prospect to cash is installed could not be seen."),
        N_("It must not run beside dual-write."),
        _LOOK_AGAIN,
        ADMINISTRATOR,
    ),
    "maps.plug_ins": Words(
        N_("The plug-ins of dual-write are there. Steps that are on: %(steps)s.")
    ),
    "maps.plug_ins_missing": Words(
        N_("Plug-ins of dual-write were not found: %(subject)s."),
        N_("Without them, Dataverse sends nothing to finance and operations."),
        N_("Install the package Dual-write core solution again."),
        ADMINISTRATOR,
    ),
    "maps.plug_ins_disabled": Words(
        N_("Steps of the dual-write plug-ins are switched off: %(subject)s."),
        N_("What they would send is lost without an error."),
        N_("Switch them on again, in the default solution under Plug-in steps."),
        ADMINISTRATOR,
    ),
    "maps.plug_ins_not_seen": Words(
        N_("The plug-ins of dual-write could not be seen."),
        N_("Without them, Dataverse sends nothing to finance and operations."),
        _LOOK_AGAIN,
        ADMINISTRATOR,
    ),
    "maps.companies_enabled": Words(N_("Companies that are enabled for dual-write: %(subject)s.")),
    "maps.companies_off": Words(
        N_("Companies that are not enabled for dual-write: %(subject)s."),
        N_("Their customers and orders are not exchanged. Enabled are: %(others)s."),
        N_(
            "If the portal serves one of them, open the dual-write page, choose Environment details"
            " and Legal entities, and add it. If it serves none of them, nothing is to be done."
        ),
        BOTH,
    ),
    "maps.companies_enabled_not_seen": Words(
        N_("Whether every company is enabled for dual-write could not be seen."),
        N_("Customers and orders of a company that is not enabled are not exchanged."),
        N_(
            "Open the dual-write page, choose Environment details and Legal entities, and look"
            " whether each company that the portal serves is listed."
        ),
        BOTH,
    ),
    "maps.companies_sound": Words(N_("No company is blank, and no code is there twice.")),
    "maps.company_names_double": Words(
        N_("Companies with the same name are there twice: %(subject)s."),
        N_("Linking can fail with them, and people confuse them."),
        N_("Rename one of them in finance and operations."),
        FINANCE,
    ),
    "maps.owners": Words(N_("Every company has a team that owns its rows.")),
    "maps.owners_missing": Words(
        N_("Companies without a default owning team: %(subject)s."),
        N_("Rows that come for them have no owner, and fail (DWDVEV1007)."),
        N_("Open the company in Dataverse and fill in Default owning team."),
        ADMINISTRATOR,
    ),
    "maps.owners_not_seen": Words(
        N_("The default owning teams of the companies could not be seen."),
        N_("The column is found by its name on the form, and is called otherwise here, or hidden."),
        N_("Look at Default owning team in each row of the table Company."),
        ADMINISTRATOR,
    ),
    "maps.teams": Words(N_("The teams have the roles of dual-write: %(subject)s.")),
    "maps.team_without_role": Words(
        N_("The team %(subject)s lacks roles: %(roles)s."),
        N_("Rows that it owns fail with a missing privilege."),
        N_("Give the team these roles, and one that reads the synced tables."),
        ADMINISTRATOR,
    ),
    "maps.teams_not_seen": Words(
        N_("The teams and their roles could not be seen."),
        N_("Without the roles of dual-write, rows fail with a missing privilege."),
        READS,
        ADMINISTRATOR,
    ),
    "maps.teams_read": Words(
        N_("The roles of the teams let them read the tables of the portal: %(subject)s.")
    ),
    "maps.team_cannot_read": Words(
        N_("The team %(subject)s may not read these tables: %(tables)s."),
        N_("A row that dual-write writes for it fails with a missing privilege."),
        N_(
            "In the admin center, open the environment, Settings, Users + permissions, Teams, and"
            " give the team a security role that reads these tables, for example Salesperson. The"
            " names in brackets are the privileges."
        ),
        ADMINISTRATOR,
    ),
    "maps.reach_not_seen": Words(
        N_("Which tables the owning teams may read could not be seen."),
        N_(
            "The teams need a role that reads accounts, contacts, products and orders. Without it,"
            " rows fail with a missing privilege."
        ),
        N_("Look at the security roles of the teams in the Power Platform admin center."),
        ADMINISTRATOR,
    ),
    "maps.principals": Words(N_("The tenant knows both applications of dual-write.")),
    "maps.principals_missing": Words(
        N_("The tenant does not know these applications, or has blocked them: %(subject)s."),
        N_("Without them, the dual-write page answers 404."),
        N_("Open the page of consent for each of them and agree."),
        TENANT,
    ),
    "maps.sales": Words(N_("Prices, discounts and products are set as dual-write asks.")),
    "maps.prices_off": Words(
        N_("Use system pricing calculation is off."),
        N_("Orders from finance and operations then carry no totals that add up."),
        N_("Switch it on in the settings of Sales."),
        ADMINISTRATOR,
    ),
    "maps.discounts_by_unit": Words(
        N_("Discount calculation method is Per unit."),
        N_("Finance and operations reckons by line: totals differ between both sides."),
        N_("Set it to Line item in the settings of Sales."),
        ADMINISTRATOR,
    ),
    "maps.products_as_draft": Words(
        N_("Create products in active state is off."),
        N_("Products then arrive as Draft, and customers cannot order them."),
        N_("Switch it on in the settings of Sales, before the initial sync of products."),
        ADMINISTRATOR,
    ),
    "maps.sales_not_seen": Words(
        N_("The settings of Sales could not be seen."),
        N_("They decide whether prices agree and whether products can be ordered."),
        _LOOK_AGAIN,
        ADMINISTRATOR,
    ),
}
