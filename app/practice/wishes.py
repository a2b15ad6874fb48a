"""What may be asked of the controls, checked as a whole before any of it is done."""

from enum import StrEnum
from typing import Annotated, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from app.practice.controls import Controls
from app.practice.plot import Plot
from app.practice.scene import Scene

Share: TypeAlias = Annotated[float, Field(ge=0, le=1)]
Status: TypeAlias = Annotated[int, Field(ge=400, le=599)]


class _Checked(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class Standing(_Checked):
    """What holds until it is changed. What is None stays as it is."""

    throttle_share: Share | None = None
    latency: Annotated[float, Field(ge=0, le=60)] | None = None
    content_page_delay: Annotated[float, Field(ge=0, le=600)] | None = None
    strict_refresh: bool | None = None
    consent_required: bool | None = None
    context_demanded: Annotated[str, Field(pattern=r"^(c\d{1,2})?$")] | None = None
    error_rates: dict[Status, Share] | None = None  # all of them; an empty one ends them

    @field_validator("error_rates")
    @classmethod
    def _at_most_all(cls, rates: dict[int, float] | None) -> dict[int, float] | None:
        if sum((rates or {}).values()) > 1:
            raise ValueError("more than all calls cannot fail")
        return rates

    def hold(self, controls: Controls) -> None:
        for name in Standing.model_fields:
            value = getattr(self, name)
            if value is not None:
                setattr(controls, name, value)


class What(StrEnum):
    FAIL = "fail"
    RESET = "reset"
    LOSE = "lose"


class Next(_Checked):
    """What happens to the next calls whose host and path contain a text."""

    what: What
    status: Status | None = None
    times: Annotated[int, Field(ge=1)] = 1
    path_contains: str = ""

    @model_validator(mode="after")
    def _fails_with_a_status(self) -> Self:
        if (self.status is not None) != (self.what is What.FAIL):
            raise ValueError("a status belongs to a failure, and to nothing else")
        return self

    def plan(self, controls: Controls) -> None:
        match self.what:
            case What.RESET:
                controls.reset_connections(self.times, self.path_contains)
            case What.LOSE:
                controls.lose_answers(self.times, self.path_contains)
            case What.FAIL:
                controls.fail_next(self.status or 0, self.times, self.path_contains)


class Wishes(Standing):
    """Everything at once, as JSON. `advance` is in seconds, `plot` as on the page."""

    next: tuple[Next, ...] = ()
    expire_tokens: bool = False
    revoke_grants: bool = False
    advance: Annotated[float, Field(ge=0)] = 0
    plot: dict[str, str] = {}

    @field_validator("plot")
    @classmethod
    def _is_on_offer(cls, plot: dict[str, str]) -> dict[str, str]:
        Plot.model_validate(plot)
        return plot

    def grant(self, scene: Scene) -> None:
        self.hold(scene.controls)
        for one in self.next:
            one.plan(scene.controls)
        if self.expire_tokens:
            scene.directory.expire_tokens()
        if self.revoke_grants:
            scene.directory.revoke_grants()
        if self.plot:
            choose(scene, self.plot)
        if self.advance:
            move_clock(scene, self.advance)


def choose(scene: Scene, plot: dict[str, str]) -> None:
    for name, value in plot.items():
        scene.services.plot.choose(name, value)
    scene.services.ground.memory.keep()


def move_clock(scene: Scene, seconds: float) -> None:
    scene.clock.advance(seconds)
    scene.services.settle()
