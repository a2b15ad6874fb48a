"""What happens with one record: the table of cases."""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.merge.columns import ColumnMerge, Sides
from app.merge.content_hash import content_hash
from app.merge.decisions import Decisions, Offer, Questions, Three, answer
from app.merge.file_merge import CONTENT, FileMerge, merge_file
from app.merge.likeness import alike, ignored_in_template, marked_deleted, never_modified
from app.merge.links import merge_links
from app.merge.match import Entity
from app.merge.outcome import Case, Choice, Conflict, ConflictKind, Note, Referrer
from app.merge.protected import grants_when_created
from app.merge.snapshot import Record
from app.merge.table_list import table


@dataclass(frozen=True, slots=True)
class Scene:
    """What the cases need to know of the whole merge."""

    has_base: bool
    decisions: Decisions
    title: Callable[[str, str], str]  # by table and id
    referrers: Callable[[Record], tuple[Referrer, ...]]


@dataclass(slots=True)
class Draft:
    """One record on its way into the outcome. `result` is None where the site will not have it."""

    entity: Entity
    case: Case
    result: Record | None
    questions: Questions
    conflicts: list[Conflict] = field(default_factory=list)
    close_calls: set[str] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)


def settle(entity: Entity, identity: str, scene: Scene, pairing: Conflict | None = None) -> Draft:
    """Decide the case of one entity; `pairing` is what was asked about which record it is."""
    draft = _settled(entity, identity, scene, pairing)
    if pairing and pairing not in draft.conflicts:
        draft.conflicts.append(pairing)
    return draft


def _settled(entity: Entity, identity: str, scene: Scene, pairing: Conflict | None) -> Draft:
    suggested = Choice.TEMPLATE if not scene.has_base and never_modified(entity.site) else None
    questions = Questions(entity.table, entity.id, identity, scene.decisions, suggested)
    if pairing and entity.rivals:
        taken = entity.template if answer(pairing) is Choice.TEMPLATE else None
        return Draft(entity, Case.AMBIGUOUS, taken, questions, [pairing])
    if entity.site is not None and marked_deleted(entity.site):
        case = Case.OWN if entity.base is None else Case.KEPT
        return Draft(entity, case, entity.site, questions)
    if entity.template is None or ignored_in_template(entity):
        return _without_template(entity, questions, scene)
    if entity.site is not None:
        sides = Sides(entity.base, entity.site, entity.template)
        return _both(entity, sides, questions, scene)
    return _new(entity, entity.template, questions, scene)


def _without_template(entity: Entity, questions: Questions, scene: Scene) -> Draft:
    if entity.site is None:
        title = scene.title(entity.table, entity.id)
        left_over = entity.template and [Note("left_over_in_template", title)]
        return Draft(entity, Case.GONE, None, questions, notes=left_over or [])
    if entity.base is None:
        return Draft(entity, Case.OWN, entity.site, questions)
    return _removed(entity, questions, scene)


def _both(entity: Entity, sides: Sides, questions: Questions, scene: Scene) -> Draft:
    columns = ColumnMerge(sides, table(entity.table), questions).merge()
    linked = merge_links(sides, questions, scene.title)
    file = merge_file(sides, questions)
    result = Record(
        sides.site.table,
        sides.site.id,
        {**sides.site.columns, **columns.values, **file.values},
        linked.links,
        file.content,
    )
    draft = Draft(entity, Case.UNCHANGED, result, questions)
    draft.conflicts = [*columns.conflicts, *linked.conflicts, *file.conflicts]
    draft.close_calls = columns.close_calls | _close(file)
    draft.case = _case(sides, draft, scene)
    title = scene.title(entity.table, entity.id)
    details = {"table": entity.table, "record_id": entity.id}
    draft.notes = [
        Note(code, title, {**details, "column": column})
        for code, found in (
            ("not_read", columns.not_read),
            ("environment_bound", columns.kept_settings),
        )
        for column in found
    ]
    return draft


def _close(file: FileMerge) -> set[str]:
    return {CONTENT} if file.close_call else set()


def _case(sides: Sides, draft: Draft, scene: Scene) -> Case:
    changed = draft.result != sides.site
    if sides.base is None and scene.has_base:
        differs = changed or draft.conflicts or not alike(sides.site, sides.template)
        return Case.BOTH_ADDED if differs else Case.ADOPTED
    if changed or draft.conflicts:
        return Case.UPDATED
    if sides.base is not None and not alike(sides.base, sides.site):
        same_change = alike(sides.site, sides.template)
        return Case.UNCHANGED if same_change else Case.KEPT
    return Case.UNCHANGED


def _new(entity: Entity, template: Record, questions: Questions, scene: Scene) -> Draft:
    """Not in the site: new in the template, deleted here, or one of several it could be."""
    if entity.base is not None and alike(entity.base, template):
        return Draft(entity, Case.DELETED_HERE, None, questions)
    case = Case.CREATED if entity.base is None else Case.DELETED_HERE
    if entity.base is not None:
        kind, offer = ConflictKind.RECORD, Offer(default=Choice.SITE, reason="deleted_and_changed")
    elif not scene.has_base:
        kind, offer = ConflictKind.RECORD, Offer(reason="no_base_new")
    elif grants_when_created(template):
        kind, offer = ConflictKind.PERMISSION, Offer(reason="new_right")
    else:
        return Draft(entity, case, template, questions)
    conflict = _about_record(entity, questions, scene, (kind, offer))
    result = template if answer(conflict) is Choice.TEMPLATE else None
    return Draft(entity, case, result, questions, [conflict])


def _removed(entity: Entity, questions: Questions, scene: Scene) -> Draft:
    base, site = entity.base, entity.site
    unchanged = base is not None and site is not None and alike(base, site)
    offer = Offer(
        default=Choice.SITE,
        reason="removed_unchanged" if unchanged else "removed_changed",
        referrers=scene.referrers(site) if site else (),
    )
    conflict = _about_record(entity, questions, scene, (ConflictKind.RECORD, offer))
    result = None if answer(conflict) is Choice.TEMPLATE else site
    return Draft(entity, Case.REMOVED_IN_TEMPLATE, result, questions, [conflict])


def _about_record(
    entity: Entity, questions: Questions, scene: Scene, ask: tuple[ConflictKind, Offer]
) -> Conflict:
    """A question about the whole record; its content is part of what the answer was made for."""
    kind, offer = ask
    title = scene.title(entity.table, entity.id)
    values = [None if side is None else title for side in entity.sides]
    seen = "".join(content_hash(side) if side else "-" for side in entity.sides)
    seen_offer = Offer(
        default=offer.default, reason=offer.reason, referrers=offer.referrers, seen=seen
    )
    return questions.ask(kind, "", Three(*values), seen_offer)
