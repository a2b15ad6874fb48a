"""Step 4: a new version of the template is merged into the customised site."""

from app.i18n import N_
from app.steps.update.checks import a_baseline_is_kept, a_site_is_here, an_update_was_applied
from app.steps.update.facts import UpdateFacts
from app.wizard.action import Action
from app.wizard.step import Step

STEP = Step(
    slug="update",
    title=N_("Update and merge"),
    facts=UpdateFacts,
    checks=(a_site_is_here, a_baseline_is_kept, an_update_was_applied),
    next_action=Action("update.merge"),
)

READ = Action(
    "update.read",
    stopped_by=frozenset(
        {
            "update.never_checked",
            "update.no_site",
            "update.site_enhanced",
            "update.site_not_seen",
        }
    ),
)
"""Reading site and template from their environments. Handing in exports goes without."""
