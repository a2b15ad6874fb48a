"""Decisions in a file: one format for the pages and for the command line.

Nothing that is secret is in it: no value of a secret setting, no own text for one, and no
fingerprint that such a value could be guessed from. docs/command-line.md tells the shape.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from app.merge.outcome import Choice
from app.merge.reuse import Kept
from app.steps.update.notes import LONGEST as LONGEST_NOTE

FORMAT: Final = "portal-setup decisions"
VERSION: Final = 1
LARGEST: Final = 16 * 1024 * 1024
MOST: Final = 20_000
_SHORT: Final = 100
_TEXT: Final = 2_000_000
_TOLD: Final = 10  # faults that are named


class BadFile(Exception):
    """Why a file gives no decisions: a code, and where. Never a value of the file."""

    def __init__(self, code: str, where: str = "") -> None:
        super().__init__(code)
        self.code, self.where = code, where


class Given(BaseModel):
    """One answer. `about`, `by` and `at` are for people and are not read back."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    choice: Choice | None = None
    fingerprint: str = Field(max_length=_SHORT)
    own_text: str = Field(default="", max_length=_TEXT)
    note: str = Field(default="", max_length=LONGEST_NOTE)
    place: str = Field(default="", max_length=_SHORT)
    values: str = Field(default="", max_length=_SHORT)
    by: str = Field(default="", max_length=1000)
    at: str = Field(default="", max_length=_SHORT)
    about: Any = None


_GIVEN = TypeAdapter(dict[str, Given])


def read_decision_file(data: bytes) -> Sequence[Kept]:
    """The answers of a file; one that is left empty is none. Raises BadFile."""
    if len(data) > LARGEST:
        raise BadFile("too_large")
    found = _decisions(_object(data))
    if isinstance(found, dict) and len(found) > MOST:
        raise BadFile("too_many")
    try:
        given = _GIVEN.validate_python(found)
    except ValidationError as error:
        raise BadFile("no_decisions", _faults(error)) from None
    return [
        Kept(
            id=conflict[:_SHORT],
            fingerprint=one.fingerprint,
            choice=one.choice,
            own_text=one.own_text,
            note=one.note,
            place=one.place,
            values=one.values,
            title=_title(one.about),
        )
        for conflict, one in given.items()
        if one.choice
    ]


def decision_file(
    decisions: Mapping[str, Mapping[str, object]], *, site: str, secrets: int
) -> dict[str, object]:
    """`secrets` is how many decisions were left out because a secret is in them."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "site": site,
        "left_out": {"secrets": secrets},
        "decisions": dict(decisions),
    }


def _object(data: bytes) -> object:
    """The JSON of a file, where an empty choice means none and no key stands twice."""
    try:
        text = data.decode("utf-8-sig")
        found: object = json.loads(text, object_pairs_hook=_once)
        text = json.dumps(found, ensure_ascii=False)
        text.encode("utf-8")  # half a letter is none
    except UnicodeError:
        raise BadFile("not_utf8") from None
    except json.JSONDecodeError as error:
        place = f"{error.msg} at line {error.lineno}, column {error.colno}"
        raise BadFile("not_json", place) from None
    except _Twice as twice:
        raise BadFile("twice", str(twice)) from None
    except (RecursionError, ValueError):  # nested too deeply, or a number of thousands of digits
        raise BadFile("not_json", "") from None
    if "\\u0000" in text:
        raise BadFile("not_utf8")
    return found


def _decisions(found: object) -> object:
    """Also of a bare object of decisions, as earlier versions wrote it."""
    if not isinstance(found, dict) or "format" not in found:
        return found
    if found["format"] != FORMAT:
        raise BadFile("no_decisions", "format")
    version = found.get("version")
    if version != VERSION or isinstance(version, bool):
        raise BadFile("newer")
    return found.get("decisions")


def _faults(error: ValidationError) -> str:
    """The first few places, and what is wrong there; no value is repeated."""
    faults = error.errors(include_input=False, include_url=False, include_context=False)
    told = [
        f"{_place(fault['loc'])}: {fault['msg']}" for fault in faults[:_TOLD]
    ]  # fmt: skip
    more = len(faults) - len(told)
    return "\n".join([*told, *([f"... and {more} more"] if more > 0 else [])])


def _place(parts: Sequence[int | str]) -> str:
    return ".".join(str(part)[:_SHORT] for part in parts) or "the file"


def _title(about: object) -> str:
    title = about.get("title") if isinstance(about, dict) else ""
    return title[:_SHORT] if isinstance(title, str) else ""


class _Twice(Exception):
    """A key that stands twice in one object; JSON would silently take the last."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise _Twice(key[:_SHORT])
        found[key] = None if key == "choice" and value == "" else value
    return found
