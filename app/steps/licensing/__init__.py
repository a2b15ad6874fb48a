"""Step 1: the licences are there: for Supply Chain Management, for portal users, for storage."""

from app.i18n import N_
from app.steps.licensing.attestable import SUBJECTS, with_said
from app.steps.licensing.checks import CHECKS
from app.steps.licensing.facts import LicensingFacts
from app.wizard.action import Action
from app.wizard.step import Step

STEP = Step(
    slug="licensing",
    title=N_("Licensing"),
    facts=LicensingFacts,
    checks=CHECKS,
    next_action=Action("licensing.look"),
    with_said=with_said,
    subjects=SUBJECTS,
)
