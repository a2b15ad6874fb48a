"""What an initial sync would stumble over, told before it begins: numbers, names, a remedy.

All of it is a warning. Rows can be meant to stay behind, and who starts the maps decides.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from app.steps.maps.facts import MapsFacts
from app.steps.maps.planning import has_many_lookups
from app.steps.maps.portal import ACCEPTED, PERSONS, SINGLE_THREADED, Need
from app.wizard.facts import Evidence, Fact
from app.wizard.finding import Finding, Level

MOST_ROWS = 500_000
"""Of one map and one company, in one run."""
MOST_SINGLE = 70_000
"""Towards finance and operations, where it takes rows one by one."""


@dataclass(frozen=True)
class Start:
    """What is about to be started; `typed` are rows of finance and operations, by need."""

    keys: Sequence[str]
    typed: Mapping[str, int] = field(default_factory=dict)

    @property
    def tables(self) -> Set[str]:
        return {key.partition(" - ")[0] for key in self.keys}


_ROWS = {
    "accounts_homeless": Finding("maps.start_accounts_homeless", Level.WARNING),
    "contacts_homeless": Finding("maps.start_contacts_homeless", Level.WARNING),
    "accounts_circular": Finding("maps.start_accounts_circular", Level.WARNING),
    "accounts_no_currency": Finding("maps.start_accounts_no_currency", Level.WARNING),
    "accounts_no_group": Finding("maps.start_accounts_no_group", Level.WARNING),
    "accounts_no_terms": Finding("maps.start_accounts_no_terms", Level.WARNING),
    "accounts_no_prices": Finding("maps.start_accounts_no_prices", Level.WARNING),
    "contacts_no_prices": Finding("maps.start_contacts_no_prices", Level.WARNING),
    "accounts_currency_no_prices": Finding("maps.start_currency_no_prices", Level.WARNING),
    "accounts_no_country": Finding("maps.start_accounts_no_country", Level.WARNING),
    "contacts_no_country": Finding("maps.start_contacts_no_country", Level.WARNING),
    "contacts_not_sellable": Finding("maps.start_contacts_not_sellable", Level.WARNING),
    "products_draft": Finding("maps.start_products_draft", Level.WARNING),
    "products_no_unit": Finding("maps.start_products_no_unit", Level.WARNING),
}
_ESSENTIAL = {
    Need.ACCOUNTS: ("cdm_companies", "transactioncurrencies", "msdyn_customergroups"),
    Need.CONTACTS: ("cdm_companies", "accounts"),
    Need.PRODUCTS: ("cdm_companies", "uoms"),
    Need.ORDER_HEADERS: ("transactioncurrencies", "accounts"),
    Need.ORDER_LINES: ("products", "uoms", "salesorders"),
}
"""Tables that rows of a need point to: empty ones are filled first."""


def before_start(facts: MapsFacts, start: Start) -> list[Finding]:
    """What is worst first: limits, then what is missing, then rows."""
    return [
        *_limits(facts, start),
        *_lookups(facts, start),
        *_empty(facts, start),
        *_rows(facts, start),
    ]


def needs_of(keys: Sequence[str]) -> list[Need]:
    return [need for need, maps in ACCEPTED.items() if any(one.key in keys for one in maps)]


def _rows(facts: MapsFacts, start: Start) -> Iterator[Finding]:
    unseen = []
    for name, finding in _ROWS.items():
        if not _concerns(name, start):
            continue
        fact = facts.rows.get(name)
        if fact is None or fact.value is None:
            unseen.append(name)
        elif fact.value.count:
            number = f"{fact.value.count}{'+' if fact.value.more else ''}"
            details = {"examples": ", ".join(fact.value.examples)}
            yield replace(finding, subject=number, evidence=fact.evidence, details=details)
    if unseen:
        yield Finding("maps.start_not_looked", Level.WARNING, str(len(unseen)), Evidence.UNKNOWN)


def _concerns(name: str, start: Start) -> bool:
    """Who is no customer needs not be sellable: only the map of persons as customers asks."""
    if name == "contacts_not_sellable":
        return PERSONS.key in start.keys
    return name.partition("_")[0] in start.tables


def _limits(facts: MapsFacts, start: Start) -> Iterator[Finding]:
    companies = len({code for code in facts.companies.value or [] if code.strip()})
    for key in start.keys:
        title, table = facts.maps[key].title, key.partition(" - ")[0]
        here = facts.totals.get(table)
        number, evidence = _most(here, _there(facts, key), _typed(start, key))
        details = {"number": f"{number:,}", "limit": f"{MOST_ROWS:,}"}
        if number > MOST_ROWS and companies <= 1:
            yield Finding("maps.start_over_limit", Level.WARNING, title, evidence, details)
        elif number > MOST_ROWS:
            yield Finding("maps.start_near_limit", Level.WARNING, title, evidence, details)
        if key in SINGLE_THREADED and here and (here.value or 0) > MOST_SINGLE:
            details = {"number": f"{here.value:,}", "limit": f"{MOST_SINGLE:,}"}
            yield Finding("maps.start_one_by_one", Level.WARNING, title, here.evidence, details)


def _need_of(key: str) -> Need | None:
    return next(iter(needs_of([key])), None)


def _there(facts: MapsFacts, key: str) -> Fact[int] | None:
    need = _need_of(key)
    return facts.finance_rows.get(need.value) if need else None


def _typed(start: Start, key: str) -> int:
    need = _need_of(key)
    return start.typed.get(need.value, 0) if need else 0


def _most(here: Fact[int] | None, there: Fact[int] | None, typed: int) -> tuple[int, Evidence]:
    seen = [(one.value or 0, one.evidence) for one in (here, there) if one]
    return max((*seen, (typed, Evidence.ATTESTED)), key=lambda pair: pair[0])


def _lookups(facts: MapsFacts, start: Start) -> Iterator[Finding]:
    for key in start.keys:
        one = facts.maps[key]
        if has_many_lookups(key, one):
            evidence = Evidence.LIKELY if one.lookups is None else Evidence.EXACT
            yield Finding("maps.start_many_lookups", Level.WARNING, one.title, evidence)


def _empty(facts: MapsFacts, start: Start) -> Iterator[Finding]:
    """Whose own map is not among those that are started."""
    wanted = [table for need in needs_of(start.keys) for table in _ESSENTIAL[need]]
    empty = [
        table
        for table in dict.fromkeys(wanted)
        if (total := facts.totals.get(table)) and total.value == 0 and table not in start.tables
    ]
    if empty:
        yield Finding(
            "maps.start_reference_empty", Level.WARNING, ", ".join(empty), Evidence.LIKELY
        )
