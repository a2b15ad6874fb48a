"""Words for codes of Entra and of Dataverse that show up on the pages of dual-write."""

from app.i18n import N_
from app.web.words import Words

_HERE = N_("System administrator of this environment")
_CONSENT = N_("Cloud application administrator")
_ACCESS = N_("Conditional Access administrator")
_YOU = N_("The person who signs in")
_SIGN_IN = N_("Sign in again, in a private window if need be.")
_PRIVILEGE = Words(
    N_("A security role lacks a privilege."),
    N_("The name of the missing privilege begins with prv and stands in the message."),
    N_("Give the user or the team that the message names a role with this privilege."),
    _HERE,
)
_FEWER = Words(
    N_("Dataverse was asked too much at once."),
    N_("It refuses calls for a few minutes; nothing is broken."),
    N_("Wait five minutes, then start fewer maps at a time."),
)
_NO_TABLE = Words(
    N_("A table or column that was asked for is not there."),
    N_("Most often the solution that brings it is not installed."),
    N_("Look under What the maps stand on which solution is missing."),
    _HERE,
)
_AGREED = Words(
    N_("Nobody has consented to the application for this tenant."),
    N_("Until then, the sign-in to it ends here."),
    N_("Consent for the whole tenant."),
    _CONSENT,
)
_TWICE = Words(
    N_("A row with the same key is there already."),
    N_("Two rows cannot have one key: most often a row was made by hand on both sides."),
    N_("Find the two rows by the key in the message, and remove or correct one."),
    _HERE,
)

PLATFORM_CODES = {
    "AADSTS65001": _AGREED,
    "AADSTS90094": _AGREED,
    "AADSTS50105": Words(
        N_("The application is only for assigned people, and this account is none of them."),
        do=N_("Assign the account to the application in Entra."),
        who=_CONSENT,
    ),
    "AADSTS50076": Words(
        N_("Entra asks for a second factor."),
        do=_SIGN_IN,
        who=_YOU,
    ),
    "AADSTS50079": Words(
        N_("Entra wants a second factor to be set up first."),
        do=_SIGN_IN,
        who=_YOU,
    ),
    "AADSTS53003": Words(
        N_("A Conditional Access policy blocks this sign-in."),
        do=N_("Use a device and a network that the policy allows, or ask for an exception."),
        who=_ACCESS,
    ),
    "AADSTS50020": Words(
        N_("The account belongs to another tenant."),
        do=N_("Sign in with an account of the tenant that the environment belongs to."),
        who=_YOU,
    ),
    "AADSTS50058": Words(
        N_("The browser has no session to go on with."),
        N_("Third-party cookies that are blocked have the same effect."),
        _SIGN_IN,
        _YOU,
    ),
    "AADSTS500011": Words(
        N_("The service that was asked for is not known in this tenant."),
        N_("Its application was never consented to here, or its address has a slip."),
        N_("Compare the address; for dual-write, consent for the whole tenant."),
        _CONSENT,
    ),
    "AADSTS700016": Words(
        N_("The application is not known in this tenant."),
        N_("The wrong tenant was chosen, or nobody has consented to the application."),
        N_("Check which tenant you sign in to; then consent for the whole tenant."),
        _CONSENT,
    ),
    "AADSTS70043": Words(N_("The sign-in is over by a policy of the tenant."), do=_SIGN_IN),
    "AADSTS700082": Words(N_("The sign-in has not been used for too long."), do=_SIGN_IN),
    "AADSTS50173": Words(
        N_("The sign-in is not good any more: the password was changed or access was revoked."),
        do=_SIGN_IN,
    ),
    "0x80072560": Words(
        N_("The application user of dual-write is not there, or has no role."),
        N_("Every row fails until it may work in Dataverse."),
        N_("Add the application user with the role System Administrator."),
        _HERE,
    ),
    "0x80040220": _PRIVILEGE,
    "0x80048306": _PRIVILEGE,
    "0x80040225": Words(
        N_("The user, or the application user, is disabled."),
        do=N_("Enable it again in the Power Platform admin center."),
        who=_HERE,
    ),
    "0x80040217": Words(
        N_("A row that was asked for is not there any more."),
        N_("It was deleted, or was never brought over."),
        N_("Run the map of the missing rows first."),
        _HERE,
    ),
    "0x80060891": Words(
        N_("No row has this key."),
        N_("The row that is pointed to was never brought over."),
        N_("Run the map of the missing rows first."),
        _HERE,
    ),
    "0x80040237": _TWICE,
    "0x80060892": _TWICE,
    "0x80060888": _NO_TABLE,
    "0x8006088a": _NO_TABLE,
    "0x80040265": Words(
        N_("A plug-in or business rule in Dataverse refused the row."),
        N_("Its own words stand in the message: they say what it wants."),
        N_("Correct the row, or ask whoever made the rule."),
        _HERE,
    ),
    "0x80072321": _FEWER,
    "0x80072322": _FEWER,
    "0x80072326": _FEWER,
    "0x80044151": Words(
        N_("The database of Dataverse took too long."),
        do=N_("Try again later, with fewer companies or fewer rows at once."),
    ),
}
