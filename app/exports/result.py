"""The file that a merge leaves behind: the site's own export, or what can take its place."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.exports.building import build_export
from app.exports.kinds import BY_TABLE
from app.exports.members import Tell, unheard
from app.exports.opening import Opened
from app.exports.site import ExportRefused, Key, Layout, Row, SiteExport


def without_a_place(layout: Layout, tables: Iterable[str]) -> list[str]:
    """The tables whose records no file can hold that takes the place of such an export."""
    return [] if layout is Layout.SNAPSHOT else sorted(set(tables) - BY_TABLE.keys())


@dataclass(frozen=True, slots=True)
class Written:
    """`instead` says why it is no longer in the layout of the site, `subject` about what.

    The words are `REFUSED`'s of the reasons of `not_written`; empty: it is the site's own export.
    """

    data: bytes
    layout: Layout
    instead: str = ""
    subject: str = ""


def write_result(
    site: Opened,
    changed: Iterable[Row],
    removed: Iterable[Key] = (),
    created: Iterable[Row] = (),
    tell: Tell = unheard,
) -> Written:
    """The export with the rows changed; where its layout cannot hold them, a pac folder.

    Such a folder is whole and new: every row of the site is in it, in the classic layout. Raises
    ExportRefused (`not_written`) for a row that it has no place for, either.
    """
    changed, removed, created = list(changed), list(removed), list(created)
    export = site.export
    try:
        return Written(site.written(changed, removed, created, tell), export.layout)
    except ExportRefused as refused:
        if refused.code != "not_written":
            raise
        rows = _applied(export, changed, removed, created)
        data = build_export(export.name, export.website_id, rows)
        reason = refused.details.get("reason", "")
        return Written(data, Layout.PAC_CLASSIC, reason, refused.subject)


def _applied(
    export: SiteExport, changed: Iterable[Row], removed: Iterable[Key], created: Iterable[Row]
) -> Iterable[Row]:
    rows = {(row.table, row.id): row for row in export.rows}
    for row in changed:
        before = rows[row.table, row.id]
        rows[row.table, row.id] = replace(
            before,
            columns={**before.columns, **row.columns},
            links={**before.links, **row.links},
            content=before.content if row.content is None else row.content,
        )
    for key in removed:
        rows.pop(key, None)
    rows.update({(row.table, row.id): row for row in created})
    return rows.values()
