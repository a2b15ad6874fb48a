"""Who may read what: privileges of tables, and those that the roles of a team give it.

Only reading is simulated, and only to be told: nobody is refused a row by it. Which tables a role
reads is made up as far as the names of the roles suggest it.
"""

import re

from app.practice.dataverse.calls import Json
from app.practice.dataverse.faults import no_such_row
from app.practice.dataverse.naming import metadata_id
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.tables import DUAL_WRITE, Table

OF_TEAM = re.compile(
    r"teams\(([0-9a-fA-F-]{36})\)/Microsoft\.Dynamics\.CRM\.RetrieveTeamPrivileges\(\)"
)
_NAMES = {"account": "Account", "contact": "Contact", "product": "Product",
          "salesorder": "SalesOrder"}  # fmt: skip
_HANGS_ON_ANOTHER = frozenset({"salesorderdetail"})
_EVERYTHING, _SELLS = "System Administrator", "Salesperson"


def privileges(table: Table) -> list[Json]:
    """In the words of metadata. A table that hangs on another one has none of its own."""
    if table.name in _HANGS_ON_ANOTHER:
        return []
    kinds = ("Create", "Read", "Write", "Delete")
    return [
        {
            "CanBeBasic": table.is_owned,
            "CanBeDeep": table.is_owned,
            "CanBeGlobal": True,
            "CanBeLocal": table.is_owned,
            "CanBeEntityReference": False,
            "CanBeParentEntityReference": False,
            "Name": f"prv{kind}{_NAMES.get(table.name, table.name)}",
            "PrivilegeId": _id(kind, table),
            "PrivilegeType": kind,
        }
        for kind in kinds
    ]


def of_team(organization: Organization, team_id: str) -> list[Json]:
    """What all its roles give together, in no order."""
    team = organization.find("team", team_id.lower())
    if team is None:
        raise no_such_row("team", team_id)
    teams = organization.tables["team"]
    _, roles = organization.related(teams, team, "teamroles_association")
    read = {
        table.name: table
        for role in roles
        for table in organization.tables.values()
        if _reads(str(role["name"]), table)
    }
    return [
        {
            "Depth": "Global",
            "PrivilegeId": _id("Read", table),
            "BusinessUnitId": str(team["_businessunitid_value"]),
        }
        for table in read.values()
        if table.name not in _HANGS_ON_ANOTHER
    ]


def _reads(role: str, table: Table) -> bool:
    if role == _EVERYTHING:
        return True
    return table.name in _NAMES if role == _SELLS else table.group == DUAL_WRITE


def _id(kind: str, table: Table) -> str:
    return metadata_id(f"{kind} of {table.name}")
