"""Step 4: a new version of the template is merged into the customised site."""

from app.i18n import N_
from app.wizard.action import Action
from app.wizard.facts import Facts
from app.wizard.step import Step

STEP = Step(
    slug="update",
    title=N_("Update and merge"),
    facts=Facts,
    checks=(),
    next_action=Action("update.merge"),
)
