"""The site as a whole: its markers, its publishing states, its header and footer."""

from collections.abc import Iterator
from typing import Final

from app.merge.faults import Fault, SiteIndex, Weight, fault, is_active, is_true
from app.merge.snapshot import NOT_READ, Record

MARKERS: Final = ("Home", "Profile", "Page Not Found", "Access Denied", "Search")
_PAGE, _MARKER, _STATE = "adx_webpage", "adx_sitemarker", "adx_publishingstate"
_HEADER_AND_FOOTER: Final = (
    ("header_missing", "adx_headerwebtemplateid"),
    ("footer_missing", "adx_footerwebtemplateid"),
)


def marker_faults(index: SiteIndex) -> Iterator[Fault]:
    """The markers that the portal itself looks for lead to active pages, Home to the root."""
    if _MARKER not in index.tables:
        return
    by_name: dict[str, list[Record]] = {}
    for record in index.tables[_MARKER]:
        by_name.setdefault(record.text("adx_name").casefold(), []).append(record)
    for name in MARKERS:
        weight = Weight.BREAKS if name == "Home" else Weight.LOOK
        found = by_name.get(name.casefold(), [])
        active = [record for record in found if is_active(record)]
        if not active:
            code = "marker_inactive" if found else "marker_missing"
            yield Fault(code, weight, _MARKER, "", name, name)
        for record in active:
            if not index.leads_to_active(_PAGE, record, "adx_pageid"):
                yield fault("marker_leads_nowhere", record, weight)
            elif name == "Home" and not _is_top(index, record):
                yield fault("home_is_not_the_root", record, weight)


def _is_top(index: SiteIndex, marker: Record) -> bool:
    page = index.target(_PAGE, marker, "adx_pageid")
    return page is None or not page.text("adx_parentpageid")


def state_faults(index: SiteIndex) -> Iterator[Fault]:
    """There is a state Published, active and visible, and exactly one default."""
    if _STATE not in index.tables:
        return
    active = list(index.active(_STATE))
    published = [r for r in active if r.text("adx_name").casefold() == "published"]
    if not published:
        yield Fault("published_missing", Weight.BREAKS, _STATE, "", "Published")
    for record in published:
        if record.value("adx_isvisible") is not NOT_READ and not is_true(record, "adx_isvisible"):
            yield fault("published_invisible", record, Weight.BREAKS)
    read = [r for r in active if r.value("adx_isdefault") is not NOT_READ]
    defaults = [r for r in read if is_true(r, "adx_isdefault")]
    if read and not defaults:
        yield Fault("no_default_state", Weight.LOOK, _STATE, "", "Published")
    if len(defaults) > 1:
        names = ", ".join(sorted(r.text("adx_name") for r in defaults))
        yield Fault("several_default_states", Weight.LOOK, _STATE, "", names)


def website_faults(index: SiteIndex) -> Iterator[Fault]:
    for record in index.tables.get("adx_website", []):
        for code, column in _HEADER_AND_FOOTER:
            if not index.leads_to_active("adx_webtemplate", record, column):
                yield fault(code, record)
