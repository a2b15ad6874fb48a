from app.i18n import N_
from app.steps.provisioning.words import (
    ADMIN_CENTER,
    ADMINISTRATOR,
    MAKER,
    TENANT_ADMINISTRATOR,
)
from app.web.words import Words

TEXTS = {
    "provisioning.never_checked": Words(
        N_("The Customer portal has not been looked for here yet."),
        N_("Nothing is known about it, good or bad."),
        N_("Check now. The check only reads."),
    ),
    "provisioning.site_there": Words(N_("The Customer portal %(subject)s is there.")),
    "provisioning.being_made": Words(
        N_("Microsoft is making the Customer portal %(subject)s."),
        N_("Its own words: %(status)s, %(package)s."),
        N_("Wait, and check again."),
    ),
    "provisioning.state_not_known": Words(
        N_("How the Customer portal %(subject)s stands could not be seen."),
        N_("The state that Microsoft reports is not known to this version, or it reports none."),
        N_("Look at the site in the Power Platform admin center."),
        ADMINISTRATOR,
        ADMIN_CENTER,
    ),
    "provisioning.suspended": Words(
        N_("The trial of %(subject)s is over: the portal is suspended."),
        N_(
            "Nobody can open it. Its host is deleted on %(date)s; its configuration stays in"
            " Dataverse."
        ),
        N_("Convert it to production before that day, in the admin center."),
        ADMINISTRATOR,
        ADMIN_CENTER,
    ),
    "provisioning.install_failed": Words(
        N_("Microsoft could not finish the Customer portal %(subject)s."),
        N_("Its own words: %(status)s, %(package)s."),
        N_("Open the site in the admin center. Delete it there if it cannot be repaired."),
        ADMINISTRATOR,
        ADMIN_CENTER,
    ),
    "provisioning.site_inactive": Words(
        N_("There is a Customer portal without a host: %(subject)s is inactive."),
        N_(
            "Its configuration is in Dataverse and looks like this template. An environment can"
            " have one Customer portal, so another one is not made."
        ),
        N_("In Power Pages, open Inactive sites and choose Reactivate. Then check again."),
        ADMINISTRATOR,
        MAKER,
    ),
    "provisioning.sites_not_seen": Words(
        N_("Whether there is a Customer portal could not be seen."),
        N_("Microsoft did not show its list of sites, and Dataverse shows none of this kind."),
        N_("Let a system administrator of this environment check, so that none is made twice."),
        ADMINISTRATOR,
    ),
    "provisioning.converted": Words(N_("%(subject)s is a production site: no trial ends.")),
    "provisioning.trial_ends": Words(
        N_("The trial of %(subject)s ends on %(date)s."),
        N_("Then it is suspended, and its host is deleted a week later."),
        N_("Convert it to production before that day, in the admin center."),
        ADMINISTRATOR,
        ADMIN_CENTER,
    ),
    "provisioning.baseline_kept": Words(
        N_("The untouched template is kept, as of %(date)s: later updates build on it.")
    ),
    "provisioning.baseline_missing": Words(
        N_("The untouched template is not kept."),
        N_("Without it, every difference in a later update becomes a question."),
        N_("If nobody has edited the site yet, keep it now, below."),
    ),
    "provisioning.ready": Words(
        N_(
            "There is no Customer portal yet, and nothing that this step looks at stands in its"
            " way."
        ),
    ),
    "provisioning.no_rights": Words(
        N_("%(subject)s is not a system administrator of this environment."),
        N_("Microsoft lets only a system administrator make a site. Roles of a team do not count."),
        N_("Assign the role directly to the account, or let somebody who has it check again."),
        ADMINISTRATOR,
        ADMIN_CENTER,
    ),
    "provisioning.access_mode": Words(
        N_("The account of %(subject)s does not have the access mode Read-Write."),
        N_("Microsoft lets only such an account make a site."),
        N_("Change the access mode of the user, then check again."),
        ADMINISTRATOR,
        ADMIN_CENTER,
    ),
    "provisioning.rights_not_seen": Words(
        N_("Whether %(subject)s may make a site could not be seen."),
        N_("Dataverse did not show the roles of the account. If they are missing, Microsoft"
           " refuses and nothing is made."),
        N_("Ask for a role that can read users, or go on and see."),
        ADMINISTRATOR,
        ask=N_("Please give the account that looks a security role that can read users."),
    ),
    "provisioning.restricted": Words(
        N_("In this tenant, only tenant administrators may make sites."),
        N_("The setting disablePortalsCreationByNonAdminUsers is on. Whether %(subject)s is one"
           " cannot be seen; if not, Microsoft refuses and nothing is made."),
        N_("Let a tenant administrator provision the portal, or switch the setting off."),
        TENANT_ADMINISTRATOR,
    ),
    "provisioning.restriction_not_seen": Words(
        N_("Whether the tenant lets only its administrators make sites could not be seen."),
        N_("If it does, Microsoft refuses and nothing is made."),
        N_("A tenant administrator can read the setting disablePortalsCreationByNonAdminUsers."),
        TENANT_ADMINISTRATOR,
    ),
    "provisioning.not_listed": Words(
        N_("The tenant's list does not show this environment."),
        N_("Without its id in Power Platform, Microsoft cannot be asked for a site."),
        N_("Ask to be given a role in the environment, then check again."),
        TENANT_ADMINISTRATOR,
        ADMIN_CENTER,
        N_("Please give the account that looks a role in the environment."),
    ),
    "provisioning.place_not_seen": Words(
        N_("The tenant's list of environments could not be seen."),
        N_("Without this environment's id in Power Platform, Microsoft cannot be asked."),
        N_("Let somebody check who may list environments."),
        TENANT_ADMINISTRATOR,
    ),
}  # fmt: skip
