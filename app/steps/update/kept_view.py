"""Decisions on their way into a file and out of one: what is written, and what would be taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.merge.outcome import Choice, Conflict, Resolution
from app.merge.reuse import Fit, Fitted, Kept, Portable, fitted
from app.steps.update.bench import OnTheBench
from app.steps.update.chosen import Chosen, written_down
from app.steps.update.decision_file import decision_file
from app.steps.update.notes import cleaned, problem_with_note
from app.steps.update.together import Given


def written_file(bench: OnTheBench) -> dict[str, object]:
    """Every decision that holds, but for those with a secret in them."""
    portable = Portable(bench.outcome)
    held = [c for c in bench.outcome.conflicts if c.resolution and bench.decision(c.id)]
    shown = [conflict for conflict in held if not bench.is_masked(conflict)]
    return decision_file(
        {conflict.id: _entry(bench, portable, conflict) for conflict in shown},
        site=bench.sides.site.site_name,
        secrets=len(held) - len(shown),
    )


def _entry(bench: OnTheBench, portable: Portable, conflict: Conflict) -> dict[str, object]:
    given, record = conflict.resolution, bench.record_of(conflict)
    decision = bench.decision(conflict.id)
    if given is None or decision is None:
        raise ValueError("only a decision that holds is written")
    return {
        "choice": given.choice.value,
        "own_text": given.own_text,
        "note": decision.note,
        "fingerprint": conflict.fingerprint,
        "place": portable.place(conflict),
        "values": portable.values(conflict),
        "by": decision.by_name,
        "at": f"{decision.at:%Y-%m-%dT%H:%M:%SZ}",
        "about": {
            "table": record.table,
            "title": record.title,
            "page": record.path,
            "column": conflict.column,
            "path": conflict.path,
            "kind": conflict.kind.value,
        },
    }


@dataclass(frozen=True, slots=True)
class Offer:
    """What a file of decisions comes to here. Only `new` is taken, and `other` where asked."""

    new: Sequence[Fitted]  # fits, and nothing is decided here yet
    other: Sequence[Fitted]  # fits, and something else was decided here
    same: Sequence[Fitted]  # is decided so already
    differ: Sequence[Fitted]
    rights: Sequence[Fitted]
    strange: Sequence[Fitted]
    chosen: str
    chosen_with_other: str


def offer_of(bench: OnTheBench, kept: Sequence[Kept]) -> Offer:
    found = [_guarded(bench, one) for one in fitted(bench.outcome, Portable(bench.outcome), kept)]
    exact = [one for one in found if one.fit is Fit.EXACT and one.conflict]
    same = [one for one in exact if _is_so(one)]
    rest = [one for one in exact if not _is_so(one)]
    new = [one for one in rest if one.conflict and not one.conflict.resolution]
    other = [one for one in rest if one.conflict and one.conflict.resolution]
    by_fit: Mapping[Fit, list[Fitted]] = {f: [o for o in found if o.fit is f] for f in Fit}
    return Offer(
        new=new,
        other=other,
        same=same,
        differ=by_fit[Fit.VALUES_DIFFER],
        rights=by_fit[Fit.RIGHTS],
        strange=by_fit[Fit.NONE],
        chosen=_chosen(bench, new),
        chosen_with_other=_chosen(bench, [*new, *other]),
    )


def answers_from(bench: OnTheBench, kept: Sequence[Kept], seen: Chosen) -> Sequence[Given]:
    """Those of the chosen that still fit. A note that holds a secret of this site is left out."""
    offer = offer_of(bench, kept)
    secret = [conflict for conflict in bench.outcome.conflicts if bench.is_masked(conflict)]
    return [
        Given.to(one.conflict, one.resolution, seen[one.conflict.id], _harmless(one, secret))
        for one in (*offer.new, *offer.other)
        if one.conflict and one.resolution and one.conflict.id in seen
    ]


def _harmless(one: Fitted, secret: Sequence[Conflict]) -> str:
    note = cleaned(one.kept.note)
    return "" if problem_with_note(note, secret) else note


def _chosen(bench: OnTheBench, taken: Sequence[Fitted]) -> str:
    ids = [one.conflict.id for one in taken if one.conflict]
    return written_down({one: bench.version(one) for one in ids})


def _guarded(bench: OnTheBench, one: Fitted) -> Fitted:
    """A file never widens a right, and brings no text for a secret."""
    conflict = one.conflict
    if one.fit is not Fit.EXACT or conflict is None:
        return one
    if conflict.widens and one.kept.choice not in (Choice.SITE, Choice.LATER):
        return Fitted(one.kept, conflict, Fit.RIGHTS)
    if bench.is_masked(conflict) and one.kept.choice is Choice.OWN:
        return Fitted(one.kept, conflict, Fit.NONE)
    return one


def _is_so(one: Fitted) -> bool:
    standing = one.conflict.resolution if one.conflict else None
    return standing is not None and _said(standing) == _said(one.kept.resolution)


def _said(given: Resolution) -> tuple[Choice, str]:
    return given.choice, given.own_text
