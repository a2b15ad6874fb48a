"""What each of Microsoft's requirements is called here, and the groups they are shown in."""

from app.i18n import N_
from app.steps.maps.requirements import Group, R

TITLES = {
    R.FINANCE_VERSION: N_("Version of finance and operations"),
    R.DATAVERSE_VERSION: N_("Version of Dataverse"),
    R.TENANT: N_("Same Entra tenant"),
    R.REGION: N_("Same region"),
    R.LINK: N_("Link with one finance and operations environment"),
    R.TRIAL: N_("No trial environment"),
    R.PROSPECT: N_("Older integration removed"),
    R.CORE: N_("Dual-write core solution"),
    R.SOLUTIONS: N_("Solutions and packages"),
    R.COMPANIES: N_("Companies"),
    R.COMPANY_NAMES: N_("Codes and names of companies"),
    R.OWNERS: N_("Teams that own the rows of companies"),
    R.TEAM_ROLES: N_("Roles of the teams"),
    R.USERS: N_("Application users in Dataverse"),
    R.APPLICATIONS: N_("Applications in finance and operations"),
    R.CONSENT: N_("Consent of the tenant"),
    R.PLUG_INS: N_("Plug-ins of dual-write"),
    R.ENTITIES: N_("Data entities and data management service"),
    R.LINKER: N_("The person who links"),
    R.EDITORS: N_("The people who change maps"),
    R.LICENCES: N_("Licences of the people"),
    R.SHARING: N_("No sharing of data across companies"),
    R.SEQUENCES: N_("Different number sequences"),
    R.SALES: N_("Settings of Sales"),
}

GROUPS = {
    Group.PARTS: N_("What is installed"),
    Group.ENVIRONMENTS: N_("The two environments"),
    Group.COMPANIES: N_("Companies and teams"),
    Group.ACCESS: N_("Users, rights and licences"),
    Group.DATA: N_("Settings of the data"),
}
