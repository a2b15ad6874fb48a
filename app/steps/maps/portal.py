"""Which table maps the Customer portal lives on: their real names, and what they stand on."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


@dataclass(frozen=True, slots=True)
class TableMap:
    """`table` is the entity set in Dataverse, `entity` the name in finance and operations."""

    entity: str
    table: str

    @property
    def key(self) -> str:
        return f"{self.table} - {self.entity}".lower()

    @property
    def title(self) -> str:
        """As Microsoft's page shows it."""
        return f"{self.entity} ({self.table})"


class Need(StrEnum):
    """What the portal names. Each can be met by one of several maps."""

    ACCOUNTS = "accounts"
    CONTACTS = "contacts"
    PRODUCTS = "products"
    ORDER_HEADERS = "order_headers"
    ORDER_LINES = "order_lines"


ACCOUNTS: Final = TableMap("Customers V3", "accounts")
PERSONS: Final = TableMap("Customers V3", "contacts")
CDS_CONTACTS: Final = TableMap("CDS Contacts V2", "contacts")
PARTY_CONTACTS: Final = TableMap("Contacts V2", "msdyn_contactforparties")
CDS_HEADERS: Final = TableMap("CDS sales order headers", "salesorders")
SALES_HEADERS: Final = TableMap("Dynamics 365 Sales order headers", "salesorders")
CDS_LINES: Final = TableMap("CDS sales order lines", "salesorderdetails")
SALES_LINES: Final = TableMap("Dynamics 365 Sales order lines", "salesorderdetails")
PRODUCTS: Final = TableMap("CDS released distinct products", "products")
PRODUCTS_RENAMED: Final = TableMap("Dataverse released distinct products", "products")

ACCEPTED: Final[dict[Need, tuple[TableMap, ...]]] = {
    Need.ACCOUNTS: (ACCOUNTS,),
    Need.CONTACTS: (CDS_CONTACTS, PERSONS, PARTY_CONTACTS),
    Need.PRODUCTS: (PRODUCTS, PRODUCTS_RENAMED),
    Need.ORDER_HEADERS: (CDS_HEADERS, SALES_HEADERS),
    Need.ORDER_LINES: (CDS_LINES, SALES_LINES),
}
"""In the order to start them. The first of each is what an ordinary setup has."""

SYNCED_TABLES: Final = (
    "account", "contact", "msdyn_contactforparty", "product", "salesorder", "salesorderdetail",
)  # fmt: skip
"""What the accepted maps write, by the names of the tables in Dataverse."""

FAMILIES: Final = ((CDS_HEADERS, CDS_LINES), (SALES_HEADERS, SALES_LINES))
"""Two sets of order maps that exclude each other."""

MANY_LOOKUPS: Final = frozenset({ACCOUNTS.key, CDS_HEADERS.key, SALES_HEADERS.key})
"""More than ten lookups, by the documentation: an initial sync from Dataverse fails by design."""

SINGLE_THREADED: Final = frozenset({ACCOUNTS.key, PERSONS.key})
"""An initial sync towards finance and operations takes about 70,000 rows at most."""


class Floor(StrEnum):
    """The floors of the prerequisites, in the order to start them."""

    GROUND = "ground"
    PRODUCT = "product"
    CUSTOMER = "customer"
    PARTY = "party"
    ORDER = "order"
    RELEASED = "released"


def _maps(listed: str) -> tuple[TableMap, ...]:
    pairs = (line.strip().rsplit(" (", 1) for line in listed.strip().splitlines())
    return tuple(TableMap(entity, table.rstrip(")")) for entity, table in pairs)


PREREQUISITES: Final[dict[Floor, tuple[TableMap, ...]]] = {
    Floor.GROUND: _maps("""
        Legal entities (cdm_companies)
        Currencies (transactioncurrencies)
        Units (uoms)
    """),
    Floor.PRODUCT: _maps("""
        Product dimension groups (msdyn_productdimensiongroups)
        Storage dimension groups (msdyn_productstoragedimensiongroups)
        Tracking dimension groups (msdyn_producttrackingdimensiongroups)
        Colors (msdyn_productcolors)
        Sizes (msdyn_productsizes)
        Styles (msdyn_productstyles)
        Configurations (msdyn_productconfigurations)
        All products (msdyn_globalproducts)
        Unit conversions (msdyn_unitofmeasureconversions)
        Item sales tax group (msdyn_taxitemgroups)
    """),
    Floor.CUSTOMER: _maps("""
        Name affixes (msdyn_nameaffixes)
        Payment days CDS (msdyn_paymentdays)
        Payment day lines CDS V2 (msdyn_paymentdaylines)
        Payment schedule (msdyn_paymentschedules)
        Payment schedule lines (msdyn_paymentschedulelines)
        Terms of payment (msdyn_paymentterms)
        Customer payment method (msdyn_customerpaymentmethods)
        Sales tax groups (msdyn_taxgroups)
        Price customer groups (msdyn_pricecustomergroups)
        Customer groups (msdyn_customergroups)
    """),
    Floor.PARTY: _maps("""
        CDS Parties (msdyn_parties)
        CDS postal address locations (msdyn_postaladdresscollections)
        CDS postal address history V2 (msdyn_postaladdresses)
        CDS Party postal address locations (msdyn_partypostaladdresses)
        Party contacts V3 (msdyn_partyelectronicaddresses)
    """),
    Floor.ORDER: _maps("""
        Sites (msdyn_operationalsites)
        Warehouses (msdyn_warehouses)
        Modes of delivery (msdyn_shipvias)
        Terms of delivery (msdyn_termsofdeliveries)
        Sales order origin codes (msdyn_salesorderorigins)
    """),
    Floor.RELEASED: _maps("""
        Released products V2 (msdyn_sharedproductdetails)
        Default order settings (msdyn_productdefaultordersettings)
    """),
}

KNOWN: Final[tuple[TableMap, ...]] = (
    *(one for level in PREREQUISITES.values() for one in level),
    *(one for accepted in ACCEPTED.values() for one in accepted),
)
