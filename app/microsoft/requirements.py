"""What dual-write stands on in Dataverse: teams and their roles, plug-ins, settings of Sales.

Only reads. The tables are Dataverse's own. Which column of a company names its team is asked of
the table's definition. The flag of a company stands under its name in the table "CRM Company" that
Microsoft publishes with Business Central; it is read where the definition has it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import Field, TypeAdapter, ValidationError

from app.microsoft.dataverse import Dataverse, Row
from app.microsoft.dataverse.replies import Reply
from app.microsoft.errors import UnexpectedReply

OWNING_TEAM = "Default owning team"
"""What the column is called on the form of a company."""
_FLAG = "cdm_isenabledfordualwrite"
_COMPANY, _ENABLED = "cdm_company", 0
_AT_ONCE = 15
"""Ids in one question: an address has its limits."""
R = TypeVar("R", bound=Reply)


class _Role(Reply):
    name: str


class _Team(Reply):
    id: str = Field(alias="teamid")
    name: str | None = None
    roles: list[_Role] = Field(alias="teamroles_association", default=[])


class _Unit(Reply):
    id: str = Field(alias="businessunitid")


class _Assembly(Reply):
    name: str


class _Step(Reply):
    name: str
    state: int = Field(alias="statecode")


class _Organization(Reply):
    prices: bool | None = Field(alias="oobpricecalculationenabled", default=None)
    discount: int | None = Field(alias="discountcalculationmethod", default=None)
    active: bool | None = Field(alias="createproductswithoutparentinactivestate", default=None)


@dataclass(frozen=True, slots=True)
class Company:
    """`team_id` is empty where no team is named; `is_enabled` is None where nothing is said."""

    code: str
    name: str
    team_id: str = ""
    is_enabled: bool | None = None


@dataclass(frozen=True, slots=True)
class Companies:
    """`column` is where a company names its team; empty when the definition shows none.

    `has_flag`: the definition has the column that says whether dual-write carries the company.
    """

    column: str
    rows: Sequence[Company]
    has_flag: bool = False


@dataclass(frozen=True, slots=True)
class Team:
    id: str
    name: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class PlugIns:
    assemblies: Sequence[str]
    steps: int
    disabled: Sequence[str]


@dataclass(frozen=True, slots=True)
class SalesSettings:
    """None where the organization has no such setting: Sales is not there."""

    system_prices: bool | None
    discount_method: int | None
    products_active: bool | None


class Requirements:
    def __init__(self, dataverse: Dataverse) -> None:
        self._dataverse = dataverse

    async def companies(self) -> Companies | None:
        """With the team that owns their rows, and whether dual-write carries them.

        None when there is no table of companies.
        """
        described = await self._dataverse.described(_COMPANY)
        if described is None:
            return None
        column = described.called(OWNING_TEAM)
        team = f"_{column}_value" if column in described.lookups else ""
        has_flag = described.types.get(_FLAG) == "Boolean"
        optional = [*([team] if team else []), *([_FLAG] if has_flag else [])]
        columns = ["cdm_companycode", "cdm_name", *optional]
        found = [
            Company(_text(row, "cdm_companycode"), _text(row, "cdm_name"), _text(row, team),
                    _flag(row) if has_flag else None)
            async for row in self._dataverse.rows("cdm_companies", select=columns)
        ]  # fmt: skip
        return Companies(column if team else "", found, has_flag)

    async def teams(self, ids: Sequence[str]) -> list[Team]:
        """For none, nobody is asked."""
        found: list[Team] = []
        for first in range(0, len(ids), _AT_ONCE):
            wanted = ids[first : first + _AT_ONCE]
            found += await self._teams(" or ".join(f"teamid eq {one}" for one in wanted))
        return found

    async def default_team(self) -> Team | None:
        """Of the root business unit: whoever works in the organization is in it."""
        units = self._dataverse.rows(
            "businessunits", select=["businessunitid"], filter="_parentbusinessunitid_value eq null"
        )
        async for row in units:
            root = _read("find the root business unit", row, _Unit).id
            only = f"isdefault eq true and _businessunitid_value eq {root}"
            return next(iter(await self._teams(only)), None)
        return None

    async def plug_ins(self) -> PlugIns:
        """By the part that all their names share."""
        assemblies = self._dataverse.rows(
            "pluginassemblies", select=["name"], filter="contains(name,'DualWrite')"
        )
        names = [_read("list plug-ins", row, _Assembly).name async for row in assemblies]
        rows = self._dataverse.rows(
            "sdkmessageprocessingsteps",
            select=["name", "statecode"],
            filter="contains(name,'DualWrite')",
        )
        steps = [_read("list steps of plug-ins", row, _Step) async for row in rows]
        return PlugIns(names, len(steps), [one.name for one in steps if one.state != _ENABLED])

    async def sales_settings(self) -> SalesSettings | None:
        rows = self._dataverse.rows(
            "organizations",
            select=["oobpricecalculationenabled", "discountcalculationmethod",
                    "createproductswithoutparentinactivestate"],
        )  # fmt: skip
        async for row in rows:
            read = _read("read the settings of Sales", row, _Organization)
            return SalesSettings(read.prices, read.discount, read.active)
        return None

    async def _teams(self, only: str) -> list[Team]:
        rows = self._dataverse.rows(
            "teams", select=["teamid", "name"], filter=only,
            expand="teamroles_association($select=name)", page_size=0,
        )  # fmt: skip
        read = [_read("read teams", row, _Team) async for row in rows]
        return [Team(one.id, one.name or "", frozenset(r.name for r in one.roles)) for one in read]


def _text(row: Row, column: str) -> str:
    value = row.get(column) if column else None
    return value if isinstance(value, str) else ""


def _flag(row: Row) -> bool | None:
    value = row.get(_FLAG)
    return value if isinstance(value, bool) else None


def _read(operation: str, row: Row, kind: type[R]) -> R:
    try:
        return TypeAdapter(kind).validate_python(row)
    except ValidationError as error:
        places = "; ".join(".".join(map(str, f["loc"])) for f in error.errors()[:3])
        raise UnexpectedReply(operation, code="unreadable", reason=places) from None
