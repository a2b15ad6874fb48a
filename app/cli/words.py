"""What a command says about sites and steps, in the language that was asked for."""

from collections.abc import Mapping

from app.cli.language import Language
from app.i18n import N_
from app.i18n.translator import Translator, load_translators
from app.wizard.journey import State

STATES = {
    State.COMPLETED: N_("Completed"),
    State.IN_PROGRESS: N_("In progress"),
    State.NOT_YET_STARTED: N_("Not yet started"),
    State.CANNOT_START_YET: N_("Cannot start yet"),
    State.PROBLEM: N_("There is a problem"),
    State.NEEDS_DECISION: N_("Needs your decision"),
    State.NOT_CHECKED: N_("Not checked"),
}


def translator(language: Language) -> Translator:
    return load_translators()[language.value]


def filled(to: Translator, text: str, places: Mapping[str, object]) -> str:
    """A marked text with its places; empty stays empty."""
    return to.gettext(text, **places) if text else ""


def plain(text: str) -> str:
    """One line that a terminal takes as text: names in an export come from strangers."""
    return "".join(mark if mark.isprintable() else " " for mark in text)
