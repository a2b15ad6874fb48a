"""Languages that only one side has: one decision and one note each, not one for every record.

Portal languages belong to the organisation and are never created. A language of the site that the
template never had is the customer's own, like any record of theirs.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from app.merge.alignment import Aligned
from app.merge.decisions import Offer, Three, answer
from app.merge.draft import Draft, Scene
from app.merge.match import Entity
from app.merge.outcome import Case, Choice, Conflict, ConflictKind, Note
from app.merge.snapshot import Record
from app.merge.tables import target_id

LANGUAGE: Final = "adx_websitelanguage"
CODE: Final = "adx_portallanguage"
SPOKEN: Final = ("adx_webpagelanguageid", "adx_contentsnippetlanguageid", "adx_websitelanguageid")
_LINK, _SET = "adx_weblink", "adx_weblinkset"


@dataclass(frozen=True, slots=True)
class _OneSided:
    """A language that is not on both sides; `asked` is None where there is nothing to choose."""

    entity: Entity
    code: str
    is_new: bool  # the template has it, the site does not; else the reverse
    is_offered: bool  # whether the organisation of the site has the portal language at all
    asked: Conflict | None

    @property
    def is_taken(self) -> bool:
        """Whether its records are looked at one by one."""
        return self.asked is not None and answer(self.asked) is Choice.TEMPLATE


@dataclass(slots=True)
class Languages:
    """Knows which records are settled by their language; counts them on the way."""

    _found: Mapping[str, _OneSided]
    _language_of_set: Mapping[str, str]
    _left: Counter[str] = field(default_factory=Counter)

    def settle(self, entity: Entity, identity: str, scene: Scene) -> Draft | None:
        """What becomes of a record in such a language; None where its language says nothing."""
        if not self._found:
            return None
        one = self._found.get(entity.id) if entity.table == LANGUAGE else self._spoken_in(entity)
        if one is None or (one.is_taken and entity is not one.entity):
            return None
        if entity is not one.entity:
            self._left[one.entity.id] += 1
        if not one.is_new and one.asked is None:
            return None  # the customer's own, as it always was
        result = entity.template if one.is_taken and one.is_new else entity.site
        is_left = one.is_new and not one.is_taken
        case = Case.OTHER_LANGUAGE if is_left else Case.CREATED if one.is_new else Case.KEPT
        conflicts = [one.asked] if one.asked and entity is one.entity else []
        return Draft(entity, case, result, scene.questions(entity, identity), conflicts)

    def notes(self) -> Iterator[Note]:
        """One per language, with how many records it is about."""
        for record_id, one in sorted(self._found.items(), key=lambda item: item[1].code):
            if not one.is_taken:
                code = "language_only_here"
                if one.is_new:
                    code = "language_left_out" if one.is_offered else "language_not_offered"
                details = {"table": LANGUAGE, "record_id": record_id, "language": one.code}
                yield Note(code, one.code, {**details, "count": str(self._left[record_id])})

    def _spoken_in(self, entity: Entity) -> _OneSided | None:
        record = entity.any
        found = self._found.get(language_of(record, self._language_of_set))
        if found is None:
            return None
        is_there = entity.site is not None
        is_one_sided = not is_there if found.is_new else is_there and entity.template is None
        return found if is_one_sided else None


def languages_of(aligned: Aligned, scene: Scene) -> Languages:
    """Every language that is not on both sides, with its one question."""
    sets = {
        entity.id: language_of(entity.any, {})
        for entity in aligned.entities
        if entity.table == _SET
    }
    found = {
        entity.id: one
        for entity in aligned.entities
        if entity.table == LANGUAGE and (one := _one_sided(entity, aligned, scene))
    }
    return Languages(found, sets)


def _one_sided(entity: Entity, aligned: Aligned, scene: Scene) -> _OneSided | None:
    is_new = entity.site is None and entity.template is not None
    if not is_new and (entity.site is None or entity.template is not None):
        return None
    code = _code(entity.any, aligned)
    is_offered = not is_new or _is_offered(entity, aligned)
    if not is_offered or is_new is (entity.base is not None):
        return _OneSided(entity, code, is_new, is_offered, None)
    questions = scene.questions(entity, aligned.identity(entity))
    offer = Offer(
        default=Choice.SITE, reason="language_is_new" if is_new else "language_was_dropped"
    )
    values = Three(*(None if side is None else code for side in entity.sides))
    asked = questions.ask(ConflictKind.RECORD, "", values, offer)
    return _OneSided(entity, code, is_new, is_offered, asked)


def _is_offered(entity: Entity, aligned: Aligned) -> bool:
    """Whether the site's organisation has the portal language that the new one needs."""
    target = (CODE, target_id(entity.any.text("adx_portallanguageid")))
    read = any(name == CODE for name, _ in aligned.site.records)
    known = any(name == CODE for name, _ in aligned.template.records)
    return target in aligned.site.records or not (read or known)


def _code(record: Record, aligned: Aligned) -> str:
    key = (CODE, target_id(record.text("adx_portallanguageid")))
    spoken = aligned.site.records.get(key) or aligned.template.records.get(key)
    code = spoken.text("adx_languagecode") if spoken else ""
    return code or record.text("adx_name") or record.id


def language_of(record: Record, language_of_set: Mapping[str, str]) -> str:
    """The id of the site language of a record; a web link speaks that of its set."""
    if record.table == _LINK:
        return language_of_set.get(target_id(record.text("adx_weblinksetid")), "")
    return next((target_id(v) for column in SPOKEN if (v := record.text(column))), "")
