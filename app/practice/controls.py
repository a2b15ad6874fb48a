"""What a rehearsal or a test can make go wrong, on purpose."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class Trouble:
    """Something that happens to the next `times` requests whose host and path contain a text."""

    status: int
    times: int
    path_contains: str = ""


LOST = 0  # a "status": the request is carried out, but its answer never arrives
RESET = -1  # the connection ends before anything is done


@dataclass
class Controls:
    """`throttle_share` of the Dataverse calls answer 429; the dice are seeded, so runs repeat.

    `error_rates` are the shares of all calls, but for those of the sign-in, that fail, by status.
    """

    seed: int = 7
    throttle_share: float = 0.02
    error_rates: Mapping[int, float] = field(default_factory=dict)
    latency: float = 0.0
    strict_refresh: bool = False  # using a rotated refresh token again revokes the whole grant
    consent_required: bool = False  # a resource needs to have been asked for while signing in
    context_demanded: str = ""  # Dataverse wants a sign-in that met this authentication context
    content_page_delay: float = 0.0  # seconds until the pages that the platform makes show
    fresh_ids: bool = False  # the new template shares no GUID at all with the site
    troubles: list[Trouble] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)  # noqa: S311 - for repeatable throttling, no secret
        self._luck = random.Random(self.seed + 1)  # noqa: S311 - apart: either repeats alone

    def fail_next(self, status: int, times: int = 1, path_contains: str = "") -> None:
        self.troubles.append(Trouble(status, times, path_contains))

    def lose_answers(self, times: int = 1, path_contains: str = "") -> None:
        self.troubles.append(Trouble(LOST, times, path_contains))

    def reset_connections(self, times: int = 1, path_contains: str = "") -> None:
        self.troubles.append(Trouble(RESET, times, path_contains))

    def take_trouble(self, address: str) -> Trouble | None:
        """The trouble planned for this request, counted down."""
        for trouble in self.troubles:
            if trouble.times > 0 and trouble.path_contains in address:
                trouble.times -= 1
                self.troubles = [left for left in self.troubles if left.times > 0]
                return trouble
        return None

    def is_throttled(self) -> bool:
        return self.throttle_share > 0 and self._dice.random() < self.throttle_share

    def bad_luck(self) -> int:
        """The status this call fails with by the error rates, or 0."""
        if not self.error_rates:
            return 0
        thrown, reached = self._luck.random(), 0.0
        for status, share in self.error_rates.items():
            reached += share
            if thrown < reached:
                return status
        return 0
