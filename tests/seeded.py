"""Makes a customised site and a new template out of one real export, with conflicts guaranteed.

Nobody here wrote the exports; the edits are ours and depend on the seed alone.
"""

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from app.exports import read_export, write_export
from app.exports.site import Row

SITES = Path(__file__).resolve().parents[1] / "../shared/data/sites"

LONG = {
    "adx_webtemplate": "adx_source",
    "adx_webpage": "adx_copy",
    "adx_contentsnippet": "adx_value",
}
SCALAR = {"adx_webpage": "adx_displayorder", "adx_webtemplate": "adx_mimetype"}


def site_versions(name: str) -> list[bytes]:
    """The zips of one set of real sites, oldest first; none when the data is not here."""
    return [path.read_bytes() for path in sorted((SITES / name).glob("v*.zip"))]


def customised(export: bytes, seed: int) -> tuple[bytes, bytes, int]:
    """A site and a template made from the export, and how many conflicts there must be at least."""
    rows = list(read_export(export).rows)
    dice = random.Random(seed)  # noqa: S311
    texts = [row for row in rows if _lines(row) >= 4]
    dice.shuffle(texts)
    clash, mine, theirs = texts[:6], texts[6:10], texts[10:14]
    settings = [row for row in rows if row.table == "adx_sitesetting" and _plain(row)]
    dice.shuffle(settings)
    clash_values, gone_here = settings[:3], settings[3:4]
    site = [
        *_edit(clash, lambda row: _line(row, "customer")),
        *_edit(mine, lambda row: _line(row, "customer only")),
        *_edit(clash_values, lambda row: _value(row, "site")),
    ]
    template = [
        *_edit(clash, lambda row: _line(row, "template")),
        *_edit(theirs, lambda row: _line(row, "template only")),
        *_edit(clash_values, lambda row: _value(row, "template")),
        *_edit(gone_here, lambda row: _value(row, "changed after it was deleted")),
    ]
    return (
        write_export(export, site, removed=[(row.table, row.id) for row in gone_here]),
        write_export(export, template),
        len(clash) + len(clash_values) + len(gone_here),
    )


def _edit(rows: Iterable[Row], change: Callable[[Row], Row]) -> list[Row]:
    return [change(row) for row in rows]


def _lines(row: Row) -> int:
    text = row.columns.get(LONG.get(row.table, ""))
    return len(text.splitlines()) if text else 0


def _line(row: Row, by: str) -> Row:
    """Change one line in the middle: the same line on every side."""
    column = LONG[row.table]
    lines = (row.columns[column] or "").splitlines(keepends=True)
    at = len(lines) // 2
    ending = lines[at][len(lines[at].rstrip("\r\n")) :]
    lines[at] = f"<!-- changed by the {by} -->{ending}"
    return replace(row, columns={**row.columns, column: "".join(lines)})


def _plain(row: Row) -> bool:
    name = (row.columns.get("adx_name") or "").lower()
    bound = ("authentication", "azure", "search", "online", "secret", "key")
    return bool(row.columns.get("adx_value")) and not any(word in name for word in bound)


def _value(row: Row, value: str) -> Row:
    return replace(row, columns={**row.columns, "adx_value": value})
