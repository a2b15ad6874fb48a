"""What was seen of an environment, in our words: never more certain than it was seen."""

from datetime import datetime
from enum import StrEnum
from typing import Generic, Self, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, model_validator

T = TypeVar("T")


class Evidence(StrEnum):
    """How sure a fact is."""

    EXACT = "exact"  # the authoritative source said so
    LIKELY = "likely"  # indirect evidence
    UNKNOWN = "unknown"  # could not be seen, with the reason
    ATTESTED = "attested"  # a named person said so


class Fact(BaseModel, Generic[T]):
    """One value with how it is known. `value` is None exactly when the evidence is unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: T | None
    evidence: Evidence
    source: str
    reason: str = ""
    seen_at: AwareDatetime

    @model_validator(mode="after")
    def _unknown_is_not_a_value(self) -> Self:
        if (self.value is None) != (self.evidence is Evidence.UNKNOWN):
            msg = "a fact has a value exactly when its evidence is not unknown"
            raise ValueError(msg)
        if self.evidence in (Evidence.UNKNOWN, Evidence.ATTESTED) and not self.reason:
            msg = f"a fact that is {self.evidence} says why"
            raise ValueError(msg)
        return self

    @classmethod
    def exact(cls, value: T, *, source: str, at: datetime) -> Self:
        return cls(value=value, evidence=Evidence.EXACT, source=source, seen_at=at)

    @classmethod
    def likely(cls, value: T, *, source: str, reason: str, at: datetime) -> Self:
        return cls(value=value, evidence=Evidence.LIKELY, source=source, reason=reason, seen_at=at)

    @classmethod
    def unknown(cls, *, source: str, reason: str, at: datetime) -> Self:
        return cls(value=None, evidence=Evidence.UNKNOWN, source=source, reason=reason, seen_at=at)

    @classmethod
    def attested(cls, value: T, *, by: str, reason: str, at: datetime) -> Self:
        return cls(value=value, evidence=Evidence.ATTESTED, source=by, reason=reason, seen_at=at)


class Facts(BaseModel):
    """The facts of one step. Stored as JSON with the time seen, never edited."""

    model_config = ConfigDict(frozen=True, extra="forbid")
