"""Whether the tenant owns Supply Chain Management, from whichever source tells. Pure."""

import re
from collections.abc import Iterable
from enum import StrEnum

from app.steps.licensing.facts import LicensingFacts, Report, Sku
from app.steps.licensing.products import ATTACH, BASE, LEGACY, OTHER_APPS, products
from app.wizard.facts import Evidence

_SCM = "supplyChainManagement"
_OTHERS = ("finance", "commerce", "projectOperations")
_NAMED = re.compile(r"supply.?chain|(?<![a-z])scm(?![a-z])", re.IGNORECASE)


class Owned(StrEnum):
    OWNED = "owned"
    ATTACH_ONLY = "attach_only"  # needs a qualifying base licence, which was not seen
    GRACE = "grace"  # expired, still usable
    BY_NAME = "by_name"  # the name says so, no known plan does
    BY_PLAN = "by_plan"  # a plan that comes along was seen, not the licence itself
    OTHER_APP = "other_app"  # finance and operations, but another app
    MISSING = "missing"
    UNSEEN = "unseen"


_POSITIVE = frozenset(Owned) - {Owned.MISSING, Owned.UNSEEN, Owned.OTHER_APP}


def owned(facts: LicensingFacts) -> tuple[Owned, Evidence, bool]:
    """What is owned, how sure that is, and whether two sources say different things.

    The report on finance and operations comes first, then the list of licences. The storage
    report can only show that a licence is there: its silence proves nothing.
    """
    told = [
        verdict
        for verdict in (_by_report(facts.report.value), _by_skus(facts.skus.value))
        if verdict is not Owned.UNSEEN
    ]
    if told:
        best = next((verdict for verdict in told if verdict in _POSITIVE), told[0])
        differ = any(v in _POSITIVE for v in told) and any(v not in _POSITIVE for v in told)
        return best, Evidence.EXACT, differ
    if _has(facts.plans.value or (), products().plans[BASE]):
        return Owned.BY_PLAN, Evidence.LIKELY, False
    return Owned.UNSEEN, Evidence.UNKNOWN, False


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
    usable = [sku for sku in skus if sku.enabled or sku.grace]
    return _weaker(usable)


def _weaker(usable: list[Sku]) -> Owned:
    known = products()
    if any(_has(sku.plans, known.proving(ATTACH, but_not=BASE)) for sku in usable):
        return Owned.ATTACH_ONLY
    if any(_NAMED.search(sku.part_number) for sku in usable):
        return Owned.BY_NAME
    others = frozenset[str]().union(*(known.plans[name] for name in OTHER_APPS))
    return Owned.OTHER_APP if any(_has(sku.plans, others) for sku in usable) else Owned.MISSING


def _is_base(sku: Sku) -> bool:
    known = products()
    plans = known.proving(BASE, but_not=ATTACH) | known.plans[LEGACY]
    return _has(sku.plans, plans) or known.means(BASE, sku.part_number)


def _has(plans: Iterable[str], wanted: frozenset[str]) -> bool:
    return any(plan.lower() in wanted for plan in plans)
