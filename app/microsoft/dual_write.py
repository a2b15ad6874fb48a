"""What Dataverse knows of dual-write: saved maps, run-time configurations, companies, users.

Only reads. None of this is a run state: that is the gateway's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from pydantic import Field, TypeAdapter, ValidationError

from app.microsoft.dataverse import Dataverse, Row
from app.microsoft.dataverse.replies import Reply
from app.microsoft.errors import UnexpectedReply
from app.microsoft.map_names import Configured, MapContent, key_in, read_configured, read_mapping
from app.microsoft.requirements import Requirements

MAPS, CONFIGURATIONS = "msdyn_dualwriteentitymap", "msdyn_dualwriteruntimeconfig"
COUNTED_UP_TO = 5000
"""Dataverse counts no further."""
_ACTIVE = 0
_AT_ONCE = 15
"""Ids in one question: an address has its limits."""
R = TypeVar("R", bound=Reply)


class _Map(Reply):
    id: str = Field(alias="msdyn_dualwriteentitymapid")
    name: str | None = Field(alias="msdyn_name", default=None)
    display_name: str | None = Field(alias="msdyn_displayname", default=None)
    version: str | None = Field(alias="msdyn_version", default=None)
    is_managed: bool | None = Field(alias="ismanaged", default=None)


class _Content(Reply):
    id: str = Field(alias="msdyn_dualwriteentitymapid")
    mapping: str | None = Field(alias="msdyn_mapping", default=None)


class _Configuration(Reply):
    unsecure: str | None = Field(alias="msdyn_unsecure", default=None)
    state: int | None = Field(alias="statecode", default=None)


class _Role(Reply):
    name: str


class _User(Reply):
    id: str = Field(alias="systemuserid")
    application_id: str | None = Field(alias="applicationid", default=None)
    name: str | None = Field(alias="fullname", default=None)
    is_disabled: bool = Field(alias="isdisabled")
    roles: list[_Role] = Field(alias="systemuserroles_association", default=[])


class _Company(Reply):
    code: str | None = Field(alias="cdm_companycode", default=None)


class _Changed(Reply):
    at: datetime = Field(alias="modifiedon")


@dataclass(frozen=True, slots=True)
class SavedMap:
    """One saved version of a map. The highest version is not always the one that runs."""

    id: str
    key: str
    name: str
    version: str
    is_managed: bool


@dataclass(frozen=True, slots=True)
class ApplicationUser:
    id: str
    application_id: str
    is_enabled: bool
    roles: frozenset[str]


class DualWrite:
    def __init__(self, dataverse: Dataverse) -> None:
        self._dataverse = dataverse
        self.requirements = Requirements(dataverse)

    async def saved_maps(self) -> list[SavedMap] | None:
        """The catalogue, without what is in the maps. None when there is no such table."""
        table = await self._dataverse.table(MAPS)
        if table is None:
            return None
        columns = [table.primary_id, "msdyn_name", "msdyn_displayname", "msdyn_version",
                   "ismanaged"]  # fmt: skip
        rows = [row async for row in self._dataverse.rows(table.entity_set, select=columns)]
        return [_saved(_read("list the table maps", row, _Map)) for row in rows]

    async def contents(self, ids: Sequence[str]) -> dict[str, MapContent]:
        """What the named maps copy, by id. For none, nobody is asked."""
        table = await self._dataverse.table(MAPS) if ids else None
        found: dict[str, MapContent] = {}
        for first in range(0, len(ids) if table else 0, _AT_ONCE):
            wanted = ids[first : first + _AT_ONCE]
            rows = self._dataverse.rows(
                table.entity_set if table else "",
                select=[MAPS + "id", "msdyn_mapping"],
                filter=" or ".join(f"{MAPS}id eq {one}" for one in wanted),
            )
            async for row in rows:
                read = _read("read the table maps", row, _Content)
                found[read.id] = read_mapping(read.mapping)
        return found

    async def configured(self) -> list[Configured] | None:
        """The maps that Dataverse is set up to send from. None when there is no such table."""
        table = await self._dataverse.table(CONFIGURATIONS)
        if table is None:
            return None
        rows = self._dataverse.rows(
            table.entity_set, select=["msdyn_unsecure", "statecode"], filter="statecode eq 0"
        )
        read = [_read("read what runs", row, _Configuration) async for row in rows]
        return [read_configured(one.unsecure) for one in read if one.state == _ACTIVE]

    async def companies(self) -> list[str]:
        """Their codes, as they are: blank and double ones too."""
        rows = self._dataverse.rows("cdm_companies", select=["cdm_companycode"])
        return [_read("list companies", row, _Company).code or "" async for row in rows]

    async def application_users(self, application_ids: Sequence[str]) -> list[ApplicationUser]:
        rows = self._dataverse.rows(
            "systemusers",
            select=["systemuserid", "applicationid", "isdisabled", "fullname"],
            filter=" or ".join(f"applicationid eq {one}" for one in application_ids),
            expand="systemuserroles_association($select=name)",
        )
        return [_user(_read("list application users", row, _User)) async for row in rows]

    async def last_change(self, entity_set: str, by: str) -> datetime | None:
        """When this user last changed a row. None when there is no row of theirs."""
        rows = self._dataverse.rows(
            entity_set, select=["modifiedon"], filter=f"_modifiedby_value eq {by}",
            order_by="modifiedon desc", page_size=1,
        )  # fmt: skip
        async for row in rows:
            return _read(f"read {entity_set}", row, _Changed).at
        return None

    async def count(self, entity_set: str, only: str = "") -> int:
        """How many rows there are; COUNTED_UP_TO stands for that many or more."""
        found = await self._dataverse.count(entity_set, only)
        return COUNTED_UP_TO if found is None else found


def _saved(row: _Map) -> SavedMap:
    name = row.name or ""
    key = key_in(name) or key_in(row.display_name or "")
    return SavedMap(row.id, key, name, row.version or "", row.is_managed is True)


def _user(row: _User) -> ApplicationUser:
    roles = frozenset(role.name for role in row.roles)
    return ApplicationUser(row.id, (row.application_id or "").lower(), not row.is_disabled, roles)


def _read(operation: str, row: Row, kind: type[R]) -> R:
    try:
        return TypeAdapter(kind).validate_python(row)
    except ValidationError as error:
        places = "; ".join(".".join(map(str, f["loc"])) for f in error.errors()[:3])
        raise UnexpectedReply(operation, code="unreadable", reason=places) from None
