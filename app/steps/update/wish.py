"""What a person asked to be read and merged. Kept with the run: ids only."""

from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator


class Wish(BaseModel):
    """The template is another environment's site, or a file that is here already."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    website_id: str
    template_environment_id: str = ""
    template_file_id: str = ""
    base_id: str | None = None

    @model_validator(mode="after")
    def _one_template(self) -> Self:
        if bool(self.template_environment_id) == bool(self.template_file_id):
            msg = "one template, from an environment or from a file"
            raise ValueError(msg)
        return self
