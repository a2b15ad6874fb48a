"""What happens with one record: the table of cases."""

from app.merge.columns import Sides
from app.merge.decisions import Questions, answer
from app.merge.draft import Draft, Scene
from app.merge.likeness import ignored_in_template, marked_deleted, never_modified
from app.merge.match import Entity
from app.merge.one_sided import draft_new, draft_removed
from app.merge.outcome import Case, Choice, Conflict, Note
from app.merge.paired import merge_paired


def settle(entity: Entity, identity: str, scene: Scene, pairing: Conflict | None = None) -> Draft:
    """Decide the case of one entity; `pairing` is what was asked about which record it is."""
    draft = _settled(entity, identity, scene, pairing)
    if pairing and pairing not in draft.conflicts:
        draft.conflicts.append(pairing)
    return draft


def _settled(entity: Entity, identity: str, scene: Scene, pairing: Conflict | None) -> Draft:
    suggested = Choice.TEMPLATE if not scene.has_base and never_modified(entity.site) else None
    questions = scene.questions(entity, identity, suggested)
    if case := _left_alone(entity):
        return Draft(entity, case, entity.site, questions)
    if pairing and entity.rivals:
        taken = entity.template if answer(pairing) is Choice.TEMPLATE else None
        if taken and scene.rights.granted_by(taken):
            return draft_new(entity, questions, scene)
        return Draft(entity, Case.AMBIGUOUS, taken, questions, [pairing])
    if entity.template is None or ignored_in_template(entity):
        return _without_template(entity, questions, scene)
    if entity.site is not None:
        sides = Sides(entity.base, entity.site, entity.template)
        draft = Draft(entity, Case.UNCHANGED, entity.site, questions)
        merge_paired(draft, sides, scene)
        return draft
    return draft_new(entity, questions, scene)


def _left_alone(entity: Entity) -> Case | None:
    """The case of a record of the site with which nothing can happen."""
    if entity.is_untouched:
        return Case.UNCHANGED
    return _of_the_site(entity) if entity.site and marked_deleted(entity.site) else None


def _without_template(entity: Entity, questions: Questions, scene: Scene) -> Draft:
    if entity.site is None:
        title = scene.title(entity.table, entity.id)
        left_over = entity.template and [Note("left_over_in_template", title)]
        return Draft(entity, Case.GONE, None, questions, notes=left_over or [])
    if entity.base is None or (entity.template and marked_deleted(entity.base)):
        return Draft(entity, _of_the_site(entity), entity.site, questions)
    return draft_removed(entity, questions, scene)


def _of_the_site(entity: Entity) -> Case:
    """A record that stays as the site has it: its own, or what it made of the template's."""
    return Case.OWN if entity.base is None else Case.KEPT
