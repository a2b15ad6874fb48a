"""Whether the five maps carry the portal's data, as far as it can be seen."""

from app.steps.maps.facts import WORKING, MapsFacts, MapState
from app.steps.maps.links import dual_write_page
from app.steps.maps.needs import Met, all_met
from app.steps.maps.portal import ACCEPTED, CDS_CONTACTS, FAMILIES, Need, TableMap
from app.steps.maps.tree import tree_of
from app.wizard.facts import Evidence
from app.wizard.finding import Finding, Level

NOT_READ = ("configured_not_readable", "catalogue_not_readable", "direction_not_read")
"""Why a state was not seen that Dataverse may well hold: the account may not read it there."""


def maps_run(facts: MapsFacts) -> list[Finding]:
    return [_about(one, facts) for one in all_met(facts)]


def _about(one: Met, facts: MapsFacts) -> Finding:
    evidence, details = one.seen.state.evidence, {"need": one.need.value}
    match one.state:
        case MapState.RUNNING:
            return Finding("maps.running", Level.OK, one.by.title, evidence, details)
        case MapState.ENABLED:
            return Finding("maps.enabled", Level.OK, one.by.title, evidence, details)
    details["link"] = dual_write_page(facts.linked_to.value)
    match one.state:
        case None if one.seen.state.reason in NOT_READ:
            return Finding("maps.not_readable", Level.UNKNOWN, one.by.title, evidence, details)
        case None:
            return Finding("maps.not_seen", Level.UNKNOWN, one.by.title, evidence, details)
        case MapState.SYNCING | MapState.RESUMING | MapState.PAUSED:
            return _between(one, one.state, details)
        case MapState.STOPPED | MapState.NOT_APPLIED | MapState.ABSENT:
            return _still(one, one.state, details)


def _between(one: Met, state: MapState, details: dict[str, str]) -> Finding:
    """On, but not live: what changes now arrives later."""
    evidence = one.seen.state.evidence
    if state is MapState.SYNCING:
        return Finding("maps.syncing", Level.BLOCKER, one.by.title, evidence, details)
    if state is MapState.RESUMING:
        return Finding("maps.resuming", Level.BLOCKER, one.by.title, evidence, details)
    return Finding("maps.paused", Level.BLOCKER, one.by.title, evidence, details)


def _still(one: Met, state: MapState, details: dict[str, str]) -> Finding:
    evidence = one.seen.state.evidence
    if state is MapState.STOPPED:
        return Finding("maps.stopped", Level.BLOCKER, one.by.title, evidence, details)
    if state is MapState.NOT_APPLIED:
        return Finding("maps.not_applied", Level.BLOCKER, one.by.title, evidence, details)
    return Finding("maps.absent", Level.BLOCKER, one.by.title, evidence, details)


def claims_hold(facts: MapsFacts) -> list[Finding]:
    """What somebody said and a later look saw otherwise. Both stand beside each other."""
    return [
        Finding(
            "maps.claim_contradicted", Level.WARNING, one.by.title, one.seen.state.evidence,
            {"name": one.claim.by, "day": f"{one.claim.at:%Y-%m-%d}", "need": one.need.value},
        )
        for one in all_met(facts)
        if one.claim and one.is_contradicted
    ]  # fmt: skip


def one_family_of_order_maps(facts: MapsFacts) -> list[Finding]:
    """Two sets of order maps write the same orders: only one may run."""
    running = [[m for m in family if _works(facts, m.key)] for family in FAMILIES]
    if not all(running):
        return []
    first, second = (family[0].title for family in running)
    details = {"other": second, "link": dual_write_page(facts.linked_to.value)}
    return [Finding("maps.two_families", Level.BLOCKER, first, _weakest(facts, running), details)]


def contacts_fit_the_party_model(facts: MapsFacts) -> list[Finding]:
    if not facts.has_party or not _works(facts, CDS_CONTACTS.key):
        return []
    seen = facts.maps[CDS_CONTACTS.key].state
    details = {"link": dual_write_page(facts.linked_to.value)}
    return [
        Finding("maps.contacts_twice", Level.BLOCKER, CDS_CONTACTS.title, seen.evidence, details)
    ]


def prerequisites_are_there(facts: MapsFacts) -> list[Finding]:
    """Those that are surely not where they should be, told together. Without the core solution
    none is, and that is told already.
    """
    if not facts.core_table.value:
        return []
    tree, own = tree_of(facts), {one.title for some in ACCEPTED.values() for one in some}
    missing = [
        one.title
        for one in tree.order
        if one.title not in own and one.seen.state.value in (MapState.ABSENT, MapState.NOT_APPLIED)
    ]
    if not missing:
        return []
    subject = ", ".join(missing)
    return [Finding("maps.prerequisites_absent", Level.WARNING, subject, Evidence.LIKELY)]


def rows_arrive(facts: MapsFacts) -> list[Finding]:
    return [
        Finding(
            "maps.nothing_arrived", Level.WARNING, one.by.title, count.evidence,
            {"need": one.need.value},
        )
        for one in all_met(facts)
        if one.works and (count := facts.counts.get(one.need.value)) and count.value == 0
    ]  # fmt: skip


def accounts_have_a_company(facts: MapsFacts) -> list[Finding]:
    """Rows may be meant to stay behind: told, and nothing waits for it."""
    homeless = facts.counts.get("accounts_without_company")
    if not homeless or not homeless.value:
        return []
    number, details = str(homeless.value), {"need": Need.ACCOUNTS.value}
    return [Finding("maps.accounts_homeless", Level.WARNING, number, homeless.evidence, details)]


def _works(facts: MapsFacts, key: str) -> bool:
    return facts.maps[key].state.value in WORKING


def _weakest(facts: MapsFacts, families: list[list[TableMap]]) -> Evidence:
    seen = [facts.maps[one.key].state.evidence for family in families for one in family]
    return Evidence.EXACT if set(seen) == {Evidence.EXACT} else Evidence.LIKELY
