"""What people may vouch for in this step, and what of it counts."""

from collections.abc import Mapping
from typing import Final

from app.i18n import N_
from app.steps.maps import ground_texts as ground
from app.steps.maps import vouched_texts as words
from app.steps.maps.requirement_texts import TITLES
from app.steps.maps.requirements import NO, VOUCHED_FOR, YES, Requirement, subject_of
from app.wizard.facts import Fact
from app.wizard.statement import Statement
from app.wizard.subject import Subject, facts_said

_START: Final = {"maps.start": N_("Start table maps")}
R = Requirement
_WHO: Final = {
    R.FINANCE_VERSION: ground.FINANCE, R.REGION: ground.ADMINISTRATOR, R.TRIAL: ground.FINANCE,
    R.APPLICATIONS: ground.FINANCE, R.CONSENT: ground.TENANT, R.ENTITIES: ground.FINANCE,
    R.LINKER: ground.LINKER, R.EDITORS: ground.BOTH, R.LICENCES: ground.LICENCES,
    R.SHARING: ground.FINANCE, R.SEQUENCES: ground.FINANCE,
}  # fmt: skip


def _subject(requirement: Requirement) -> Subject:
    met, denied, unsaid = words.ANSWERS[requirement]
    return Subject(
        code=subject_of(requirement),
        title=TITLES[requirement],
        choices={YES: met.says, NO: denied.says},
        vouches=unsaid.do,
        who=_WHO[requirement],
        before={} if requirement is Requirement.LICENCES else _START,
    )


SUBJECTS: Final = tuple(_subject(requirement) for requirement in VOUCHED_FOR)

ATTESTABLE: Final[Mapping[str, Subject]] = {subject.code: subject for subject in SUBJECTS}
"""By the code that their statements are filed under."""


def vouched_by(said: Mapping[str, Statement]) -> dict[str, Fact[str]]:
    """By requirement."""
    facts = facts_said(SUBJECTS, said)
    known = {subject_of(one): one.value for one in VOUCHED_FOR}
    return {known[code]: fact for code, fact in facts.items()}
