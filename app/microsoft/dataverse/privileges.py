"""Which tables a team may read, by the privileges of all its roles together.

The wire contract is Microsoft's Web API reference: the function `RetrieveTeamPrivileges`, bound to
a team, gives `RolePrivileges`, a collection of `RolePrivilege` with `PrivilegeId`; the property
`Privileges` of a table's definition gives `SecurityPrivilegeMetadata` with `Name`, `PrivilegeId`
and `PrivilegeType`. Ids are compared: the name of a privilege need not follow that of its table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from app.microsoft.dataverse.replies import Reply
from app.microsoft.dataverse.service import Service, at, quoted

_READ = "Read"
_OF_TEAM = "Microsoft.Dynamics.CRM.RetrieveTeamPrivileges()"


class _Defined(Reply):
    name: str = Field(alias="Name")
    id: str = Field(alias="PrivilegeId")
    type: str | int = Field(alias="PrivilegeType")


class _Table(Reply):
    name: str = Field(alias="LogicalName")
    privileges: list[_Defined] = Field(alias="Privileges")


class _Tables(Reply):
    value: list[_Table]


class _Held(Reply):
    id: str = Field(alias="PrivilegeId")


class _Team(Reply):
    held: list[_Held] = Field(alias="RolePrivileges")


@dataclass(frozen=True, slots=True)
class Privilege:
    name: str
    id: str


class Privileges(Service):
    async def read_privileges(self, tables: Sequence[str]) -> Mapping[str, Privilege]:
        """What it takes to read each of these tables. A table without such a privilege is left out:
        it is not there, or hangs on another one.
        """
        call = self._call(
            "read the privileges of tables",
            "EntityDefinitions",
            select="LogicalName,Privileges",
            filter=" or ".join(f"LogicalName eq {quoted(one)}" for one in tables),
        )
        found = (await self._read(call, _Tables)).value
        return {
            table.name: Privilege(one.name, one.id.lower())
            for table in found
            for one in table.privileges
            if one.type == _READ and table.name in tables
        }

    async def team_privileges(self, team_id: str) -> frozenset[str]:
        """The ids of all privileges that the roles of a team give it."""
        call = self._call("read the privileges of a team", f"{at('teams', team_id)}/{_OF_TEAM}")
        return frozenset(one.id.lower() for one in (await self._read(call, _Team)).held)
