"""Step 2: dual-write is installed and linked, so that its table maps can feed the portal."""

from app.i18n import N_
from app.steps.maps.checks import core_is_installed, link_stands, maps_are_not_read_yet
from app.steps.maps.checks import solutions_are_installed as solutions_present
from app.steps.maps.facts import MapsFacts
from app.wizard.action import Action
from app.wizard.step import Step

STEP = Step(
    slug="maps",
    title=N_("Dual-write maps"),
    facts=MapsFacts,
    checks=(core_is_installed, solutions_present, link_stands, maps_are_not_read_yet),
    next_action=Action("maps.look"),
)
