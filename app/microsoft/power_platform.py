"""The Power Platform admin API: the environments of a tenant that a person may see."""

from dataclasses import dataclass

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from app.microsoft.address import AddressRefused, organization_origin
from app.microsoft.endpoints import Cloud
from app.microsoft.errors import NotThere, Refused, UnexpectedReply
from app.microsoft.transport import Call, Transport

_VERSIONS = ("2024-10-01", "2022-03-01-preview")


@dataclass(frozen=True)
class PlatformEnvironment:
    """`origin` is empty without a Dataverse organization, or with an address we may not call.

    `kind` and `state` are Microsoft's words; one we do not know is no error.
    """

    id: str
    name: str
    tenant_id: str
    kind: str
    state: str
    region: str
    organization_id: str
    origin: str
    version: str
    finance_kind: str
    finance_url: str


class _Reply(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Finance(_Reply):
    type: str | None = None
    url: str | None = None


class _Environment(_Reply):
    id: str = Field(min_length=1)
    name: str | None = Field(alias="displayName", default=None)
    tenant_id: str | None = Field(alias="tenantId", default=None)
    kind: str | None = Field(alias="type", default=None)
    state: str | None = None
    region: str | None = Field(alias="geo", default=None)
    organization_id: str | None = Field(alias="dataverseId", default=None)
    url: str | None = None
    version: str | None = None
    finance: _Finance | None = Field(alias="finOpsMetadata", default=None)


class _Environments(_Reply):
    value: list[_Environment]
    next: str | None = Field(
        default=None,
        validation_alias=AliasChoices("@odata.nextlink", "@odata.nextLink", "nextLink"),
    )


class PowerPlatform:
    def __init__(self, transport: Transport, cloud: Cloud) -> None:
        self._transport, self._cloud = transport, cloud

    async def environments(self) -> list[PlatformEnvironment]:
        """All of them or an error: a list that ends early would hide environments."""
        page, call = await self._first_page()
        found = list(page.value)
        seen = {call.url}
        while page.next:
            if page.next in seen:
                raise UnexpectedReply(call.operation, code="next_link_repeats")
            seen.add(page.next)
            call = call.follow(page.next)
            page = await self._transport.get(call, _Environments)
            found += page.value
        return [self._ours(environment) for environment in found]

    async def _first_page(self) -> tuple[_Environments, Call]:
        """With the newer version of the API, or the older one where that is not known yet."""
        newest, older = (self._call(version) for version in _VERSIONS)
        try:
            return await self._transport.get(newest, _Environments), newest
        except (NotThere, Refused):
            return await self._transport.get(older, _Environments), older

    def _call(self, version: str) -> Call:
        return Call(
            "list environments",
            f"https://{self._cloud.power_platform}/environmentmanagement/environments"
            f"?api-version={version}",
            self._cloud.power_platform_scope,
        )

    def _ours(self, theirs: _Environment) -> PlatformEnvironment:
        finance = theirs.finance or _Finance()
        return PlatformEnvironment(
            id=theirs.id,
            name=theirs.name or theirs.id,
            tenant_id=theirs.tenant_id or "",
            kind=theirs.kind or "",
            state=theirs.state or "",
            region=theirs.region or "",
            organization_id=theirs.organization_id or "",
            origin=self._origin(theirs.url or ""),
            version=theirs.version or "",
            finance_kind=finance.type or "",
            finance_url=(finance.url or "").rstrip("/"),
        )

    def _origin(self, url: str) -> str:
        try:
            return organization_origin(url, self._cloud)
        except AddressRefused:
            return ""
