"""A copy of a site in which every row has a new id, and everything that named the old one."""

import re
from collections.abc import Mapping, Sequence
from uuid import uuid4

from app.exports.site import GUID, Row


def with_fresh_ids(
    rows: Sequence[Row], languages: Mapping[str, str]
) -> tuple[list[Row], Mapping[str, str]]:
    """The copies, and the new id of each old one.

    `languages` are the portal languages already there, by code: those are used, not copied. Ids
    inside of texts are replaced too, as in the settings of lists and forms.
    """
    there: dict[str, str] = {}
    for row in rows:
        code = row.columns.get("adx_languagecode") or ""
        if row.table == "adx_portallanguage" and code in languages:
            there[row.id] = languages[code]
    ids = {row.id: there.get(row.id) or str(uuid4()) for row in rows}
    return [with_ids(row, ids) for row in rows if row.id not in there], ids


def with_ids(row: Row, ids: Mapping[str, str]) -> Row:
    """The row under its new id, with the new ids of all that it names."""

    def renewed(found: re.Match[str]) -> str:
        return ids.get(found.group().lower(), found.group())

    columns = {
        name: GUID.sub(renewed, text) if text else text for name, text in row.columns.items()
    }
    links = {
        name: frozenset(ids.get(one, one) for one in linked) for name, linked in row.links.items()
    }
    return Row(row.table, ids[row.id], columns, links, row.content, row.paths)
