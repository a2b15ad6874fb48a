"""The sites of one environment, in front of the practice tenant, moved on by the test's clock.

Every other request goes through to the practice tenant itself.
"""

import json
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

ENVIRONMENT = "e0000000-0000-4000-8000-0000000000a1"
SYSTEM_ADMINISTRATOR = "627090ff-40a3-4053-8790-584edc5be201"
_WEBSITES = f"/powerpages/environments/{ENVIRONMENT}/websites"
_SETTINGS = "/providers/Microsoft.BusinessAppPlatform/listTenantSettings"
_ROWS = ("/adx_websites", "/powerpagesites")


class Websites:
    """`app` is the practice tenant. A site is complete two minutes after it was asked for.

    Its rows are those of the practice tenant's own site, which nobody sees before.
    """

    def __init__(self, clock):
        self.app, self.clock, self.record_id = None, clock, ""
        self.sites, self.asked = [], []
        self.refusal = None
        self.is_administrator, self.is_restricted = True, False

    def make(self, name, subdomain, **more):
        """As somebody does in Microsoft's page."""
        usual = {
            "id": f"11111111-2222-4333-8444-{len(self.sites):012}", "name": name,
            "templateName": "CustomerPortal", "subdomain": subdomain, "type": "Trial",
            "websiteUrl": f"https://{subdomain}.powerappsportals.com",
            "websiteRecordId": self.record_id, "siteVisibility": "private",
            "trialExpiringInDays": 90, "suspendedWebsiteDeletingInDays": 97,
        }  # fmt: skip
        self.sites.append((self.clock.now(), usual | more))

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        wish = None
        if scope["path"] == _WEBSITES and scope["method"] == "POST":
            wish = json.loads(await Request(scope, receive).body())
        answer = self._answer(scope["path"], wish, scope["query_string"])
        await (answer or self.app)(scope, receive, send)

    def _answer(self, path, wish, query):
        if wish is not None:
            return self._create(wish)
        if path == _WEBSITES:
            rest = [] if b"skip=" in query else self.sites
            return JSONResponse({"value": [self._shown(*each) for each in rest]})
        if path == _SETTINGS:
            return JSONResponse({"disablePortalsCreationByNonAdminUsers": self.is_restricted})
        return self._of_dataverse(path)

    def _of_dataverse(self, path):
        if "/systemusers(" in path:
            return self._user(path.partition("(")[2].rstrip(")"))
        if path.endswith("/RetrieveProvisionedLanguages()"):
            return JSONResponse({"RetrieveProvisionedLanguages": [1033, 1042]})
        if path.endswith(_ROWS) and not self.sites:
            return JSONResponse({"value": []})
        return None

    def _create(self, wish):
        self.asked.append(wish)
        if self.refusal:
            return JSONResponse({"error": self.refusal}, 400)
        self.make(wish["name"], wish["subdomain"])
        return Response(status_code=202)

    def _shown(self, since, site):
        if self.clock.now() >= since + timedelta(minutes=2):
            return {"status": "OperationComplete", "packageInstallStatus": "Installed"} | site
        return {"status": "OperationInProgress", "packageInstallStatus": "Installing"} | site

    def _user(self, user_id):
        held = [{"name": "System Administrator", "_roletemplateid_value": SYSTEM_ADMINISTRATOR}]
        return JSONResponse(
            {
                "systemuserid": user_id, "accessmode": 0, "isdisabled": False,
                "systemuserroles_association": held if self.is_administrator else [],
            }
        )  # fmt: skip
