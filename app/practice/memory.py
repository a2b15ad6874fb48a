"""What the services beside Dataverse remember, in one small file next to Entra's."""

import json
import os
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, JsonValue, ValidationError

Section = TypeVar("Section", bound=BaseModel)


_LASTING = ("plot", "time")
_SEED = "seed"


class Memory:
    """One section per service. Without a file it lasts as long as the process.

    `seed` says what the organizations began with: what happened to others is forgotten, but for
    the choices that were made and the time, which never goes back.
    """

    def __init__(self, file: Path | None = None, seed: str = "") -> None:
        self._file, self._seed = file, seed
        self._read: dict[str, JsonValue] = {}
        if file and file.exists():
            self._read = json.loads(file.read_text("utf-8"))
        if self._read.get(_SEED, seed) != seed:
            self._read = {name: self._read[name] for name in _LASTING if name in self._read}
        self._sections: dict[str, BaseModel] = {}

    def section(self, name: str, fresh: Section) -> Section:
        """What was kept under the name. What an older version kept in another form is let go."""
        found = fresh
        if name in self._read:
            try:
                found = type(fresh).model_validate(self._read[name])
            except ValidationError:
                found = fresh
        self._sections[name] = found
        return found

    def keep(self) -> None:
        if self._file:
            sections = {name: one.model_dump(mode="json") for name, one in self._sections.items()}
            told = {_SEED: self._seed, **sections}
            keep_privately(self._file, json.dumps(told, indent=1))


def keep_privately(file: Path, text: str) -> None:
    """Written beside and moved into place, readable by the owner alone."""
    beside = file.with_name(f"{file.name}.new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
    beside.replace(file)
