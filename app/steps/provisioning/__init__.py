"""Step 3: the Customer portal exists, and its untouched state is kept for later updates."""

from app.i18n import N_
from app.steps.provisioning.checks import (
    baseline_is_kept,
    nothing_stands_in_the_way,
    person_may,
    portal_is_there,
    trial_is_running,
)
from app.steps.provisioning.facts import ProvisioningFacts
from app.wizard.action import Action
from app.wizard.step import Step

CREATE = Action(
    "provisioning.create",
    stopped_by=frozenset(
        {
            "maps.never_checked",
            "maps.core_missing",
            "maps.core_not_seen",
            "maps.solution_missing",
            "maps.solution_not_seen",
            "provisioning.sites_not_seen",
            "provisioning.state_not_known",
            "provisioning.being_made",
            "provisioning.suspended",
            "provisioning.install_failed",
            "provisioning.site_inactive",
            "provisioning.no_rights",
            "provisioning.access_mode",
            "provisioning.not_listed",
            "provisioning.place_not_seen",
        }
    ),
)
"""Asking Microsoft for the portal. Rights and settings that could not be seen do not block: where
they are missing, Microsoft itself refuses, and nothing is made.
"""

STEP = Step(
    slug="provisioning",
    title=N_("Provision the portal"),
    facts=ProvisioningFacts,
    checks=(
        portal_is_there,
        trial_is_running,
        baseline_is_kept,
        nothing_stands_in_the_way,
        person_may,
    ),
    next_action=CREATE,
    goal_missing="provisioning.ready",
)
