"""What the gateway answers about connection sets, maps and initial syncs."""

from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

from app.practice.environments import Environment
from app.practice.gateway.book import ALLOWED, INITIAL_SYNC, NOT_RUNNING, Entry, Request
from app.practice.gateway.table_maps import TableMap
from app.practice.links import finance_host, finance_of

Json = dict[str, object]
COMPANIES = ("USMF", "USRT")
_MADE = "2026-01-12T09:40:00Z"


def connection_id(one: Environment) -> str:
    return str(uuid5(NAMESPACE_OID, f"connection set {one.id}"))


def connection_name(one: Environment) -> str:
    return f"cs-{connection_id(one)[:8]}"


def dataset_name(one: Environment) -> str:
    return f"crm-{one.domain}"


def connection(one: Environment) -> Json:
    return {
        "cid": connection_id(one),
        "cname": connection_name(one),
        "targetType": "AX",
        "displayName": finance_host(one),
        "detail": {"isSolutionAware": True},
        "powerAppsEnvironment": one.id,
    }


def map_shown(
    one: Environment, table_map: TableMap, entry: Entry, now: datetime, copy: str = ""
) -> Json:
    state = entry.state(now)
    template = _template(one, table_map, copy)
    requests = [_request(each, now) for each in reversed(entry.requests)]
    detail: Json = {
        "tid": template["id"],
        "tName": table_map.name,
        "tags": [],
        "templates": [template],
        "template": template,
        "state": state,
        "actions": list(ALLOWED[state]),
        "lastRequest": requests[0] if requests else None,
        "lastRequests": requests,
        "isProjectDeleted": False,
        "group": {},
    }
    if state != NOT_RUNNING:
        detail["pid"] = table_map.pid(one.organization_id)
    return {
        "leftEntity": _entity("AX", table_map.finance, table_map.finance),
        "rightEntity": _entity("CRM", table_map.entity_set, table_map.table),
        "detail": detail,
    }


def _entity(side: str, name: str, single: str) -> Json:
    return {"targetType": side, "name": name, "displayName": name, "singletonName": single}


def _template(one: Environment, table_map: TableMap, copy: str) -> Json:
    names = ("major", "minor", "build", "revision")
    version = dict(zip(names, table_map.version, strict=True))
    tid = table_map.tid(one.organization_id)
    return {
        "id": str(uuid5(NAMESPACE_OID, f"{copy} {tid}")) if copy else tid,
        "name": f"msdyn_[{table_map.name}]",
        "displayName": table_map.name,
        "readOnly": True,
        "author": "Microsoft",
        "version": {**version, "majorRevision": 0, "minorRevision": 0},
        "tags": [],
        "description": "Contacts of vendors" if table_map.is_twin else table_map.name,
        "createdDateTime": _MADE,
    }


def _request(request: Request, now: datetime) -> Json:
    is_over = now >= request.ends
    return {
        "requestId": request.id,
        "action": request.action,
        "createdOn": _moment(request.asked),
        "modifiedOn": _moment(request.ends if is_over else now),
        "state": request.word(now),
        "errorMessage": (request.fault or None) if is_over else None,
        "errorUri": None,
        "rootActivityId": str(uuid5(NAMESPACE_OID, f"activity {request.id}")),
    }


def project_name(environment: Environment, table_map: TableMap) -> str:
    return f"project-{table_map.pid(environment.organization_id)[:13]}"


def field_mappings(one: Environment, table_map: TableMap) -> Json:
    template = _template(one, table_map, "")
    kept = ("id", "name", "displayName", "version")
    return {
        "name": project_name(one, table_map),
        "displayName": table_map.name,
        "id": table_map.pid(one.organization_id),
        "isDualWriteProject": True,
        "isDualWriteEnabled": True,
        "skipInitialSync": False,
        "areKeysMismatched": False,
        "templateIdentifier": {name: template[name] for name in kept},
        "environments": [],
        "entityMappingTasks": [_mapping(table_map)],
        "validationIssues": [],
    }


def _mapping(table_map: TableMap) -> Json:
    field: Json = {
        "syncDirection": table_map.direction,
        "sourceField": "DATAAREAID",
        "destinationField": "msdyn_company.cdm_companycode",
        "destinationLookupFieldRelatedEntity": None,
        "isSystemGenerated": False,
        "valueTransforms": [],
    }
    leg: Json = {
        "id": "001",
        "sourceSchema": table_map.finance,
        "sourceEnvironmentType": "AX",
        "destinationSchema": table_map.entity_set,
        "destinationEnvironmentType": "CRM",
        "sourceFilter": "",
        "isSourceFilterEditable": True,
        "reversedSourceFilter": "",
        "fieldMappings": [field],
    }
    return {
        "name": f"[{table_map.finance}] - [{table_map.entity_set}]",
        "leftEnvironmentType": "AX",
        "centerEnvironmentType": "CRM",
        "rightEnvironmentType": "UNDEFINED",
        "legs": [leg],
    }


def connection_set(one: Environment, keys: dict[str, list[str]]) -> Json:
    """`keys` are the integration keys that were set here, by set."""
    schemas = [
        {
            "id": name,
            "name": name,
            "keys": [
                {"name": "primary", "fields": ["id"], "isIntegrationKey": False},
                {"name": "UserKey", "fields": fields, "isIntegrationKey": True},
            ],
        }
        for name, fields in keys.items()
    ]
    sides = {
        dataset_name(one): ("CRM", f"https://{one.host}/", schemas),
        f"ax-{one.domain}": ("AX", finance_of(one).url, []),
    }
    companies = [
        {"left": {"name": name, "id": name}, "right": {"name": name, "id": name}}
        for name in COMPANIES
    ]
    return {
        "name": connection_name(one),
        "displayName": one.name,
        "id": connection_id(one),
        "forDualWrite": True,
        "environments": {
            name: {
                "name": name,
                "targetType": kind,
                "environmentDisplayName": one.name,
                "powerAppsEnvironment": one.id,
                "directUrl": url,
                "isDevInstance": False,
                "schemas": schemas,
            }
            for name, (kind, url, schemas) in sides.items()
        },
        "dataPartitionMappings": [],
        "dualWriteDetail": {
            "isTrialEnvironment": False,
            "isSolutionAware": True,
            "legalEntityMappings": {"mappings": companies},
            "conflictResolution": {"option": "1", "master": "CRM"},
            "alertSettings": [],
        },
    }


def executions(environment: Environment, table_map: TableMap, entry: Entry, now: datetime) -> Json:
    """One row per company and initial sync, newest first: companies take turns."""
    turn = INITIAL_SYNC / len(COMPANIES)
    rows = [
        _execution(request, company, table_map, request.asked + turn * number, now)
        for request in reversed(entry.requests)
        if request.copies
        for number, company in reversed(list(enumerate(COMPANIES)))
        if now >= request.asked + turn * number
    ]
    name = project_name(environment, table_map)
    return {"projectName": name, "projectExecutionResponses": rows}


def _execution(
    request: Request, company: str, table_map: TableMap, begun: datetime, now: datetime
) -> Json:
    ended = begun + INITIAL_SYNC / len(COMPANIES)
    is_over, rows = now >= ended, 20 + table_map.number
    is_bad = is_over and bool(request.fault)
    word = "Error" if is_bad else "Completed" if is_over else "Importing"
    error = {"recordId": "1", "sourceField": table_map.finance, "errorMessage": request.fault}
    is_export = request.fault.startswith("5 Attempts")
    leg: Json = {
        "displayName": f"{table_map.finance} to {table_map.entity_set}",
        "status": word,
        "details": None,
        "exportStatus": word if is_export or not is_bad else "Completed",
        "exportJob": f"job-{request.id[:8]}",
        "exportStarted": _moment(begun),
        "exportFinished": _moment(ended) if is_over else None,
        "exportRecordCount": rows,
        "exportRecordErrorCount": int(is_bad and is_export),
        "importStatus": word,
        "importJob": f"job-{request.id[:8]}",
        "importRecordsInsertedCount": 0 if is_bad else rows,
        "importRecordsUpdatedCount": 0,
        "importRecordsErrorCount": int(is_bad and not is_export),
        "exportErrors": [error] if is_bad and is_export else [],
        "importErrors": [error] if is_bad and not is_export else [],
    }
    task = {"name": table_map.name, "status": word, "isRunning": not is_over, "legs": [leg]}
    return {
        "responseId": str(uuid5(NAMESPACE_OID, f"{request.id} {company}")),
        "displayName": table_map.name,
        "legalEntityName": company,
        "legalEntityId": company,
        "submittedOn": _moment(request.asked),
        "executionStatus": word,
        "lastExecutionStatusChangeOn": _moment(min(ended, now)),
        "initialSyncRequestId": request.id,
        "upsertCount": 0 if is_bad else rows,
        "errorCount": int(is_bad),
        "createdDateTime": _moment(begun),
        "taskExecutionStatuses": [task],
    }


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
