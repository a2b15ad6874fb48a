"""Which map waits for which, and how that is known.

The columns are those of Microsoft's field lists of the maps. Columns that may well stay empty (the
vendor of a customer, the category of an order line) are no reason to wait and are left out. What
no field list shows stands here by the order in which Microsoft documents or starts the maps.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Basis(StrEnum):
    """How it is known that a map goes before another."""

    LOOKUP = "lookup"  # a column of the map points to rows of the other
    ORDER = "order"  # Microsoft starts it first
    BESIDE = "beside"  # recommended to go with it; whether the portal needs it is not known
    CIRCLE = "circle"  # a column points to it, but it starts later or is the map itself


_MARKS: Final = {"~": Basis.ORDER, "+": Basis.BESIDE, "<": Basis.CIRCLE}


@dataclass(frozen=True, slots=True)
class Edge:
    """`table` is an entity set; which of several maps of it is meant, the branch decides."""

    table: str
    basis: Basis


_LISTED: Final = """
    msdyn_unitofmeasureconversions: uoms
    msdyn_paymentdays: cdm_companies
    msdyn_paymentdaylines: cdm_companies msdyn_paymentdays
    msdyn_paymentschedules: cdm_companies
    msdyn_paymentschedulelines: cdm_companies msdyn_paymentschedules
    msdyn_paymentterms: cdm_companies msdyn_paymentdays msdyn_paymentschedules
    msdyn_paymentterms: ~msdyn_paymentdaylines ~msdyn_paymentschedulelines
    msdyn_customerpaymentmethods: cdm_companies
    msdyn_taxgroups: cdm_companies
    msdyn_taxitemgroups: cdm_companies
    msdyn_pricecustomergroups: cdm_companies
    msdyn_customergroups: cdm_companies msdyn_paymentterms
    accounts: cdm_companies transactioncurrencies msdyn_customergroups msdyn_paymentterms
    accounts: msdyn_paymentdays msdyn_paymentschedules msdyn_customerpaymentmethods
    accounts: msdyn_taxgroups <accounts <contacts
    contacts - Customers V3: cdm_companies transactioncurrencies msdyn_customergroups
    contacts - Customers V3: ~msdyn_nameaffixes
    contacts - CDS Contacts V2: cdm_companies ~msdyn_nameaffixes ~accounts
    msdyn_operationalsites: cdm_companies
    msdyn_warehouses: cdm_companies msdyn_operationalsites <msdyn_warehouses
    msdyn_shipvias: cdm_companies
    msdyn_termsofdeliveries: cdm_companies
    msdyn_salesorderorigins: cdm_companies
    msdyn_globalproducts: ~msdyn_productdimensiongroups ~msdyn_productstoragedimensiongroups
    msdyn_globalproducts: ~msdyn_producttrackingdimensiongroups
    msdyn_sharedproductdetails: cdm_companies msdyn_globalproducts uoms
    msdyn_sharedproductdetails: msdyn_productdimensiongroups ~msdyn_taxitemgroups
    msdyn_productdefaultordersettings: cdm_companies msdyn_sharedproductdetails
    msdyn_productdefaultordersettings: msdyn_operationalsites msdyn_warehouses
    products: cdm_companies transactioncurrencies uoms msdyn_productcolors msdyn_productsizes
    products: msdyn_productstyles msdyn_productconfigurations +msdyn_globalproducts
    products: +msdyn_unitofmeasureconversions +msdyn_sharedproductdetails
    products: +msdyn_productdefaultordersettings
    salesorders: cdm_companies transactioncurrencies accounts contacts msdyn_operationalsites
    salesorders: msdyn_warehouses msdyn_paymentterms msdyn_pricecustomergroups msdyn_shipvias
    salesorders: msdyn_termsofdeliveries msdyn_salesorderorigins
    salesorderdetails: salesorders products transactioncurrencies uoms msdyn_operationalsites
    salesorderdetails: msdyn_warehouses msdyn_shipvias msdyn_termsofdeliveries
"""

_PARTY: Final = """
    msdyn_postaladdresscollections: ~msdyn_parties
    msdyn_postaladdresses: ~msdyn_postaladdresscollections
    msdyn_partypostaladdresses: ~msdyn_postaladdresses
    msdyn_partyelectronicaddresses: ~msdyn_partypostaladdresses
    accounts: ~msdyn_partyelectronicaddresses
    contacts - Customers V3: ~msdyn_partyelectronicaddresses
    msdyn_contactforparties: cdm_companies ~msdyn_partyelectronicaddresses ~accounts
    msdyn_contactforparties: ~contacts - Customers V3
"""
"""With party and address book: the order in which Microsoft's documentation runs them."""


def waits_for(table: str, key: str, *, party: bool) -> list[Edge]:
    """What the map of this key waits for. Several maps of one table can differ."""
    listed = f"{_LISTED}{_PARTY}" if party else _LISTED
    found: dict[str, Basis] = {}
    for line in listed.strip().splitlines():
        name, _, rest = line.strip().partition(": ")
        if name.lower() in (table.lower(), key):
            for word in _words(rest):
                found.setdefault(word.lstrip("~+<"), _MARKS.get(word[0], Basis.LOOKUP))
    return [Edge(one, basis) for one, basis in found.items()]


def _words(rest: str) -> list[str]:
    """Sets, and at the end perhaps one map by its whole key."""
    if " - " not in rest:
        return rest.split()
    first, _, entity = rest.partition(" - ")
    *sets, last = first.split()
    return [*sets, f"{last} - {entity}"]
