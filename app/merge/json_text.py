"""JSON columns as values and back, in the way their author wrote them."""

import json
import re

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
_INDENT = re.compile(r"\n( +|\t+)\S")


class NotJson(ValueError):
    """The text is no JSON, names a key twice, or holds a number JSON does not know."""


def read(text: str) -> Json:
    try:
        value: Json = json.loads(
            text, object_pairs_hook=_without_twins, parse_constant=_refuse, parse_float=_float
        )
    except (ValueError, RecursionError) as error:
        raise NotJson(str(error)) from error
    return value


def is_json(text: str) -> bool:
    """Whether a text is a whole JSON document: an object or a list, not just a word or a number."""
    try:
        return isinstance(read(text), dict | list)
    except NotJson:
        return False


def write(value: Json, like: str = "") -> str:
    """The value as text, spaced like another text."""
    spaced = '": ' in like or not like
    indent = _INDENT.search(like)
    step = indent.group(1) if indent else None
    return json.dumps(
        value,
        ensure_ascii="\\u" in like,
        allow_nan=False,
        indent=step,
        separators=(
            "," if step or not spaced or ", " not in like else ", ",
            ": " if spaced else ":",
        ),
    )


def _without_twins(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotJson("a key occurs twice")
    return found


def _refuse(name: str) -> float:
    raise NotJson(name)


def _float(text: str) -> float:
    """A number that would come out as another one is refused."""
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise NotJson(text)
    return value
