"""`$batch`: many requests in one. A change set is done as a whole or not at all."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from uuid import uuid4

from app.practice.dataverse.calls import (
    LONGEST_URL_IN_BATCH,
    Call,
    Json,
    Reply,
    split_address,
    told,
)
from app.practice.dataverse.faults import Fault, bad_request
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.parts import (
    Part,
    boundary_of,
    head,
    join_parts,
    read_part,
    split_parts,
)

MOST_REQUESTS = 1000
_LINE = re.compile(r"(\w+) (.+) HTTP/1\.[01]")  # a client may leave spaces in the address
_REFERENCE = re.compile(r"\$(\d+)")
_PART = {"Content-Type": "application/http", "Content-Transfer-Encoding": "binary"}
_TOLD_TO_ALL = ("if-none-match", "prefer")  # said of the batch, not of its parts
_BAD = 400

Answer = Callable[[Call], Reply]


class Batch:
    """`answer` answers one request, and raises a Fault when it cannot."""

    def __init__(self, organization: Organization, answer: Answer) -> None:
        self._organization, self._answer = organization, answer

    def reply(self, call: Call) -> Reply:
        parts = list(split_parts(call.body, boundary_of(call.header("content-type"))))
        sets = [self._change_set(part) for part in parts]
        if sum(len(inner) if inner is not None else 1 for inner in sets) > MOST_REQUESTS:
            message = f"The batch exceeds the maximum number of {MOST_REQUESTS} requests."
            raise bad_request(message, "0x80060888")
        goes_on = "odata.continue-on-error" in call.preferences
        texts, status = [], 200
        for part, inner in zip(parts, sets, strict=True):
            failed, text = self._one(call, part) if inner is None else self._all(call, inner)
            texts.append(text)
            if failed and not goes_on:
                status = _BAD  # whatever the status of the part: clients take no other one
                break
        boundary = f"batchresponse_{uuid4()}"
        kind = {"Content-Type": f"multipart/mixed; boundary={boundary}"}
        return Reply(status, join_parts(boundary, texts), kind)

    @staticmethod
    def _change_set(part: Part) -> list[Part] | None:
        kind = part.headers.get("content-type", "")
        if kind.lower().startswith("application/http"):
            return None
        return list(split_parts(part.body, boundary_of(kind)))

    def _one(self, outer: Call, part: Part) -> tuple[bool, bytes]:
        try:
            reply = self._answer(self._call(outer, part, {}))
        except Fault as fault:
            reply = told(fault)
        return reply.status >= _BAD, _text(reply, "")

    def _all(self, outer: Call, parts: list[Part]) -> tuple[bool, bytes]:
        """Inside one transaction. A failed set answers with its one error alone."""
        try:
            with self._organization.store.transaction():
                texts = list(self._changes(outer, parts))
        except Fault as fault:
            return True, _text(told(fault), "")
        boundary = f"changesetresponse_{uuid4()}"
        kind = {"Content-Type": f"multipart/mixed; boundary={boundary}"}
        return False, head(kind) + join_parts(boundary, texts)

    def _changes(self, outer: Call, parts: list[Part]) -> Iterator[bytes]:
        made: dict[str, str] = {}
        for part in parts:
            number = part.headers.get("content-id", "")
            call = self._call(outer, part, made)
            if call.method == "GET":
                raise bad_request("A change set cannot contain a GET request.", "0x80060888")
            reply = self._answer(call)
            if number and (place := reply.headers.get("OData-EntityId")):
                made[number] = place
            yield _text(reply, number)

    def _call(self, outer: Call, part: Part, made: Mapping[str, str]) -> Call:
        line, _, rest = part.body.lstrip(b"\r\n").partition(b"\n")
        found = _LINE.fullmatch(line.decode("utf-8", "replace").strip())
        if not found:
            raise bad_request("A request in the batch has no request line.", "0x0")
        if len(found.group(2)) > LONGEST_URL_IN_BATCH:
            raise Fault(414, "0x0", "The address of a request in the batch is too long.")
        inner = read_part(rest)
        method, address = found.group(1).upper(), _resolved(found.group(2), made)
        place = split_address(address, self._organization.host)
        if not place or place[0] == "$batch":
            raise bad_request(f"The batch cannot hold a request to '{address[:100]}'.", "0x0")
        shared = {name: text for name, text in outer.headers.items() if name not in _TOLD_TO_ALL}
        body = inner.body.strip(b"\r\n") if method != "GET" else b""
        headers = {**shared, "content-type": "", **inner.headers}
        if b'"$' in body:
            body = _with_references(body, made)
        return Call(method, place[0], place[1], headers, body, outer.person)


def _resolved(text: str, made: Mapping[str, str]) -> str:
    """`$1` at the beginning of an address is what the request with that Content-ID made."""
    found = _REFERENCE.match(text)
    if not found:
        return text
    if found.group(1) not in made:
        message = f"Content-ID Reference: '${found.group(1)}' does not exist in the batch context."
        raise bad_request(message, "0x80060888")
    return made[found.group(1)] + text[found.end() :]


def _with_references(body: bytes, made: Mapping[str, str]) -> bytes:
    try:
        told_of = json.loads(body)
    except ValueError:
        return body
    if not isinstance(told_of, dict):
        return body
    referred = {name: _referred(name, value, made) for name, value in told_of.items()}
    return json.dumps(referred).encode()


def _referred(name: str, value: Json, made: Mapping[str, str]) -> Json:
    if not name.endswith(("@odata.bind", "@odata.id")):
        return value
    if isinstance(value, list):
        return [_resolved(one, made) if isinstance(one, str) else one for one in value]
    return _resolved(value, made) if isinstance(value, str) else value


def _text(reply: Reply, number: str) -> bytes:
    named = {**_PART, "Content-ID": number} if number else _PART
    phrase = HTTPStatus(reply.status).phrase
    line = f"HTTP/1.1 {reply.status} {phrase}\r\n".encode()
    return head(named) + line + head(reply.headers) + reply.body
