"""What Dataverse answers, as we take it in: every other member of an answer is ignored."""

from enum import StrEnum
from typing import TypeAlias

from pydantic import BaseModel, ConfigDict, Field, JsonValue, RootModel

Row: TypeAlias = dict[str, JsonValue]


class Reply(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class WhoAmI(Reply):
    user_id: str = Field(alias="UserId")
    organization_id: str = Field(alias="OrganizationId")
    business_unit_id: str = Field(alias="BusinessUnitId")


class Role(Reply):
    """`template_id` is the same in all organizations and languages; one's own role has none."""

    name: str
    template_id: str | None = Field(alias="_roletemplateid_value", default=None)


class User(Reply):
    """`roles` are those assigned directly, without those of a team."""

    id: str = Field(alias="systemuserid")
    name: str | None = Field(alias="fullname", default=None)
    access_mode: int = Field(alias="accessmode")
    is_disabled: bool = Field(alias="isdisabled", default=False)
    roles: list[Role] = Field(alias="systemuserroles_association")


class Languages(Reply):
    lcids: list[int] = Field(alias="RetrieveProvisionedLanguages")


class TableDefinition(Reply):
    logical_name: str = Field(alias="LogicalName")
    entity_set: str = Field(alias="EntitySetName")
    primary_id: str = Field(alias="PrimaryIdAttribute")


class Tables(Reply):
    value: list[TableDefinition]


class Solution(Reply):
    id: str = Field(alias="solutionid")
    unique_name: str = Field(alias="uniquename")
    friendly_name: str | None = Field(alias="friendlyname")
    version: str
    is_managed: bool = Field(alias="ismanaged")


class Solutions(Reply):
    value: list[Solution]
    next: str | None = Field(alias="@odata.nextLink", default=None)


class Link(StrEnum):
    LINKED = "linked"
    NOT_LINKED = "not_linked"
    CANNOT_TELL = "cannot_tell"


class Integration(Reply):
    """The link with finance and operations. `unified` is None where the service does not say."""

    link: Link = Link.LINKED
    url: str = Field(alias="Url", default="")
    tenant_id: str = Field(alias="TenantId", default="")
    environment_id: str = Field(alias="Id", default="")
    unified: bool | None = Field(alias="IsUnifiedDatabase", default=None)


class Integrated(Integration):
    url: str = Field(alias="Url", min_length=1)
    environment_id: str = Field(alias="Id", min_length=1)


class Version(Reply):
    version: str = Field(alias="Version")


class Rows(Reply):
    value: list[Row]
    next: str | None = Field(alias="@odata.nextLink", default=None)


class OneRow(RootModel[Row]):
    pass
