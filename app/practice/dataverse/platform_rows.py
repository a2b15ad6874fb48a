"""The rows every organization has before any portal: itself, its users, teams, roles, business."""

from collections.abc import Iterator
from uuid import NAMESPACE_OID, uuid5

from app.practice.dataverse.filters import Entity
from app.practice.dataverse.users import business_unit_id, user_id
from app.practice.people import PEOPLE

_MADE = "2026-01-12T09:40:00Z"
# What a new organization blocks. The list is Microsoft's default as far as it is known.
_BLOCKED = (
    "ade;adp;app;asa;ashx;asmx;asp;bas;bat;cdx;cer;chm;class;cmd;com;config;cpl;crt;csh;dll;exe;"
    "fxp;hlp;hta;htr;htw;ida;idc;idq;inf;ins;isp;its;jar;js;jse;ksh;lnk;mad;maf;mag;mam;maq;mar;"
    "mas;mat;mau;mav;maw;mda;mdb;mde;mdt;mdw;mdz;msc;msh;msh1;msh1xml;msh2;msh2xml;mshxml;msi;msp;"
    "mst;ops;pcd;pif;prf;prg;printer;pst;reg;rem;scf;scr;sct;shb;shs;shtm;shtml;soap;stm;tmp;url;"
    "vb;vbe;vbs;vsmacros;vss;vst;vsw;ws;wsc;wsf;wsh"
)
_FINANCE = "00000015-0000-0000-c000-000000000000"
_APPLICATION_USERS = {
    "Dynamics 365 Finance and Operations": _FINANCE,
    "Dynamics 365 Data Integrator": "2e49aa60-1bd3-43b6-8ab6-03ada3d9f08b",
}
ROLES = (
    "System Administrator",
    "System Customizer",
    "Dual-write app user",
    "Dual-write runtime user",
    "Salesperson",
)
DUAL_WRITE_ROLES, SALESPERSON = ROLES[2:4], ROLES[4]
_TEMPLATES = {
    "System Administrator": "627090ff-40a3-4053-8790-584edc5be201",
    "System Customizer": "119f245c-3cc8-4b62-b31c-d1a046ced15d",
}
"""The same in every organization."""
_PLUG_INS = (
    "Microsoft.Dynamics.Integrator.DualWriteRegistration.Plugins",
    "Microsoft.Dynamics.Integrator.DualWriteRuntime.Plugins",
)

_ACTIVE: Entity = {"statecode": 0, "statuscode": 1}
_DRAFT: Entity = {"statecode": 2, "statuscode": 0}
_SELF, _UNPRICED, _NOWHERE, _UNPUBLISHED, _UNITLESS = 7, (3, 4), 2, 5, 9
"""Which of the dozen rows have what an initial sync, or an order, stumbles over."""

Rows = dict[str, list[Entity]]
Pairs = dict[str, list[tuple[str, str]]]


class PlatformRows:
    """`rows` and `pairs` of one organization. Ids are the same each time."""

    def __init__(self, organization_id: str, name: str) -> None:
        self._organization_id, self._name = organization_id, name
        self._version = 400_000
        self.rows: Rows = {"annotation": [], "fileattachment": []}
        self.pairs: Pairs = {}
        self._add_organization()
        self._add_people()

    @property
    def _unit(self) -> str:
        return business_unit_id(self._organization_id)

    def plug_ins(self) -> Iterator[tuple[str, Entity]]:
        """What dual-write registers in the platform."""
        for name in _PLUG_INS:
            assembly: Entity = {"name": name, "version": "1.0.31.0", "ismanaged": True}
            yield "pluginassembly", self._row("pluginassembly", name, assembly)
            step = f"{name}: Create of any Entity"
            there: Entity = {"name": step, **_ACTIVE}
            yield "sdkmessageprocessingstep", self._row("sdkmessageprocessingstep", step, there)

    def add_business(self, company: str = "") -> None:
        """A few rows of business, so that there is something to count.

        With a company they look as if dual-write had brought them from finance and operations.
        """
        currency = self.id("transactioncurrency", "EUR")
        machine, prices = self.id("systemuser", _FINANCE), self._add_prices(currency)
        owned: Entity = {**self._owned(), "_msdyn_company_value": company or None}
        written: Entity = {"_createdby_value": machine, "_modifiedby_value": machine}
        synced: Entity = written if company else {}
        for number in range(1, 13):
            key, order = str(number), f"SO-{number:05}"
            account: Entity = {
                "name": f"Example customer {number}",
                "accountnumber": f"US-{number:03}",
                "_transactioncurrencyid_value": currency,
                "_defaultpricelevelid_value": None if number in _UNPRICED else prices,
                "_msdyn_billingaccount_value": self.id("account", key) if number == _SELF else None,
                "_msdyn_customergroupid_value": self.id("msdyn_customergroup", "10"),
                "_msdyn_paymentterms_value": self.id("msdyn_paymentterm", "Net30"),
                "address1_country": "US",
            }
            customer = self._add("account", key, {**account, **owned, **synced})
            person: Entity = {
                "fullname": f"Person {number}",
                "lastname": key,
                "msdyn_contactpersonid": f"P{number:05}" if company else None,
                "msdyn_sellable": False,
                "_defaultpricelevelid_value": prices,
                "address1_country": None if number == _NOWHERE else "US",
                "_parentcustomerid_value": customer,
                "#parentcustomerid": "account",
            }
            self._add("contact", key, {**person, **owned, **synced})
            product: Entity = {
                "name": f"Example product {number}",
                "productnumber": f"D{number:04}",
                "msdyn_productnumber": f"D{number:04}" if company else None,
                "_msdyn_companyid_value": company or None,
                "_defaultuomid_value": None if number == _UNITLESS else self.id("uom", "ea"),
            }
            there = _DRAFT if number == _UNPUBLISHED else _ACTIVE
            self._add("product", key, {**product, **there, **synced})
            bought: Entity = {
                "name": order,
                "ordernumber": order,
                "msdyn_salesordernumber": order if company else None,
                "_customerid_value": customer,
                "#customerid": "account",
            }
            self._add("salesorder", key, {**bought, **owned, **synced})

    def _add_prices(self, currency: str) -> str:
        listed: Entity = {"name": "Example prices", "_transactioncurrencyid_value": currency}
        return self._add("pricelevel", "EUR", {**listed, **_ACTIVE})

    def id(self, table: str, key: str) -> str:
        return str(uuid5(NAMESPACE_OID, f"{self._organization_id} {table} {key}"))

    def _add_organization(self) -> None:
        euro: Entity = {
            "currencyname": "Euro",
            "isocurrencycode": "EUR",
            "currencysymbol": "\u20ac",
            "exchangerate": 1.0,
            "currencyprecision": 2,
        }
        currency = self._add("transactioncurrency", "EUR", {**euro, **_ACTIVE})
        own: Entity = {
            "name": self._name,
            "blockedattachments": _BLOCKED,
            "maxuploadfilesize": 5_242_880,
            "expirechangetrackingindays": 7,
            "languagecode": 1033,
            "localeid": 1033,
            "oobpricecalculationenabled": True,
            "discountcalculationmethod": 0,
            "createproductswithoutparentinactivestate": True,
            "isauditenabled": False,
            "_basecurrencyid_value": currency,
        }
        self._add("organization", "self", own, self._organization_id)
        self._add("businessunit", "root", {"name": self._name, "isdisabled": False}, self._unit)
        in_unit: Entity = {"_businessunitid_value": self._unit}
        for role in ROLES:
            named: Entity = {"name": role, "_roletemplateid_value": _TEMPLATES.get(role)}
            self._add("role", role, {**named, "ismanaged": True, **in_unit})
        default: Entity = {"name": self._name, "teamtype": 0, "isdefault": True, **in_unit}
        team = self._add("team", "default", default)
        for role in (*DUAL_WRITE_ROLES, SALESPERSON):
            self._pair("teamroles_association", team, self.id("role", role))

    def _add_people(self) -> None:
        administrator = self.id("role", ROLES[0])
        shared: Entity = {
            "isdisabled": False,
            "islicensed": True,
            "_businessunitid_value": self._unit,
        }
        for user, values in self._users():
            self._add("systemuser", user, {**shared, **values}, user)
            self._pair("systemuserroles_association", user, administrator)

    def _users(self) -> Iterator[tuple[str, Entity]]:
        for person in PEOPLE:
            if person.organization_member:
                human: Entity = {
                    "fullname": person.name,
                    "domainname": person.login,
                    "internalemailaddress": person.login,
                    "azureactivedirectoryobjectid": person.oid,
                    "accessmode": 0,
                }
                yield user_id(self._organization_id, person.oid), human
        for name, application in _APPLICATION_USERS.items():
            machine: Entity = {"fullname": name, "applicationid": application, "accessmode": 4}
            yield self.id("systemuser", application), machine

    def _owned(self) -> Entity:
        owner = user_id(self._organization_id, PEOPLE[0].oid)
        return {
            "_ownerid_value": owner,
            "_owninguser_value": owner,
            "_owningbusinessunit_value": self._unit,
            **_ACTIVE,
        }

    def _add(self, table: str, key: str, values: Entity, row_id: str = "") -> str:
        row = self._row(table, key, values, row_id)
        self.rows.setdefault(table, []).append(row)
        return str(row[f"{table}id"])

    def _row(self, table: str, key: str, values: Entity, row_id: str = "") -> Entity:
        self._version += 1
        return {
            f"{table}id": row_id or self.id(table, key),
            "createdon": _MADE,
            "modifiedon": _MADE,
            "versionnumber": self._version,
            **values,
        }

    def _pair(self, association: str, one: str, other: str) -> None:
        self.pairs.setdefault(association, []).append((one, other))
