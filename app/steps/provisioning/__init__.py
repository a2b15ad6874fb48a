"""Step 3: the portal exists. This version says what stands in the way and leads to Microsoft."""

from app.i18n import N_
from app.wizard.action import Action
from app.wizard.facts import Facts
from app.wizard.step import Step

STEP = Step(
    slug="provisioning",
    title=N_("Provision the portal"),
    facts=Facts,
    checks=(),
    next_action=Action(
        "provisioning.create",
        stopped_by=frozenset(
            {
                "maps.never_checked",
                "maps.core_missing",
                "maps.core_not_seen",
                "maps.solution_missing",
                "maps.solution_not_seen",
            }
        ),
    ),
    by_hand=True,
)
