"""Step 1: the licences are there. This version explains what to look at and checks nothing."""

from app.i18n import N_
from app.wizard.action import Action
from app.wizard.facts import Facts
from app.wizard.step import Step

STEP = Step(
    slug="licensing",
    title=N_("Licensing"),
    facts=Facts,
    checks=(),
    next_action=Action("licensing.read"),
    by_hand=True,
)
