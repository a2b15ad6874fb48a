"""What the services beside Dataverse remember, in one small file next to Entra's."""

import json
import os
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, JsonValue, ValidationError

Section = TypeVar("Section", bound=BaseModel)


class Memory:
    """One section per service. Without a file it lasts as long as the process."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._read: dict[str, JsonValue] = {}
        if file and file.exists():
            self._read = json.loads(file.read_text("utf-8"))
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
            told = {name: one.model_dump(mode="json") for name, one in self._sections.items()}
            keep_privately(self._file, json.dumps(told, indent=1))


def keep_privately(file: Path, text: str) -> None:
    """Written beside and moved into place, readable by the owner alone."""
    beside = file.with_name(f"{file.name}.new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
    beside.replace(file)
