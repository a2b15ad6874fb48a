"""The records of a solution zip as they lie in it: XML around a JSON text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from app.exports.xml import parse_xml

SITE: Final = "powerpagesite"
LANGUAGE: Final = "powerpagesitelanguage"
COMPONENT: Final = "powerpagecomponent"

# The tables of the standard model, by the type of a component.
TABLES: Final[Mapping[str, str]] = {
    "1": "adx_publishingstate",
    "2": "adx_webpage",
    "3": "adx_webfile",
    "4": "adx_weblinkset",
    "5": "adx_weblink",
    "6": "adx_pagetemplate",
    "7": "adx_contentsnippet",
    "8": "adx_webtemplate",
    "9": "adx_sitesetting",
    "10": "adx_webpageaccesscontrolrule",
    "11": "adx_webrole",
    "12": "adx_websiteaccess",
    "13": "adx_sitemarker",
    "15": "adx_entityform",
    "16": "adx_entityformmetadata",
    "17": "adx_entitylist",
    "18": "adx_entitypermission",
    "19": "adx_webform",
    "20": "adx_webformstep",
    "21": "adx_webformmetadata",
    "24": "adx_pollplacement",
    "26": "adx_adplacement",
    "27": "adx_botconsumer",
    "28": "adx_columnpermissionprofile",
    "29": "adx_columnpermission",
    "30": "adx_redirect",
    "31": "adx_publishingstatetransitionrule",
    "32": "adx_shortcut",
    "33": "adx_cloudflowconsumer",
    "34": "adx_uxcomponent",
    "35": "adx_serverlogic",
}


_OUTSIDE, _RECORD, _ELEMENT = range(3)


@dataclass
class Found:
    """One record: its id, the text of each element below it, and the id that lies in a lookup."""

    id: str
    values: dict[str, str] = field(default_factory=dict)

    def reference(self, name: str) -> str:
        return self.values.get(name, "").strip().lower()

    def is_inactive(self) -> bool:
        return self.values.get("statecode", "0").strip() not in ("", "0")


def read_found(data: bytes, path: str, tag: str) -> list[Found]:
    """The records of one file, which holds one of them, or a list."""
    reader = _Reader(tag)
    parse_xml(data, path, reader)
    return reader.found


class _Reader:
    def __init__(self, tag: str) -> None:
        self._tag = tag
        self._depth = _OUTSIDE
        self._name = ""
        self._heard: list[str] = []
        self.found: list[Found] = []

    def start(self, tag: str, given: dict[str, str], _at: int) -> None:
        if self._depth:
            self._depth += 1
            if self._depth == _ELEMENT:
                self._name, self._heard = tag, []
        elif tag == self._tag:
            self._depth = _RECORD
            self.found.append(Found(given.get(f"{tag}id", "").strip().lower()))

    def end(self, _tag: str, _at: int) -> None:
        if self._depth == _ELEMENT:
            self.found[-1].values.setdefault(self._name, "".join(self._heard))
        self._depth = max(_OUTSIDE, self._depth - 1)

    def text(self, text: str) -> None:
        if self._depth > _RECORD:
            self._heard.append(text)
