"""The note beside a decision: why it was taken, for whoever comes after. Never a secret."""

from collections.abc import Iterable

from app.merge.outcome import Conflict

LONGEST = 2000
_SHORTEST_SECRET = 4


def cleaned(note: str) -> str:
    """With the line ends of ours, and without what no database keeps."""
    return note.replace("\r\n", "\n").replace("\x00", "").strip()


def problem_with_note(note: str, secret: Iterable[Conflict] = ()) -> str:
    """Why it cannot be kept, as a code; empty when it can. Notes are shown to everybody."""
    if len(note) > LONGEST:
        return "note_long"
    values = {v for c in secret for v in (c.base, c.site, c.template) if v}
    if any(len(value) >= _SHORTEST_SECRET and value in note for value in values):
        return "note_secret"
    return ""
