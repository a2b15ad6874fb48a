"""What we look at to say whether a site can be updated, and from what."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from app.wizard.facts import Fact, Facts


class Model(StrEnum):
    """How a site is stored. Sites of the enhanced model are only read, for now."""

    STANDARD = "standard"
    ENHANCED = "enhanced"


class SeenWebsite(BaseModel):
    """`hosts` are the names it is served under. `version` is empty where its row says none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    model: Model
    version: str = ""
    hosts: tuple[str, ...] = ()


class UpdateFacts(Facts):
    """The websites that are here, and what this wizard itself remembers of them.

    `baseline` and `applied` are days: when the newest snapshot of the untouched template was
    taken, and when a merge was last written to the site. Empty means never.
    """

    websites: Fact[list[SeenWebsite]]
    baseline: Fact[str]
    applied: Fact[str]

    @property
    def writable(self) -> list[SeenWebsite]:
        return [one for one in self.websites.value or [] if one.model is Model.STANDARD]
