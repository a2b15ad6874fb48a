"""One question to the Web API and its answer, whether they came alone or in a batch."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import parse_qsl, quote, unquote

from app.practice.dataverse.faults import ODATA, Fault, bad_request
from app.practice.dataverse.filters import Value
from app.practice.people import Person

Json: TypeAlias = Value | list["Json"] | dict[str, "Json"]
Body: TypeAlias = dict[str, Json]

LONGEST_URL = 32_768
LONGEST_URL_IN_BATCH = 65_536
_TYPE = "application/json; odata.metadata=minimal"
_PREFERENCES = re.compile(r'(?:[^,"]|"[^"]*")+')  # a comma in quotes belongs to a value
_ROOT = re.compile(r"(?:https://([^/]+))?/api/data/v9\.[012]/(.*)", re.DOTALL)


@dataclass(frozen=True)
class Call:
    """`path` comes after the version, decoded. Names of headers are in lower case."""

    method: str
    path: str
    options: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: bytes
    person: Person

    def header(self, name: str) -> str:
        return self.headers.get(name, "")

    def option(self, name: str) -> str:
        return dict(self.options).get(name, "")

    @property
    def preferences(self) -> Mapping[str, str]:
        said = _PREFERENCES.findall(self.header("prefer"))
        parts = (part.strip().partition("=") for part in said)
        return {name.strip().lower(): value.strip().strip('"') for name, _, value in parts}

    @property
    def wants_row(self) -> bool:
        return self.preferences.get("return") == "representation"

    def json(self) -> Body:
        if not self.header("content-type").lower().startswith("application/json"):
            raise Fault(415, "0x0", "Send the body as application/json.")
        try:
            body = json.loads(self.body)
        except ValueError as error:
            message = "Error identified in Payload provided by the user: it is not valid JSON."
            raise bad_request(message, "0x80048d19") from error
        if not isinstance(body, dict):
            raise bad_request("The payload has to be one JSON object.", "0x80048d19")
        return body

    def address(self, root: str, *without: str) -> str:
        """Its own address, ready for one more option."""
        options = [
            f"{name}={quote(value, safe='')}&"
            for name, value in self.options
            if name not in without
        ]
        return f"{root}{self.path}?{''.join(options)}"


@dataclass
class Reply:
    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.headers = {**ODATA, **self.headers}


def said(body: Body, headers: Mapping[str, str] | None = None, status: int = 200) -> Reply:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return Reply(status, text, {"Content-Type": _TYPE, **(headers or {})})


def told(fault: Fault) -> Reply:
    reply = said({"error": {"code": fault.code, "message": fault.message}}, None, fault.status)
    reply.headers.update(fault.headers)
    return reply


def split_address(address: str, host: str) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """Path and options of an address of this organization; None for any other."""
    whole, _, query = address.partition("?")
    found = _ROOT.fullmatch(whole)
    if not found or (found.group(1) or host).lower() != host:
        return None
    options = parse_qsl(query, keep_blank_values=True)
    return unquote(found.group(2)), tuple(options)
