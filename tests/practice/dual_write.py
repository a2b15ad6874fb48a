"""Microsoft's dual-write page, as far as a test needs it."""

from app.practice.gateway.api import HOST
from tests.practice.asking import Service

ORIGIN = f"https://{HOST}"
M = f"{ORIGIN}/api/DualWriteManagement/1.0"
A = f"{ORIGIN}/api"
PAGE = "https://dataintegrator.trafficmanager.net/"
ACCOUNTS, PRODUCTS = "accounts - Customers V3", "products - CDS released distinct products"
ORDERS = "salesorders - CDS sales order headers"
CORE, FINANCE, SUPPLY_CHAIN = (
    "msdyn_DualWriteAppCoreMaps",
    "msdyn_Dynamics365FinanceExtendedMaps",
    "msdyn_Dynamics365SupplyChainExtendedMaps",
)


class Desk:
    """One connection set, with the commands the dual-write page has."""

    def __init__(self, browser, host="contoso-uat.operations.eu.dynamics.com"):
        self.tenant = browser.tenant
        self.service = Service(browser, "", self.tenant.gateway_token())
        [found] = self.service.seen(f"{M}/Environments?targetType=AX&identifier={host}")
        self.cid, self.cname = found["cid"], found["cname"]

    def maps(self):
        rows = self.service.seen(f"{M}/Entities?targetType=AX&cid={self.cid}")
        return {row["detail"]["tName"]: row["detail"] for row in rows}

    def post(self, path, json=None):
        return self.service.ask("POST", path, json, Origin=PAGE)

    def command(self, action, *names, **parameters):
        maps = self.maps()
        details = [
            {
                "tid": maps[name]["tid"],
                "pid": maps[name].get("pid"),
                "cid": self.cid,
                "parameters": parameters,
            }
            for name in names
        ]
        if action == "8":
            details = [{"tid": one["tid"], "cid": one["cid"]} for one in details]
        return self.post(f"{M}/Start", {"action": action, "details": details})

    def start(self, name, *, skip=False, master="AX"):
        rule = {"option": "1", "master": master}
        return self.command("1", name, skipInitialSync=skip, conflictResolution=rule)

    def request(self, answer):
        """How the request stands, out of the maps it was for."""
        assert answer.status_code == 200, answer.text
        request_id = answer.json()["requestId"]
        [row, *_] = self.service.seen(f"{M}/Status/{request_id}")
        requests = row["detail"]["lastRequests"]
        return next(one for one in requests if one["requestId"] == request_id)

    def executions(self, name):
        pid = self.maps()[name]["pid"]
        body = self.service.seen(f"{A}/ProjectExecutionWithCompanies/{pid}")
        return body["projectExecutionResponses"]

    def apply(self, *names):
        solutions = [{"criteria": {"uniquename": name}} for name in names]
        root = f"{M}/SolutionAware/{self.cid}"
        body = {"action": "2", "solutions": solutions}
        answer = self.post(f"{root}/RestoreTemplates", body)
        return f"{root}/Status/{answer.json()['requestId']}"
