"""Changing the text of one YAML file: touched keys are written anew, the rest stays."""

from collections.abc import Iterable, Mapping, Sequence

from app.exports import style
from app.exports.anchors import written_out
from app.exports.document import Document, in_blocks, parse
from app.exports.keys import identity_of
from app.exports.records import Budget, Entry

Written = str | Sequence[str] | None
Columns = Mapping[str, Written]

_LIST = "  "


def new_entry(columns: Columns, *, listed: bool) -> str:
    """A whole record, keys in alphabetical order."""
    indent = _LIST if listed else ""
    text = "".join(style.field(key, columns[key], indent) for key in sorted(columns))
    return f"- {text[2:]}" if listed else text


def rewrite(
    document: Document,
    changed: Mapping[int, Columns | None],
    added: Iterable[tuple[str, Columns]] = (),
    *,
    id_column: str,
    path: str,
) -> str:
    """The text with some records changed, None meaning taken out, and new ones put in by id."""
    if document.anchored:
        text = written_out(document.text, path)
        document = parse(text, path, Budget(2 * len(text)))
    if not document.in_blocks:
        document = in_blocks(document, path)
    added = list(added)
    if added:
        document = _listed(document, path)
    newline = "\r\n" if "\r\n" in document.text else "\n"
    parts = [
        (
            str(identity_of(entry, id_column) or ""),
            _entry(document, entry, changed.get(index, {}), newline),
        )
        for index, entry in enumerate(document.entries)
        if changed.get(index, {}) is not None
    ]
    for identity, columns in sorted(added, key=lambda one: one[0]):
        at = next((i for i, (other, _) in enumerate(parts) if other > identity), len(parts))
        parts.insert(at, (identity, new_entry(columns, listed=True).replace("\n", newline)))
    start = document.entries[0].start if document.entries else 0
    blocks = [document.text[:start], *(text for _, text in parts)]
    return "".join(_closed(block, newline) for block in blocks)


def _listed(document: Document, path: str) -> Document:
    """The same records as a list, if the file holds a single one outside of any."""
    start = document.entries[0].start if document.entries else len(document.text)
    before, text = document.text[:start], document.text[start:]
    if not text or text.startswith("-"):
        return document
    lines = (f"  {line}" if line.strip() else line for line in text.split("\n"))
    listed = "\n".join(lines).removeprefix("  ")
    return parse(f"{before}- {listed}", path, Budget(2 * len(text) + 20))


def _entry(document: Document, entry: Entry, changes: Columns | None, newline: str) -> str:
    """One record: changed keys in their places, new ones where the alphabet puts them."""
    whole = document.text[entry.start : entry.end]
    if not changes:
        return whole
    first = whole.removeprefix("-").lstrip(" ")
    lead = whole[: len(whole) - len(first)]
    indent = " " * len(lead)

    def written(key: str) -> str:
        return style.field(key, changes[key], indent).replace("\n", newline)

    lines = [
        (one.key, written(one.key) if one.key in changes else document.text[one.start : one.end])
        for one in entry.fields
    ]
    lines[0] = (lines[0][0], indent + lines[0][1][len(lead) :])
    for key in sorted(changes):
        if key not in entry:
            at = next((i for i, (other, _) in enumerate(lines) if other > key), len(lines))
            lines.insert(at, (key, written(key)))
    text = "".join(_closed(line, newline) for _, line in lines)
    return lead + text[len(lead) :]


def _closed(text: str, newline: str) -> str:
    return text if not text or text.endswith("\n") else text + newline
