"""YAML with anchors (`&a`) and aliases (`*a`), written without any.

The pac tool makes them where two values of a record are one object to it. A changed or removed
record could take an anchor away that others lead to: before a file is changed, both are written
out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import yaml

from app.exports.site import ExportRefused

_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_ANCHOR: Final = re.compile(r"&[^\s,\[\]{}]+[ ]*")
_MOST: Final = 100_000
"""So many pieces can be written for all aliases of a file: few may stand for very many."""


def written_out(text: str, path: str) -> str:
    """The same values: each alias is replaced by what it stands for, everything else stays."""
    parts: list[str] = []
    at = 0
    for start, end, instead in _replacements(text, path):
        parts += [text[at:start], instead]
        at = end
    return "".join([*parts, text[at:]])


@dataclass
class _Open:
    """An anchored collection that is being read."""

    anchor: str
    events: list[yaml.Event] = field(default_factory=list)
    depth: int = 0

    def take(self, events: Sequence[yaml.Event]) -> None:
        self.events += events
        self.depth += sum(isinstance(event, yaml.CollectionStartEvent) for event in events)
        self.depth -= sum(isinstance(event, yaml.CollectionEndEvent) for event in events)


def _replacements(text: str, path: str) -> Iterator[tuple[int, int, str]]:
    known: dict[str, list[yaml.Event]] = {}
    reading: list[_Open] = []
    left = _MOST
    for event in yaml.parse(text, Loader=_LOADER):
        events = [event]
        start, end = _span(event)
        if isinstance(event, yaml.AliasEvent):
            events = known[event.anchor or ""]
            yield start, end, _in_flow(events)
        elif anchor := getattr(event, "anchor", None):
            if found := _ANCHOR.match(text, start):
                yield found.start(), found.end(), ""
            reading.append(_Open(anchor))
        left -= len(events) * len(reading)
        if left < 0:
            raise ExportRefused("broken_yaml", path, reason="alias")
        for one in reading:
            one.take(events)
        while reading and not reading[-1].depth:
            done = reading.pop()
            known[done.anchor] = done.events


def _span(event: yaml.Event) -> tuple[int, int]:
    start, end = event.start_mark, event.end_mark
    return (start.index, end.index) if start and end else (0, 0)


def _in_flow(events: Sequence[yaml.Event]) -> str:
    """A value as it stands on one line, even between brackets."""
    inside: list[yaml.Event] = [yaml.SequenceStartEvent(None, None, implicit=True, flow_style=True)]
    inside += [*(_plain(event) for event in events), yaml.SequenceEndEvent()]
    whole = [
        *(yaml.StreamStartEvent(), yaml.DocumentStartEvent(explicit=False)),
        *(*inside, yaml.DocumentEndEvent(explicit=False), yaml.StreamEndEvent()),
    ]
    written = yaml.emit(whole, Dumper=yaml.BaseDumper, width=2**31 - 1, allow_unicode=True)
    return str(written).strip()[1:-1]


def _plain(event: yaml.Event) -> yaml.Event:
    match event:
        case yaml.ScalarEvent():
            style = '"' if event.style in ("|", ">") else event.style
            return yaml.ScalarEvent(None, None, (True, True), event.value, style=style)
        case yaml.SequenceStartEvent():
            return yaml.SequenceStartEvent(None, None, implicit=True, flow_style=True)
        case yaml.MappingStartEvent():
            return yaml.MappingStartEvent(None, None, implicit=True, flow_style=True)
    return event
