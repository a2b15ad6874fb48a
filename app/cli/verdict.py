from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    OK = "ok"
    NOTE = "note"  # worth knowing; nothing is kept from working
    PROBLEM = "problem"


@dataclass(frozen=True)
class Line:
    """One thing the doctor found, with what to do about it."""

    verdict: Verdict
    text: str


def ok(text: str) -> Line:
    return Line(Verdict.OK, text)


def note(text: str) -> Line:
    return Line(Verdict.NOTE, text)


def problem(text: str) -> Line:
    return Line(Verdict.PROBLEM, text)
