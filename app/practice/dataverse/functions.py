"""What can be asked of an organization that is no table: functions, metadata, the list of sets."""

import re
from collections.abc import Callable
from urllib.parse import quote

from app.practice.dataverse.calls import Body, Call, Json
from app.practice.dataverse.faults import bad_request
from app.practice.dataverse.metadata import Metadata
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.privileges import OF_TEAM, of_team
from app.practice.dataverse.queries import read_query
from app.practice.dataverse.users import business_unit_id, user_id
from app.practice.people import TENANT_ID

LANGUAGES = (1033, 1042)
"""English and Korean are enabled everywhere."""
VERSION = "9.2.26032.00170"
_TOTALS = re.compile(r"RetrieveTotalRecordCount\(EntityNames=(\[.*\]|@\w+)\)")
_NOT_LINKED = "This instance is not integrated with finance and operations."


class Functions:
    def __init__(self, organization: Organization) -> None:
        self._organization, self._metadata = organization, Metadata(organization)
        self._plain: dict[str, Callable[[Call], Body]] = {
            "WhoAmI": self._who_am_i,
            "RetrieveVersion": lambda _: self._said("RetrieveVersionResponse", Version=VERSION),
            "RetrieveProvisionedLanguages": lambda _: self._said(
                "RetrieveProvisionedLanguagesResponse", RetrieveProvisionedLanguages=[*LANGUAGES]
            ),
            "RetrieveFinanceAndOperationsIntegrationDetails": self._finance,
        }

    def find(self, call: Call) -> Body | None:
        """The answer, or None when the path means something else."""
        if not call.path:
            return self._document()
        if plain := self._plain.get(call.path.removesuffix("()")):
            return plain(call)
        if call.path.startswith(("EntityDefinitions", "RelationshipDefinitions")):
            return self._metadata.find(call.path, read_query(call.options))
        if team := OF_TEAM.fullmatch(call.path):
            held = of_team(self._organization, team.group(1))
            return self._said("RetrieveTeamPrivilegesResponse", RolePrivileges=held)
        if found := _TOTALS.fullmatch(call.path):
            given = found.group(1)
            return self._totals(call.option(given) if given.startswith("@") else given)
        return None

    def _document(self) -> Body:
        sets = (table.entity_set for table in self._organization.tables.values())
        listed: list[Json] = [{"name": one, "kind": "EntitySet", "url": quote(one)} for one in sets]
        return {"@odata.context": f"{self._organization.root}$metadata", "value": listed}

    def _who_am_i(self, call: Call) -> Body:
        organization = self._organization
        return self._said(
            "WhoAmIResponse",
            BusinessUnitId=business_unit_id(organization.id),
            UserId=user_id(organization.id, call.person.oid),
            OrganizationId=organization.id,
        )

    def _finance(self, _: Call) -> Body:
        finance = self._organization.finance
        if not finance:
            raise bad_request(_NOT_LINKED, "0x80048d0b")
        return self._said(
            "RetrieveFinanceAndOperationsIntegrationDetailsResponse",
            Url=finance.url,
            TenantId=TENANT_ID,
            Id=finance.id,
            IsUnifiedDatabase=finance.is_unified,
        )

    def _totals(self, given: str) -> Body:
        """Of the real service, numbers up to a day old; here they are those of now."""
        names = re.findall(r"[\"']([^\"']+)[\"']", given)
        for name in names:
            if name not in self._organization.tables:
                raise bad_request(f"The entity '{name}' was not found.", "0x80040217")
        counts: list[Json] = [len(self._organization.rows(name)) for name in names]
        keys: list[Json] = list(names)
        total: Json = {"Count": len(names), "Keys": keys, "Values": counts}
        return self._said("RetrieveTotalRecordCountResponse", EntityRecordCountCollection=total)

    def _said(self, kind: str, **values: Json) -> Body:
        root = f"{self._organization.root}$metadata"
        return {"@odata.context": f"{root}#Microsoft.Dynamics.CRM.{kind}", **values}
