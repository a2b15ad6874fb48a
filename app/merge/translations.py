"""Texts of the site whose original changed in the template, and which nobody translated again."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from app.merge.draft import Draft
from app.merge.languages import SPOKEN
from app.merge.outcome import Note
from app.merge.snapshot import Record
from app.merge.table_list import table
from app.merge.tables import target_id
from app.merge.titles import Titles
from app.merge.values import same

_SAID: Final = (
    *("adx_copy", "adx_description", "adx_display_name", "adx_name", "adx_summary", "adx_title"),
    "adx_value",
)
_PAGE, _SNIPPET, _SET, _LINK = "adx_webpage", "adx_contentsnippet", "adx_weblinkset", "adx_weblink"


def outdated_translations(drafts: Iterable[Draft], titles: Titles) -> list[Note]:
    """A note per text in a language that the template does not have, where it changed another."""
    everything = list(drafts)
    sets = {
        draft.entity.id: draft.entity.any.text("adx_name").casefold()
        for draft in everything
        if draft.entity.table == _SET
    }
    translations: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for draft in everything:
        site, is_dropped = draft.entity.site, draft.entity.template is None
        if site and is_dropped and _is_spoken(site) and (group := _group(site, sets)):
            translations[group].append(site)
    changed = {
        group
        for draft in everything
        if translations
        and draft.entity.template
        and (group := _group(draft.entity.any, sets)) in translations
        and _says_something_new(draft.entity.base, draft.entity.template)
    }
    return [
        Note(
            "translation_outdated",
            titles.of(record),
            {"table": record.table, "record_id": record.id},
        )
        for group in sorted(changed)
        for record in translations[group]
    ]


def _group(record: Record, sets: dict[str, str]) -> tuple[str, str] | None:
    """What all translations of one thing have in common."""
    if record.table == _PAGE:
        return _PAGE, target_id(record.text("adx_rootwebpageid") or record.id)
    if record.table in (_SNIPPET, _SET):
        return record.table, record.text("adx_name").casefold()
    if record.table == _LINK:
        return _SET, sets.get(target_id(record.text("adx_weblinksetid")), "")
    return None


def _is_spoken(record: Record) -> bool:
    return any(record.text(column) for column in SPOKEN)


def _says_something_new(base: Record | None, template: Record) -> bool:
    if base is None:
        return template.table == _LINK
    rules = table(template.table)
    return any(
        not same(rules.kind(column), base.columns[column], template.columns[column], column)
        for column in _SAID
        if column in base.columns and column in template.columns
    )
