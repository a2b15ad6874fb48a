"""Microsoft Graph: licences of a tenant and of a person, and the applications a tenant knows.

The licences of a tenant and its applications need consents of their own.
"""

from collections.abc import Sequence
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field

from app.microsoft.endpoints import Cloud
from app.microsoft.licensing import Counted, Number
from app.microsoft.transport import Call, Transport

_DISABLED = "Disabled"
_SUCCESS, _PENDING = "Success", "Pending"


class _Reply(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Units(Counted):
    enabled: Number = 0
    warning: Number = 0
    suspended: Number = 0


class _Plan(_Reply):
    id: str = Field(alias="servicePlanId")
    status: str | None = Field(alias="provisioningStatus", default=None)


class SubscribedSku(Counted):
    """One product that the tenant has or had; the same one may be listed more than once."""

    sku_id: str = Field(alias="skuId")
    part_number: str = Field(alias="skuPartNumber")
    status: str | None = Field(alias="capabilityStatus", default=None)
    consumed: Number = Field(alias="consumedUnits", default=0)
    units: _Units | None = Field(alias="prepaidUnits", default=None)
    listed: list[_Plan] | None = Field(alias="servicePlans", default=None)

    @property
    def plans(self) -> list[str]:
        return [plan.id.lower() for plan in self.listed or () if plan.status != _DISABLED]


class _Skus(_Reply):
    value: list[SubscribedSku]
    next: str | None = Field(alias="@odata.nextLink", default=None)


class _Principal(_Reply):
    application_id: str = Field(alias="appId")
    is_enabled: bool | None = Field(alias="accountEnabled", default=None)


class _Principals(_Reply):
    value: list[_Principal]


class HeldLicence(_Reply):
    """A licence that the signed-in person has, directly or through a group."""

    sku_id: str = Field(alias="skuId")
    part_number: str = Field(alias="skuPartNumber")
    listed: list[_Plan] | None = Field(alias="servicePlans", default=None)

    @property
    def plans(self) -> list[str]:
        """Those that work, or are about to: Success and the Pending states."""
        return [
            plan.id.lower()
            for plan in self.listed or ()
            if plan.status == _SUCCESS or (plan.status or "").startswith(_PENDING)
        ]


class _Held(_Reply):
    value: list[HeldLicence]
    next: str | None = Field(alias="@odata.nextLink", default=None)


class Graph:
    def __init__(self, transport: Transport, cloud: Cloud) -> None:
        self._transport, self._cloud = transport, cloud

    async def subscribed_skus(self) -> list[SubscribedSku]:
        """Needs the delegated permission LicenseAssignment.Read.All and a reader's role."""
        host = self._cloud.graph
        call: Call | None = Call(
            "list the licences of the tenant",
            f"https://{host}/v1.0/subscribedSkus"
            "?$select=skuId,skuPartNumber,capabilityStatus,consumedUnits,prepaidUnits,servicePlans",
            f"https://{host}/LicenseAssignment.Read.All",
        )
        found: list[SubscribedSku] = []
        while call:
            page = await self._transport.get(call, _Skus)
            found += page.value
            call = call.follow(page.next) if page.next else None
        return found

    async def service_principals(self, application_ids: Sequence[str]) -> dict[str, bool]:
        """Which of the applications the tenant knows, by id, and whether each may sign in.

        The contract is Graph's documentation, "List servicePrincipals". Needs the delegated
        permission Application.Read.All. A tenant that never agreed has no such principal.
        """
        host = self._cloud.graph
        only = quote(" or ".join(f"appId eq '{one}'" for one in application_ids), safe="'")
        call = Call(
            "look for the applications of dual-write",
            f"https://{host}/v1.0/servicePrincipals?$filter={only}&$select=appId,accountEnabled",
            f"https://{host}/Application.Read.All",
        )
        page = await self._transport.get(call, _Principals)
        return {one.application_id.lower(): one.is_enabled is not False for one in page.value}

    async def my_licences(self) -> list[HeldLicence]:
        """Of whoever is signed in; User.Read is enough (Graph's page "List licenseDetails")."""
        host = self._cloud.graph
        call: Call | None = Call(
            "list the licences of the signed-in person",
            f"https://{host}/v1.0/me/licenseDetails?$select=skuId,skuPartNumber,servicePlans",
            f"https://{host}/User.Read",
        )
        found: list[HeldLicence] = []
        while call:
            page = await self._transport.get(call, _Held)
            found += page.value
            call = call.follow(page.next) if page.next else None
        return found
