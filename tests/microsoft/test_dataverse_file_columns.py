"""The bytes of a file column, at once or in pieces; never half of them."""

import httpx
import pytest

from app.microsoft import errors
from app.microsoft.dataverse import Dataverse
from app.microsoft.transport import Transport

pytestmark = pytest.mark.anyio

ORIGIN = "https://contoso-uat.crm4.dynamics.com"
FILE = "11111111-2222-4333-8444-555555555555"
PIECE = 4 * 1024 * 1024
LARGE = bytes(range(256)) * (9 * 1024 * 4 + 1)
SESSION = f"{ORIGIN}/api/data/v9.2/adx_webfiles({FILE})/adx_filecontent?sessiontoken=abc%2f1"


class Column:
    def __init__(self, content: bytes | None = None, **begun: str) -> None:
        self.content, self.asked = content, list[httpx.Request]()
        self.begun = {"Location": SESSION, "x-ms-chunk-size": str(PIECE), **begun}
        self.odd: httpx.Response | None = None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if request.method == "GET":
            return self.read(request)
        if request.headers.get("x-ms-transfer-mode") == "chunked":
            return httpx.Response(200, headers=self.begun)
        return httpx.Response(204)

    def read(self, request: httpx.Request) -> httpx.Response:
        if self.content is None:
            return httpx.Response(204)
        start, _, end = request.headers["range"].removeprefix("bytes=").partition("-")
        if int(start) and self.odd:
            return self.odd
        part = self.content[int(start) : int(end) + 1]
        if not part:
            return httpx.Response(416)
        last, whole = int(start) + len(part) - 1, len(self.content)
        headers = {"Content-Range": f"bytes {start}-{last}/{whole}"}
        return httpx.Response(206, content=part, headers=headers)

    @property
    def dataverse(self) -> Dataverse:
        async def token(scope, *, refused=""):
            return "at"

        http = httpx.AsyncClient(transport=httpx.MockTransport(self))
        return Dataverse(Transport(http, token), ORIGIN)

    async def bytes(self):
        return await self.dataverse.column_bytes("adx_webfiles", FILE, "adx_filecontent")

    async def put(self, data):
        place = "adx_webfiles", FILE, "adx_filecontent"
        await self.dataverse.put_column_bytes(*place, data, "gr\u00f6\u00dfe.css")


@pytest.mark.parametrize("content", [b"a", b"", LARGE[:PIECE], LARGE])
async def test_all_bytes_are_read_in_as_many_pieces_as_it_takes(content):
    column = Column(content)
    assert await column.bytes() == content
    assert len(column.asked) == max(-(-len(content) // PIECE), 1)


async def test_a_service_that_gives_everything_at_once_is_believed():
    column = Column(LARGE)
    column.read = lambda _: httpx.Response(200, content=LARGE)
    assert await column.bytes() == LARGE


async def test_an_empty_column_has_no_bytes():
    assert await Column().bytes() is None


@pytest.mark.parametrize(
    "odd",
    [
        httpx.Response(204),
        httpx.Response(200, content=b"another file"),
        httpx.Response(416),
        httpx.Response(206, content=b"xx", headers={"Content-Range": "bytes 0-1/2"}),
        httpx.Response(206, content=b"xx"),
    ],
)
async def test_a_file_that_is_replaced_while_it_is_read_is_never_put_together_of_two(odd):
    column = Column(LARGE)
    column.odd = odd
    with pytest.raises(errors.UnexpectedReply):
        await column.bytes()


async def test_few_bytes_go_at_once():
    column = Column()
    await column.put(b"a {}")
    [sent] = column.asked
    assert (sent.content, sent.headers["If-Match"]) == (b"a {}", "*")
    assert sent.headers["x-ms-file-name"] == "gr%C3%B6%C3%9Fe.css"


async def test_many_bytes_go_in_pieces_to_the_address_that_was_given():
    column = Column()
    await column.put(LARGE)
    begin, *pieces = column.asked
    assert (begin.content, begin.headers["x-ms-transfer-mode"]) == (b"", "chunked")
    assert begin.url.params["x-ms-file-name"] == "gr\u00f6\u00dfe.css"
    assert {str(piece.url) for piece in pieces} == {SESSION}
    assert b"".join(piece.content for piece in pieces) == LARGE
    ranges = [piece.headers["Content-Range"] for piece in pieces]
    assert ranges[0] == f"bytes 0-{PIECE - 1}/{len(LARGE)}"
    assert ranges[-1] == f"bytes {PIECE * 2}-{len(LARGE) - 1}/{len(LARGE)}"


@pytest.mark.parametrize("size", ["", "0", "x", "-1"])
async def test_an_upload_without_a_size_of_its_pieces_is_not_begun(size):
    column = Column(**{"x-ms-chunk-size": size})
    with pytest.raises(errors.UnexpectedReply):
        await column.put(LARGE)
    assert len(column.asked) == 1


async def test_pieces_go_to_no_other_host():
    column = Column(Location="https://evil.com/?sessiontoken=1")
    with pytest.raises(errors.UnexpectedReply):
        await column.put(LARGE)
    assert len(column.asked) == 1


async def test_what_a_column_can_never_hold_is_not_sent():
    column = Column()
    with pytest.raises(errors.Refused):
        await column.put(bytes(128 * 1024 * 1024 + 1))
    assert column.asked == []
