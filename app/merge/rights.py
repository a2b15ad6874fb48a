"""What would let somebody see or do more than before. All of it is asked, none is taken.

That is a new right, a wider one, and as well the end of a restriction: a rule that goes away, a
page that leaves the part of the site that a rule protects.
"""

from collections.abc import Set
from dataclasses import replace
from typing import Final

from app.merge.open_settings import SAYS, SETTING, opens_more
from app.merge.protected import environment_bound
from app.merge.shelter import PLACES, RULE, Shelter, restricts
from app.merge.snapshot import NOT_READ, Record, Snapshot, Value
from app.merge.table_list import gives_rights, table
from app.merge.tables import Guard, Kind, target_id
from app.merge.values import normal

_ALWAYS: Final = ("adx_entitypermission", "adx_columnpermissionprofile", "adx_columnpermission")
_COLUMNS: Final = "adx_columnpermissionprofile"
_ENFORCED: Final = "adx_entitypermissionsenabled"
_STATE_OF_RULE: Final = "adx_accesscontrolrule_publishingstate"


class Rights:
    """Judges changes of one site; `template` is under the site's ids."""

    def __init__(self, site: Snapshot, template: Snapshot) -> None:
        self._site = site
        self._shelter = Shelter(site, template)

    def is_kept(self, record: Record, column: str) -> bool:
        """Whether a value belongs to the site's environment, so that the template has no say."""
        return environment_bound(record, column)

    def widened_by(self, site: Record, template: Record, column: str) -> bool:
        """Whether taking this column from the template could let somebody see or do more."""
        if column in PLACES and self._shelter:
            moved = replace(site, columns={**site.columns, column: template.columns.get(column)})
            return bool(self._shelter.of(site) - self._shelter.of(moved))
        if site.table == SETTING and column in SAYS:
            said = {c: v for c, v in template.columns.items() if c in SAYS}
            return opens_more(site, replace(site, columns={**site.columns, **said}))
        guard = table(site.table).guards.get(column)
        return guard is not None and _widens(
            guard, site.columns.get(column), template.columns.get(column)
        )

    def granted_by(self, record: Record) -> bool:
        """Whether adding this record gives somebody a right that nobody had through it before."""
        if record.table in _ALWAYS:
            return not self._is_part_of_news(record)
        if record.table == RULE:
            return not restricts(record) or self._is_sheltered(record)
        if record.table == SETTING:
            return opens_more(None, record)
        if record.value(_ENFORCED) is not NOT_READ and not _true(record.columns.get(_ENFORCED)):
            return True
        guards = table(record.table).guards
        flags = [c for c, g in guards.items() if g is Guard.WHEN_TRUE and c in _GIVEN_AT_ONCE]
        linked = any(ends for name, ends in record.links.items() if gives_rights(name))
        return any(_true(record.columns.get(flag)) for flag in flags) or linked

    def lifted_with(self, record: Record) -> bool:
        """Whether removing this record ends a restriction."""
        if record.table == RULE:
            return restricts(record)
        return record.table in (_COLUMNS, "adx_columnpermission")

    def _is_part_of_news(self, record: Record) -> bool:
        """A column of a new profile is asked with it."""
        profile = target_id(record.text("adx_columnpermissionprofileid"))
        new = record.table == "adx_columnpermission" and bool(profile)
        return new and (_COLUMNS, profile) not in self._site.records

    def _is_sheltered(self, rule: Record) -> bool:
        """Where a rule stands already, another one adds to who may read."""
        return bool(self._shelter.of_page(target_id(rule.text("adx_webpageid"))))


_GIVEN_AT_ONCE: Final = frozenset(
    (
        "adx_anonymoususersrole",
        "adx_authenticatedusersrole",
        "adx_managecontentsnippets",
        "adx_managesitemarkers",
        "adx_manageweblinksets",
        "adx_odata_enabled",
        "adx_previewunpublishedentities",
    )
)


def links_widen(record: Record, association: str, added: Set[str], left: Set[str]) -> bool:
    """Whether adding these far ends, or having only `left` of them, could give somebody more."""
    if association.lower() == _STATE_OF_RULE or record.table == _COLUMNS:
        return True
    return gives_rights(association) and (bool(added) or (restricts_by(record) and not left))


def restricts_by(record: Record) -> bool:
    """Whether its roles are those that may, and all others may not."""
    return record.table == RULE and restricts(record)


def _widens(guard: Guard, before: Value, after: Value) -> bool:
    match guard:
        case Guard.WHEN_TRUE:
            return _true(after) and not _true(before)
        case Guard.WHEN_FALSE:
            return _true(before) and not _true(after)
        case Guard.WHEN_SET:
            return bool((before or "").strip())
        case Guard.ALWAYS:
            return True


def _true(value: Value) -> bool:
    return normal(Kind.BOOLEAN, value) == normal(Kind.BOOLEAN, "true")
