"""What one entry of a file says as columns and links, whichever export the file lies in."""

from collections.abc import Callable

from app.exports.keys import as_text, identity_of
from app.exports.kinds import MULTI_CHOICE, NOT_COLUMNS
from app.exports.sheets import Place, Said, Sheet
from app.exports.site import GUID


def said_by(sheet: Sheet, index: int, known: Callable[[str], str]) -> Said:
    """`known` gives for a text the one that was seen before."""
    identity = identity_of(sheet.document.entries[index], sheet.kind.id_column)
    if not isinstance(identity, str) or not GUID.fullmatch(identity):
        return Said()
    place = sheet.place(index)
    said = Said(identity.lower(), place.names)
    _fill(said, place, known)
    return said


def _fill(said: Said, place: Place, known: Callable[[str], str]) -> None:
    own = place.sheet.kind.id_column
    for name, value in place.said():
        if name in NOT_COLUMNS or name == own:
            continue
        match value:
            case None:
                said.columns[name] = None
            case str(text):
                said.columns[name] = known(as_text(name, text))
            case tuple(items) if name in MULTI_CHOICE:
                said.columns[name] = ",".join(items) or None
            case tuple(items) if all(GUID.fullmatch(item) for item in items):
                said.links[name] = frozenset(item.lower() for item in items)
            case _:
                said.unread.append(name)
