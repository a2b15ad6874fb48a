from app.i18n import N_
from app.web.words import Words

TENANT_ADMIN = N_("Power Platform administrator or Dynamics 365 administrator")
BILLING_ADMIN = N_("Billing administrator of the tenant")
LICENCES = "https://admin.powerplatform.microsoft.com/billing/licenses"
PRODUCTS = "https://admin.microsoft.com/Adminportal/Home#/subscriptions"

SEEN = {
    "licensing.never_checked": Words(
        N_("Licences have not been looked for here yet."),
        N_("Nothing is known about them, good or bad."),
        N_("Check now. The check only reads."),
    ),
    "licensing.sources_differ": Words(
        N_("Two of Microsoft's sources say different things about these licences."),
        N_("A report may be older than the last purchase."),
        N_("Look at both below; the licences page shows what is true now."),
        link=LICENCES,
    ),
    "licensing.said_otherwise": Words(
        N_("%(name)s stated otherwise."),
        N_("What Microsoft shows counts. The statement is kept below."),
        N_("Withdraw the statement if it is no longer right."),
    ),
}

SCM = {
    "licensing.scm_owned": Words(N_("The tenant owns Supply Chain Management licences.")),
    "licensing.scm_attach_only": Words(
        N_("Only attach licences for Supply Chain Management were seen."),
        N_("An attach licence needs a qualifying base licence of another Dynamics 365 app."),
        N_("Make sure that the people who have it also have a base licence."),
        TENANT_ADMIN,
        LICENCES,
    ),
    "licensing.scm_grace": Words(
        N_("The Supply Chain Management licences have expired and are in their grace period."),
        N_("They still work. When the grace period ends, people lose access."),
        N_("Renew the subscription."),
        BILLING_ADMIN,
        PRODUCTS,
    ),
    "licensing.scm_by_name": Words(
        N_("A product looks like Supply Chain Management by its name."),
        N_("This version does not know the product, so it goes by the name."),
        N_("Look at the licences page, and state below what you saw."),
        TENANT_ADMIN,
        LICENCES,
    ),
    "licensing.scm_by_plan": Words(
        N_("A service plan that comes with Supply Chain Management was seen."),
        N_("It was seen in the storage report, not in the list of licences."),
        N_("Look at the licences page to be sure."),
        TENANT_ADMIN,
        LICENCES,
    ),
    "licensing.scm_other_app": Words(
        N_("The tenant owns another finance and operations app, not Supply Chain Management."),
        N_("Dual-write would work. The Customer portal belongs to Supply Chain Management."),
        N_("Buy Supply Chain Management before the portal is used."),
        BILLING_ADMIN,
        PRODUCTS,
    ),
    "licensing.scm_missing": Words(
        N_("No Supply Chain Management licence was found."),
        N_("The Customer portal shows orders that live in Supply Chain Management."),
        N_("Buy at least one Supply Chain Management licence, then check again."),
        BILLING_ADMIN,
        PRODUCTS,
    ),
    "licensing.scm_unseen": Words(
        N_("Whether Supply Chain Management is licensed could not be seen."),
        N_("The signed-in account may not read the licences. That does not mean there are none."),
        N_("Ask somebody who may look, or state below what you know."),
        TENANT_ADMIN,
        LICENCES,
    ),
    "licensing.scm_attested": Words(
        N_("%(name)s states that the tenant owns Supply Chain Management licences.")
    ),
    "licensing.scm_said_missing": Words(
        N_("%(name)s states that the tenant owns no Supply Chain Management licence."),
        N_("The Customer portal shows orders that live in Supply Chain Management."),
        N_("Buy at least one, then check again or withdraw the statement."),
        BILLING_ADMIN,
        PRODUCTS,
    ),
}

USERS = {
    "licensing.capacity_billed": Words(
        N_("Portal users are billed to Azure (pay-as-you-go) in this environment.")
    ),
    "licensing.capacity_pending": Words(
        N_("The billing policy of this environment is still being set up."),
        N_("Until it is enabled, nobody pays for portal users."),
        N_("Check again in a few minutes."),
    ),
    "licensing.capacity_assigned": Words(
        N_("Power Pages capacity is assigned to this environment.")
    ),
    "licensing.capacity_not_assigned": Words(
        N_("Power Pages capacity is bought, but not assigned to this environment."),
        N_("The site starts as a trial. Before it becomes production, capacity is needed here."),
        N_("Assign capacity to this environment in the Power Platform admin center."),
        TENANT_ADMIN,
        LICENCES,
    ),
    "licensing.capacity_elsewhere": Words(
        N_("All Power Pages capacity of the tenant is assigned to other environments."),
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
}

ROOM = {
    "licensing.storage_free": Words(N_("The tenant has storage left.")),
    "licensing.storage_tight": Words(
        N_("Storage is nearly used up: %(subject)s."),
        N_(
            "Dual-write copies customers, products and orders into Dataverse. Below 1 GB of free"
            " database storage, apps cannot be installed."
        ),
        N_("Free storage, or buy more, before the initial sync."),
        TENANT_ADMIN,
        LICENCES,
    ),
    "licensing.storage_over": Words(
        N_("The tenant uses more storage than it has: %(subject)s."),
        N_("What runs goes on. New environments and new apps may be refused."),
        N_("Free storage, or buy more, before the initial sync."),
        TENANT_ADMIN,
        LICENCES,
    ),
    "licensing.storage_unseen": Words(
        N_("How much storage is left could not be seen."),
        N_("Only administrators of the tenant may read it."),
        N_("Ask somebody who may look, or state below what you know."),
        TENANT_ADMIN,
        LICENCES,
    ),
    "licensing.storage_attested": Words(N_("%(name)s states that there is enough storage.")),
    "licensing.storage_said_missing": Words(
        N_("%(name)s states that storage is short."),
        N_("Below 1 GB of free database storage, apps cannot be installed."),
        N_("Free storage, or buy more, before the initial sync."),
        TENANT_ADMIN,
        LICENCES,
    ),
}

TEXTS = {**SEEN, **SCM, **USERS, **ROOM}
