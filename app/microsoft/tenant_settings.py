"""What a tenant forbids to those who are no administrators of it. Only read, never changed."""

from pydantic import BaseModel, ConfigDict, Field

from app.microsoft.endpoints import Cloud
from app.microsoft.transport import Call, Transport, read_answer

_PATH = "/providers/Microsoft.BusinessAppPlatform/listTenantSettings?api-version=2023-06-01"


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    sites_by_administrators_only: bool | None = Field(
        alias="disablePortalsCreationByNonAdminUsers", default=None
    )


class TenantSettings:
    def __init__(self, transport: Transport, cloud: Cloud) -> None:
        self._transport, self._cloud = transport, cloud

    async def sites_by_administrators_only(self) -> bool | None:
        """Whether only tenant administrators may make sites. None: the reply does not say."""
        call = Call(
            "read the tenant's settings",
            f"https://{self._cloud.bap}{_PATH}",
            self._cloud.bap_scope,
        )
        answer = await self._transport.send("POST", call)
        return read_answer(call, answer, _Settings).sites_by_administrators_only
