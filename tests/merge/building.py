"""Small sites for the tests of the merge: only what a test cares about is named."""

from collections.abc import Callable, Mapping, Sequence

from app.merge.outcome import Choice, Conflict, Outcome, RecordOutcome, Resolution
from app.merge.plan import Plan
from app.merge.planning import plan
from app.merge.snapshot import NOT_READ, NotRead, Record, Snapshot, Value
from app.merge.text import Hunk, Merged, Segment
from app.merge.three_way import merge

HOME = "00000000-0000-0000-0000-0000000000aa"


def guid(number: int, side: int = 0) -> str:
    return f"{side:08x}-0000-4000-8000-{number:012x}"


def record(
    table: str,
    number: int | str = 1,
    content: bytes | NotRead | None = NOT_READ,
    links: Mapping[str, frozenset[str]] | None = None,
    **columns: Value,
) -> Record:
    record_id = guid(number) if isinstance(number, int) else number
    return Record(table, record_id, columns, links or {}, content)


def page(number: int | str = 1, **columns: Value) -> Record:
    named = {"adx_name": f"Page {number}", "adx_partialurl": f"page-{number}", "adx_isroot": "true"}
    return record("adx_webpage", number, **{**named, **columns})


def snippet(value: Value, number: int | str = 1, **columns: Value) -> Record:
    named = {"adx_name": f"Snippet {number}", "adx_value": value}
    return record("adx_contentsnippet", number, **{**named, **columns})


def template(source: Value, number: int | str = 1, **columns: Value) -> Record:
    named = {"adx_name": f"Template {number}", "adx_source": source}
    return record("adx_webtemplate", number, **{**named, **columns})


def setting(name: str, value: Value, number: int | str = 1, **more: Value) -> Record:
    return record("adx_sitesetting", number, adx_name=name, adx_value=value, **more)


def restricted_column() -> tuple[Record, Record]:
    """A profile and the one column it restricts."""
    profile = record("adx_columnpermissionprofile", 1, adx_profilename="C", adx_tablename="account")
    column = record(
        "adx_columnpermission",
        2,
        adx_columnname="name",
        adx_permissions="1",
        adx_columnpermissionprofileid=profile.id,
    )
    return profile, column


def site_of(*records: Record) -> Snapshot:
    return Snapshot.of(list(records))


def merged(
    base: Record | None,
    site: Record | None,
    new: Record | None,
    answers: Mapping[str, Resolution] | None = None,
) -> Outcome:
    """The merge of sites that hold one record or none."""
    sides = [site_of(*([] if side is None else [side])) for side in (base, site, new)]
    return merge(sides[0], sides[1], sides[2], answers or {})


def only(outcome: Outcome) -> RecordOutcome:
    [found] = outcome.records
    return found


def asked(outcome: Outcome) -> Conflict:
    [found] = outcome.conflicts
    return found


def decided(conflict: Conflict, choice: Choice, own_text: str = "") -> dict[str, Resolution]:
    return {conflict.id: Resolution(choice, conflict.fingerprint, own_text)}


def all_decided(outcome: Outcome, choice: Choice) -> dict[str, Resolution]:
    return {c.id: Resolution(choice, c.fingerprint) for c in outcome.conflicts}


def value(outcome: Outcome, table: str, number: int | str, column: str) -> Value | NotRead:
    record_id = guid(number) if isinstance(number, int) else number
    return outcome.result.records[table, record_id].value(column)


def planned(outcome: Outcome, site: Snapshot) -> Plan:
    return plan(site, outcome, "environment")


def updating(base: Snapshot, site: Snapshot, new: Snapshot, choice: Choice | None = None) -> Plan:
    outcome = merge(base, site, new)
    for _ in range(4 if choice else 0):
        outcome = merge(base, site, new, all_decided(outcome, choice))
    return planned(outcome, site)


def joined(segments: Sequence[Segment], choose: Callable[[Hunk], str]) -> str:
    """The whole text with each hunk replaced by the text chosen for it."""
    return "".join(s.text if isinstance(s, Merged) else choose(s) for s in segments)
