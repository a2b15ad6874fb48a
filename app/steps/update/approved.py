"""What a person has approved on a check page. Kept with the run: ids and choices only."""

from pydantic import BaseModel, ConfigDict, Field

from app.merge.natural_keys import RecordKey
from app.merge.undo import Answer

_FROZEN = ConfigDict(frozen=True, extra="forbid")


class ToApply(BaseModel):
    """`digest` names the plan that was shown: another one is not written."""

    model_config = _FROZEN

    merge_id: str
    digest: str


class ToRestore(BaseModel):
    """`of` is the run to take back. `answers` by "table/id", for records edited since."""

    model_config = _FROZEN

    of: str
    digest: str
    answers: dict[str, Answer] = Field(default_factory=dict)

    @property
    def by_record(self) -> dict[RecordKey, Answer]:
        found: dict[RecordKey, Answer] = {}
        for name, answer in self.answers.items():
            table, _, record_id = name.partition("/")
            found[table, record_id] = answer
        return found


class ToLookAt(BaseModel):
    """The run whose restoring is prepared."""

    model_config = _FROZEN

    of: str
