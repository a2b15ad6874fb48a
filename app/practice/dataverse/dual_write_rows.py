"""Dual-write in Dataverse: the table maps, which of them run, and the companies.

This is the place to change what the practice tenant shows of dual-write. The maps themselves are
in `schema/dual_write_maps.txt`.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

from app.practice.dataverse.filters import Entity

COMPANIES = {"USMF": "Contoso Entertainment System USA", "USRT": "Contoso Retail USA"}
_MAPS = Path(__file__).with_name("schema") / "dual_write_maps.txt"
_BOTH = "3"
_ORDERS = "msdyn_ordertype eq 192350000"
_ALTERNATIVE = "Dynamics 365 Sales"  # the other family of order maps: there, but not started


@dataclass(frozen=True)
class TableMap:
    solution: str
    table: str
    entity_set: str
    finance_entity: str
    version: str
    direction: str
    columns: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        """As the dual-write page and the gateway name it."""
        return f"{self.entity_set} - {self.finance_entity}"

    @property
    def writes_finance(self) -> bool:
        """Only then does Dataverse hold a runtime configuration of it while it runs."""
        return self.direction == _BOTH

    @property
    def runs_from_the_start(self) -> bool:
        return not self.finance_entity.startswith(_ALTERNATIVE)


@cache
def table_maps() -> tuple[TableMap, ...]:
    lines = _MAPS.read_text("utf-8").splitlines()
    return tuple(_table_map(line) for line in lines if line and not line.startswith("#"))


def _table_map(line: str) -> TableMap:
    *words, columns = (part.strip() for part in line.split(";"))
    pairs = tuple((one, other) for one, _, other in (p.partition(">") for p in columns.split()))
    solution, table, entity_set, entity, version, direction = words
    return TableMap(solution, table, entity_set, entity, version, direction, pairs)


def find_map(key: str) -> TableMap | None:
    wanted = key.strip().lower()
    return next((one for one in table_maps() if one.key.lower() == wanted), None)


def map_id(organization_id: str, one: TableMap) -> str:
    return _id(organization_id, f"map {one.key} {one.version}")


def project_id(organization_id: str, one: TableMap) -> str:
    """What the gateway calls `pid` and a runtime configuration `ProjectId`."""
    return _id(organization_id, f"project {one.key}")


def map_row(organization_id: str, one: TableMap, solution_id: str, now: str) -> Entity:
    return {
        "msdyn_dualwriteentitymapid": map_id(organization_id, one),
        "msdyn_name": f"msdyn_[{one.key}]",
        "msdyn_displayname": f"{one.finance_entity} ({one.entity_set})",
        "msdyn_version": one.version,
        "msdyn_mapping": json.dumps(_mapping(one)),
        "msdyn_properties": "{}",
        "solutionid": solution_id,
        "ismanaged": True,
        "statecode": 0,
        "statuscode": 1,
        "createdon": now,
        "modifiedon": now,
    }


def runtime_row(organization_id: str, one: TableMap, now: str) -> Entity:
    major, minor, build, revision = (int(number) for number in one.version.split("."))
    unsecure = {
        "ProjectId": project_id(organization_id, one),
        "SourceEntityName": one.entity_set,
        "SourceEnvironmentType": 1,
        "DestinationEntityName": one.finance_entity,
        "DestinationEnvironmentType": 3,
        "EntityMapVersion": {
            "Major": major,
            "Minor": minor,
            "Build": build,
            "Revision": revision,
        },
        "FieldMappings": [
            {"SourceField": ours, "DestinationField": theirs} for theirs, ours in one.columns
        ],
    }
    return {
        "msdyn_dualwriteruntimeconfigid": runtime_id(organization_id, one),
        "msdyn_internalentityname": one.table,
        "msdyn_externalentityname": one.finance_entity,
        "msdyn_unsecure": json.dumps(unsecure),
        "statecode": 0,
        "statuscode": 1,
        "createdon": now,
        "modifiedon": now,
    }


def runtime_id(organization_id: str, one: TableMap) -> str:
    return _id(organization_id, f"runtime {one.key}")


def company_id(organization_id: str, code: str) -> str:
    return _id(organization_id, f"company {code}")


def company_rows(organization_id: str, team_id: str, now: str) -> list[Entity]:
    return [
        {
            "cdm_companyid": company_id(organization_id, code),
            "cdm_companycode": code,
            "cdm_name": name,
            "cdm_isenabledfordualwrite": True,
            "_cdm_defaultowningteam_value": team_id,
            "statecode": 0,
            "statuscode": 1,
            "createdon": now,
            "modifiedon": now,
        }
        for code, name in COMPANIES.items()
    ]


def _mapping(one: TableMap) -> dict[str, object]:
    return {
        "name": f"[{one.finance_entity}] - [{one.entity_set}]",
        "leftEnvironmentType": "AX",
        "centerEnvironmentType": "CRM",
        "rightEnvironmentType": "UNDEFINED",
        "legs": [
            {
                "id": "001",
                "sourceSchema": one.finance_entity,
                "sourceEnvironmentType": "AX",
                "destinationSchema": one.entity_set,
                "destinationEnvironmentType": "CRM",
                "sourceFilter": "",
                "isSourceFilterEditable": True,
                "reversedSourceFilter": _ORDERS if one.entity_set == "salesorders" else "",
                "fieldMappings": [_field(one, pair) for pair in one.columns],
            }
        ],
    }


def _field(one: TableMap, pair: tuple[str, str]) -> dict[str, object]:
    return {
        "syncDirection": one.direction,
        "sourceField": pair[0],
        "destinationField": pair[1],
        "destinationLookupFieldRelatedEntity": None,
        "isSystemGenerated": False,
        "valueTransforms": [],
    }


def _id(organization_id: str, key: str) -> str:
    return str(uuid5(NAMESPACE_OID, f"{organization_id} {key}"))
