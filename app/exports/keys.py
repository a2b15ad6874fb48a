"""How keys are spelled: classic files say `adx_name`, the git layout and solutions say `name`.

Every row has the classic names. Which spelling a record has is seen from its id, record by record:
there are folders in which both occur.
"""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Final, TypeVar

from app.exports.records import Entry, Value
from app.exports.site import GUID, ExportRefused

T = TypeVar("T")

BARE_ID: Final = "id"
_PREFIX = "adx_"
_WEB_FILE = "adx_webfile"
_GUID_LENGTH = 36

# Of the note that holds a web file's bytes; pac writes them beside the file's own keys.
NOTE: Final = frozenset(
    {
        "annotationid",
        "filename",
        "isdocument",
        "mimetype",
        "notetext",
        "objectid",
        "objecttypecode",
        "subject",
    }
)
STATE, STATUS = "statecode", "statuscode"
PLATFORM: Final = frozenset(
    {
        STATE,
        STATUS,
        "createdby",
        "createdon",
        "createdonbehalfby",
        "importsequencenumber",
        "modifiedby",
        "modifiedon",
        "modifiedonbehalfby",
        "organizationid",
        "overriddencreatedon",
        "ownerid",
        "owningbusinessunit",
        "owningteam",
        "owninguser",
        "timezoneruleversionnumber",
        "utcconversiontimezonecode",
        "versionnumber",
    }
)
"""Columns that every table has; they have no prefix anywhere."""

_FREE_TEXT = frozenset(
    {"adx_name", "adx_value", "adx_title", "adx_description", "adx_display_name"}
)

# A column that somebody added has the prefix of its publisher in every layout. Columns of the
# portal that look like it, by their first word.
_ADDED = re.compile(r"([a-z][a-z0-9]{1,7})_\w+")
_FIRST_WORDS = frozenset(
    {
        "blog",
        "calendar",
        "display",
        "envvar",
        "filter",
        "forms",
        "identity",
        "map",
        "meta",
        "notes",
        "odata",
        "pagetag",
        "subgrid",
        "timeline",
        "tostate",
        "webpage",
        "webrole",
        "website",
    }
)


@lru_cache(maxsize=2000)
def is_column(key: str) -> bool:
    """Whether a column or association can have this name."""
    return key.isascii() and key.isidentifier() and key[0] != "_"


def full(key: str, table: str, *, with_state: bool) -> str:
    """The name of a column or association, from the key of a record in bare spelling.

    `with_state`: the record says its state. A status without one is a column of the table itself
    (a redirect has one).
    """
    if key.startswith(_PREFIX) or (key in NOTE and table == _WEB_FILE):
        return key
    if key in PLATFORM and (key != STATUS or with_state):
        return key
    added = _ADDED.fullmatch(key)
    return key if added and added[1] not in _FIRST_WORDS else _PREFIX + key


def bare(name: str, table: str, *, with_state: bool) -> str:
    """The key that `full` reads as this name; the name itself where a shorter one would not."""
    key = name.removeprefix(_PREFIX)
    return key if full(key, table, with_state=with_state) == name else name


def spelled_bare(columns: Mapping[str, T], id_column: str, id_key: str = BARE_ID) -> dict[str, T]:
    """A new record in bare spelling."""
    table, with_state = id_column.removesuffix("id"), STATE in columns
    return {
        id_key if name == id_column else bare(name, table, with_state=with_state): value
        for name, value in columns.items()
    }


def keys_of(columns: Collection[str], names: Mapping[str, str], table: str) -> dict[str, str]:
    """The keys of columns to be changed in a record with these names: its own, or new ones.

    Raises ExportRefused (`not_written`) where a state would make its own status another column.
    """
    own = {name: key for key, name in names.items()}
    with_state = STATE in names or STATE in columns
    moved = with_state and own.get(_PREFIX + STATUS) == STATUS
    if moved and STATE not in names:
        raise ExportRefused("not_written", table, reason="state")
    return {
        column: own.get(column) or bare(column, table, with_state=with_state) for column in columns
    }


def own_id_key(id_column: str) -> str:
    """The key of an id in bare spelling where it still says the table."""
    return id_column.removeprefix(_PREFIX)


def id_key_of(entry: Entry, id_column: str) -> str:
    """The key of a record's id: the column's name, or what stands for it in bare spelling."""
    keys = (id_column, BARE_ID, own_id_key(id_column))
    return next((key for key in keys if key in entry), id_column)


def is_bare(entry: Entry, id_column: str) -> bool:
    return id_key_of(entry, id_column) != id_column


def identity_of(entry: Entry, id_column: str) -> Value:
    """What a record says is its id, in either spelling."""
    return entry.get(id_key_of(entry, id_column))


def named(entry: Entry, id_column: str, path: str) -> dict[str, str]:
    """The name in rows of each key of a record in bare spelling, in its order."""
    table = id_column.removesuffix("id")
    with_state = STATE in entry
    names = {field.key: full(field.key, table, with_state=with_state) for field in entry.fields}
    names[id_key_of(entry, id_column)] = id_column
    if len(set(names.values())) < len(names):
        raise ExportRefused("broken_yaml", path, reason="duplicate_key")
    return names


def as_text(column: str, text: str) -> str:
    """Lookups in lower case. A name or a value that looks like an id is left as it is."""
    if len(text) != _GUID_LENGTH or column in _FREE_TEXT:
        return text
    return text.lower() if GUID.fullmatch(text) else text
