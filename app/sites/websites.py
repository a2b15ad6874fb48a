"""The websites of an organization, of either data model, and which of them we can work on."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import JsonValue

from app.microsoft.dataverse import Dataverse, Row

_NEWER = "powerpagesite"
_PAGE = 500


class Model(StrEnum):
    """How a site's configuration is stored. Only sites of the standard model can be changed."""

    STANDARD = "standard"
    ENHANCED = "enhanced"


@dataclass(frozen=True, slots=True)
class LiveWebsite:
    """`hosts` are the names it is served under; none means that no host runs it.

    `version` is what the website's own row says, and empty where that says nothing.
    """

    id: str
    name: str
    model: Model
    version: str = ""
    hosts: tuple[str, ...] = ()
    created_on: str = ""
    is_active: bool = True

    @property
    def is_writable(self) -> bool:
        return self.model is Model.STANDARD


async def find_websites(dataverse: Dataverse) -> list[LiveWebsite]:
    """All of them, by name. An organization without the tables of a model has no sites of it."""
    found = [*await _standard(dataverse), *await _enhanced(dataverse)]
    return sorted(found, key=lambda site: (site.name.casefold(), site.id))


async def _standard(dataverse: Dataverse) -> list[LiveWebsite]:
    columns = ("adx_name", "adx_website_version", "adx_primarydomainname", "createdon", "statecode")
    rows = await _rows(dataverse, "adx_website", columns)
    bound = await _rows(dataverse, "adx_websitebinding", ("adx_name", "adx_websiteid"))
    hosts: dict[str, list[str]] = {}
    for binding in bound:
        hosts.setdefault(_word(binding, "_adx_websiteid_value").lower(), []).append(
            _word(binding, "adx_name")
        )
    return [
        LiveWebsite(
            id=(site_id := _word(row, "adx_websiteid").lower()),
            name=_word(row, "adx_name") or site_id,
            model=Model.STANDARD,
            version=_word(row, "adx_website_version"),
            hosts=tuple(sorted(filter(None, hosts.get(site_id, ())))),
            created_on=_word(row, "createdon"),
            is_active=row.get("statecode") in (0, None),
        )
        for row in rows
    ]


async def _enhanced(dataverse: Dataverse) -> list[LiveWebsite]:
    columns = ("name", "datamodelversion", "primarydomainname", "createdon", "statecode")
    return [
        LiveWebsite(
            id=(site_id := _word(row, "powerpagesiteid").lower()),
            name=_word(row, "name") or site_id,
            model=Model.ENHANCED,
            version=_word(row, "datamodelversion"),
            hosts=tuple(filter(None, (_word(row, "primarydomainname"),))),
            created_on=_word(row, "createdon"),
            is_active=row.get("statecode") in (0, None),
        )
        for row in await _rows(dataverse, _NEWER, columns)
        if not _word(row, "datamodelversion").startswith("1")
    ]


async def _rows(dataverse: Dataverse, table: str, columns: tuple[str, ...]) -> list[Row]:
    """With those of the columns that this version of the table has; nothing without the table."""
    shape = await dataverse.shape(table)
    if shape is None:
        return []
    there = [shape.columns[name].property for name in columns if shape.has(name)]
    rows = dataverse.rows(
        shape.entity_set,
        select=[shape.primary_id, *there],
        order_by=shape.primary_id,
        page_size=_PAGE,
    )
    return [row async for row in rows]


def _word(row: Row, name: str) -> str:
    value: JsonValue = row.get(name)
    return value if isinstance(value, str) else ""
