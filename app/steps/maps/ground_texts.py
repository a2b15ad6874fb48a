"""Words for what has to be there before any map can run, and for "may I provision?"."""

from app.i18n import N_
from app.web.words import Words

ADMINISTRATOR = N_("System administrator of this environment")
BOTH = N_("System administrator in both")
LINKER = N_("System administrator in both, and tenant administrator for linking")
FINANCE = N_("System administrator of finance and operations")
TENANT = N_("Cloud application administrator")
LICENCES = N_("Whoever assigns the licences of the tenant")
ASK_READ = N_("Please give the account that looks a security role that can read this.")
READS = N_("Ask for a security role that can read this, then check again.")

READY = Words(
    N_("Everything is ready for provisioning the portal."),
    N_("Dual-write is installed and linked, and %(working)s of %(all)s table maps run."),
)
READY_WITH_WARNINGS = Words(
    N_("The portal can be provisioned, but not everything it needs stands yet."),
    N_(
        "Microsoft asks for the dual-write solutions, and they are there. %(working)s of %(all)s"
        " table maps are known to run, and points open below: %(open)s. What a map does not bring,"
        " the portal does not show."
    ),
    N_("Go on with provisioning, or settle the open points first. Both orders work."),
)
NOT_READY = Words(
    N_("The portal cannot be provisioned yet."),
    N_("Microsoft provisions nothing while a dual-write solution is missing."),
    N_("Install what is missing first: the page of the step Dual-write maps names it."),
    ADMINISTRATOR,
)
READY_NOT_KNOWN = Words(
    N_("Whether the portal can be provisioned could not be seen."),
    N_("The account that looked may not read which solutions are installed."),
    READS,
    ADMINISTRATOR,
    ask=ASK_READ,
)
CORE_INSTALLED = Words(N_("The dual-write core solution is installed."))
CORE_MISSING = Words(
    N_("The dual-write core solution is not installed."),
    N_("Dataverse has no table %(subject)s. Without dual-write, the portal is not provisioned."),
    N_("Install the package Dual-write core solution, then check again."),
    ADMINISTRATOR,
)
CORE_NOT_SEEN = Words(
    N_("Whether the dual-write core solution is installed could not be seen."),
    N_("Dataverse did not let the signed-in account read its table definitions."),
    READS,
    ADMINISTRATOR,
    ask=ASK_READ,
)
SOLUTION_INSTALLED = Words(N_("Package %(subject)s: %(solutions)s."))
SOLUTION_STOOD_IN = Words(
    N_("%(subject)s is not there by itself; the older package brings its maps."),
    N_("The solution %(other)s holds them."),
)
SOLUTION_OLD = Words(
    N_("Too old: %(solutions)s."),
    N_("Maps refuse to start with less than %(wanted)s."),
    N_("Update the package %(subject)s in the Power Platform admin center."),
    ADMINISTRATOR,
)
SOLUTION_MISSING = Words(
    N_("Not installed: %(solutions)s."),
    N_("The portal's table maps need what the package %(subject)s brings."),
    N_("Install the package %(subject)s, in the order shown here, then check again."),
    ADMINISTRATOR,
)
SOLUTION_NOT_SEEN = Words(
    N_("Which of these solutions are installed could not be seen: %(subject)s."),
    N_("Dataverse did not let the signed-in account read the list of solutions."),
    READS,
    ADMINISTRATOR,
    ask=ASK_READ,
)
PACKAGE_ON_ITS_WAY = Words(
    N_("The package %(subject)s is being installed."),
    N_("Its solutions can take half an hour to appear, and longer when several wait in line."),
    N_("Wait, or let the wizard watch."),
)
PACKAGE_FAILED = Words(
    N_("The package %(subject)s could not be installed."),
    N_("Microsoft's words: %(words)s"),
    N_("Install it again. If it fails again, show these words to Microsoft's support."),
    ADMINISTRATOR,
)
LINKED = Words(N_("Linked to finance and operations at %(subject)s."))
NOT_LINKED = Words(
    N_("This environment is not linked to finance and operations."),
    N_("Dual-write has nothing to exchange data with."),
    N_("Link the environments in the Power Platform admin center, then check again."),
    LINKER,
)
LINKED_ELSEWHERE = Words(
    N_("The linked environment %(subject)s belongs to another Entra tenant."),
    N_("Dual-write works only within one tenant."),
    N_("Link an environment of this tenant."),
    LINKER,
)
LINK_NOT_SEEN = Words(
    N_("Whether this environment is linked to finance and operations could not be seen."),
    N_("The answer of Dataverse does not tell linked from not linked."),
    N_("Look at the environment's page in the Power Platform admin center."),
    ADMINISTRATOR,
)
NOT_SET_UP = Words(
    N_("The environments are linked, but dual-write is not set up between them."),
    N_("The dual-write gateway knows of no connection set for finance and operations."),
    N_("Open the dual-write page and set up the link there, then check again."),
    LINKER,
)
COMPANIES = Words(N_("Companies in Dataverse: %(number)s (%(subject)s)."))
COMPANIES_NONE = Words(
    N_("Dataverse has no company yet."),
    N_("Every row that dual-write carries belongs to a company. Linking creates them."),
    N_("Finish the link on the dual-write page, with the companies the portal serves."),
    LINKER,
)
COMPANIES_DOUBLE = Words(
    N_("Companies with the same code are there twice: %(subject)s."),
    N_("Linking fails with them: an item with the same key has already been added."),
    N_("Clean up the table Company in Dataverse."),
    ADMINISTRATOR,
)
COMPANIES_BLANK = Words(
    N_("A company without a code is there."),
    N_("Linking fails with it."),
    N_("Give it its code or remove it, in the table Company in Dataverse."),
    ADMINISTRATOR,
)
COMPANIES_MANY = Words(
    N_("There are %(number)s companies: more than one initial sync takes (%(limit)s)."),
    N_("The number comes from Microsoft's documentation of 2022 and may be higher today."),
    N_("Start maps without initial sync, or link only the companies that the portal serves."),
    BOTH,
)
COMPANIES_NOT_SEEN = Words(
    N_("The companies could not be seen."),
    N_("The table Company is not there, or the signed-in account may not read it."),
    READS,
    ADMINISTRATOR,
    ask=ASK_READ,
)
USER = Words(N_("The application user %(subject)s may work in Dataverse."))
USER_MISSING = Words(
    N_("The application user %(subject)s is not there."),
    N_("Dual-write works as this user. Without it, every row fails."),
    N_("Add it in the Power Platform admin center, with the role System Administrator."),
    ADMINISTRATOR,
)
USER_DISABLED = Words(
    N_("The application user %(subject)s is disabled."),
    N_("Dual-write works as this user. Every row fails while it is disabled."),
    N_("Enable it in the Power Platform admin center."),
    ADMINISTRATOR,
)
USER_WITHOUT_ROLE = Words(
    N_("The application user %(subject)s is not System Administrator."),
    N_("Microsoft's documentation asks for that role. With less, some rows fail."),
    N_("Give it the role in the Power Platform admin center."),
    ADMINISTRATOR,
)
USER_NOT_SEEN = Words(
    N_("The application user %(subject)s could not be seen."),
    N_("The signed-in account may not read users, or not with their roles."),
    READS,
    ADMINISTRATOR,
    ask=ASK_READ,
)
