"""The sites of an environment as their rows in Dataverse show them: indirect, but without an
administrator's API, and still there when a site has lost its host.

A solution named CustomerPortal is no trace of this portal: it belongs to another template.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from pydantic import JsonValue

from app.microsoft.dataverse import Dataverse, Row
from app.microsoft.errors import RemoteError
from app.sites.websites import LiveWebsite, Model, find_websites
from app.steps.provisioning.asked import allowed
from app.steps.provisioning.facts import Record
from app.wizard.facts import Fact

SITES: Final = "Dataverse: adx_websites"

_MOST = 10
_ROLES: Final = ("customer representative", "authorized user")
_PERMISSIONS: Final = {
    "salesorder": "order_permissions",
    "salesorderdetail": "order_line_permissions",
}
_REGISTRATION: Final = "Authentication/Registration/OpenRegistrationEnabled"


async def records_of(dataverse: Dataverse, at: datetime) -> Fact[tuple[Record, ...]]:
    """None there is an exact answer: without the table there is no site of this data model."""
    found = await allowed(lambda: find_websites(dataverse))
    if isinstance(found, RemoteError):
        return Fact[tuple[Record, ...]].unknown(source=SITES, reason=str(found), at=at)
    ours = [each for each in found if each.is_active and each.model is Model.STANDARD][:_MOST]
    names_are_kept = bool(ours) and await _has_table(dataverse, "adx_websitebinding")
    records = [await _record(dataverse, each, names_are_kept=names_are_kept) for each in ours]
    return Fact[tuple[Record, ...]].exact(tuple(records), source=SITES, at=at)


async def _record(dataverse: Dataverse, site: LiveWebsite, *, names_are_kept: bool) -> Record:
    return Record(
        id=site.id,
        name=site.name,
        host_names=site.hosts,
        is_bound=bool(site.hosts) if site.hosts or names_are_kept else None,
        markers=tuple(await _markers(dataverse, site.id)),
    )


async def _has_table(dataverse: Dataverse, name: str) -> bool:
    found = await allowed(lambda: dataverse.table(name))
    return found is not None and not isinstance(found, RemoteError)


async def _markers(dataverse: Dataverse, record_id: str) -> list[str]:
    """What in the rows of one site speaks for the Customer portal."""
    found = [
        _PERMISSIONS[name]
        for name in sorted(_PERMISSIONS)
        if await _has(dataverse, "adx_entitypermissions", record_id,
                      f"adx_entitylogicalname eq '{name}'")
    ]  # fmt: skip
    if await _has_order_form(dataverse, record_id):
        found.append("order_form")
    if await _has_roles(dataverse, record_id):
        found.append("order_roles")
    if await _has(dataverse, "adx_sitesettings", record_id,
                  f"adx_name eq '{_REGISTRATION}' and adx_value eq 'false'"):  # fmt: skip
        found.append("closed_registration")
    return found


async def _has(dataverse: Dataverse, entity_set: str, record_id: str, also: str) -> bool:
    columns = ("_adx_websiteid_value",)
    return bool(await _of_site(dataverse, entity_set, columns, record_id, also))


async def _has_order_form(dataverse: Dataverse, record_id: str) -> bool:
    forms = await _of_site(dataverse, "adx_webforms", ("adx_webformid",), record_id)
    steps = await allowed(
        lambda: _all(
            dataverse, "adx_webformsteps", ("_adx_webform_value",),
            "adx_targetentitylogicalname eq 'salesorder'",
        )
    )  # fmt: skip
    if isinstance(steps, RemoteError):
        return False
    ours = {form.get("adx_webformid") for form in forms}
    return any(step.get("_adx_webform_value") in ours for step in steps)


async def _has_roles(dataverse: Dataverse, record_id: str) -> bool:
    roles = await _of_site(dataverse, "adx_webroles", ("adx_name",), record_id)
    names = " ".join(_text(role.get("adx_name")).lower() for role in roles)
    return all(name in names for name in _ROLES)


async def _of_site(
    dataverse: Dataverse, entity_set: str, columns: Sequence[str], record_id: str, also: str = ""
) -> list[Row]:
    """Rows of one site; none where they cannot be read: a trace not seen proves nothing."""
    of_site = f"_adx_websiteid_value eq {record_id}"
    rows = await allowed(
        lambda: _all(dataverse, entity_set, columns, f"{of_site} and {also}" if also else of_site)
    )
    return [] if isinstance(rows, RemoteError) else rows


async def _all(
    dataverse: Dataverse, entity_set: str, columns: Sequence[str], filter_: str = ""
) -> list[Row]:
    return [row async for row in dataverse.rows(entity_set, select=columns, filter=filter_)]


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else ""
