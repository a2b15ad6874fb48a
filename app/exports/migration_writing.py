"""Writing a Configuration Migration export back: what is touched in `data.xml`, and no more."""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from app.exports.archive import Archive, pack
from app.exports.data_schema import SCHEMA, read_schema
from app.exports.data_writer import DataWriter
from app.exports.data_xml import records_of
from app.exports.document import Budget
from app.exports.migration import ACTIVE, DATA, MEMBERSHIP, NOTE, notes_of, read_migration
from app.exports.note import note_of
from app.exports.site import GUID, ExportRefused, Row

Key = tuple[str, str]
_FILE, _WEBSITE = "adx_webfile", "adx_website"


def write_migration(
    archive: Archive, changed: Iterable[Row], removed: Iterable[Key], created: Iterable[Row]
) -> bytes | None:
    """The same zip with rows changed, taken out and put in; None when it stays as it is.

    - In `data.xml` every part that is not changed keeps its characters; so does every other file.
    - A value that becomes empty is taken out of the file, as the tool does; its import then leaves
      the column in the environment as it is.
    - The content of a web file is its newest note, which is changed; without any, one is made.

    Raises ExportRefused (`not_written`) naming the tables, columns and associations that the
    schema does not list, or where a text lies that XML cannot hold.
    """
    edit = _Edit(archive, Rows(list(changed), set(removed), list(created)))
    before, after = archive.read(DATA), edit.written()
    if before == after:
        return None
    return pack(
        (name, after if name == DATA else _content(archive, name)) for name in archive.names
    )


def _content(archive: Archive, name: str) -> bytes:
    return b"" if name.endswith("/") else archive.read(name)


@dataclass(frozen=True)
class Rows:
    changed: list[Row]
    removed: set[Key]
    created: list[Row]

    @cached_property
    def by_key(self) -> Mapping[Key, Row]:
        return {(row.table, row.id): row for row in [*self.changed, *self.created]}


class _Edit:
    def __init__(self, archive: Archive, rows: Rows) -> None:
        self._archive, self._rows = archive, rows
        self._data = archive.read(DATA)
        self._schema = read_schema(archive.read(SCHEMA))
        self._site = read_migration(archive)
        self._before = {(row.table, row.id): row for row in self._site.rows}
        self._check()
        budget = Budget(archive.limits.yaml_nodes)
        notes = [one for one in records_of(self._data, self._schema, budget) if one.table == NOTE]
        self._note = notes_of(notes)
        self._notes = [(one.id, one.values.get("objectid")) for one in notes]
        wanted = {*((row.table, row.id) for row in rows.changed), *rows.removed}
        wanted |= {(NOTE, identity) for identity, _ in self._notes}
        self._writer = DataWriter(self._data, self._schema, wanted, self._title)

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
