from app.i18n import N_
from app.steps.licensing.places import ASK_LOOK, BILLING_ADMIN, LICENCES, SITES, TENANT_ADMIN
from app.web.words import Words

PORTAL_USERS = {
    "licensing.capacity_billed": Words(
        N_("Portal users are billed to Azure (pay-as-you-go) in this environment.")
    ),
    "licensing.capacity_pending": Words(
        N_("The billing policy of this environment is still being set up (%(status)s)."),
        N_("Until it is enabled, nobody pays for portal users."),
        N_("Check again in a few minutes."),
    ),
    "licensing.capacity_assigned": Words(
        N_("Power Pages capacity is assigned to this environment: %(assigned)s (%(unit)s).")
    ),
    "licensing.capacity_unit_unclear": Words(
        N_(
            "%(assigned)s units of %(unit)s are assigned here, and %(expected)s people are"
            " expected in a month."
        ),
        N_(
            "Microsoft does not say whether it counts people or packs of 100 people. In packs it"
            " is enough, in people it is not."
        ),
        N_("Look at the licences page: beside the number stands what is counted there."),
        TENANT_ADMIN,
        LICENCES,
    ),
    "licensing.capacity_too_small": Words(
        N_(
            "%(assigned)s units of %(unit)s are assigned here, too little for the %(expected)s"
            " people who are expected in a month."
        ),
        N_("Microsoft scales the site by its capacity: with too little it becomes slow."),
        N_("Assign more to this environment, or buy more."),
        TENANT_ADMIN,
        LICENCES,
    ),
    "licensing.capacity_not_assigned": Words(
        N_(
            "Power Pages capacity is bought (%(bought)s, of which %(free)s are free), but not"
            " assigned to this environment."
        ),
        N_("The site starts as a trial. Before it becomes production, capacity is needed here."),
        N_("Assign capacity to this environment in the Power Platform admin center."),
        TENANT_ADMIN,
        LICENCES,
    ),
    "licensing.capacity_elsewhere": Words(
        N_(
            "All Power Pages capacity of the tenant (%(bought)s) is assigned to other environments."
        ),
        N_("The site starts as a trial. Before it becomes production, capacity is needed here."),
        N_("Move capacity to this environment, or buy more."),
        TENANT_ADMIN,
        LICENCES,
    ),
    "licensing.capacity_legacy": Words(
        N_("Portal log-ins of the older kind are assigned to this environment."),
        N_("They still work and are no longer sold."),
        N_("Plan the change to Power Pages capacity."),
        BILLING_ADMIN,
        LICENCES,
    ),
    "licensing.capacity_bought": Words(
        N_("Power Pages capacity is bought. Whether it is assigned here could not be seen."),
        N_("The site starts as a trial. Before it becomes production, capacity is needed here."),
        N_("Look at the licences page of the Power Platform admin center."),
        TENANT_ADMIN,
        LICENCES,
    ),
    "licensing.capacity_nothing": Words(
        N_("Neither Power Pages capacity nor pay-as-you-go was found."),
        N_(
            "A new site works as a trial: 90 days in a production or sandbox environment, 30 days"
            " in a trial environment. Then it is switched off."
        ),
        N_("Buy capacity or link a billing policy before the trial ends."),
        BILLING_ADMIN,
        LICENCES,
    ),
    "licensing.capacity_unseen": Words(
        N_("Whether portal users are paid for could not be seen."),
        N_("The signed-in account may not read the capacity. A new site works as a trial anyway."),
        N_("Ask somebody who may look, or state below what you know."),
        TENANT_ADMIN,
        LICENCES,
        ask=ASK_LOOK,
    ),
    "licensing.capacity_attested": Words(
        N_("%(name)s states that portal users are paid for in this environment.")
    ),
    "licensing.capacity_said_missing": Words(
        N_("%(name)s states that there is no capacity for portal users yet."),
        N_("A new site works as a trial. Then it is switched off."),
        N_("Buy capacity or link a billing policy before the trial ends."),
        BILLING_ADMIN,
        LICENCES,
    ),
    "licensing.anonymous_none": Words(
        N_("No capacity for visitors who do not sign in is assigned to this environment."),
        N_(
            "Nearly all pages of the Customer portal are behind the sign-in, but its public pages"
            " are counted, too."
        ),
        N_("Assign capacity for anonymous users (packs of 500) if the portal shows public pages."),
        TENANT_ADMIN,
        LICENCES,
    ),
    "licensing.users_not_said": Words(
        N_("Nobody has said how many people will sign in to the portal in a month."),
        N_("That number says how much capacity is needed."),
        N_("State it below; it is asked only once."),
    ),
    "licensing.users_expected": Words(
        N_(
            "%(expected)s people are expected in a month: at least %(packs)s packs of 100"
            " authenticated users."
        ),
    ),
    "licensing.trial_clock": Words(
        N_("%(subject)s is a trial for %(days)s more days, until %(date)s."),
        N_("Then it is suspended, and its host is deleted a week later."),
        N_("Convert it to production before that day; that is when capacity is needed."),
        TENANT_ADMIN,
        SITES,
    ),
    "licensing.trial_over": Words(
        N_("Urgent: the trial of %(subject)s is over, and it is suspended."),
        N_(
            "Nobody can open it. In %(days)s days, on %(date)s, Microsoft deletes its host; its"
            " configuration stays in Dataverse."
        ),
        N_("See to capacity and convert it to production before that day."),
        TENANT_ADMIN,
        SITES,
    ),
}
