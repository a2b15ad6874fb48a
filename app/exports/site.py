"""A site as an export file holds it: rows of text, exactly what the file said and nothing more."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

GUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

Key = tuple[str, str]
"""The table and the id of a record."""

META: Final = (
    "version",  # the row's ETag as it was read
    "createdon",
    "modifiedon",
    "createdby",  # ids of users
    "modifiedby",
    "content_place",  # of a web file: note, column, or empty for nowhere
    "note_id",
    "note_version",
    "note_name",
    "note_type",
)
"""The keys of `Row.meta`. One that is not known is not there."""


class Layout(StrEnum):
    PAC_CLASSIC = "pac_classic"
    PAC_GIT = "pac_git"  # the same tree with bare keys, and a file for every record
    SNAPSHOT = "snapshot"  # our own: what was read from an environment, with nothing left out
    CONFIGURATION_MIGRATION = "configuration_migration"
    SOLUTION = "solution"  # of Dataverse, with a site of the enhanced data model


@dataclass(frozen=True, slots=True)
class Row:
    """One record of an export.

    `columns` holds every scalar as text, None for empty; a column that the file does not mention
    is not in it, nor is the record's own id. Lookups are lower-case GUIDs. `links` are many-to-many
    associations. `content` is the bytes of a web file, None when the file is missing from the
    export. `paths` are the members of the archive it came from, main file first. `meta` is what a
    snapshot knows beside the record (`META`); every other layout leaves it empty.
    """

    table: str
    id: str
    columns: Mapping[str, str | None]
    links: Mapping[str, frozenset[str]] = field(default_factory=dict)
    content: bytes | None = None
    paths: tuple[str, ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something odd in an export that a person should know. `code` gets its words where shown.

    `code` is one of: duplicate_id, no_id, empty_file, missing_content, unread_column, unknown_file.
    """

    code: str
    subject: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SiteExport:
    layout: Layout
    name: str
    website_id: str
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    meta: Mapping[str, str] = field(
        default_factory=dict
    )  # of a snapshot: when and where it is from


class ExportRefused(Exception):
    """The file is no site export that we can or dare read, or cannot take what is written.

    `code` is one of: not_a_zip, too_large, too_many_files, too_compressed, unsafe_path, link,
    encrypted, no_site, several_sites, broken_yaml, broken_text, broken_xml, broken_json,
    broken_snapshot, not_offered, not_written, too_many_to_pack.
    """

    def __init__(self, code: str, subject: str = "", **details: str) -> None:
        super().__init__(f"{code} {subject}".strip())
        self.code, self.subject, self.details = code, subject, details
