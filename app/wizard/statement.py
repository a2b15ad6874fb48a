"""What a person said about an environment. Kept apart from facts: a look never erases it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

REVIEW_AFTER: Final = timedelta(days=90)


class Kind(StrEnum):
    """What a statement is good for."""

    ATTESTED = "attested"  # a named person vouches for what no call can show
    CLAIMED = "claimed"  # "I did this in Microsoft's page": counts once it is seen


@dataclass(frozen=True, slots=True)
class Statement:
    """`subject` and `value` are codes of the step. One that is withdrawn is not handed on.

    `through` names the one-time link by which it came: who answered was not verified then.
    """

    subject: str
    kind: Kind
    value: str
    by: str
    at: datetime
    note: str = ""
    link: str = ""
    review_at: datetime | None = None
    id: str = ""
    by_id: str = ""
    through: str = ""

    def is_old(self, now: datetime) -> bool:
        """It goes on counting. Before an action that depends on it, it is asked for again."""
        return self.review_at is not None and self.review_at <= now
