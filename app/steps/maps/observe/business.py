"""Looking for rows that make an initial sync fail, or an order later: numbers and a few names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.microsoft.dataverse import Described, Row
from app.microsoft.errors import RemoteError
from app.steps.maps.ground_facts import SeenRows
from app.steps.maps.observe.asking import Place, readable
from app.steps.maps.observe.circles import in_circles
from app.steps.maps.portal import KNOWN
from app.wizard.facts import Fact

_EXAMPLES = 5
_PAGE = 5000
_ACTIVE = "statecode eq 0"
_DRAFT = "statecode eq 2"
_NAMES = {"accounts": "name", "contacts": "fullname", "products": "name"}
_TABLES = {"accounts": "account", "contacts": "contact"}
_CURRENCY = "_transactioncurrencyid_value"
_CURRENCIES = 20
"""More price lists than an address has room for are not told apart."""


@dataclass(frozen=True)
class Look:
    """Rows of a set that meet `only`. `leads` names a table instead: rows without a lookup there.

    `column` has to be in the table's definition: it comes with a solution.
    """

    entity_set: str
    only: str
    leads: str = ""
    column: str = ""


LOOKS = {
    "accounts_homeless": Look("accounts", f"{_ACTIVE} and _msdyn_company_value eq null"),
    "contacts_homeless": Look("contacts", f"{_ACTIVE} and _msdyn_company_value eq null"),
    "accounts_no_currency": Look("accounts", f"{_ACTIVE} and _transactioncurrencyid_value eq null"),
    "accounts_no_group": Look("accounts", _ACTIVE, leads="msdyn_customergroup"),
    "accounts_no_terms": Look("accounts", _ACTIVE, leads="msdyn_paymentterm"),
    "accounts_no_prices": Look("accounts", f"{_ACTIVE} and _defaultpricelevelid_value eq null"),
    "contacts_no_prices": Look("contacts", f"{_ACTIVE} and _defaultpricelevelid_value eq null"),
    "accounts_no_country": Look("accounts", f"{_ACTIVE} and address1_country eq null"),
    "contacts_no_country": Look("contacts", f"{_ACTIVE} and address1_country eq null"),
    "contacts_not_sellable": Look(
        "contacts", f"{_ACTIVE} and msdyn_sellable ne true", column="msdyn_sellable"
    ),
    "products_draft": Look("products", _DRAFT),
    "products_no_unit": Look("products", "_defaultuomid_value eq null"),
}
"""Each by the name of its finding, without the step."""

Tables = Mapping[str, Described | None]


async def rows(place: Place) -> dict[str, Fact[SeenRows]]:
    tables = {entity_set: await _described(place, name) for entity_set, name in _TABLES.items()}
    found = {name: await _seen(place, tables, look) for name, look in LOOKS.items()}
    return {
        **found,
        "accounts_circular": await _circular(place, tables["accounts"]),
        "accounts_currency_no_prices": await _no_prices(place),
    }


async def totals(place: Place) -> dict[str, Fact[int]]:
    """Of every table that maps carry, by its set; in one question."""
    source = "Dataverse: RetrieveTotalRecordCount"
    sets = sorted({one.table for one in KNOWN})
    found = await readable(lambda: place.microsoft.dataverse.totals(sets))
    if isinstance(found, RemoteError):
        return {}
    return {
        name: Fact[int].likely(number, source=source, reason="a_day_old", at=place.at)
        for name, number in found.items()
    }


async def _described(place: Place, table: str) -> Described | None:
    found = await readable(lambda: place.microsoft.dataverse.described(table))
    return None if isinstance(found, RemoteError) else found


async def _seen(place: Place, tables: Tables, look: Look) -> Fact[SeenRows]:
    table = tables.get(look.entity_set)
    if look.column and not (table and look.column in table.types):
        return _unknown(place, look.entity_set, "no_such_column")
    if not look.leads:
        return await _sample(place, look.entity_set, look.only)
    lookups = table.leading_to(look.leads) if table else []
    if not lookups:
        return _unknown(place, look.entity_set, "no_such_column")
    empty = " and ".join(f"_{column}_value eq null" for column in lookups)
    return await _sample(place, look.entity_set, f"{look.only} and {empty}")


async def _sample(place: Place, entity_set: str, only: str) -> Fact[SeenRows]:
    name = _NAMES[entity_set]
    found = await readable(
        lambda: place.microsoft.dataverse.sample(
            entity_set, select=[name], only=only, most=_EXAMPLES
        )
    )
    if isinstance(found, RemoteError):
        return _unknown(place, entity_set, str(found))
    seen = SeenRows(
        count=_PAGE if found.count is None else found.count,
        more=found.count is None,
        examples=_named(found.rows, name),
    )
    return Fact[SeenRows].exact(seen, source=f"Dataverse: {entity_set}", at=place.at)


async def _circular(place: Place, table: Described | None) -> Fact[SeenRows]:
    """Accounts that lead back to themselves, by any of their lookups to accounts.

    The first page tells: of more, what was found is there, and nothing is said of the others.
    """
    lookups = table.leading_to("account") if table else []
    if not lookups:
        return _unknown(place, "accounts", "no_such_column")
    columns = [f"_{column}_value" for column in lookups]
    only = " or ".join(f"{column} ne null" for column in columns)
    found = await readable(
        lambda: place.microsoft.dataverse.sample(
            "accounts", select=["accountid", "name", *columns], only=only, most=_PAGE
        )
    )
    if isinstance(found, RemoteError):
        return _unknown(place, "accounts", str(found))
    names = {str(row["accountid"]): str(row.get("name") or "") for row in found.rows}
    ways = {
        column: {str(row["accountid"]): str(row[column]) for row in found.rows if row.get(column)}
        for column in columns
    }
    there = sorted({one for way in ways.values() for one in in_circles(way)}, key=names.__getitem__)
    examples = [names[one] for one in there[:_EXAMPLES]]
    seen = SeenRows(count=len(there), more=found.count is None, examples=examples)
    return Fact[SeenRows].exact(seen, source="Dataverse: accounts", at=place.at)


async def _no_prices(place: Place) -> Fact[SeenRows]:
    """Accounts in a currency that no active price list is in."""
    lists = await readable(
        lambda: place.microsoft.dataverse.sample(
            "pricelevels", select=["_transactioncurrencyid_value"], only=_ACTIVE, most=_PAGE
        )
    )
    if isinstance(lists, RemoteError):
        return _unknown(place, "pricelevels", str(lists))
    priced = sorted({str(one) for row in lists.rows if (one := row.get(_CURRENCY))})
    if len(priced) > _CURRENCIES:
        return _unknown(place, "pricelevels", "too_many_currencies")
    others = "".join(f" and {_CURRENCY} ne {one}" for one in priced)
    return await _sample(place, "accounts", f"{_ACTIVE} and {_CURRENCY} ne null{others}")


def _named(rows: Sequence[Row], name: str) -> list[str]:
    return [text for row in rows if (text := str(row.get(name) or "").strip()[:100])]


def _unknown(place: Place, entity_set: str, reason: str) -> Fact[SeenRows]:
    source = f"Dataverse: {entity_set}"
    return Fact[SeenRows].unknown(source=source, reason=reason, at=place.at)
