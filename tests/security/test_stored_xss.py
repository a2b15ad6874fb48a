"""Whatever names and texts say: on our pages they are text."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count

import pytest
from bs4 import Tag

from app.access.identity import Identity
from app.access.roles import Role
from app.access.sessions import open_session
from app.exports import read_export
from app.exports.building import build_export
from app.practice.people import TENANT_ID
from tests.product import Person
from tests.security.between import Between
from tests.security.house import House, open_house

pytestmark = pytest.mark.anyio

CORPUS = [
    "<script>xss()</script>", '"><script src=//xss.example></script>',
    "<img src=x onerror=xss()>", "<svg/onload=xss()>", "' onmouseover='xss()",
    '" autofocus onfocus="xss()', "javascript:xss()", "</textarea><script>xss()</script>",
    "</title><script>xss()</script>", "</pre></details><xss-element>", "<!--<script>xss",
    "-->]]><xss>", "{{ 7*'xss' }}", "{% include 'layout/base.html' %}xss", "%(xss)s {xss}",
    "&lt;script&gt;xss()", "&#60;script&#62;xss()", "<xss-element xss-at=1>", "<style>*{xss:1}",
    "<base href=//xss.example>", "<form action=//xss.example><button>xss</form>",
    "<meta http-equiv=refresh content='0;url=//xss.example'>", "<iframe srcdoc='<p>xss'>",
    "<a href=javascript:xss()>xss</a>", "<div hx-get=/xss hx-trigger=load>", "\u202e<b>xss</b>",
    "<math><mtext></form><form><mglyph><xss>", "<x style=xss:1>", "` onclick=`xss()",
]  # fmt: skip
SHOWN = frozenset({"value", "title", "aria-label", "placeholder"})
"""Attributes whose value is only ever shown."""
LEADING = frozenset({"href", "src", "action", "formaction", "hx-get", "hx-post"})
OURS = re.compile(
    r"[/#?](?!/)|http://localhost:\d+/$|https://([a-z0-9-]+\.)*"
    r"(microsoft|powerapps|powerplatform|dynamics|microsoftonline|office|azure)\.com(/|$)"
    r"|https://github\.com/MicrosoftDocs/"
)
"""Addresses of this site, of the practice tenant's page about itself, and of Microsoft's pages."""
NEVER = frozenset({"iframe", "object", "embed", "style", "base", "frame", "img", "math"})
ENOUGH = 2
"""Rows of each table. More of them show nothing new, and take long to look at."""
LONG = ("adx_value", "adx_source", "adx_copy", "adx_description", "adx_customjavascript")
NAMED = ("adx_name", "adx_title", "adx_display_name", "adx_entityname", "adx_partialurl")


def spoilt(export: bytes, first: int) -> bytes:
    """The export with something of the corpus in names and texts of every table, in turn."""
    site = read_export(export)
    turn, seen = count(first), Counter[str]()
    rows = []
    for row in site.rows:
        seen[row.table] += 1
        if seen[row.table] > ENOUGH:
            rows.append(row)
            continue
        columns = dict(row.columns)
        for name in (*LONG, *NAMED):
            if columns.get(name) and not is_setting_name(row.table, name):
                columns[name] = f"{columns[name]} {CORPUS[next(turn) % len(CORPUS)]}"
        content = row.content
        if content is not None:
            content += f"\n{CORPUS[next(turn) % len(CORPUS)]}".encode()
        rows.append(replace(row, columns=columns, content=content))
    return build_export(f"Site {CORPUS[first % len(CORPUS)]}", site.website_id, rows)


def is_setting_name(table: str, column: str) -> bool:
    """Settings are known by their names: which of them are secrets must stay as it is."""
    return table == "adx_sitesetting" and column == "adx_name"


def renamed(body: bytes) -> bytes:
    """The tenant's list, with environments that are named to do harm."""
    for name, evil in zip((b"Contoso UAT", b"Contoso New"), CORPUS, strict=False):
        body = body.replace(b'"' + name + b'"', json.dumps(evil).encode())
    return body


@pytest.fixture(scope="module")
async def house(stock, tmp_path_factory):
    folder = tmp_path_factory.mktemp("spoilt")
    async with open_house(stock, folder, around=lambda app: Between(app, renamed)) as house:
        yield house


async def with_an_evil_name(house: House) -> Person:
    """An operator whose name in the directory is a script."""
    product = house.product
    who = Identity(f"{TENANT_ID}/evil", TENANT_ID, CORPUS[0], CORPUS[1], Role.OPERATOR)
    cookie = await product.database(
        lambda s: open_session(s, who, now=house.clock.now(), settings=product.settings)
    )
    person = house.make()
    person.browser.cookies.set("__Host-session", cookie)
    return person


@dataclass
class Crawl:
    """Every page that can be reached by links, each looked at."""

    person: Person
    seen: set[str] = field(default_factory=set)
    said: list[str] = field(default_factory=list)

    async def walk(self, start: str) -> None:
        ahead = [start]
        while ahead:
            address = ahead.pop()
            if address in self.seen:
                continue
            self.seen.add(address)
            answer = await self.person.get(address)
            if not answer.headers["content-type"].startswith("text/html"):
                continue
            assert answer.status_code == 200, address
            self.look()
            ahead += self.links()

    def links(self) -> Iterator[str]:
        for link in self.person.soup().select("a[href]"):
            address = link["href"].partition("#")[0]
            elsewhere = address.startswith(("/auth/", "/static/")) or "saved=" in address
            if address.startswith("/") and not elsewhere:
                yield address

    def look(self) -> None:
        soup = self.person.soup()
        for tag in soup.select("*"):
            look_at(tag)
        values = [str(tag["value"]) for tag in soup.select("[value]")]
        self.said.append("\n".join([soup.get_text(), *values]))


def look_at(tag: Tag) -> None:
    assert tag.name not in NEVER
    assert "xss" not in tag.name
    if tag.name == "script":
        assert tag["src"].startswith("/static/")
        assert not tag.text.strip()
    for name, value in tag.attrs.items():
        words = " ".join(value) if isinstance(value, list) else value
        assert not name.startswith("on"), str(tag)[:300]
        assert name != "style", str(tag)[:300]
        if name in LEADING:
            assert OURS.match(words), str(tag)[:300]
        elif name not in SHOWN:
            assert "xss" not in f"{name} {words}", str(tag)[:300]


async def evil_merge(house: House, environment: str) -> Person:
    """Three exports full of it are merged by somebody whose name is of the same kind."""
    person = await with_an_evil_name(house)
    exports = house.practice.tenant.exports
    slots = zip(("base", "site", "template"), (0, 7, 13), strict=True)
    files = {
        f"{slot}_file": (f"{slot}-{CORPUS[first + 3]}.zip", spoilt(exports[f"{slot}.zip"], first))
        for slot, first in slots
    }
    await person.get(f"{environment}/update")
    answer = await person.post(f"{environment}/update/merges", files=files)
    assert answer.status_code == 200, person.words()
    return person


async def decide(person: Person, review: str) -> None:
    """An own text of the same kind; the next one is overtaken; a third comes back unanswered."""
    await person.get(review)
    links = [a["href"] for a in person.soup().select("ul.tasks a.row")]
    conflicts = [link for link in links if "/conflicts/" in link]
    crawl = Crawl(person)
    for number, conflict in enumerate(conflicts[:5]):
        own = {"choice": "own", "own_text": CORPUS[number % len(CORPUS)], "seen": "0"}
        for fields in (own, {**own, "own_text": "</textarea><xss>"}, {"choice": "<xss>"}):
            await person.get(conflict)
            await person.post(f"{conflict}/decide", **fields)
            crawl.look()


async def test_no_page_takes_a_name_or_a_text_for_markup(house):
    avery = await house.person("admin")
    environments = [await avery.add("contoso-uat"), await avery.add("contoso-new")]
    person = await evil_merge(house, environments[0])
    review = person.path()
    await decide(person, review)
    crawl = Crawl(person)
    await crawl.walk("/")
    await crawl.walk(review)
    await avery.post(f"{environments[1]}/remove")
    crawl.seen.clear()
    await crawl.walk("/")
    await Crawl(avery).walk("/environments/add")

    kinds = {address.split("/")[-2] for address in crawl.seen}
    assert {"conflicts", "environments", "merges"} <= kinds
    assert any("/records/" in address for address in crawl.seen)
    everything = "\n".join(crawl.said)
    unseen = [evil for evil in CORPUS if evil not in everything]
    assert unseen == [], "these were nowhere shown as they are"
    assert "xssxss" not in everything


@pytest.mark.parametrize("evil", CORPUS)
async def test_what_is_refused_comes_back_as_text(house, evil):
    avery = await house.person("admin")
    environment = await avery.add("contoso-uat")
    crawl = Crawl(avery)
    await avery.post("/environments/add", address=evil)
    crawl.look()
    await avery.get(f"{environment}/update")
    await avery.post(
        f"{environment}/update/merges",
        files={"base_file": (f"{evil}.zip", b"no zip")}, site="folder:" + evil, template=evil,
    )  # fmt: skip
    crawl.look()
    for address in (f"{environment}/update", "/sign-in", "/nowhere", "/auth/callback", "/"):
        asked = {"next": evil, "error": evil, "error_description": evil, "show": evil}
        avery.seen = await avery.browser.get(address, params={**asked, "saved": evil, "lang": evil})
        crawl.look()
    assert evil in crawl.said[0]


async def test_a_downloaded_file_has_a_plain_name(house):
    """With nothing to decide: the template has stayed as it was."""
    avery = await house.person("admin")
    environment = await avery.add("contoso-uat")
    site = house.practice.tenant.exports["site.zip"]
    evil = 'a"; filename=xss.exe\r\nx: <script>.zip'
    await avery.get(f"{environment}/update")
    await avery.post(
        f"{environment}/update/merges",
        files={"site_file": (evil, site)}, base="folder:base.zip", template="folder:base.zip",
    )  # fmt: skip
    answer = await avery.browser.get(f"{avery.path()}/merged.zip")
    assert answer.headers["content-type"] == "application/zip"
    named = answer.headers["content-disposition"]
    assert re.fullmatch(r'attachment; filename="[A-Za-z0-9_-]+-merged\.zip"', named)
