from app.i18n import N_
from app.steps.licensing.places import ASK_LOOK, BILLING_ADMIN, LICENCES, PRODUCTS, TENANT_ADMIN
from app.steps.licensing.portal_texts import PORTAL_USERS
from app.steps.licensing.room_texts import ROOM
from app.web.words import Words

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
        N_("A product looks like Supply Chain Management by its name: %(names)s."),
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
    "licensing.scm_by_template": Words(
        N_("Microsoft offers environments with Supply Chain Management to this tenant."),
        N_("That is a hint, no list of licences: a trial is offered in the same way."),
        N_("Look at the licences page to be sure."),
        TENANT_ADMIN,
        LICENCES,
    ),
    "licensing.scm_refused": Words(
        N_("Microsoft does not offer environments with Supply Chain Management to this account."),
        N_(
            "Its reason is a missing licence. The licences of the account itself count, so the"
            " tenant may still own some."
        ),
        N_("Ask somebody who may look, or state below what you know."),
        TENANT_ADMIN,
        LICENCES,
        ask=ASK_LOOK,
    ),
    "licensing.scm_given_too_often": Words(
        N_("%(used)s people have a Supply Chain Management licence; the tenant owns %(owned)s."),
        N_("Microsoft may take licences away from people who work today."),
        N_("Buy the missing ones, or take the licence from people who do not need it."),
        BILLING_ADMIN,
        PRODUCTS,
    ),
    "licensing.possible_match": Words(
        N_("A possible match: %(subject)s."),
        N_(
            "The name looks like a licence that is wanted here, and the list of products of this"
            " version does not know it. It counts neither for nor against."
        ),
        N_(
            "Look at the licences page and state below what you saw. Whoever runs this server can"
            " bring the list up to date with: portal-setup licences update"
        ),
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
        ask=ASK_LOOK,
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

PERSON = {
    "licensing.person_holds": Words(N_("The account that looked has licences here: %(subject)s.")),
    "licensing.person_without": Words(
        N_("The account that looked has no Dynamics 365 or Power Apps licence in this tenant."),
        N_(
            "For a consultant or guest that is usual, and says nothing about the tenant. Linking"
            " dual-write in Microsoft's page needs a Power Apps licence and the role System"
            " Administrator on both sides."
        ),
    ),
}

TEXTS = {**SEEN, **SCM, **PERSON, **PORTAL_USERS, **ROOM}
