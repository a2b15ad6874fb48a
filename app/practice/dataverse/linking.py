"""Setting, clearing and adding links by `$ref`."""

from app.practice.dataverse.calls import Body, Call, Reply
from app.practice.dataverse.faults import bad_request, no_such_row
from app.practice.dataverse.found import Found
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.payload import read_changes, reference
from app.practice.dataverse.writer import writer_for


def change_links(organization: Organization, call: Call, found: Found) -> Reply:
    if found.place.name in found.table.navigations:
        _point(organization, call, found)
    elif call.method == "POST" and not found.place.other:
        _add(organization, call, found)
    elif call.method == "DELETE":
        _remove(organization, call, found)
    else:
        raise bad_request(f"{call.method} does not fit a collection of references.")
    return Reply(204)


def _point(organization: Organization, call: Call, found: Found) -> None:
    """A lookup, by its navigation."""
    if call.method not in ("PUT", "DELETE") or found.place.other:
        raise bad_request(f"{call.method} does not fit a single reference.")
    target = _target(call) if call.method == "PUT" else None
    body: Body = {f"{found.place.name}@odata.bind": target}
    changes = read_changes(organization, found.table, body, creates=False)
    writer_for(organization, call).update(found.table, found.there, changes)


def _add(organization: Organization, call: Call, found: Found) -> None:
    far, _ = organization.far_end(found.table, found.place.name)
    target, other = reference(organization, _target(call))
    if target.name != far.name:
        raise bad_request(f"'{found.place.name}' leads to {far.name}, not to {target.name}.")
    writer_for(organization, call).link(found.table, found.there, found.place.name, other)


def _remove(organization: Organization, call: Call, found: Found) -> None:
    name = found.place.name
    organization.far_end(found.table, name)
    other = found.place.other or reference(organization, call.option("$id"))[1]
    if not writer_for(organization, call).unlink(found.table, found.there, name, other):
        raise no_such_row(name, other)


def _target(call: Call) -> str:
    target = call.json().get("@odata.id")
    if not isinstance(target, str):
        raise bad_request('Send the row to link as {"@odata.id": ...}.', "0x80048d19")
    return target
