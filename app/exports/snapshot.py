"""Our own layout: a site as it was read from an environment, with nothing left out.

`snapshot.json` says what it is, `tables/<table>.jsonl` holds one record a line, and `files/<id>`
the bytes of a web file. A column that is not there was not read; `null` is empty. The same rows
give the same bytes.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.exports.changes import Rows
from app.exports.members import Members
from app.exports.packing import pack
from app.exports.records import Budget
from app.exports.site import GUID, META, ExportRefused, Key, Layout, Problem, Row, SiteExport

HEAD: Final = "snapshot.json"
_TABLE = re.compile(r"tables/([a-z][a-z0-9_]{0,127})\.jsonl")
_FILES = "files/"
_WEB_FILE, _WEBSITE = "adx_webfile", "adx_website"
_SHOWN = 50


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _Head(_Strict):
    format: Literal["portal-setup snapshot"] = "portal-setup snapshot"
    version: Literal[1] = 1
    name: str
    website_id: str = Field(pattern=f"^{GUID.pattern}$")
    tables: dict[str, int]
    meta: dict[str, str] = Field(default_factory=dict)


class _Line(_Strict):
    id: str = Field(pattern=f"^{GUID.pattern}$")
    columns: dict[str, str | None]
    links: dict[str, list[str]] = Field(default_factory=dict)
    meta: dict[str, str] = Field(default_factory=dict)
    sha256: str | None = None


def is_snapshot(archive: Members) -> bool:
    return HEAD in archive


def build_snapshot(
    name: str, website_id: str, rows: Iterable[Row], meta: Mapping[str, str]
) -> bytes:
    """A zip that `read_export` reads back as exactly these rows, the website's own among them.

    `meta` is about the whole site: plain words, nothing secret.
    """
    tables: dict[str, dict[str, Row]] = {}
    for row in rows:
        _check(row)
        if tables.setdefault(row.table, {}).setdefault(row.id, row) is not row:
            msg = f"{row.table} {row.id} is there twice"
            raise ValueError(msg)
    if website_id not in tables.get(_WEBSITE, {}):
        msg = f"the website {website_id} itself is not among the rows"
        raise ValueError(msg)
    counts = {table: len(tables[table]) for table in sorted(tables)}
    head = _Head(name=name, website_id=website_id, tables=counts, meta=dict(sorted(meta.items())))
    return pack(_members(head, tables))


def _members(head: _Head, tables: Mapping[str, Mapping[str, Row]]) -> Iterator[tuple[str, bytes]]:
    yield HEAD, (head.model_dump_json(indent=1) + "\n").encode()
    for table in head.tables:
        lines = (_line(row) for _, row in sorted(tables[table].items()))
        yield f"tables/{table}.jsonl", "".join(lines).encode()
    files = {row.id: row.content for row in tables.get(_WEB_FILE, {}).values()}
    for file_id, content in sorted(files.items()):
        if content is not None:
            yield _FILES + file_id, content


def _line(row: Row) -> str:
    line: dict[str, object] = {"id": row.id, "columns": dict(sorted(row.columns.items()))}
    if row.links:
        line["links"] = {name: sorted(ids) for name, ids in sorted(row.links.items())}
    if row.meta:
        line["meta"] = dict(sorted(row.meta.items()))
    if row.content is not None:
        line["sha256"] = hashlib.sha256(row.content).hexdigest()
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"


def _check(row: Row) -> None:
    is_id = GUID.fullmatch(row.id) and row.id == row.id.lower()
    only_files = row.content is None or row.table == _WEB_FILE
    if not _TABLE.fullmatch(f"tables/{row.table}.jsonl") or not is_id or not only_files:
        msg = f"a snapshot cannot hold {row.table} {row.id}"
        raise ValueError(msg)


def read_snapshot(archive: Members) -> SiteExport:
    """Refuses what is not exactly as we write it: a backup is whole, or it is none."""
    head = _head(archive)
    budget = archive.budget()
    rows: dict[Key, Row] = {}
    for table, count in head.tables.items():
        found = list(_rows(archive, table, budget))
        rows.update({(row.table, row.id): row for row in found})
        if len({row.id for row in found}) != count:
            raise ExportRefused("broken_snapshot", f"tables/{table}.jsonl", reason="count")
    if (_WEBSITE, head.website_id.lower()) not in rows:
        raise ExportRefused("no_site", HEAD)
    return SiteExport(
        Layout.SNAPSHOT,
        head.name,
        head.website_id.lower(),
        tuple(rows[key] for key in sorted(rows)),
        tuple(_problems(archive, rows)),
        head.meta,
    )


def _head(archive: Members) -> _Head:
    try:
        head = _Head.model_validate_json(archive.yaml(HEAD))
    except ValidationError as error:
        raise ExportRefused("broken_snapshot", HEAD) from error
    for table in head.tables:
        path = f"tables/{table}.jsonl"
        if not _TABLE.fullmatch(path) or path not in archive:
            raise ExportRefused("broken_snapshot", path[:200], reason="missing")
    return head


def _rows(archive: Members, table: str, budget: Budget) -> Iterator[Row]:
    path = f"tables/{table}.jsonl"
    for text in archive.text(path).split("\n"):
        if text:
            yield _row(archive, table, text, budget)


def _row(archive: Members, table: str, text: str, budget: Budget) -> Row:
    path = f"tables/{table}.jsonl"
    try:
        line = _Line.model_validate_json(text)
    except ValidationError as error:
        raise ExportRefused("broken_snapshot", path) from error
    for _ in (line.id, *line.columns, *line.links, *line.meta):
        budget.spend(path)
    ids = [one for ends in line.links.values() for one in ends]
    if not all(GUID.fullmatch(one) for one in ids):
        raise ExportRefused("broken_snapshot", path, reason="links")
    identity, file = line.id.lower(), _FILES + line.id
    content = _content(archive, file, line.sha256) if line.sha256 else None
    return Row(
        table,
        identity,
        {name: value or None for name, value in line.columns.items()},
        {name: frozenset(one.lower() for one in ends) for name, ends in line.links.items()},
        content,
        (path, file) if line.sha256 else (path,),
        {name: line.meta[name] for name in META if name in line.meta},
    )


def _content(archive: Members, file: str, sha256: str) -> bytes:
    content = archive.read(file) if file in archive else b""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ExportRefused("broken_snapshot", file, reason="content")
    return content


def _problems(archive: Members, rows: Mapping[Key, Row]) -> Iterator[Problem]:
    for row in rows.values():
        if row.table == _WEB_FILE and row.content is None:
            yield Problem("missing_content", row.columns.get("adx_name") or row.id)
    known = {HEAD, *(path for row in rows.values() for path in row.paths)}
    unknown = [
        name
        for name in archive.names
        if name not in known and not name.endswith("/") and not _TABLE.fullmatch(name)
    ]
    if unknown:
        about = {"count": str(len(unknown)), "paths": "\n".join(unknown[:_SHOWN])}
        yield Problem("unknown_file", unknown[0], about)


def rewrite_snapshot(site: SiteExport, rows: Rows) -> bytes | None:
    """The same snapshot with rows changed, taken out and put in; None when it stays as it is."""
    before = {(row.table, row.id): row for row in site.rows}
    after = dict(before)
    for row in rows.changed:
        if (row.table, row.id) not in before:
            raise LookupError(f"{row.table} {row.id} is not in the snapshot")
        after[row.table, row.id] = _changed(before[row.table, row.id], row)
    for key in sorted(rows.removed):
        if key not in before or key[0] == _WEBSITE:
            raise LookupError(f"{key[0]} {key[1]} is nothing to take out of the snapshot")
        after.pop(key, None)
    for row in rows.created:
        if after.setdefault((row.table, row.id), row) is not row:
            msg = f"{row.table} {row.id} is in the snapshot already"
            raise ValueError(msg)
    if after == before:
        return None
    return build_snapshot(site.name, site.website_id, after.values(), site.meta)


def _changed(before: Row, row: Row) -> Row:
    """Only what the row mentions is taken from it."""
    said = {name: value or None for name, value in row.columns.items()}
    return replace(
        before,
        columns={**before.columns, **said},
        links={**before.links, **row.links},
        content=before.content if row.content is None else row.content,
        meta={**before.meta, **row.meta},
    )
