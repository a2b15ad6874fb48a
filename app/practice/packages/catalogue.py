"""The application packages that this tenant may install: a few of the real ones, by real names."""

from dataclasses import dataclass
from uuid import NAMESPACE_OID, uuid5


@dataclass(frozen=True, slots=True)
class Package:
    """`solutions` end with the one that proves the package is installed.

    `needs` have to be installed before. `is_base` is installed everywhere from the start.
    """

    name: str
    title: str
    application_id: str
    version: str
    solutions: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    is_base: bool = False

    @property
    def id(self) -> str:
        return str(uuid5(NAMESPACE_OID, f"package {self.name}"))


_CORE, _APP_CORE = "DualWriteCoreAnchor", "msdyn_DualWriteAppCoreAnchor"
_HR, _FINANCE = "HCMCommonAnchor", "msdyn_Dynamics365FinanceExtendedAnchor"
_SUPPLY_CHAIN = "msdyn_Dynamics365SupplyChainExtendedAnchor"
_VERSION = "2.3.4.265"

_DUAL_WRITE = (
    Package(
        _CORE,
        "Dual-write core solution",
        "7df1a324-fbb1-4a4e-9c9a-d5d9c7c6403b",
        "1.0.31.0",
        ("DualWriteCore", _CORE),
    ),
    Package(
        _APP_CORE,
        "Dual-write Application Core Solutions",
        "efae886e-3e7f-48de-8a80-4fe9a263ad6b",
        _VERSION,
        (
            "Dynamics365Company",
            "Dynamics365FinanceAndOperationsCommon",
            "CurrencyExchangeRates",
            "msdyn_DualWriteAppCoreMaps",
            _APP_CORE,
        ),
        needs=(_CORE,),
    ),
    Package(
        _HR,
        "Dynamics 365 HR Common Tables",
        "0cfd9958-798a-4bc9-88bf-af797ff30326",
        _VERSION,
        ("HCMCommon",),
    ),
    Package(
        "msdyn_Dynamics365HCMAnchor",
        "Dual-write Dynamics 365 Human Resources",
        "b40ad077-54f0-44f5-9891-e9575daca12f",
        _VERSION,
        ("msdyn_Dynamics365HCMMaps", "msdyn_Dynamics365HCMAnchor"),
        needs=(_APP_CORE, _HR),
    ),
    Package(
        _FINANCE,
        "Dual Write Finance and Extended Solutions",
        "963e8d20-5896-4c02-b196-fb36f62ad90e",
        _VERSION,
        (
            "Dynamics365FinanceExtended",
            "msdyn_Dynamics365FinanceExtendedMaps",
            "FieldServiceCommon",
            _FINANCE,
        ),
        needs=(_APP_CORE, _HR),
    ),
    Package(
        _SUPPLY_CHAIN,
        "Dual Write Supply Chain Extended Solution",
        "7810afcb-8b5e-41bb-aa65-9edf676e8327",
        _VERSION,
        (
            "Dynamics365SupplyChainExtended",
            "msdyn_Dynamics365SupplyChainExtendedMaps",
            _SUPPLY_CHAIN,
        ),
        needs=(_FINANCE,),
    ),
    Package(
        "Dynamics365GABParty_Anchor",
        "Dual-write Party and Global Address Book Solutions",
        "8e3e4454-ede0-4343-8b39-3225f221c0ba",
        "3.5.1.135",
        (
            "Party",
            "Dynamics365GABExtended",
            "Dynamics365GABDualWriteEntityMaps",
            "Dynamics365GABParty_Anchor",
        ),
        needs=(_SUPPLY_CHAIN,),
    ),
    Package(
        "Dynamics365FinanceAndOperationsAnchor",
        "Dual-write application orchestration solution",
        "786abcaa-84e5-4968-82ff-43434860bb34",
        "2.3.4.200",
        (
            "Dynamics365Company",
            "Dynamics365FinanceAndOperationsCommon",
            "CurrencyExchangeRates",
            "Dynamics365FinanceExtended",
            "Dynamics365SupplyChainExtended",
            "Dynamics365FinanceAndOperationsDualWriteMaps",
            "Dynamics365FinanceAndOperationsAnchor",
        ),
        needs=(_CORE, _HR),
    ),
    Package(
        "msdyn_Dynamics365NotesAnchor",
        "Dual Write Notes Solution",
        "4a0fdb12-e2c2-4589-9754-3ea7d288e8b3",
        "1.0.0.40",
        (
            "Dynamics365Notes",
            "Dynamics365NotesExtended",
            "msdyn_Dynamics365NotesMaps",
            "msdyn_Dynamics365NotesAnchor",
        ),
        needs=(_SUPPLY_CHAIN,),
    ),
)
_OTHERS = (
    Package(
        "PowerPages_Core",
        "Power Pages Core",
        "9595806d-e483-4650-b3ff-7dbc076119cd",
        "1.0.2605.4",
        is_base=True,
    ),
    Package(
        "PowerPages_CoreHelper",
        "Power Pages Core Helper",
        "76088054-2e8f-4c0a-95ef-a086ceac64c1",
        "1.0.2605.4",
        is_base=True,
    ),
    Package(
        "PowerPages_CRMCore",
        "Power Pages CRM Core",
        "7c95770e-6a01-45f1-97a0-f8463e1e2520",
        "1.0.2605.4",
    ),
    Package(
        "msdyn_D365FNOIntegrationAnchor",
        "Finance and Operations Services Integration",
        "f1b43374-719c-474b-aa02-5e28b67f6178",
        "1.0.0.12",
    ),
    Package(
        "MicrosoftOperationsVEAnchor",
        "Finance and Operations Virtual Entity",
        "46d46000-039a-4386-8024-177e9a2af26b",
        "1.0.0.53",
        ("MicrosoftOperationsVEAnchor",),
    ),
)
CATALOGUE = tuple(sorted(_DUAL_WRITE + _OTHERS, key=lambda one: one.name.lower()))


def find_package(name: str) -> Package | None:
    """By unique name, or by id as an older client does it."""
    return next((one for one in CATALOGUE if name.lower() in (one.name.lower(), one.id)), None)
