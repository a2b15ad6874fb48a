"""Words for the form, for what a run is at, and for how it ended."""

from app.i18n import N_
from app.steps.provisioning.intent import Problem
from app.web.words import Words

ADMINISTRATOR = N_("System administrator of this environment")
TENANT_ADMINISTRATOR = N_("Power Platform administrator or Dynamics 365 administrator")
ADMIN_CENTER = "https://admin.powerplatform.microsoft.com/environments"
MAKER = "https://make.powerpages.microsoft.com"

PROBLEMS = {
    Problem.NAME_MISSING: N_("Enter a name for the site."),
    Problem.NAME_TOO_LONG: N_(
        "Name and address together may have 97 letters: Dataverse keeps them in one text of 100."
    ),
    Problem.NAME_UNFIT: N_("The name has a character that cannot be shown. Type it again."),
    Problem.SUBDOMAIN_MISSING: N_("Enter the first part of the portal's address."),
    Problem.SUBDOMAIN_TOO_LONG: N_("The first part of an address may have 63 letters at most."),
    Problem.SUBDOMAIN_UNFIT: N_(
        "Use the letters a to z, digits and hyphens, and no hyphen at the beginning or the end."
    ),
    Problem.LANGUAGE_MISSING: N_("Choose the language of the site."),
    Problem.LANGUAGE_NOT_ENABLED: N_("This language is not enabled in the environment."),
}

STAGES = {
    "asking": N_("Microsoft is being asked for the portal."),
    "accepted": N_("Microsoft has accepted the request. The site is not in its list yet."),
    "unanswered": N_(
        "Microsoft's answer was lost. Before anybody asks again, the wizard looks for ten minutes"
        " whether the request arrived."
    ),
    "being_made": N_("Microsoft makes the site and installs its solutions."),
    "unclear": N_("Microsoft reports a state that this version does not know. It looks on."),
    "ready": N_("The site is complete. Its untouched state is read and kept for later updates."),
    "suspended": N_("The site is complete, but its trial is over."),
}

CAUSES = {
    "install_failed": Words(
        N_("Microsoft could not finish the portal."),
        N_("The site stands in the list with the state %(subject)s. Nobody asks for another."),
        N_(
            "Open the site in the Power Platform admin center. Delete it there when Microsoft"
            " cannot repair it, then check again and start anew."
        ),
        ADMINISTRATOR,
        ADMIN_CENTER,
    ),
    "operation_failed": Words(
        N_("Microsoft accepted the request and then gave it up."),
        N_("No site shows in its list, so nothing was made."),
        N_("Read Microsoft's words below, remove the cause, then go on here."),
        ADMINISTRATOR,
    ),
    "subdomain_taken": Words(
        N_("The site %(subject)s of this environment has this address already."),
        N_("It was made from another template. Nothing was asked for."),
        N_("Choose another address and start anew."),
        ADMINISTRATOR,
    ),
    "patience": Words(
        N_("Microsoft has not finished within 90 minutes. The wizard has stopped looking."),
        N_("Nothing is lost, and nothing is asked for twice."),
        N_("Go on here to look for another 90 minutes, or look in the admin center."),
        ADMINISTRATOR,
        ADMIN_CENTER,
    ),
    "not_listed": Words(
        N_("The tenant's list does not show this environment to the one who asked."),
        N_("Without its id in Power Platform, Microsoft cannot be asked for a site."),
        N_("Ask to be given a role in the environment, then go on here."),
        TENANT_ADMINISTRATOR,
        ADMIN_CENTER,
    ),
    "no_portal": Words(
        N_("There is no Customer portal to read."),
        N_("It was there when it was looked for, and is not there now."),
        N_("Check again."),
    ),
    "watched_in_vain": Words(
        N_("No Customer portal has come up within eight hours."),
        N_("The wizard has stopped looking. Nothing is lost."),
        N_("Check again, or let the wizard watch once more."),
    ),
}

REFUSALS = {
    "address": Words(
        N_("This address seems to be taken."),
        N_("An address belongs to one site in the whole world. Nothing was made."),
        N_("Choose another address and start anew."),
    ),
    "limit": Words(
        N_("This environment seems to have a site of this template already."),
        N_("It can have one, active or inactive. Nothing was made."),
        N_("Check again. Look under Inactive sites in Power Pages, and reactivate it there."),
        ADMINISTRATOR,
        MAKER,
    ),
    "rights": Words(
        N_("This account seems not to be allowed to make sites here."),
        N_(
            "It needs the role System administrator here, assigned directly, and the access mode"
            " Read-Write. Where the tenant restricts it, a tenant administrator is needed."
        ),
        N_("Let somebody with the role go on here, or assign it. A new role can take hours."),
        TENANT_ADMINISTRATOR,
        ADMIN_CENTER,
    ),
    "core_package": Words(
        N_("The package Power Pages Core seems to be out of date in this environment."),
        N_("With an old one, making a site needs the right to register applications in Entra."),
        N_("Update Power Pages Core in the admin center, under Dynamics 365 apps. Then go on."),
        ADMINISTRATOR,
        ADMIN_CENTER,
    ),
    "dual_write": Words(
        N_("A dual-write solution seems to be missing in this environment."),
        N_("Microsoft then makes nothing."),
        N_("Check the step Dual-write maps again, install what it names, then go on here."),
        ADMINISTRATOR,
        ADMIN_CENTER,
    ),
    "language": Words(
        N_("This language seems not to be enabled in the environment."),
        N_("Nothing was made."),
        N_("Enable it in the admin center, or choose another language and start anew."),
        ADMINISTRATOR,
        ADMIN_CENTER,
    ),
    "template": Words(
        N_("The template Customer Portal seems not to be offered here."),
        N_(
            "In an environment without any site, and in one without a Dynamics 365 app, Microsoft"
            " may not offer the templates of Dynamics 365."
        ),
        N_("Look in Power Pages whether it is offered under Templates, Dynamics 365."),
        ADMINISTRATOR,
        MAKER,
    ),
}
