"""Which environment templates a tenant is offered: a hint of the Dynamics 365 apps it may use.

Paths and fields as Microsoft's SDK models them (`environmentmanagement/provisioning/locations`).
That a template is switched off with DynamicsEntitlementMissing was seen in a recording of the older
API; the caller's own licences count, so "missing" may only mean that the caller has none.
"""

from urllib.parse import quote

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from app.microsoft.endpoints import Cloud
from app.microsoft.transport import Call, Transport

_VERSION = "2024-10-01"


class _Reply(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Location(_Reply):
    name: str = ""
    is_default: bool | None = Field(alias="isDefault", default=None)
    is_disabled: bool | None = Field(alias="isDisabled", default=None)


class _Locations(_Reply):
    value: list[_Location] = Field(validation_alias=AliasChoices("collection", "value"))


class _Reason(_Reply):
    code: str | None = None


class Availability(_Reply):
    """For one kind of environment; `reason` is Microsoft's code, empty when it is on offer."""

    kind: str | None = Field(alias="environmentSku", default=None)
    is_disabled: bool | None = Field(alias="isDisabled", default=None)
    disabled: _Reason | None = Field(alias="disabledReason", default=None)

    @property
    def reason(self) -> str:
        return (self.disabled.code or "") if self.disabled and self.is_disabled else ""


class Template(_Reply):
    name: str
    availability: list[Availability] | None = None


class _Templates(_Reply):
    value: list[Template] = Field(validation_alias=AliasChoices("value", "collection"))


class Templates:
    def __init__(self, transport: Transport, cloud: Cloud) -> None:
        self._transport, self._cloud = transport, cloud

    async def listed(self) -> list[Template]:
        """Those of the tenant's own location; none when no location is on offer."""
        locations = await self._transport.get(self._call("list the locations", ""), _Locations)
        usable = [one for one in locations.value if one.name and not one.is_disabled]
        usable.sort(key=lambda one: not one.is_default)
        if not usable:
            return []
        path = f"/{quote(usable[0].name, safe='')}/templates"
        found = await self._transport.get(self._call("list the templates", path), _Templates)
        return found.value

    def _call(self, operation: str, path: str) -> Call:
        return Call(
            operation,
            f"https://{self._cloud.power_platform}/environmentmanagement/provisioning/locations"
            f"{path}?api-version={_VERSION}",
            self._cloud.power_platform_scope,
        )
