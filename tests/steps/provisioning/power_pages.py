"""Power Pages at the other end of HTTP: makes at most what it is asked for, and can misbehave."""

import json

import httpx

from app.microsoft.clients import Connections
from app.microsoft.endpoints import cloud

ENVIRONMENT = "e0000000-0000-4000-8000-0000000000a1"
ROOT = f"/powerpages/environments/{ENVIRONMENT}/websites"


class PowerPages:
    """`steps` are the words a site goes through, one at each list. `lag` hides it in as many."""

    def __init__(self, lag=0, steps=()):
        self.lag = lag
        self.steps = steps or (
            ("OperationNotStarted", "InstallRequested"),
            ("OperationInProgress", "Installing"),
            ("OperationComplete", "Installed"),
        )
        self.posts, self.lists, self.sites = [], 0, []
        self.operation = httpx.Response(404)
        self.troubles = []  # what the next requests for a site are answered with
        self.on_post = lambda: None

    def has(self, **site):
        self.sites.append(
            {"hidden": 0, "looks": 0, "steps": (), "id": f"h{len(self.sites)}"} | site
        )

    def __call__(self, request):
        if "/operations/" in request.url.path:
            return self.operation
        assert request.url.path == ROOT, request.url
        return self._post(request) if request.method == "POST" else self._list(request)

    def _post(self, request):
        self.posts.append(json.loads(request.content))
        trouble = self.troubles.pop(0) if self.troubles else None
        if isinstance(trouble, httpx.Response):
            return trouble
        if not isinstance(trouble, (httpx.ConnectError, httpx.ConnectTimeout)):
            wish = self.posts[-1]
            self.has(hidden=self.lag, steps=self.steps, **wish)
        self.on_post()
        if trouble:
            raise trouble
        where = f"https://api.powerplatform.com{ROOT}/operations/1?api-version=2024-10-01"
        return httpx.Response(202, headers={"Operation-Location": where})

    def _list(self, request):
        if "skip" in request.url.params:
            return httpx.Response(200, json={"value": []})
        self.lists += 1
        return httpx.Response(200, json={"value": [s for s in map(self._shown, self.sites) if s]})

    def _shown(self, site):
        if site["hidden"] > 0:
            site["hidden"] -= 1
            return None
        shown = {key: value for key, value in site.items() if key not in ("hidden", "steps")}
        if site["steps"]:
            status, package = site["steps"][min(site["looks"], len(site["steps"]) - 1)]
            site["looks"] += 1
            shown |= {"status": status, "packageInstallStatus": package}
        return {"websiteRecordId": "r1", **shown}

    def clients(self):
        async def token(_scope):
            return "at-for-tests"

        http = httpx.AsyncClient(transport=httpx.MockTransport(self))
        return Connections(cloud("public"), http).to(token, "https://o1.crm4.dynamics.com")
