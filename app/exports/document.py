"""The YAML files of an export: every scalar as text, with the place where it stands.

The parser's own event stream is read, so that nothing is built from it but flat records: no types,
no tags, no depth. An alias is the value it stands for. The places allow a change of one key to
leave every other character of the file as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import yaml

from app.exports.plain_yaml import quick
from app.exports.records import UNREAD, Budget, Entry, Field, Value
from app.exports.site import ExportRefused

_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DEEPEST = 20
_LEADING = re.compile(r" *|-[ ]+")


@dataclass(slots=True)
class Document:
    """One file: its text, and the records in it. `in_blocks`: every key has lines of its own.

    `anchored`: what one record says can stand in another one.
    """

    text: str
    entries: list[Entry]
    in_blocks: bool
    anchored: bool = False


def parse(text: str, path: str, budget: Budget) -> Document:
    """Read the one mapping, or the list of mappings, that a file of an export holds."""
    body = text.removeprefix("\ufeff")
    plain = quick(body, path, budget)
    return parsed(body, path, budget) if plain is None else Document(body, plain, in_blocks=True)


def parsed(body: str, path: str, budget: Budget) -> Document:
    """What the full parser makes of a text."""
    parser = _Parser(body, path, budget)
    entries = parser.entries()
    fields = [field for entry in entries for field in entry.fields]
    starts = [field.start for field in fields] + [len(body)]
    in_blocks = parser.in_blocks
    for one, end in zip(fields, starts[1:], strict=True):
        one.end = end
        in_blocks = in_blocks and one.start < end
    return Document(body, entries, in_blocks, bool(parser.anchors))


def in_blocks(document: Document, path: str) -> Document:
    """The same records, laid out with every key on lines of its own."""
    node = yaml.compose(document.text, Loader=_LOADER)
    for inner in _nodes(node):
        if isinstance(inner, yaml.CollectionNode):
            inner.flow_style = not inner.value
    text = yaml.serialize(node, Dumper=yaml.BaseDumper, allow_unicode=True, width=2**31 - 1)
    return parse(text, path, Budget(2 * len(text)))


def _nodes(node: object) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.Node):
        yield node
        if isinstance(node, yaml.CollectionNode):
            for inner in node.value:
                yield from _nodes(inner)
    elif isinstance(node, tuple):
        for inner in node:
            yield from _nodes(inner)


class _Parser:
    def __init__(self, text: str, path: str, budget: Budget) -> None:
        self._text, self._path, self._budget = text, path, budget
        self._events = iter(yaml.parse(text, Loader=_LOADER))
        self.in_blocks = True
        self.anchors: dict[str, Value] = {}

    def entries(self) -> list[Entry]:
        self._next()  # the start of the stream
        if isinstance(self._next(), yaml.StreamEndEvent):
            return []
        entries = self._root(self._next())
        end = self._next()
        if isinstance(end, yaml.DocumentEndEvent) and end.explicit:
            self.in_blocks = False  # nothing can be put after such an end
        if not isinstance(self._next(), yaml.StreamEndEvent):
            raise self._refused("documents")
        return [entry for entry in entries if entry.fields]

    def _root(self, event: yaml.Event) -> list[Entry]:
        if isinstance(event, yaml.MappingStartEvent):
            return [self._entry()]
        if isinstance(event, yaml.ScalarEvent) and not event.value:
            return []
        if not isinstance(event, yaml.SequenceStartEvent):
            raise self._refused("shape")
        entries = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            if isinstance(event, yaml.AliasEvent):
                raise self._refused("alias")
            if not isinstance(event, yaml.MappingStartEvent):
                raise self._refused("shape")
            entries.append(self._entry())
        return entries

    def _entry(self) -> Entry:
        entry = Entry()
        keys = set()
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._refused("shape")
            if event.anchor:
                raise self._refused("alias")
            if event.value in keys:
                raise self._refused("duplicate_key", key=event.value[:100])
            keys.add(event.value)
            start = self._line(event)
            entry.fields.append(Field(event.value, self._value(self._next()), start))
        return entry

    def _line(self, key: yaml.ScalarEvent) -> int:
        """Where the line of a key begins; notes when something else stands before the key."""
        mark = key.start_mark
        if mark is None:
            raise self._refused("syntax")
        start = mark.index - mark.column
        if not _LEADING.fullmatch(self._text, start, mark.index):
            self.in_blocks = False
        return start

    def _value(self, event: yaml.Event, depth: int = 0) -> Value:
        if isinstance(event, yaml.AliasEvent):
            return self._meant(event)
        value: Value = UNREAD
        if isinstance(event, yaml.ScalarEvent):
            value = event.value or None
        elif depth == _DEEPEST:
            raise self._refused("depth")
        else:
            inner = self._inner(depth + 1)
            texts = tuple(one or "" for one in inner if one is None or isinstance(one, str))
            if isinstance(event, yaml.SequenceStartEvent) and len(texts) == len(inner):
                value = texts
        if anchor := getattr(event, "anchor", None):
            self.anchors[anchor] = value
        return value

    def _inner(self, depth: int) -> list[Value]:
        """What stands in the collection that has begun; of a mapping, the keys too."""
        inner = []
        while not isinstance(event := self._next(), yaml.CollectionEndEvent):
            inner.append(self._value(event, depth))
        return inner

    def _meant(self, alias: yaml.AliasEvent) -> Value:
        if alias.anchor not in self.anchors:
            raise self._refused("alias")
        value = self.anchors[alias.anchor]
        if isinstance(value, tuple):
            self._budget.spend(self._path, len(value))
        return value

    def _next(self) -> yaml.Event:
        self._budget.spend(self._path)
        try:
            event = next(self._events)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 0
            raise self._refused("syntax", line=str(line)) from error
        except yaml.YAMLError as error:
            raise self._refused("syntax") from error
        if getattr(event, "tag", None):
            raise self._refused("tag")
        return event

    def _refused(self, reason: str, **details: str) -> ExportRefused:
        return ExportRefused("broken_yaml", self._path, reason=reason, **details)
