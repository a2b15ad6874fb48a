"""The files that a merge leaves behind."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.cli.decided import questions
from app.cli.language import Language
from app.cli.paths import check_places, write_private, write_text
from app.cli.unattended import Merged


@dataclass(frozen=True)
class Output:
    """Where to write the merged export, and what was asked for beside it."""

    merged: Path
    report: Path | None
    questions: Path | None
    language: Language

    def check(self, read: Sequence[Path | None]) -> None:
        """Before a long merge, refuse what could not be written after it."""
        written = [path for path in (self.merged, self.report, self.questions) if path]
        check_places([path for path in read if path], written, self.report)

    def write(self, merged: Merged, report: Mapping[str, Any]) -> None:
        """The merged export comes last: where it is, everything else is there, too."""
        if self.questions:
            asked = questions(report["conflicts"], report["site"]["site"])
            write_text(self.questions, as_json(asked))
        if self.report:
            write_text(self.report, self._told(self.report, report))
        if merged.is_clean:
            write_private(self.merged, merged.written.data)

    def _told(self, file: Path, report: Mapping[str, Any]) -> str:
        if file.suffix.lower() == ".json":
            return as_json(report)
        from app.cli.paper import printed  # noqa: PLC0415 - a second for Jinja, only for this
        from app.clock import SystemClock  # noqa: PLC0415 - likewise

        return printed(report, self.language, SystemClock().now())


def as_json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
