"""Whether the tenant owns Supply Chain Management, from whichever source tells. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.steps.licensing.facts import LicensingFacts, Report, Sku
from app.steps.licensing.products import ATTACH, BASE, LEGACY, OTHER_APPS, products
from app.wizard.facts import Evidence

_SCM = "supplyChainManagement"
_OTHERS = ("finance", "commerce", "projectOperations")
_NAMED = re.compile(r"supply.?chain|(?<![a-z])scm(?![a-z])", re.IGNORECASE)
_ALIKE = re.compile(r"portal|power.?pages", re.IGNORECASE)
_TEMPLATE = "D365_FinOps_SCM"


class Owned(StrEnum):
    OWNED = "owned"
    ATTACH_ONLY = "attach_only"  # needs a qualifying base licence, which was not seen
    GRACE = "grace"  # expired, still usable
    BY_NAME = "by_name"  # the name says so, no known plan does
    BY_PLAN = "by_plan"  # a plan that comes along was seen, not the licence itself
    BY_TEMPLATE = "by_template"  # Microsoft offers its environment template
    OTHER_APP = "other_app"  # finance and operations, but another app
    MISSING = "missing"
    REFUSED = "refused"  # Microsoft offers no such template to the person who looked
    UNSEEN = "unseen"


_POSITIVE = frozenset(Owned) - {Owned.MISSING, Owned.UNSEEN, Owned.OTHER_APP}
NOT_SEEN = frozenset({Owned.UNSEEN, Owned.REFUSED})
"""Nobody could look, or there is only a hint: a person's word stands in."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is owned, how sure that is, whether two sources differ, and the names it went by."""

    owned: Owned
    evidence: Evidence
    differ: bool = False
    names: tuple[str, ...] = ()


def verdict_on(facts: LicensingFacts) -> Verdict:
    """The report on finance and operations comes first, then the list of licences.

    The storage report and the templates can only show that a licence is there: their silence
    proves nothing.
    """
    told = [
        verdict
        for verdict in (_by_report(facts.report.value), _by_skus(facts.skus.value))
        if verdict is not Owned.UNSEEN
    ]
    if told:
        best = next((verdict for verdict in told if verdict in _POSITIVE), told[0])
        best = Owned.GRACE if Owned.GRACE in told else best  # the report does not tell it apart
        differ = any(v in _POSITIVE for v in told) and any(v not in _POSITIVE for v in told)
        names = _named(facts.skus.value or ()) if best is Owned.BY_NAME else ()
        return Verdict(best, Evidence.EXACT, differ, names)
    if _has(facts.plans.value or (), products().plans[BASE]):
        return Verdict(Owned.BY_PLAN, Evidence.LIKELY)
    if names := tuple(name for name in _granting(facts) if _NAMED.search(name)):
        return Verdict(Owned.BY_NAME, Evidence.LIKELY, names=names)
    return _hinted(facts)


def _hinted(facts: LicensingFacts) -> Verdict:
    offered = facts.offered.value if facts.offered else None
    if offered and _TEMPLATE in offered.usable:
        return Verdict(Owned.BY_TEMPLATE, Evidence.LIKELY)
    if offered and _TEMPLATE in offered.refused:
        return Verdict(Owned.REFUSED, Evidence.LIKELY)
    return Verdict(Owned.UNSEEN, Evidence.UNKNOWN)


def look_alikes(facts: LicensingFacts) -> list[str]:
    """Products that no table of ours knows, and whose name looks like what is wanted."""
    known = products()
    listed = [
        sku.part_number
        for sku in facts.skus.value or ()
        if _usable(sku) and not known.knows(sku.part_number, sku.id, sku.plans)
    ]
    names = {*listed, *_granting(facts)} - set(verdict_on(facts).names)
    return sorted(name for name in names if _NAMED.search(name) or _ALIKE.search(name))


def given_too_often(facts: LicensingFacts) -> tuple[int, int] | None:
    """How many licences are given to people, and how many there are, where that is too few."""
    base = [sku for sku in facts.skus.value or () if _is_base(sku)]
    used, usable = sum(sku.used for sku in base), sum(sku.enabled + sku.grace for sku in base)
    return (used, usable) if used > usable > 0 else None


def _granting(facts: LicensingFacts) -> list[str]:
    """Names out of the storage report that no table of ours knows."""
    grants, known = (facts.storage.value.grants if facts.storage.value else []), products()
    return [one.name for one in grants if one.name and not known.knows("", one.sku, [one.plan])]


def _by_report(report: Report | None) -> Owned:
    if report is None:
        return Owned.UNSEEN
    scm = report.bought.get(_SCM)
    if scm and scm.base:
        return Owned.OWNED
    if scm and scm.attach:
        return Owned.ATTACH_ONLY
    others = (report.bought.get(name) for name in _OTHERS)
    return Owned.OTHER_APP if any(one and one.base for one in others) else Owned.MISSING


def _by_skus(skus: list[Sku] | None) -> Owned:
    if skus is None:
        return Owned.UNSEEN
    base = [sku for sku in skus if _is_base(sku)]
    if any(sku.enabled for sku in base):
        return Owned.OWNED
    if any(sku.grace for sku in base):
        return Owned.GRACE
    return _weaker([sku for sku in skus if _usable(sku)])


def _weaker(usable: list[Sku]) -> Owned:
    known = products()
    if any(_has(sku.plans, known.proving(ATTACH, but_not=BASE)) for sku in usable):
        return Owned.ATTACH_ONLY
    if _named(usable):
        return Owned.BY_NAME
    others = known.any_of(OTHER_APPS)
    return Owned.OTHER_APP if any(_has(sku.plans, others) for sku in usable) else Owned.MISSING


def _named(skus: Iterable[Sku]) -> tuple[str, ...]:
    return tuple(s.part_number for s in skus if _usable(s) and _NAMED.search(s.part_number))


def _usable(sku: Sku) -> bool:
    return bool(sku.enabled or sku.grace)


def _is_base(sku: Sku) -> bool:
    known = products()
    plans = known.proving(BASE, but_not=ATTACH) | known.plans[LEGACY]
    return _has(sku.plans, plans) or known.means(BASE, sku.part_number)


def _has(plans: Iterable[str], wanted: frozenset[str]) -> bool:
    return any(plan.lower() in wanted for plan in plans)
