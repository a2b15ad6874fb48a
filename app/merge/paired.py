"""A record that the site and the template both have: column by column."""

from app.merge.columns import ColumnMerge, Sides
from app.merge.draft import Draft, Scene
from app.merge.file_merge import CONTENT, merge_file
from app.merge.likeness import alike
from app.merge.links import merge_links
from app.merge.outcome import Case, Note
from app.merge.snapshot import NOT_READ, Record
from app.merge.table_list import table


def merge_paired(draft: Draft, sides: Sides, scene: Scene) -> None:
    """Fill the draft with the merged record and what is asked about it."""
    if _brings_nothing(sides):
        draft.result = sides.site
        draft.case = _case(sides, draft, scene)
        return
    rules, questions = table(draft.entity.table), draft.questions
    columns = ColumnMerge(sides, rules, questions, scene.rights).merge()
    linked = merge_links(sides, questions, scene.title)
    file = merge_file(sides, questions)
    draft.result = Record(
        sides.site.table,
        sides.site.id,
        {**sides.site.columns, **columns.values, **file.values},
        linked.links,
        file.content,
    )
    draft.conflicts = [*columns.conflicts, *linked.conflicts, *file.conflicts]
    draft.close_calls = columns.close_calls | ({CONTENT} if file.close_call else set())
    draft.case = _case(sides, draft, scene)
    draft.notes = [
        *(_note("not_read", draft, scene, column) for column in columns.not_read),
        *([_note("not_read", draft, scene, CONTENT)] if file.unread else []),
        *(_note("environment_bound", draft, scene, column) for column in columns.kept_settings),
    ]


def _brings_nothing(sides: Sides) -> bool:
    if sides.template == sides.base:
        return True
    return sides.template == sides.site and sides.site.content is not NOT_READ


def _note(code: str, draft: Draft, scene: Scene, column: str) -> Note:
    entity = draft.entity
    details = {"table": entity.table, "record_id": entity.id, "column": column}
    return Note(code, scene.title(entity.table, entity.id), details)


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
