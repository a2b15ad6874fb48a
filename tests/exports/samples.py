"""Small exports, made up here, in the shape that pac gives them."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace

from app.exports import Row, read_export
from app.exports.kinds import KINDS, WEB_FILE, WEBSITE

WEBSITE_ID = "10000000-0000-4000-8000-000000000001"


def guid(number: int) -> str:
    return f"20000000-0000-4000-8000-{number:012x}"


SMALL: Mapping[str, str | bytes] = {
    ".portalconfig/contoso.crm4.dynamics.com-manifest.yml": "adx_webrole: []\n",
    ".portalconfig/manifest.yml": f"adx_webpage:\n- RecordId: {guid(99)}\n  IsDeleted: true\n",
    ".portalconfig/portallanguage.yml": (
        f"- adx_languagecode: en-US\n  adx_lcid: 1033\n  adx_portallanguageid: {guid(1)}\n"
    ),
    "content-snippets/footer/Footer.en-US.contentsnippet.value.html": "One\r\nTwo",
    "content-snippets/footer/Footer.en-US.contentsnippet.yml": (
        f"adx_contentsnippetid: {guid(3).upper()}\n"
        f"adx_contentsnippetlanguageid: {guid(2)}\nadx_name: Footer\n"
    ),
    "content-snippets/bare/Bare.contentsnippet.yml": (
        f"adx_contentsnippetid: {guid(4)}\nadx_name: Bare\n"
    ),
    "sitesetting.yml": (
        f"- adx_name: Search/Enabled\n  adx_sitesettingid: {guid(5)}\n  adx_value: false\n"
        f"- adx_name: Empty\n  adx_sitesettingid: {guid(6)}\n  adx_value: \n"
        f"- adx_name:  oddly   # and a remark\n"
        f"  adx_sitesettingid: {guid(7)}\n  versionnumber: 12\n"
    ),
    "table-permissions/Orders.tablepermission.yml": (
        f"adx_entityname: Orders\nadx_entitypermission_webrole:\n- {guid(8).upper()}\n"
        f"adx_entitypermissionid: {guid(9)}\nadx_read: true\n"
    ),
    "web-files/logo.png": b"\x89PNG\x00\x01",
    "web-files/logo.png.webfile.yml": (
        f"adx_name: logo.png\nadx_partialurl: logo.png\nadx_webfileid: {guid(10)}\n"
        f"annotationid: {guid(11)}\nfilename: logo.png\nobjectid: {guid(10)}\n"
    ),
    "website.yml": f"adx_name: Contoso - contoso\nadx_websiteid: {WEBSITE_ID}\n",
    "weblink-sets/main/Main.weblinkset.weblink.yml": (
        f"- adx_name: Home\n  adx_weblinkid: {guid(13)}\n"
    ),
    "weblink-sets/main/Main.weblinkset.yml": f"adx_name: Main\nadx_weblinksetid: {guid(12)}\n",
}


def zipped(members: Mapping[str, str | bytes], folder: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(folder + name, content)
    return buffer.getvalue()


def small(**more: str | bytes) -> bytes:
    return zipped({**SMALL, **more})


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def by_key(data: bytes) -> dict[tuple[str, str], Row]:
    """The rows of an export by table and id, without the paths, which nobody compares."""
    return {(row.table, row.id): replace(row, paths=()) for row in read_export(data).rows}


def a_row_of_every_kind() -> list[Row]:
    """Children point to their parents; every second long text is empty."""
    numbers = {kind.ending: number for number, kind in enumerate(KINDS, start=100)}
    rows = []
    for kind in KINDS:
        number = numbers[kind.ending]
        columns: dict[str, str | None] = {kind.title: f"A name: {number}/x", "adx_a": None}
        for place, column in enumerate(kind.texts):
            columns[column] = f"<p>{number}</p>\r\n" if place % 2 == 0 else None
        if kind.parent:
            columns[kind.parent] = guid(numbers[kind.parent_ending])
        content = b"\x00bytes" if kind is WEB_FILE else None
        links = {"adx_some_association": frozenset({guid(1), guid(2)})}
        identity = WEBSITE_ID if kind is WEBSITE else guid(number)
        rows.append(Row(kind.table, identity, columns, links, content))
    return rows
