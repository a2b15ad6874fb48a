"""What Microsoft has changed, or is changing, that older portals are built on."""

import re
from collections.abc import Iterator
from typing import Final

from app.merge.faults import Fault, SiteIndex, fault, is_true
from app.merge.snapshot import NOT_READ

_ENFORCED: Final = "adx_entitypermissionsenabled"
_SHOW_DATA: Final = ("adx_entityform", "adx_entitylist", "adx_webformstep")
_FIELDS = re.compile(r"webapi/[^/]+/fields", re.IGNORECASE)


def platform_faults(index: SiteIndex) -> Iterator[Fault]:
    yield from _lists_and_forms(index)
    yield from _settings(index)


def _lists_and_forms(index: SiteIndex) -> Iterator[Fault]:
    for name in _SHOW_DATA:
        for record in index.active(name):
            if record.value(_ENFORCED) is not NOT_READ and not is_true(record, _ENFORCED):
                yield fault("permissions_off", record)
    for record in index.active("adx_entitylist"):
        if is_true(record, "adx_odata_enabled"):
            yield fault("odata_feed", record)


def _settings(index: SiteIndex) -> Iterator[Fault]:
    settings = {
        record.text("adx_name").casefold(): record for record in index.active("adx_sitesetting")
    }
    for name, record in settings.items():
        if _FIELDS.fullmatch(name) and record.text("adx_value") == "*":
            yield fault("fields_star", record)
    search, newer = settings.get("search/enabled"), settings.get("search/enabledataversesearch")
    if search and is_true(search, "adx_value") and not (newer and is_true(newer, "adx_value")):
        yield fault("lucene_search", search)
