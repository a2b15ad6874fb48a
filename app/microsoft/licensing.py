"""The licensing part of the Power Platform API: what a tenant has bought, and what is assigned.

Paths and fields as Microsoft's own SDK models them; which fields are filled is known from few
recordings, so every one may be missing or null.
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    ValidationError,
    model_validator,
)

from app.microsoft.endpoints import Cloud
from app.microsoft.errors import NotThere, UnexpectedReply
from app.microsoft.templates import Templates
from app.microsoft.transport import Call, Transport, read_answer

_NO_CONTENT = 204
_NEW, _OLD = "2024-10-01", "2022-03-01-preview"


def _or_zero(value: object) -> object:
    return 0 if value is None else value


Number = Annotated[float, BeforeValidator(_or_zero)]
"""A count or an amount; null, as some replies have it, is 0."""


class _Reply(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Counted(_Reply):
    """A reply with numbers. `blanks` are those that came as null and are taken as 0."""

    blanks: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _mark_blanks(cls, body: object) -> object:
        if not isinstance(body, dict):
            return body
        numbers = (
            field.alias or name
            for name, field in cls.model_fields.items()
            if any(getattr(mark, "func", None) is _or_zero for mark in field.metadata)
        )
        return {**body, "blanks": tuple(n for n in numbers if n in body and body[n] is None)}


class _Base(_Reply):
    assigned: Number = Field(alias="purchasedBaseAssignedCount", default=0)
    unassigned: Number = Field(alias="purchasedBaseUnassignedCount", default=0)


class _Attach(_Reply):
    assigned: Number = Field(alias="purchasedAttachAssignedCount", default=0)
    unassigned: Number = Field(alias="purchasedAttachUnassignedCount", default=0)


class _Consumption(_Reply):
    base: _Base | None = Field(alias="baseConsumption", default=None)
    attach: _Attach | None = Field(alias="attachConsumption", default=None)


class FinanceSummary(_Reply):
    """Bought licences of the finance and operations apps, as Microsoft's report counts them."""

    refreshed: str | None = Field(alias="lastReportRefreshTime", default=None)
    products: dict[str, _Consumption | None] | None = Field(
        alias="licensesConsumption", default=None
    )

    def bought(self) -> Mapping[str, tuple[int, int]]:
        """Base and attach licences by the report's own name of the product."""
        return {
            name: (_sum(one.base) if one else 0, _sum(one.attach) if one else 0)
            for name, one in (self.products or {}).items()
        }


def _sum(counts: _Base | _Attach | None) -> int:
    return int(counts.assigned + counts.unassigned) if counts else 0


class _Consumed(Counted):
    units: Number = Field(alias="unitsConsumed", default=0)


class Currency(Counted):
    """One kind of capacity in the whole tenant, in Microsoft's own unit."""

    type: str = Field(alias="currencyType")
    purchased: Number = 0
    allocated: Number = 0
    consumption: _Consumed | None = Field(alias="consumed", default=None)

    @property
    def consumed(self) -> float:
        return self.consumption.units if self.consumption else 0


class _Currencies(RootModel[list[Currency]]):
    pass


class _Allocation(_Reply):
    type: str = Field(alias="currencyType")
    allocated: Number = 0


class _Allocations(_Reply):
    listed: list[_Allocation] | None = Field(alias="currencyAllocations", default=None)


class _Policy(_Reply):
    id: str | None = None
    status: str | None = None


class _Rated(_Reply):
    rated: Number = 0


class _Units(Counted):
    enabled: Number = 0
    warning: Number = 0
    suspended: Number = 0


class Licence(_Reply):
    """A licence that grants storage, with the name that Microsoft shows for it."""

    name: str | None = Field(alias="displayName", default=None)
    plan: str | None = Field(alias="servicePlanId", default=None)
    sku: str | None = Field(alias="skuId", default=None)
    status: str | None = Field(alias="capabilityStatus", default=None)
    paid: _Units | None = None
    is_temporary: bool | None = Field(alias="isTemporaryLicense", default=None)
    ends: str | None = Field(alias="temporaryLicenseExpiryDate", default=None)

    @property
    def is_live(self) -> bool:
        return self.status not in ("Suspended", "Deleted", "LockedOut")


class _Entitlement(_Reply):
    licences: list[Licence] | None = Field(alias="licenses", default=None)


class Storage(Counted):
    """One kind of storage of the tenant, in the unit that Microsoft names."""

    type: str = Field(alias="capacityType")
    unit: str | None = Field(alias="capacityUnits", default=None)
    total: Number = Field(alias="totalCapacity", default=0)
    consumption: _Rated | None = None
    status: str | None = None
    entitlements: list[_Entitlement] | None = Field(alias="capacityEntitlements", default=None)

    @property
    def used(self) -> float:
        return self.consumption.rated if self.consumption else 0


class _Summary(_Reply):
    code: str | None = Field(alias="statusMessageCode", default=None)
    finance_code: str | None = Field(alias="finOpsStatusMessageCode", default=None)


class TenantCapacity(_Reply):
    storages: list[Storage] = Field(alias="tenantCapacities")
    summary: _Summary | None = Field(alias="capacitySummary", default=None)

    @property
    def codes(self) -> list[str]:
        """Microsoft's own words about the whole, such as DBCapacityOver."""
        said = (self.summary.code, self.summary.finance_code) if self.summary else ()
        return [code for code in said if code]

    @property
    def licences(self) -> list[Licence]:
        """The licences that grant storage; one of several storages is named once for each."""
        return [
            licence
            for storage in self.storages
            for entitlement in storage.entitlements or ()
            for licence in entitlement.licences or ()
        ]

    @property
    def plans(self) -> list[str]:
        """The service plans of the licences that grant storage and have not ended."""
        return sorted({one.plan.lower() for one in self.licences if one.plan and one.is_live})


class Licensing:
    """`environment_id` is Power Platform's id of the environment, never empty."""

    def __init__(self, transport: Transport, cloud: Cloud) -> None:
        self._transport, self._cloud = transport, cloud
        self.templates = Templates(transport, cloud)

    async def finance_summary(self) -> FinanceSummary | None:
        """None when Microsoft has no report for this tenant (204)."""
        call = self._call(
            "read the finance and operations licences", "FinOpsLicensing/GetLicenseSummaryV2", _NEW
        )
        answer = await self._transport.send("GET", call)
        if answer.status == _NO_CONTENT or not answer.body.strip():
            return None
        return read_answer(call, answer, FinanceSummary)

    async def currencies(self) -> list[Currency]:
        call = self._call(
            "read the capacity of the tenant",
            "tenantCapacity/currencyReports",
            _OLD,
            "&includeAllocations=true&includeConsumptions=true",
        )
        return (await self._transport.get(call, _Currencies)).root

    async def storage(self) -> TenantCapacity:
        call = self._call("read the storage of the tenant", "tenantCapacity", _OLD)
        return await self._transport.get(call, TenantCapacity)

    async def allocations(self, environment_id: str) -> Mapping[str, float]:
        """What is assigned to the environment, by kind of capacity."""
        path = f"environments/{_given(environment_id)}/allocations"
        call = self._call("read what is assigned to the environment", path, _OLD)
        found = await self._transport.get(call, _Allocations)
        return {one.type: one.allocated for one in found.listed or ()}

    async def billing_policy(self, environment_id: str) -> str:
        """Its status in Microsoft's word, or nothing when the environment has no policy.

        Which answer means "none" is not documented: 204, 404, an empty body and an empty object
        are all taken for it.
        """
        path = f"environments/{_given(environment_id)}/billingPolicy"
        call = self._call("read the billing policy of the environment", path, _OLD)
        try:
            answer = await self._transport.send("GET", call)
        except NotThere:
            return ""
        if answer.status == _NO_CONTENT or answer.body.strip() in (b"", b"null"):
            return ""
        try:
            policy = _Policy.model_validate_json(answer.body)
        except ValidationError:
            raise UnexpectedReply(call.operation, status=answer.status, code="unreadable") from None
        return (policy.status or "") if policy.id else ""

    def _call(self, operation: str, path: str, version: str, more: str = "") -> Call:
        return Call(
            operation,
            f"https://{self._cloud.power_platform}/licensing/{path}?api-version={version}{more}",
            self._cloud.power_platform_scope,
        )


def _given(environment_id: str) -> str:
    if not environment_id:
        msg = "an empty environment id would ask about something else"
        raise ValueError(msg)
    return environment_id
