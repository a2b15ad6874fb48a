"""What a person answered to a conflict, and whether it can be taken."""

from dataclasses import dataclass

from app.merge.choices import own_text_problem
from app.merge.outcome import Choice, Conflict
from app.steps.update.views import SUGGESTED


@dataclass(frozen=True, slots=True)
class Answer:
    """What the form said. `text` is an own text, or the reason of the suggestion taken.

    `seen` is the version of the decision that the page showed; 0 when there was none.
    """

    choice: str
    text: str | None
    seen: int

    def form_value(self, conflict: Conflict) -> str:
        """The same answer, as the form sends it."""
        if self.choice != SUGGESTED:
            return self.choice
        reasons = [suggestion.reason for suggestion in conflict.suggestions]
        return f"{SUGGESTED}:{reasons.index(self.text or '')}"


def understood(conflict: Conflict, choice: str, own_text: str, seen: int) -> Answer | None:
    """None when the form does not say which of the offered answers is meant."""
    kind, _, number = choice.partition(":")
    if kind == SUGGESTED and number.isdecimal() and int(number) < len(conflict.suggestions):
        return Answer(SUGGESTED, conflict.suggestions[int(number)].reason, seen)
    if choice == Choice.LATER:
        return Answer(choice, None, seen)
    if choice not in {offered.value for offered in conflict.choices} - {SUGGESTED}:
        return None
    if choice == Choice.OWN:
        return Answer(choice, own_text.replace("\r\n", "\n"), seen)
    return Answer(choice, None, seen)


def problem_with(conflict: Conflict, answer: Answer | None) -> str:
    """Why an answer cannot be taken, as a code; empty when it can."""
    if answer is None:
        return "no_choice"
    if answer.choice == Choice.OWN:
        return own_text_problem(conflict, answer.text or "") or ""
    return ""
