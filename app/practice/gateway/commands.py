"""Commands to table maps: what is refused at once, and what will fail in the end."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

from app.practice.environments import Environment
from app.practice.gateway.book import (
    ALLOWED,
    INITIALISE,
    START,
    Book,
    Request,
)
from app.practice.gateway.table_maps import TableMap
from app.practice.plot import Plot, Syncing

_ACTIONS = frozenset(action for allowed in ALLOWED.values() for action in allowed)
_MOST_LOOKUPS = 10


class GatewayRefusal(Exception):
    def __init__(self, status: int, message: str, code: str = "") -> None:
        super().__init__(message)
        self.status, self.code = status, code or str(status)


@dataclass(frozen=True, slots=True)
class Command:
    table_map: TableMap
    action: str
    copies: bool = False
    master: str = "CRM"


def read_commands(
    body: Mapping[str, object], one: Environment, cid: str, known: Mapping[str, TableMap]
) -> list[Command]:
    """`known` are the environment's maps by `tid`."""
    action, details = body.get("action"), body.get("details")
    if not isinstance(action, str) or action not in _ACTIONS:
        raise GatewayRefusal(400, f"The action {action!r} is not known.")
    if not isinstance(details, list) or not details:
        raise GatewayRefusal(400, "The details are missing.")
    return [_read(action, each, one, cid, known) for each in details]


def _read(
    action: str,
    detail: Mapping[str, object],
    one: Environment,
    cid: str,
    known: Mapping[str, TableMap],
) -> Command:
    tid, pid = detail.get("tid"), detail.get("pid")
    if not tid or (action != INITIALISE and not pid):
        raise GatewayRefusal(500, "Object reference not set to an instance of an object.")
    table_map = known.get(str(tid))
    if not table_map or detail.get("cid") != cid:
        raise GatewayRefusal(404, "The template or the connection set was not found.")
    if action == INITIALISE:
        if set(detail) != {"tid", "cid"}:
            raise GatewayRefusal(400, "Only tid and cid belong to this action.")
        return Command(table_map, action)
    if pid != table_map.pid(one.organization_id):
        raise GatewayRefusal(404, "The project was not found.")
    parameters = detail.get("parameters")
    if not isinstance(parameters, dict):
        parameters = {}
    if action != START:
        _check_queue(parameters)
        return Command(table_map, action)
    return _read_start(table_map, parameters)


def _check_queue(parameters: Mapping[str, object]) -> None:
    """A resume may say what is to become of the queue; without a word it is worked off."""
    name = "dualWriteSkipCatchUpSyncParameters"
    wish = parameters.get(name)
    if name not in parameters:
        return
    if not isinstance(wish, dict) or not isinstance(wish.get("skipCatchUpSyncPreserveData"), bool):
        raise GatewayRefusal(400, f"{name} is not understood.")


def _read_start(table_map: TableMap, parameters: Mapping[str, object]) -> Command:
    skips, rule = parameters.get("skipInitialSync"), parameters.get("conflictResolution")
    if not isinstance(skips, bool) or not isinstance(rule, dict):
        raise GatewayRefusal(400, "skipInitialSync and conflictResolution are needed.")
    master = rule.get("master")
    if rule.get("option") != "1" or master not in ("CRM", "AX"):
        raise GatewayRefusal(400, "The conflict resolution is not known.")
    return Command(table_map, START, copies=not skips, master=str(master))


class Desk:
    """Carries commands out, all of one call or none."""

    def __init__(self, book: Book, plot: Plot) -> None:
        self._book, self._plot = book, plot

    def carry_out(self, environment_id: str, commands: list[Command]) -> str:
        for one in commands:
            self._check(environment_id, one)
        request_id = str(uuid4())
        for one in commands:
            request = Request(
                id=request_id,
                action=one.action,
                asked=self._book.now(),
                copies=one.copies,
                master=one.master,
                fault=self._fault(environment_id, one),
            )
            self._book.ask(environment_id, one.table_map, request)
        return request_id

    def _check(self, environment_id: str, command: Command) -> None:
        entry = self._book.entry(environment_id, command.table_map)
        state = entry.state(self._book.now())
        if entry.is_busy(self._book.now()) or command.action not in ALLOWED[state]:
            message = f"{command.table_map.name}: the action is not allowed now."
            raise GatewayRefusal(409, message)

    def _fault(self, environment_id: str, command: Command) -> str:
        if not command.copies:
            return ""
        one, running = command.table_map, self._book.running_sets(environment_id)
        is_wide = one.lookups > _MOST_LOOKUPS and command.master == "CRM"
        if is_wide or self._plot.syncing is Syncing.MANY:
            where = f"/tables/{one.entity_set}/items"
            return f"5 Attempts to get data from https://dataverse{where} failed."
        missing = [entity_set for entity_set in one.needs if entity_set not in running]
        if missing or self._plot.syncing is Syncing.LOOKUP:
            field = missing[0] if missing else one.entity_set
            return (
                f"Couldn't resolve the guid for the field: {field}. The lookup value was not "
                f"found. Try this URL to check: https://dataverse/api/data/v9.0/{field}"
            )
        return ""
