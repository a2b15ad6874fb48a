"""What a person said about an environment. Kept apart from facts: a look never erases it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a statement is good for."""

    ATTESTED = "attested"  # a named person vouches for what no call can show
    CLAIMED = "claimed"  # "I did this in Microsoft's page": counts once it is seen


@dataclass(frozen=True, slots=True)
class Statement:
    """`subject` and `value` are codes of the step. One that is withdrawn is not handed on."""

    subject: str
    kind: Kind
    value: str
    by: str
    at: datetime
    note: str = ""
    link: str = ""
    review_at: datetime | None = None
    id: str = ""
