"""A record that only the template or only the site still has."""

from dataclasses import replace

from app.merge.content_hash import content_hash
from app.merge.decisions import Offer, Questions, Three, answer
from app.merge.draft import Draft, Scene
from app.merge.likeness import alike
from app.merge.match import Entity
from app.merge.outcome import Case, Choice, Conflict, ConflictKind

_REMOVED = {
    (False, True): "removed_unchanged",
    (False, False): "removed_changed",
    (True, True): "removed_restriction",
    (True, False): "removed_restriction",
}


def draft_new(entity: Entity, questions: Questions, scene: Scene) -> Draft:
    """The template has it and the site does not: new there, or deleted here."""
    template = entity.template
    if template is None:
        raise ValueError("a new record is the template's")
    if entity.base is not None and alike(entity.base, template):
        return Draft(entity, Case.DELETED_HERE, None, questions)
    case = Case.CREATED if entity.base is None else Case.DELETED_HERE
    grants = scene.rights.granted_by(template)
    kind = ConflictKind.PERMISSION if grants else ConflictKind.RECORD
    if entity.base is not None:
        offer = Offer(default=Choice.SITE, reason="deleted_and_changed")
    elif grants:
        offer = Offer(reason="new_right")
    elif not scene.has_base:
        offer = Offer(reason="no_base_new")
    else:
        return Draft(entity, case, template, questions)
    conflict = _about_record(entity, questions, scene, (kind, offer))
    result = template if answer(conflict) is Choice.TEMPLATE else None
    return Draft(entity, case, result, questions, [conflict])


def draft_removed(entity: Entity, questions: Questions, scene: Scene) -> Draft:
    """The base and the site have it, the template does not any more."""
    base, site = entity.base, entity.site
    unchanged = base is not None and site is not None and alike(base, site)
    lifts = site is not None and scene.rights.lifted_with(site)
    offer = Offer(
        default=Choice.SITE,
        reason=_REMOVED[lifts, unchanged],
        referrers=scene.referrers(site) if site else (),
    )
    kind = ConflictKind.PERMISSION if lifts else ConflictKind.RECORD
    conflict = _about_record(entity, questions, scene, (kind, offer))
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
    return questions.ask(kind, "", Three(*values), replace(offer, seen=seen))
