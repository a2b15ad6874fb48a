"""What the pages about writing call operations, states, reasons and obstacles."""

from app.i18n import N_
from app.merge.plan import Operation, Why
from app.merge.undo import Edited
from app.store.site_tables import FAILED, NEEDS_DECISION, PLANNED, SENT, SKIPPED, VERIFIED
from app.web.words import Words

OPERATIONS = {
    Operation.CREATE: N_("Create"),
    Operation.CREATE_PAGE: N_("Create the page"),
    Operation.FILL_PAGE: N_("Fill in the text of a new page"),
    Operation.UPDATE: N_("Change"),
    Operation.CONTENT: N_("Replace the content of a file"),
    Operation.CONNECT: N_("Set lookups that had to wait"),
    Operation.LINK: N_("Connect"),
    Operation.UNLINK: N_("Disconnect"),
    Operation.DEACTIVATE: N_("Deactivate"),
    Operation.DELETE: N_("Delete"),
}

STATES = {
    PLANNED: N_("Planned"),
    SENT: N_("Sent"),
    VERIFIED: N_("Written and read back"),
    FAILED: N_("Failed"),
    SKIPPED: N_("It was so already"),
    NEEDS_DECISION: N_("Needs your decision"),
}

LEFT_OUT = {
    Why.OPEN: N_("Not decided yet"),
    Why.DEFERRED: N_("Put off: it stays as it is, and is asked again at the next update"),
    Why.NEEDS_ANOTHER: N_("It needs a record that is not written: %(other)s"),
    Why.STILL_NEEDED: N_("Not deleted, because another record still points to it: %(other)s"),
    Why.WEBSITE: N_("The wizard never writes the row of the website itself. Change it by hand."),
    Why.ROLE: N_(
        "The wizard deletes no web role: every customer who has it would lose it. Delete it by"
        " hand if you are sure."
    ),
    Why.GONE: N_("Somebody deleted it since it was written."),
}

EDITED = {
    Edited.CHANGED: N_("Somebody changed it after the wizard had written it."),
    Edited.MADE_AGAIN: N_("The wizard deleted it, and somebody made it again."),
}

OBSTACLES = {
    "nothing": Words(N_("There is nothing to write.")),
    "open": Words(N_("Decisions are open. Decide them, or put them off.")),
    "not_live": Words(
        N_(
            "The site of this merge came as a file, and may be of another day or place. Read site"
            " and template from their environments to write a merge here; this one can be"
            " downloaded."
        )
    ),
    "elsewhere": Words(N_("The site of this merge was read from another environment.")),
    "enhanced": Words(
        N_("The site is on the enhanced data model. The wizard writes nothing to such a site.")
    ),
    "breaks": Words(
        N_("With these decisions, a page would be its own ancestor. Change one of them first.")
    ),
    "begun": Words(N_("This merge was begun to be written already.")),
    "busy": Words(N_("Another run is writing to this environment. Wait until it has ended.")),
    "no_role": Words(N_("Your role is to read only. An operator can write this.")),
}

REASONS = {
    "already_so": Words(N_("Somebody else has made the same change. It is not the wizard's.")),
    "made_by_platform": Words(N_("Power Pages made this row by itself with its page.")),
    "rewritten": Words(
        N_("Power Pages changed a value while saving it. What it holds now was taken as it is.")
    ),
    "blocked_attachment": Words(
        N_("This environment takes no attachments of this kind."),
        N_("Portal scripts and styles are attachments too, and this ending is blocked."),
        N_(
            "In the Power Platform admin center, open Settings, Product, Privacy + Security, take"
            " the ending out of the blocked attachments, and go on with this run. Put it back"
            " afterwards."
        ),
        N_("System administrator of this environment"),
    ),
    "too_large": Words(
        N_("This file is larger than this environment takes."),
        N_("The limit is set in the environment's e-mail settings."),
        N_("Raise the maximum file size for attachments there, and go on with this run."),
        N_("System administrator of this environment"),
    ),
    "too_long": Words(
        N_("The text is longer than its column takes."),
        N_("Nothing of this record was changed."),
        N_("Read the site again and shorten the text in the review."),
    ),
    "no_table": Words(
        N_("This environment has no such table."),
        N_("The template needs a solution that is not installed here, or in an older version."),
        N_("Update the portal's solutions in this environment, then go on with this run."),
        N_("System administrator of this environment"),
    ),
    "no_column": Words(
        N_("This environment has no such column."),
        N_("The portal's solutions here are older than those of the template."),
        N_("Update the portal's solutions in this environment, then go on with this run."),
        N_("System administrator of this environment"),
    ),
    "no_association": Words(
        N_("This environment does not know this connection of records."),
        N_("The portal's solutions here are older than those of the template."),
        N_("Update the portal's solutions in this environment, then go on with this run."),
        N_("System administrator of this environment"),
    ),
    "no_way": Words(
        N_("This lookup leads to a table that is not in this environment."),
        N_("The portal's solutions here are older than those of the template."),
        N_("Update the portal's solutions in this environment, then go on with this run."),
        N_("System administrator of this environment"),
    ),
    "locked_column": Words(
        N_("Dataverse lets nobody change this column."),
        N_("Nothing of this record was changed."),
        N_("Read the site again and keep the site's value in the review."),
    ),
    "unreadable": Words(
        N_("The value does not fit the kind of its column."),
        N_("It would have been refused. Nothing of this record was changed."),
        N_("Read the site again and choose another value in the review."),
    ),
    "edited_meanwhile": Words(
        N_("Somebody changed this record after the plan was made."),
        N_("It was not overwritten: it is as that person left it."),
        N_("Read the site again and merge what is left."),
    ),
    "gone_meanwhile": Words(
        N_("Somebody deleted this record after the plan was made."),
        N_("It was not made again."),
        N_("Read the site again and merge what is left."),
    ),
    "not_taken": Words(
        N_("Dataverse said yes, but the record is not as it was written."),
        N_("A rule or a plug-in of this environment keeps the old value."),
        N_("Look at the record in the Portal Management app, then go on with this run."),
    ),
    "plug_in": Words(
        N_("A rule of the portal refused this record. Its own words are below."),
        N_("Nothing of this record was changed."),
        N_("Mend what it names, then go on with this run."),
    ),
    "still_needed": Words(
        N_("Another record that the wizard does not see still points to this one."),
        N_("It was not deleted."),
        N_("Look for it in the Portal Management app, then go on with this run."),
    ),
    "forbidden": Words(
        N_("The signed-in account may not write this record."),
        N_("Nothing of this record was changed."),
        N_("Ask for a security role that may change the portal's tables, then go on."),
        N_("System administrator of this environment"),
    ),
    "not_there": Words(
        N_("The record, or one that it points to, is not there any more."),
        N_("Nothing of this record was changed."),
        N_("Read the site again and merge what is left."),
    ),
    "unexpected_reply": Words(
        N_("Microsoft's answer had a shape that this version does not know."),
        N_("Whether it was written shows when the run goes on: it looks first."),
        N_("Go on with this run. If it stays, report it with the words below."),
    ),
    "refused": Words(
        N_("Dataverse refused this record. Its own words are below."),
        N_("Nothing of this record was changed."),
        N_("Mend what it names, then go on with this run."),
    ),
}

WRITE_WORDS = {
    "operations": OPERATIONS,
    "states": STATES,
    "left_out": LEFT_OUT,
    "edited": EDITED,
    "obstacles": OBSTACLES,
    "reasons_of_writes": REASONS,
}
