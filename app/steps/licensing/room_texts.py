from app.i18n import N_
from app.steps.licensing.places import ASK_LOOK, LICENCES, TENANT_ADMIN
from app.web.words import Words

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
        ask=ASK_LOOK,
    ),
    "licensing.storage_attested": Words(N_("%(name)s states that there is enough storage.")),
    "licensing.storage_said_missing": Words(
        N_("%(name)s states that storage is short."),
        N_("Below 1 GB of free database storage, apps cannot be installed."),
        N_("Free storage, or buy more, before the initial sync."),
        TENANT_ADMIN,
        LICENCES,
    ),
    "licensing.storage_covered": Words(
        N_("One kind of storage is full and another one covers it: %(subject)s."),
        N_("Nothing is over as a whole. What covers it is missing elsewhere."),
    ),
    "licensing.storage_word": Words(
        N_("Microsoft says something about storage that this version does not know: %(subject)s."),
        N_("It counts neither for nor against. The numbers are below."),
        N_("Look at the capacity page of the Power Platform admin center."),
        TENANT_ADMIN,
        LICENCES,
    ),
    "licensing.room_for_no_app": Words(
        N_("Less than 1 GB is free in %(subject)s: %(free)s MB."),
        N_("Microsoft refuses to create environments and to install apps below that."),
        N_("Free storage, or buy more, before packages are installed."),
        TENANT_ADMIN,
        LICENCES,
    ),
}
