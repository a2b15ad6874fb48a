"""Change tracking: what became of a table's rows since it was last read."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote, unquote

from app.practice.dataverse.answers import Asked, check_columns, collection, context_of, shown
from app.practice.dataverse.calls import Body, Call, Json
from app.practice.dataverse.faults import bad_request
from app.practice.dataverse.organization import VISIBLE_FROM, Organization
from app.practice.dataverse.queries import Query
from app.practice.dataverse.tables import Table

_MOMENT = "%m/%d/%Y %H:%M:%S"
_DEFAULT_DAYS = 7


def wants_tracking(call: Call, query: Query) -> bool:
    if "odata.track-changes" not in call.preferences:
        return False
    if query.filter or query.order or query.expand or query.top is not None:
        message = "$filter, $orderby, $expand and $top are not supported with change tracking."
        raise bad_request(message)
    return True


def tracked(organization: Organization, table: Table, asked: Asked) -> Body:
    """A page of all rows; the last one brings the link to ask for changes with.

    The link reaches back to the first page, so that nothing is lost that changes meanwhile.
    """
    began = _began(asked.query.skiptoken) or _token(organization)
    body = collection(organization, table, organization.rows(table.name), asked)
    if next_link := body.get("@odata.nextLink"):
        body["@odata.nextLink"] = f"{next_link}{quote(f'<since {began}/>', safe='')}"
    else:
        body["@odata.deltaLink"] = f"{asked.here}$deltatoken={quote(began, safe='')}"
    return body


def changes_since(organization: Organization, table: Table, query: Query, call: Call) -> Body:
    check_columns(organization, table, query)
    version, moment = _read(organization, query.deltatoken)
    since = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    changed: list[Json] = [
        dict(shown(organization, table, row, query))
        for row in organization.rows(table.name)
        if int(row["versionnumber"] or 0) > version or str(row.get(VISIBLE_FROM, "")) > since
    ]
    context = f"{organization.root}$metadata#{table.entity_set}/$deletedEntity"
    there = {str(row[table.primary_id]) for row in organization.rows(table.name)}
    for gone in organization.store.deleted:
        if gone.table == table.name and gone.version > version and gone.id not in there:
            changed.append({"@odata.context": context, "id": gone.id, "reason": "deleted"})
    here = call.address(organization.root, "$deltatoken")
    return {
        "@odata.context": context_of(organization, table, query, "/$delta"),
        "value": changed,
        "@odata.deltaLink": f"{here}$deltatoken={quote(_token(organization), safe='')}",
    }


def _token(organization: Organization) -> str:
    moment = organization.clock.now().astimezone(UTC).strftime(_MOMENT)
    return f"{organization.store.version}!{moment}"


def _began(cookie: str) -> str:
    """When the reading of which this is a later page began."""
    _, sign, rest = cookie.partition("<since ")
    return unquote(rest.removesuffix("/>")) if sign else ""


def _read(organization: Organization, token: str) -> tuple[int, datetime]:
    version, _, text = token.partition("!")
    try:
        moment = datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)
        number = int(version)
    except ValueError as error:
        raise bad_request("The delta token is not valid.", "0x80040203") from error
    settings = organization.rows("organization")
    days = int(settings[0].get("expirechangetrackingindays") or _DEFAULT_DAYS) if settings else 7
    if organization.clock.now() - moment > timedelta(days=days):
        # the real code of this error is not known
        raise bad_request("The delta token has expired. Read the whole table again.", "0x80040203")
    return number, moment
