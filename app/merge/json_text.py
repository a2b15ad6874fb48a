"""JSON columns as values and back, in the way their author wrote them."""

import json
import re

from app.merge.line_ends import style_of, written

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
_MARK = "\ue000number:"
_NUMBER = re.compile(r'"(?:\ue000|\\ue000)number:([^"]*)"')
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


class _Number(float):
    """A number that remembers how it was written."""

    text: str


def write(value: Json, like: str = "") -> str:
    """The value as text, spaced like another text, with its line ends; numbers as they were."""
    text = _NUMBER.sub(lambda found: found.group(1), _written(_marked(value), like))
    end = like[len(like.rstrip()) :]
    return written(text, style_of(like) or "\n") + end


def _marked(value: Json) -> Json:
    """With numbers as texts that no author writes."""
    if isinstance(value, dict):
        return {key: _marked(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_marked(item) for item in value]
    return f"{_MARK}{value.text}" if isinstance(value, _Number) else value


def _written(value: Json, like: str) -> str:
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
    """A number that is too large for anybody is refused."""
    value = _Number(text)
    if value in (float("inf"), float("-inf")):
        raise NotJson(text)
    value.text = text
    return value
