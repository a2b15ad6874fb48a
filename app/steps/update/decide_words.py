"""What the pages of decisions call wishes, refusals and origins, with the words of the review."""

from app.i18n import N_
from app.merge.bulk import Unfit, Wish
from app.merge.outcome import ConflictKind
from app.steps.update.groups import GROUP_WORDS
from app.steps.update.words import WORDS
from app.store.site_tables import ALL_BACK, BROUGHT_BACK, BY_HAND, CARRIED, FROM_FILE, IN_BULK

WISHES = {
    Wish.SITE: N_("Keep yours"),
    Wish.TEMPLATE: N_("Take the template's"),
    Wish.SUGGESTED: N_("Take what is suggested"),
    Wish.LATER: N_("Put off"),
}

UNFIT = {
    Unfit.WIDENS: N_(
        "The template's side could let somebody see or do more. Decide each of these by itself."
    ),
    Unfit.NOT_OFFERED: N_("This answer makes no sense there, so it is not offered."),
    Unfit.NOTHING_SUGGESTED: N_("Nothing is suggested there."),
    Unfit.READ_FIRST: N_(
        "The suggestion was put together word by word. Read it before you take it."
    ),
}

ORIGINS = {
    BY_HAND: N_("Decided one by one"),
    IN_BULK: N_("Decided together with others"),
    ALL_BACK: N_("All decisions were taken back"),
    FROM_FILE: N_("Taken from a file of decisions"),
    CARRIED: N_("Taken over from an earlier merge"),
    BROUGHT_BACK: N_("Brought back as it was before"),
}

BAD_FILES = {
    "nothing": N_("No file is chosen. Choose a file of decisions."),
    "too_large": N_("This file is larger than a file of decisions gets. Nothing of it was taken."),
    "too_many": N_("This file holds more decisions than a site has. Nothing of it was taken."),
    "not_utf8": N_("This file is not UTF-8 text. Export the decisions again."),
    "not_json": N_("This file is no JSON, or is nested too deeply. Export the decisions again."),
    "twice": N_("This file says something twice. Say once what is meant."),
    "no_decisions": N_("This file holds no decisions. Export them on the page of a merge."),
    "newer": N_("This file was written by another version, which this one cannot read."),
}

KIND_NAMES = {
    ConflictKind.VALUE: N_("A value"),
    ConflictKind.TEXT: N_("Lines of a text"),
    ConflictKind.JSON: N_("A setting inside JSON"),
    ConflictKind.FILE: N_("Bytes of a file"),
    ConflictKind.RECORD: N_("A record that one side lacks"),
    ConflictKind.DANGLING: N_("A link to nothing"),
    ConflictKind.AMBIGUOUS: N_("Which record it is"),
    ConflictKind.TOO_LONG: N_("A text that is too long"),
    ConflictKind.PERMISSION: N_("More rights"),
}

STILL = {
    "open": N_("Needs your decision"),
    "changed": N_("Changes by itself"),
    "still": N_("Stays as it is"),
}

ALL_WORDS = {
    **WORDS,
    "kind_names": KIND_NAMES,
    "still": STILL,
    "wishes": WISHES,
    "unfit": UNFIT,
    "origins": ORIGINS,
    "bad_files": BAD_FILES,
    "groups": GROUP_WORDS,
}
