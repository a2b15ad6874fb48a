"""What a person answered to a conflict, and whether it can be taken."""

from dataclasses import dataclass
from typing import Final

from app.merge.choices import own_text_problem
from app.merge.outcome import Choice, Conflict, ConflictKind, Resolution
from app.steps.update.notes import cleaned, problem_with_note

SUGGESTED: Final = "suggestion"
LATER: Final = Choice.LATER.value
THIS_ONE: Final = "this"  # of several records that it could be


@dataclass(frozen=True, slots=True)
class Answer:
    """What the form said. `text` is an own text, or the reason of the suggestion taken.

    `seen` is the version of the decision that the page showed; 0 when there was none.
    """

    choice: str
    text: str | None
    seen: int
    note: str = ""

    def form_value(self, conflict: Conflict) -> str:
        """The same answer, as the form sends it."""
        if self.choice == Choice.OWN and conflict.kind is ConflictKind.AMBIGUOUS:
            return f"{THIS_ONE}:{self.text}"
        if self.choice != SUGGESTED:
            return self.choice
        reasons = [suggestion.reason for suggestion in conflict.suggestions]
        return f"{SUGGESTED}:{reasons.index(self.text or '')}"

    def resolution(self, conflict: Conflict) -> Resolution:
        return Resolution(Choice(self.choice), conflict.fingerprint, self.text or "")


def understood(
    conflict: Conflict, choice: str, own_text: str, seen: int, note: str = ""
) -> Answer | None:
    """None when the form does not say which of the offered answers is meant."""
    kind, _, which = choice.partition(":")
    said = _suggested(conflict, which) if kind == SUGGESTED else _said(conflict, choice, own_text)
    if kind == THIS_ONE and which in {referrer.record_id for referrer in conflict.referrers}:
        said = Choice.OWN.value, which
    return Answer(*said, seen, cleaned(note)) if said else None


def _suggested(conflict: Conflict, number: str) -> tuple[str, str | None] | None:
    if number.isdecimal() and int(number[:4]) < len(conflict.suggestions):
        return SUGGESTED, conflict.suggestions[int(number[:4])].reason
    return None


def _said(conflict: Conflict, choice: str, own_text: str) -> tuple[str, str | None] | None:
    """Which record is meant is never typed: there it has to be picked."""
    if choice == Choice.OWN:
        writes = Choice.OWN in conflict.choices and conflict.kind is not ConflictKind.AMBIGUOUS
        return (choice, own_text.replace("\r\n", "\n")) if writes else None
    if choice == Choice.LATER or choice in {offered.value for offered in conflict.choices}:
        return choice, None
    return None


def problem_with(conflict: Conflict, answer: Answer | None, *, masked: bool) -> str:
    """Why an answer cannot be taken, as a code; empty when it can."""
    if answer is None:
        return "no_choice"
    if answer.choice == Choice.OWN:
        if masked and conflict.kind is not ConflictKind.AMBIGUOUS:
            return "no_choice"  # a secret is never typed into a page
        if problem := own_text_problem(conflict, answer.text or ""):
            return problem
    return problem_with_note(answer.note, [conflict] if masked else ())
