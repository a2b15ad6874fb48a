"""Writing a Configuration Migration export back: what is touched in `data.xml`, and no more."""

import base64
from collections.abc import Mapping
from dataclasses import replace

from app.exports.belonging import MEMBERSHIP
from app.exports.changes import Rows
from app.exports.data_writer import DataWriter
from app.exports.members import Members, Tell, unheard
from app.exports.migration import ACTIVE, DATA, NOTE, Migration, notes_of
from app.exports.note import note_of
from app.exports.site import GUID, ExportRefused, Key, Row

_FILE, _WEBSITE = "adx_webfile", "adx_website"


def write_migration(
    archive: Members, site: Migration, rows: Rows, tell: Tell = unheard
) -> bytes | None:
    """The same zip with rows changed, taken out and put in; None when it stays as it is.

    - In `data.xml` every part that is not changed keeps its characters; so does every other file.
    - A value that becomes empty is taken out of the file, as the tool does; its import then leaves
      the column in the environment as it is.
    - The content of a web file is its newest note, which is changed; without any, one is made.

    Raises ExportRefused (`not_written`) naming the tables, columns and associations that the
    schema does not list, or where a text lies that XML cannot hold.
    """
    written = _Edit(site, rows).written()
    return None if written == site.data else archive.changed({DATA: written}, tell)


class _Edit:
    def __init__(self, site: Migration, rows: Rows) -> None:
        self._site, self._rows, self._schema = site.export, rows, site.schema
        self._before = {(row.table, row.id): row for row in self._site.rows}
        self._check()
        self._note = notes_of(site.notes)
        self._notes = [(one.id, one.values.get("objectid")) for one in site.notes]
        wanted = {*((row.table, row.id) for row in rows.changed), *rows.removed}
        wanted |= {(NOTE, identity) for identity, _ in self._notes}
        self._writer = DataWriter(site.data, self._schema, wanted, self._title)

    def _check(self) -> None:
        for key in [*((row.table, row.id) for row in self._rows.changed), *self._rows.removed]:
            if key not in self._before or (key in self._rows.removed and key[0] == _WEBSITE):
                raise LookupError(f"{key[0]} {key[1]} is nothing to change or take out")
        for row in self._rows.created:
            is_id = GUID.fullmatch(row.id) and row.id == row.id.lower()
            if (row.table, row.id) in self._before or row.table == _WEBSITE or not is_id:
                msg = f"an export cannot hold {row.table} {row.id}, or holds it already"
                raise ValueError(msg)

    def written(self) -> bytes:
        for row in self._rows.changed:
            self._change(row, self._before[row.table, row.id])
        for key in sorted(self._rows.removed):
            self._remove(key)
        for row in self._rows.created:
            self._create(row)
        self._refuse_what_has_no_place()
        return self._writer.result()

    def _change(self, row: Row, before: Row) -> None:
        key = row.table, row.id
        for column, value in row.columns.items():
            if (value or None) != before.columns.get(column) and column != f"{row.table}id":
                self._writer.write(key, column, value or ACTIVE.get(column))
        for name, ids in row.links.items():
            linked = before.links.get(name, frozenset())
            for other in sorted(ids - linked):
                self._writer.link(name, key, other)
            for other in linked - ids:
                self._writer.unlink(name, key, other)
        if row.content is not None and row.content != before.content:
            self._set_content(row, {**before.columns, **row.columns})

    def _remove(self, key: Key) -> None:
        self._writer.drop(key)
        for identity, file in self._notes:
            if key == (_FILE, file):
                self._writer.drop((NOTE, identity))

    def _create(self, row: Row) -> None:
        key = row.table, row.id
        own: dict[str, str] = {f"{row.table}id": row.id}
        known = self._schema.get(row.table)
        listed = known.columns if known else {}
        if MEMBERSHIP in listed:
            own[MEMBERSHIP] = self._site.website_id
        own |= {name: value for name, value in ACTIVE.items() if name in listed}
        said = {name: value for name, value in row.columns.items() if value}
        self._writer.add(key, {**own, **said})
        for name, ids in row.links.items():
            for other in sorted(ids):
                self._writer.link(name, key, other)
        if row.content is not None:
            self._set_content(row, row.columns)

    def _set_content(self, row: Row, columns: Mapping[str, str | None]) -> None:
        """In the newest note, or in one that is made."""
        body = base64.b64encode(row.content or b"").decode()
        if row.id in self._note:
            self._writer.write((NOTE, self._note[row.id][0]), "documentbody", body)
            return
        note = note_of(replace(row, columns=columns))
        known = self._schema.get(NOTE)
        listed = known.columns if known else {}
        values = {name: value for name, value in note.items() if name in listed}
        needed = {"objectid": row.id, "documentbody": body}
        self._writer.add((NOTE, note[f"{NOTE}id"]), {**values, **needed})

    def _title(self, key: Key) -> str | None:
        """The name of a row, as it is after the change."""
        row = self._rows.by_key.get(key) or self._before.get(key)
        if row is None:
            return None
        known = self._schema.get(key[0])
        columns = {**(self._before[key].columns if key in self._before else {}), **row.columns}
        return columns.get((known.title if known else "") or "adx_name") or ""

    def _refuse_what_has_no_place(self) -> None:
        for reason in ("schema", "text"):
            found = self._writer.missing if reason == "schema" else self._writer.unwritable
            if found:
                raise ExportRefused("not_written", ", ".join(sorted(found)), reason=reason)
