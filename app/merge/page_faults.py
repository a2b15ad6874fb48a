"""Pages and files one by one: parents, templates, states, contents."""

from collections.abc import Iterator
from typing import Final

from app.merge.faults import Fault, SiteIndex, Weight, fault
from app.merge.snapshot import NOT_READ, Record
from app.merge.tables import target_id

_PAGE, _FILE = "adx_webpage", "adx_webfile"
_NEEDED: Final = (
    ("page_without_template", "adx_pagetemplateid", "adx_pagetemplate"),
    ("page_without_state", "adx_publishingstateid", "adx_publishingstate"),
)


def page_faults(index: SiteIndex) -> Iterator[Fault]:
    looping = _in_loops(index)
    for record in index.active(_PAGE):
        if record.id in looping:
            yield fault("page_in_a_loop", record, Weight.BREAKS)
        elif record.text("adx_parentpageid"):
            yield from _below(index, record)
        for code, column, name in _NEEDED:
            if not index.leads_to_active(name, record, column):
                yield fault(code, record)


def file_faults(index: SiteIndex) -> Iterator[Fault]:
    active = {record.id for record in index.active(_FILE)}
    for record in index.tables.get(_FILE, []):
        if record.id not in active:
            yield fault("file_inactive", record)
            continue
        if record.content is not NOT_READ and not record.content:
            yield fault("file_without_content", record)
        if record.text("adx_parentpageid"):
            yield from _below(index, record)


def _below(index: SiteIndex, record: Record) -> Iterator[Fault]:
    if not index.leads_to_active(_PAGE, record, "adx_parentpageid"):
        yield fault("parent_inactive", record)


def _in_loops(index: SiteIndex) -> set[str]:
    """The pages that are their own ancestors."""
    looping: set[str] = set()
    done: set[str] = set()
    for record in index.tables.get(_PAGE, []):
        path: dict[str, None] = {}
        current: Record | None = record
        while current is not None and current.id not in done and current.id not in path:
            path[current.id] = None
            above = target_id(current.text("adx_parentpageid"))
            current = index.snapshot.records.get((_PAGE, above))
        if current is not None and current.id in path:
            ids = list(path)
            looping.update(ids[ids.index(current.id) :])
        done.update(path)
    return looping
