"""MSAL's requests through our own HTTP client, and so through the one way out."""

from collections.abc import Mapping

import httpx
import requests

from app.microsoft.refusals import Answer

_LARGEST = 2 * 1024 * 1024
_REDIRECTS_FROM, _ERRORS_FROM = 300, 400


class Reply:
    """The shape that MSAL expects of a response."""

    def __init__(self, answer: Answer) -> None:
        self.status_code, self.headers = answer.status, answer.headers
        self.text = answer.body.decode("utf-8", errors="replace")

    def raise_for_status(self) -> None:
        if self.status_code >= _ERRORS_FROM:
            raise requests.HTTPError(str(self.status_code))


class MsalHttp:
    """MSAL knows the failures of `requests` only, so ours are told in those words."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def get(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        **_: object,
    ) -> Reply:
        return self._send(self._http.build_request("GET", url, params=params, headers=headers))

    def post(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        data: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        **_: object,
    ) -> Reply:
        return self._send(
            self._http.build_request("POST", url, params=params, data=data, headers=headers)
        )

    def close(self) -> None:
        """The client is shared and outlives each MSAL application."""

    def _send(self, request: httpx.Request) -> Reply:
        try:
            answer = answer_to(self._http, request)
        except httpx.TimeoutException as error:
            raise requests.exceptions.Timeout(type(error).__name__) from None
        except httpx.RequestError as error:
            raise requests.exceptions.ConnectionError(type(error).__name__) from None
        if _REDIRECTS_FROM <= answer.status < _ERRORS_FROM:
            raise requests.exceptions.TooManyRedirects(str(answer.status))
        return Reply(answer)


def answer_to(http: httpx.Client, request: httpx.Request) -> Answer:
    """Send without following redirects; refuse a body that is larger than any of Entra's."""
    response = http.send(request, stream=True, follow_redirects=False)
    try:
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > _LARGEST:
                raise httpx.ReadError("the reply is too large", request=request)
    finally:
        response.close()
    return Answer(response.status_code, response.reason_phrase, response.headers, bytes(body))
