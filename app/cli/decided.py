"""Decisions about conflicts in a file: what was answered, and what is still to be answered."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from app.cli.refusal import Refused
from app.merge.outcome import Choice, Resolution, Standing

LEFT = (Standing.OPEN.value, Standing.DEFERRED.value)
"""Standings that keep the merged export from being written."""


class Given(BaseModel):
    """One answer. `about` is what the file of questions says beside it; it is not read back."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    choice: Choice | None = None
    fingerprint: str
    own_text: str = ""
    about: Any = None


_FILE = TypeAdapter(dict[str, Given])


def read_decisions(path: Path | None) -> dict[str, Resolution]:
    """By the conflict's id. An answer that is left empty is none. No value is repeated in words."""
    if path is None:
        return {}
    try:
        given = _FILE.validate_python(_object(path))
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from None
    except ValidationError as error:
        faults = error.errors(include_input=False, include_url=False)
        told = [f"{'.'.join(map(str, one['loc'])) or 'the file'}: {one['msg']}" for one in faults]
        raise Refused("\n".join([f"{path} holds no decisions:", *told])) from None
    return {
        conflict: Resolution(one.choice, one.fingerprint, one.own_text)
        for conflict, one in given.items()
        if one.choice
    }


def _object(path: Path) -> object:
    """The JSON of the file, where an empty choice means none and no conflict stands twice."""
    try:
        found: object = json.loads(path.read_text("utf-8"), object_pairs_hook=_once)
    except UnicodeDecodeError:
        raise Refused(f"{path} is not UTF-8 text.") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise Refused(f"{path} is no JSON: {error.msg} at {place}.") from None
    except _Twice as twice:
        raise Refused(f"{path} holds {twice} twice. Say once what is meant.") from None
    return found


class _Twice(Exception):
    """A key that stands twice in one object; JSON would silently take the last."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise _Twice(key)
        found[key] = None if key == "choice" and value == "" else value
    return found


def questions(conflicts: list[Mapping[str, object]]) -> dict[str, object]:
    """A file of decisions to be filled in, for what is open; `conflicts` are as in a report."""
    return {
        str(one["id"]): {
            "choice": "",
            "own_text": "",
            "fingerprint": one["fingerprint"],
            "about": {key: value for key, value in one.items() if key not in ("id", "fingerprint")},
        }
        for one in conflicts
        if one["standing"] in LEFT
    }
