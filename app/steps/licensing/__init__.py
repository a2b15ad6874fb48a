"""Step 1: the licences are there: for Supply Chain Management, for portal users, for storage."""

from app.i18n import N_
from app.steps.licensing.attestable import SUBJECTS, with_said
from app.steps.licensing.checks import (
    portal_users_are_paid_for,
    supply_chain_is_owned,
    there_is_storage,
)
from app.steps.licensing.facts import LicensingFacts
from app.wizard.action import Action
from app.wizard.step import Step

STEP = Step(
    slug="licensing",
    title=N_("Licensing"),
    facts=LicensingFacts,
    checks=(supply_chain_is_owned, portal_users_are_paid_for, there_is_storage),
    next_action=Action("licensing.look"),
    with_said=with_said,
    subjects=SUBJECTS,
)
