"""Words of expert mode: why something pasted is refused, and why a start ended."""

from app.i18n import N_
from app.steps.maps.ground_texts import BOTH
from app.web.words import Words

REFUSALS = {
    "empty": N_("Enter the address of the gateway."),
    "not_an_address": N_("This is no web address."),
    "not_https": N_("The address begins with https://"),
    "has_user": N_("Leave out the part before the @ sign."),
    "has_port": N_("Leave out the port number after the colon."),
    "other_host": N_(
        "This is not a dual-write gateway. Its name begins with projectmanagementservice and ends"
        " in gateway.prod.island.powerapps.com. Nothing was sent there."
    ),
    "token_empty": N_("Paste the token."),
    "token_unreadable": N_(
        "This is not an access token. Copy what stands after Bearer in the header Authorization."
    ),
    "token_over": N_("This token is over. Reload the dual-write page and copy a fresh one."),
    "token_other_service": N_(
        "This token is for another service. Take it from a request to the gateway itself."
    ),
    "not_taken": N_("The gateway does not take this token. Copy a fresh one."),
    "no_rights": N_(
        "The gateway took the token, but its person has no rights there: System administrator in"
        " both systems is needed."
    ),
    "no_link": N_("The gateway knows of no dual-write link for this environment."),
    "no_answer": N_("The gateway did not answer. Nothing is kept; try again in a minute."),
    "not_understood": N_("The gateway's answer could not be read. Nothing is kept."),
    "no_consent": N_("Tick that you have understood what expert mode means."),
    "not_confirmed": N_("Tick that you have understood what will be overwritten."),
    "no_master": N_("Choose whose rows win."),
    "no_number": N_("Enter a whole number, or leave this empty."),
}

START_REASONS = {
    "expert_off": N_("Expert mode is off."),
    "no_token": N_("No token of yours is held. Paste one in expert mode."),
    "not_asked": N_("The last look did not ask the gateway. Check again with your token."),
    "nothing_to_start": N_("Every map that was chosen runs already."),
    "not_ordered": N_("What has to run before could not be read from the gateway. Check again."),
    "paused": N_("A map is paused. Resume it on the dual-write page, and keep the queue."),
    "not_applied": N_("A map is not on the dual-write page. Apply its solution there first."),
}

CAUSES = {
    "gateway_busy": Words(
        N_("For %(subject)s minutes, the gateway turned calls down or showed no maps."),
        N_("The start has ended. Maps that were asked to start go on at Microsoft."),
        N_(
            "Go on with this start in an hour: it begins where it ended. If that fails again, look"
            " at the maps on the dual-write page and start them there."
        ),
        BOTH,
    ),
}
"""Why a start was given up."""
