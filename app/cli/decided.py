"""Decisions about conflicts in a file: what was answered, and what is still to be answered."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.cli.refusal import Refused
from app.merge.outcome import Standing
from app.merge.reuse import Kept
from app.steps.update.decision_file import LARGEST, BadFile, decision_file, read_decision_file

LEFT = (Standing.OPEN.value, Standing.DEFERRED.value)
"""Standings that keep the merged export from being written."""

_WORDS = {
    "too_large": "{path} is larger than a file of decisions gets.",
    "too_many": "{path} holds more decisions than a site has.",
    "not_utf8": "{path} is not UTF-8 text.",
    "not_json": "{path} is no JSON: {where}.",
    "twice": "{path} holds {where} twice. Say once what is meant.",
    "no_decisions": "{path} holds no decisions:\n{where}",
    "newer": "{path} was written by another version of this program, which this one cannot read.",
}


def read_decisions(path: Path | None) -> Sequence[Kept]:
    """An answer that is left empty is none. No value is repeated in words."""
    if path is None:
        return ()
    try:
        with path.open("rb") as file:
            return read_decision_file(file.read(LARGEST + 1))
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from None
    except BadFile as bad:
        where = bad.where or "it is nested too deeply"
        raise Refused(_WORDS[bad.code].format(path=path, where=where)) from None


def questions(conflicts: Sequence[Mapping[str, object]], site: str) -> dict[str, object]:
    """A file of decisions to be filled in, for what is open; `conflicts` are as in a report."""
    asked = {
        str(one["id"]): {
            "choice": "",
            "own_text": "",
            "note": "",
            "fingerprint": one["fingerprint"],
            "place": one["place"],
            "values": one["place_values"],
            "about": {key: value for key, value in one.items() if key not in _TIED},
        }
        for one in conflicts
        if one["standing"] in LEFT
    }
    return decision_file(asked, site=site, secrets=0)


_TIED = ("id", "fingerprint", "place", "place_values")
