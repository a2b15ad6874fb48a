"""Step 2: dual-write is installed and linked, and its table maps bring the portal its data."""

from app.i18n import N_
from app.steps.maps.attestable import SUBJECTS
from app.steps.maps.checks import CHECKS
from app.steps.maps.facts import MapsFacts
from app.steps.maps.said import with_said
from app.wizard.action import Action
from app.wizard.step import Step

STEP = Step(
    slug="maps",
    title=N_("Dual-write maps"),
    facts=MapsFacts,
    checks=CHECKS,
    next_action=Action("maps.look"),
    with_said=with_said,
    subjects=SUBJECTS,
)
