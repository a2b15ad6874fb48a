"""`$filter`: read into a test of one row. What the real service refuses is refused here too."""

import re
from collections.abc import Callable
from typing import Final

from app.practice.dataverse.faults import bad_request, not_simulated

Value = str | int | float | bool | None
Entity = dict[str, Value]
Getter = Callable[[Entity], Value]
Scope = Callable[[str], Getter]  # a path like `adx_webform/adx_name` becomes a way to read it
Test = Callable[[Entity], bool]

_TOKEN: Final = re.compile(
    r"\s*(?:(?P<string>'(?:[^']|'')*')"
    r"|(?P<guid>[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})"
    r"|(?P<date>\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?)"
    r"|(?P<number>-?\d+(?:\.\d+)?)"
    r"|(?P<word>[A-Za-z_@][\w./]*)"
    r"|(?P<sign>[(),]))"
)
_ORDERED: Final[dict[str, Callable[[float | str, float | str], bool]]] = {
    "gt": lambda a, b: a > b,  # type: ignore[operator]
    "ge": lambda a, b: a >= b,  # type: ignore[operator]
    "lt": lambda a, b: a < b,  # type: ignore[operator]
    "le": lambda a, b: a <= b,  # type: ignore[operator]
}
_MATCHES: Final[dict[str, Callable[[str, str], bool]]] = {
    "contains": lambda text, part: part in text,
    "startswith": str.startswith,
    "endswith": str.endswith,
}
_WORDS: Final[dict[str, Value]] = {"null": None, "true": True, "false": False}


def parse_filter(text: str, scope: Scope) -> Test:
    parser = _Parser(text, scope)
    test = parser.either()
    if parser.kind:
        raise bad_request(f"Syntax error at '{parser.text}' in the filter expression.")
    return test


class _Parser:
    def __init__(self, text: str, scope: Scope) -> None:
        self._scope = scope
        self._tokens: list[tuple[str, str]] = []
        end = len(text.rstrip())
        place = 0
        while place < end:
            found = _TOKEN.match(text, place)
            if not found:
                raise bad_request(f"Syntax error at position {place} in the filter expression.")
            self._tokens.append((found.lastgroup or "", found.group().strip()))
            place = found.end()
        self._tokens.reverse()

    @property
    def kind(self) -> str:
        return self._tokens[-1][0] if self._tokens else ""

    @property
    def text(self) -> str:
        return self._tokens[-1][1] if self._tokens else ""

    def _take(self, expected: str = "") -> str:
        if not self._tokens or (expected and self.text != expected):
            raise bad_request(f"Expected {expected or 'more'} in the filter expression.")
        return self._tokens.pop()[1]

    def either(self) -> Test:
        tests = [self._both()]
        while self.text == "or":
            self._take()
            tests.append(self._both())
        return lambda row: any(test(row) for test in tests)

    def _both(self) -> Test:
        tests = [self._single()]
        while self.text == "and":
            self._take()
            tests.append(self._single())
        return lambda row: all(test(row) for test in tests)

    def _single(self) -> Test:
        if self.text == "not":
            self._take()
            inner = self._single()
            return lambda row: not inner(row)
        if self.text == "(":
            self._take()
            inner = self.either()
            self._take(")")
            return inner
        if self.text in _MATCHES:
            return self._function()
        return self._comparison()

    def _function(self) -> Test:
        matches = _MATCHES[self._take()]
        self._take("(")
        left = self._operand()
        self._take(",")
        right = self._operand()
        self._take(")")
        return lambda row: matches(_text(left(row)), _text(right(row)))

    def _comparison(self) -> Test:
        left, operator, right = self._operand(), self._take(), self._operand()
        match operator:
            case "eq":
                return lambda row: _same(left(row), right(row))
            case "ne":
                return lambda row: not _same(left(row), right(row))
            case _ if operator in _ORDERED:
                return lambda row: _in_order(operator, left(row), right(row))
            case _:
                raise bad_request(f"Unknown operator '{operator}' in the filter expression.")

    def _operand(self) -> Getter:
        kind, text = self.kind, self._take()
        value: Value
        match kind:
            case "string":
                value = text[1:-1].replace("''", "'")
            case "guid":
                value = text.lower()
            case "date":
                value = text
            case "number":
                value = float(text) if "." in text else int(text)
            case "word" if text in _WORDS:
                value = _WORDS[text]
            case "word" if self.text == "(" or text.startswith("@"):
                raise not_simulated(f"{text} in $filter")
            case "word":
                return self._scope(text)
            case _:
                raise bad_request(f"Syntax error at '{text}' in the filter expression.")
        return lambda _: value


def _text(value: Value) -> str:
    """Comparisons of text take no notice of case, as in Dataverse."""
    return "" if value is None else str(value).casefold()


def _same(left: Value, right: Value) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() == right.casefold()
    if left is not None and right is not None and isinstance(left, str) != isinstance(right, str):
        raise bad_request("A binary operator with incompatible types was detected.")
    return left == right


def _in_order(operator: str, left: Value, right: Value) -> bool:
    if left is None or right is None:
        return False
    if isinstance(left, str) and isinstance(right, str):
        return _ORDERED[operator](left.casefold(), right.casefold())
    if isinstance(left, str) or isinstance(right, str):
        raise bad_request("A binary operator with incompatible types was detected.")
    return _ORDERED[operator](left, right)
