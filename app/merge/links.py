"""Many-to-many links are sets: what the template added or removed is added or removed."""

from collections.abc import Callable, Set
from dataclasses import dataclass, field

from app.merge.columns import Sides
from app.merge.decisions import Offer, Questions, Three, answer
from app.merge.outcome import Choice, Conflict, ConflictKind
from app.merge.rights import links_widen
from app.merge.snapshot import Record
from app.merge.table_list import ASSOCIATIONS, NEVER_LINKED, gives_rights

Links = frozenset[str]
Title = Callable[[str, str], str]


@dataclass(slots=True)
class LinkMerge:
    links: dict[str, Links] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)


def merge_links(sides: Sides, questions: Questions, title: Title) -> LinkMerge:
    """Removals apply; what would add rights is asked. `title` names a record by table and id."""
    result = LinkMerge(dict(sides.site.links))
    for name in sorted(sides.site.links.keys() & sides.template.links.keys()):
        if name.lower() in NEVER_LINKED:
            continue
        if sides.base is not None and name not in sides.base.links:
            continue
        _merge_one(name, sides, questions, (result, title))
    return result


def links_equal(one: Record, other: Record) -> bool:
    """Whether two records have the same links, as far as both were read."""
    common = one.links.keys() & other.links.keys()
    return all(one.links[name] == other.links[name] for name in common)


def _merge_one(
    name: str, sides: Sides, questions: Questions, into: tuple[LinkMerge, Title]
) -> None:
    result, title = into
    site, template = sides.site.links[name], sides.template.links[name]
    base = sides.base.links[name] if sides.base else frozenset[str]()
    removed = (base - template) & site
    added = template - base - site
    result.links[name] = (site - removed) | added
    if not added and not removed:
        return
    widens = links_widen(sides.site, name, added, result.links[name])
    if not widens and (sides.base or not added):
        return
    far = ASSOCIATIONS.get(name.lower(), "")
    kind = ConflictKind.PERMISSION if widens else ConflictKind.VALUE
    values = Three(
        _names(base, far, title) if sides.base else None,
        _names(site, far, title),
        _names((site - removed) | added, far, title),
    )
    reason = ("adds_roles" if added else "loses_roles") if gives_rights(name) else "adds_links"
    offer = Offer(reason=reason)
    conflict = questions.ask(kind, f"links:{name}", values, offer)
    result.conflicts.append(conflict)
    if answer(conflict) is not Choice.TEMPLATE:
        safe = not links_widen(sides.site, name, frozenset(), site - removed)
        result.links[name] = site - removed if safe else site


def _names(ids: Set[str], far: str, title: Title) -> str:
    return "\n".join(sorted(title(far, record_id) for record_id in ids))
