"""JSON from a stranger: one object, every number as the text that it is written with."""

import json
import re
from collections.abc import Mapping

from app.exports.records import Budget
from app.exports.site import ExportRefused

_ESCAPED = re.compile(r"\\.", re.DOTALL)
_STRING = re.compile(r'"[^"]*"')
_MOST = 20_000  # signs between the values of one record
_HALF_LETTER = re.compile(r"\\u[dD][89a-fA-F]")  # of two that make one; alone it is no text
_SIGN = re.compile(r"[][{},]")
_DEEPEST = 20


def json_object(text: str, path: str, budget: Budget) -> Mapping[str, object]:
    """Refuses what is broken, is no object, has a key twice, or has more values than a record can.

    What stands outside of its strings is measured before anything is built from it.
    """
    depth = 0
    skeleton = _STRING.sub("", _ESCAPED.sub("", text))
    for count, match in enumerate(_SIGN.finditer(skeleton)):
        sign = match[0]
        depth += (sign in "[{") - (sign in "]}")
        budget.spend(path)
        if count > _MOST:
            raise ExportRefused("too_large", path, reason="records")
        if depth > _DEEPEST:
            raise ExportRefused("broken_json", path, reason="depth")
    try:
        found = json.loads(
            text,
            parse_int=str,
            parse_float=str,
            parse_constant=_no_number,
            object_pairs_hook=_unique,
        )
        if _HALF_LETTER.search(text):
            json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise ExportRefused("broken_json", path, reason="syntax") from error
    if not isinstance(found, dict):
        raise ExportRefused("broken_json", path, reason="shape")
    return found


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is there twice")
    return found


def _no_number(text: str) -> str:
    raise ValueError(text)
