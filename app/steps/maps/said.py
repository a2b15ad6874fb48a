"""What people said in this step, put in where nobody could see."""

from collections.abc import Mapping
from typing import Final

from app.steps.maps.attestable import ATTESTABLE, vouched_by
from app.steps.maps.facts import MapsFacts
from app.steps.maps.needs import subject_of, with_claims
from app.steps.maps.portal import Need
from app.wizard.statement import Statement

CLAIM_SUBJECTS: Final = {need.value: subject_of(need) for need in Need}
"""What "I did this in Microsoft's page" is filed under, by need."""

SUBJECTS_SAID: Final = frozenset({*CLAIM_SUBJECTS.values(), *ATTESTABLE})
"""What may be stated here, and taken back."""


def with_said(facts: MapsFacts, said: Mapping[str, Statement]) -> MapsFacts:
    claimed = with_claims(facts, said)
    return claimed.model_copy(update={"vouched": vouched_by(said)})
