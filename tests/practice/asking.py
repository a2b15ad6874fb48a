"""Asking the services beside Dataverse, as whoever is signed in, with the clock in hand."""

NEW = "https://api.powerplatform.com"
OLD = "https://api.bap.microsoft.com"
GRAPH = "https://graph.microsoft.com"
UAT, TEMPLATE, EMPTY = (f"e0000000-0000-4000-8000-0000000000{end}" for end in ("a1", "b2", "c3"))
VERSION = "api-version=2024-10-01"
PREVIEW = "api-version=2022-03-01-preview"


class Service:
    """One service. `ask` answers the response, `seen` the JSON of one that has to be a 200."""

    def __init__(self, browser, origin, token="", version=""):
        self._http, self._origin, self._version = browser.http, origin, version
        self.token = token

    def ask(self, method, path, json=None, **headers):
        address = path if path.startswith("https://") else f"{self._origin}{path}"
        if self._version and "api-version" not in address:
            address += f"{'&' if '?' in address else '?'}{self._version}"
        sent = {"Authorization": f"Bearer {self.token}", **headers}
        return self._http.request(method, address, json=json, headers=sent)

    def seen(self, path, method="GET", json=None):
        answer = self.ask(method, path, json)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def pages(self, path):
        """All rows, over all pages, and how many pages there were."""
        rows, count = [], 0
        while path:
            body = self.seen(path)
            rows, count = rows + body["value"], count + 1
            path = body.get("@odata.nextLink", "")
        return rows, count


def service(browser, origin, version="", *, part="admin", scopes=None, resource=""):
    """Signs in and gets a token for the service."""
    browser.cache = type(browser.cache)()
    browser.sign_in(part)
    if scopes:
        app = browser.msal(browser.tenant.tenant_id)
        [account] = app.get_accounts()
        found = app.acquire_token_silent_with_error(list(scopes), account)
        token = found.get("access_token", "")
    else:
        token = browser.token(resource or origin)
    return Service(browser, origin, token, version)


def error_of(answer):
    return answer.status_code, answer.json()["error"]["code"]
