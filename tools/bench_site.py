"""A large made-up site for measuring: the same seed gives the same bytes on every machine."""

import json
import random
import uuid
from collections.abc import Iterator
from dataclasses import replace

from app.exports.site import Row

RECORDS = 20_000
WEBSITE = "10000000-0000-4000-8000-000000000001"
EDITED = 0.05  # of the records, on each side
SHARED = 0.2  # of a side's edits, made to records that the other side edits too
NEW = 25  # records that each side brings
_EDITED = ("adx_copy", "adx_source", "adx_settings", "adx_value", "adx_displayorder")
_PICTURE = b"\x89PNG"
_WORDS = [
    *("order", "invoice", "delivery", "customer", "product", "price"),
    *("account", "return", "quote", "stock", "item", "address"),
]
_KOREAN = [
    *("주문", "송장", "배송", "고객", "제품", "가격"),
    *("계정", "반품", "견적", "재고", "품목", "주소"),
]
_STOCK = 5_000  # lines of one kind to choose from
_TRANSLATED = 0.4  # of the pages in the second language
_LINE = (
    '  <div class="row {0}"><p data-no="{2}">{0} {1} {2}</p></div>\n',
    "  {{% if {0}.{1} == {2} %}}<b>{{{{ {0}.{1} | escape }}}}</b>{{% endif %}}\n",
    '  <a href="/{0}/{1}">{0} and {1}, {2}</a>\n',
    "  {{% include '{0} {3}' %}}\n",
    "  {{{{ snippets['{0}/{1} {3}'] }}}}\n",
    "  <li>{1} of {0}</li>\n",
    "</div>\n",
    "\n",
)
_SCRIPT = ("  const {0}{2} = {1}({2});\n", ".{0}-{1} {{ margin: {2}px; }}\n", "  }});\n", "\n")


class MadeUp:
    """Makes rows and remembers their ids, so that rows can refer to rows."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - nothing here is secret
        self._stock: dict[tuple[int, int], list[str]] = {}
        self._usual: dict[tuple[int, int], float] = {}

    def id(self) -> str:
        return str(uuid.UUID(int=self.dice.getrandbits(128), version=4))

    def ids(self, count: int) -> list[str]:
        return [self.id() for _ in range(count)]

    def line(self, patterns: tuple[str, ...], words: list[str]) -> str:
        dice = self.dice
        one, other = dice.choice(words), dice.choice(words)
        return dice.choice(patterns).format(one, other, dice.randrange(10**5), dice.randrange(90))

    def text(self, size: int, patterns: tuple[str, ...] = _LINE, words: list[str] = _WORDS) -> str:
        """Lines from a stock of them, in any order: quick, and no two texts are alike."""
        key = id(patterns), id(words)
        if key not in self._stock:
            self._stock[key] = [self.line(patterns, words) for _ in range(_STOCK)]
            self._usual[key] = sum(map(len, self._stock[key])) / _STOCK
        number = size / self._usual[key] * self.dice.uniform(0.3, 1.7)
        return "".join(self.dice.choices(self._stock[key], k=max(1, int(number))))

    def settings(self, pages: list[str]) -> str:
        actions = [
            {"id": self.id(), "Label": self.dice.choice(_WORDS), "Page": self.dice.choice(pages)}
            for _ in range(self.dice.randrange(4, 28))
        ]
        return json.dumps({"actions": actions, "size": self.dice.randrange(50)})


def rows() -> list[Row]:
    """The site as it was made from its template."""
    made = MadeUp(2026)
    base = list(_rows(made))
    rest = RECORDS - 1 - len(base)
    settings = (_setting(made, number) for number in range(rest))
    return [*base, *settings]


def _setting(made: MadeUp, number: int) -> Row:
    name = f"{made.dice.choice(_WORDS)}/{made.dice.choice(_WORDS)}/{number}"
    value = made.dice.choice(("true", "false", "https://contoso.example/a", "a, b: c", str(number)))
    said = {"adx_name": name, "adx_value": value, "adx_description": f"About {name}"}
    return Row("adx_sitesetting", made.id(), said)


def _rows(made: MadeUp) -> Iterator[Row]:
    portal, languages, states, roles = (made.ids(2), made.ids(2), made.ids(2), made.ids(5))
    for code, one, language in zip(("en-US", "ko-KR"), portal, languages, strict=True):
        yield Row("adx_portallanguage", one, {"adx_languagecode": code, "adx_name": code})
        said = {"adx_portallanguageid": one, "adx_name": code, "adx_publishingstateid": states[0]}
        yield Row("adx_websitelanguage", language, said)
    for number, state in enumerate(states):
        yield Row("adx_publishingstate", state, {"adx_name": f"State {number}"})
    for number, role in enumerate(roles):
        yield Row("adx_webrole", role, {"adx_name": f"Role {number}"})
    templates, pages = made.ids(1200), made.ids(1700)
    for number, one in enumerate(templates):
        name = f"{_WORDS[number % 12]} {number // 12}"
        yield Row("adx_webtemplate", one, {"adx_name": name, "adx_source": made.text(7000)})
    pagetemplates = made.ids(200)
    for number, one in enumerate(pagetemplates):
        said = {"adx_name": f"Layout {number}", "adx_webtemplateid": templates[number]}
        said |= {"adx_type": "756150001", "adx_usewebsiteheaderandfooter": "true"}
        yield Row("adx_pagetemplate", one, said)
    yield from _pages(made, pages, (languages, states, pagetemplates))
    yield from _snippets(made, languages)
    yield from _navigation(made, pages, languages)
    yield from _forms(made, pages)
    for number in range(500):
        linked = {"adx_entitypermission_webrole": frozenset(made.dice.sample(roles, 2))}
        said = {"adx_entityname": f"Permission {number}", "adx_entitylogicalname": "account"}
        said |= {"adx_scope": "756150000", "adx_read": "true", "adx_write": "false"}
        yield Row("adx_entitypermission", made.id(), said, linked)
    yield from _files(made, pages, states)


def _pages(
    made: MadeUp, pages: list[str], known: tuple[list[str], list[str], list[str]]
) -> Iterator[Row]:
    languages, states, pagetemplates = known
    for number, root in enumerate(pages):
        name = f"Page {number}" if number else "Home"
        said = {"adx_name": name, "adx_partialurl": f"page-{number}" if number else "/"}
        said |= {"adx_isroot": "true", "adx_pagetemplateid": made.dice.choice(pagetemplates)}
        said |= {"adx_publishingstateid": states[0], "adx_displayorder": str(number)}
        said |= {"adx_feedbackpolicy": "756150005", "adx_hiddenfromsitemap": "false"}
        if number:
            said["adx_parentpageid"] = pages[number // 8]
        yield Row("adx_webpage", root, said)
        for language in languages:
            own = {**said, "adx_isroot": "false", "adx_rootwebpageid": root}
            own |= {"adx_webpagelanguageid": language, "adx_title": f"About {name}"}
            korean = language is languages[1] and made.dice.random() < _TRANSLATED
            own["adx_copy"] = made.text(5000, words=_KOREAN if korean else _WORDS)
            own["adx_customcss"] = made.text(500, _SCRIPT)
            yield Row("adx_webpage", made.id(), own)


def _snippets(made: MadeUp, languages: list[str]) -> Iterator[Row]:
    for number in range(2600):
        name = f"{_WORDS[number % 12]}/{_WORDS[number // 12 % 12]} {number // 144}/{number}"
        for language in languages:
            words = _KOREAN if language is languages[1] else _WORDS
            said = {"adx_name": name, "adx_contentsnippetlanguageid": language}
            said |= {"adx_value": made.text(1800, words=words), "adx_type": "756150001"}
            yield Row("adx_contentsnippet", made.id(), said)


def _navigation(made: MadeUp, pages: list[str], languages: list[str]) -> Iterator[Row]:
    for number in range(150):
        said = {"adx_name": f"Marker {number}", "adx_pageid": pages[number]}
        yield Row("adx_sitemarker", made.id(), said)
    for number in range(300):
        said = {"adx_inboundurl": f"old/{number}", "adx_webpageid": made.dice.choice(pages)}
        yield Row("adx_redirect", made.id(), {**said, "adx_name": f"Old {number}"})
    for number, one in enumerate(made.ids(100)):
        said = {"adx_name": f"Links {number}", "adx_websitelanguageid": languages[0]}
        yield Row("adx_weblinkset", one, said)
        for place in range(24):
            link = {"adx_name": f"Link {place}", "adx_weblinksetid": one}
            link |= {"adx_pageid": made.dice.choice(pages), "adx_displayorder": str(place)}
            link |= {"adx_openinnewwindow": "false", "adx_description": made.text(60)}
            yield Row("adx_weblink", made.id(), link)


def _forms(made: MadeUp, pages: list[str]) -> Iterator[Row]:
    for number, one in enumerate(made.ids(400)):
        said = {"adx_name": f"Form {number}", "adx_entityname": "account", "adx_formname": "Main"}
        said |= {"adx_mode": "100000001", "adx_entitypermissionsenabled": "true"}
        said |= {"adx_settings": made.settings(pages), "adx_successmessage": "Saved, thank you"}
        said["adx_registerstartupscript"] = made.text(900, _SCRIPT)
        yield Row("adx_entityform", one, said)
        for place in range(5):
            about = {"adx_entityform": one, "adx_type": "100000000"}
            about |= {"adx_attributelogicalname": f"field{place}", "adx_label": f"Field {place}"}
            yield Row("adx_entityformmetadata", made.id(), about)
    for number in range(200):
        said = {"adx_name": f"List {number}", "adx_entityname": "account", "adx_pagesize": "10"}
        said |= {"adx_settings": made.settings(pages), "adx_entitypermissionsenabled": "true"}
        yield Row("adx_entitylist", made.id(), said)


def _files(made: MadeUp, pages: list[str], states: list[str]) -> Iterator[Row]:
    for number in range(900):
        ending = ("css", "js", "png")[number % 3]
        name = f"file-{number}.{ending}"
        content = made.text(20_000, _SCRIPT).encode()
        if ending == "png":
            content = _PICTURE + made.dice.randbytes(made.dice.randrange(50_000))
        said = {"adx_name": name, "adx_partialurl": name, "adx_parentpageid": pages[0]}
        said |= {"adx_publishingstateid": states[0]}
        yield Row("adx_webfile", made.id(), said, content=content)


def sides(base: list[Row]) -> tuple[list[Row], list[Row]]:
    """The site and the new template: 5 % of the records edited by each, some by both."""
    dice = random.Random(1)  # noqa: S311 - nothing here is secret
    number = int(len(base) * EDITED)
    both = int(number * SHARED)
    editable = [place for place, row in enumerate(base) if _column(row) or row.content]
    chosen = dice.sample(editable, 2 * number - both)
    site, template = set(chosen[:number]), set(chosen[number - both :])
    return _changed(base, site, 3), _changed(base, template, 4)


def _changed(base: list[Row], chosen: set[int], seed: int) -> list[Row]:
    made = MadeUp(seed)
    edited = [_edit(made, row) if place in chosen else row for place, row in enumerate(base)]
    new = [{"adx_name": f"New {seed} {number}"} for number in range(NEW)]
    return edited + [
        Row("adx_webtemplate", made.id(), {**said, "adx_source": made.text(3000)}) for said in new
    ]


def _column(row: Row) -> str:
    """Where a record is edited; empty for one that has nothing to edit."""
    return next((column for column in _EDITED if row.columns.get(column)), "")


def _edit(made: MadeUp, row: Row) -> Row:
    if row.content is not None:
        content = made.dice.randbytes(9_000)
        if not row.content.startswith(_PICTURE):
            content = _few_lines(made, row.content.decode(), _SCRIPT).encode()
        return replace(row, content=content)
    column = _column(row)
    return replace(
        row, columns={**row.columns, column: _edit_text(made, row.columns[column] or "")}
    )


def _edit_text(made: MadeUp, text: str) -> str:
    if "\n" in text:
        return _few_lines(made, text, _LINE)
    if text.startswith("{"):
        value = json.loads(text)
        made.dice.choice(value["actions"])["Label"] = made.dice.choice(_WORDS)
        return json.dumps(value)
    return str(made.dice.randrange(100))


def _few_lines(made: MadeUp, text: str, patterns: tuple[str, ...]) -> str:
    lines = text.splitlines(keepends=True)
    for _ in range(made.dice.randint(1, 3)):
        at = made.dice.randrange(len(lines) + 1)
        lines[at : at + made.dice.randrange(3)] = [made.line(patterns, _WORDS)]
    return "".join(lines)
