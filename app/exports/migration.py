"""The zip of the Configuration Migration tool, read as the rows of a site."""

import base64
import binascii
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.exports.belonging import MEMBERSHIP, strangers, website_of
from app.exports.data_schema import SCHEMA, Table, read_schema
from app.exports.data_xml import Record, records_of
from app.exports.keys import PLATFORM, is_column
from app.exports.kinds import BY_TABLE
from app.exports.members import Members
from app.exports.site import GUID, Key, Layout, Problem, Row, SiteExport

DATA: Final = "data.xml"
NOTE: Final = "annotation"
_FILE, _ROLE = "adx_webfile", "adx_webrole"

_SHOWN = 50
_STATE = ("statecode", "statuscode")
OF_THE_PLATFORM: Final = PLATFORM - {*_STATE}
"""What the platform keeps of every row. A pac export leaves it out too."""
ACTIVE: Final = {"statecode": "0", "statuscode": "1"}


@dataclass(frozen=True, slots=True)
class Migration:
    """The export, and what its writer needs to know of its files."""

    export: SiteExport
    data: bytes
    schema: Mapping[str, Table]
    notes: Sequence[Record]


def is_migration(archive: Members) -> bool:
    return DATA in archive and SCHEMA in archive


def read_migration(archive: Members) -> Migration:
    """Read the zip with `data.xml` and `data_schema.xml`, as `read_export` reads a pac folder.

    - The schema says what was exported: a column or association of it that a record does not
      mention is empty there.
    - Texts are decoded, the rest is as the file has it; what the platform keeps of every row, the
      state of an active one, and the website that a row belongs to are left out, as pac does.
    - A link is on the row it is on in a pac folder: at the end that is no web role.
    - The newest note on a web file is its content; notes are no rows.
    - Tables that are no part of a site are no rows, and `unknown_file`; so are records of a table
      with websites that are of none, or of another one.
    - Two records with one id: the first is kept, the problem `duplicate_id` says so.

    Raises ExportRefused for anything that is no such export or that we dare not read.
    """
    schema = read_schema(archive.read(SCHEMA))
    data = archive.read(DATA)
    records = records_of(data, schema, archive.budget())
    website = website_of(records)
    problems: list[Problem] = []
    apart = strangers(records, website.id)
    kept = _unique([one for one in records if (one.table, one.id) not in apart], problems)
    links, notes = _links(kept.values()), notes_of(kept.values())
    empty = {table: _empty(schema, table) for table in BY_TABLE}
    unlinked = {table: _unlinked(schema, table) for table in BY_TABLE}
    rows = [
        Row(
            one.table,
            one.id,
            {**empty[one.table], **_columns(one, website.id)},
            {**unlinked[one.table], **links.get(key, {})},
            _content(one, notes),
            (DATA,),
        )
        for key, one in sorted(kept.items())
        if one.table in BY_TABLE
    ]
    problems += _strange(records, apart)
    problems += [
        Problem("missing_content", row.id)
        for row in rows
        if row.table == _FILE and row.content is None
    ]
    name = website.values.get("adx_name") or website.id
    layout = Layout.CONFIGURATION_MIGRATION
    export = SiteExport(layout, name, website.id, tuple(rows), tuple(problems))
    return Migration(export, data, schema, [one for one in records if one.table == NOTE])


def _strange(records: Sequence[Record], apart: Collection[Key]) -> Iterable[Problem]:
    """What is no part of the site, and names that no column has: the file keeps them."""
    unknown = sorted({one.table for one in records} - {*BY_TABLE, NOTE})
    unknown += [f"{table} {record_id}" for table, record_id in sorted(apart) if table in BY_TABLE]
    if unknown:
        paths = "\n".join(f"{DATA}: {what}" for what in unknown[:_SHOWN])
        yield Problem("unknown_file", DATA, {"count": str(len(unknown)), "paths": paths})
    odd = {name for one in records for name in one.values if not is_column(name)}
    odd |= {name for one in records for name, _, _ in one.links if not is_column(name)}
    for name in sorted(odd)[:_SHOWN]:
        yield Problem("unread_column", DATA, {"column": name})


def _unique(records: Sequence[Record], problems: list[Problem]) -> dict[tuple[str, str], Record]:
    kept: dict[tuple[str, str], Record] = {}
    for one in records:
        key = one.table, one.id
        if not GUID.fullmatch(one.id):
            problems.append(Problem("no_id", DATA, {"table": one.table}))
        elif key in kept:
            about = {"table": one.table, "kept": DATA, "also": DATA}
            problems.append(Problem("duplicate_id", one.id, about))
        else:
            kept[key] = one
    return kept


def _columns(record: Record, website_id: str) -> Mapping[str, str | None]:
    def is_said(name: str, value: str | None) -> bool:
        is_own = name == f"{record.table}id"
        is_membership = name == MEMBERSHIP and value == website_id
        return not (is_own or is_membership or ACTIVE.get(name, "") == value or not _is_kept(name))

    return {name: value for name, value in record.values.items() if is_said(name, value)}


def _is_kept(name: str) -> bool:
    return name not in OF_THE_PLATFORM and is_column(name)


def _empty(schema: Mapping[str, Table], table: str) -> Mapping[str, None]:
    """Every column that was exported: where the data leave it out, it is empty."""
    found = schema.get(table)
    own = (f"{table}id", MEMBERSHIP)
    names = found.columns if found else ()
    return dict.fromkeys(n for n in names if n not in own and _is_kept(n))


def _unlinked(schema: Mapping[str, Table], table: str) -> Mapping[str, frozenset[str]]:
    """Likewise; links are never on a web role."""
    found = {
        name
        for one in schema.values()
        for name, target in one.associations.items()
        if is_column(name)
        and table != _ROLE
        and (one.name == table or (one.name == _ROLE and target == table))
    }
    return {name: frozenset() for name in found}


def _content(record: Record, notes: Mapping[str, tuple[str, bytes]]) -> bytes | None:
    return notes[record.id][1] if record.table == _FILE and record.id in notes else None


def _links(records: Iterable[Record]) -> dict[tuple[str, str], dict[str, frozenset[str]]]:
    gathered: dict[tuple[str, str], dict[str, set[str]]] = {}
    for one in records:
        for association, target, ids in one.links:
            for other in filter(GUID.fullmatch, ids if is_column(association) else ()):
                here, there = (one.table, one.id), (target, other)
                if one.table == _ROLE:
                    here, there = there, here
                gathered.setdefault(here, {}).setdefault(association, set()).add(there[1])
    return {
        key: {name: frozenset(ids) for name, ids in named.items()}
        for key, named in gathered.items()
    }


def notes_of(records: Iterable[Record]) -> Mapping[str, tuple[str, bytes]]:
    """The id and the bytes of the note with the content of each web file, by the file's id."""
    notes = [one for one in records if one.table == NOTE and one.values.get("documentbody")]
    notes.sort(key=lambda one: one.values.get("modifiedon") or "")
    found: dict[str, tuple[str, bytes]] = {}
    for one in notes:
        try:
            content = base64.b64decode(one.values.get("documentbody") or "", validate=True)
        except (binascii.Error, ValueError):
            continue
        found[one.values.get("objectid") or ""] = one.id, content
    return found
