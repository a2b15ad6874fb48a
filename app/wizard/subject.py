"""What a person may vouch for where no call shows it. Each step lists its own subjects."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from app.wizard.facts import Evidence, Fact
from app.wizard.finding import Finding
from app.wizard.statement import Kind, Statement

SAID = "said"
"""The detail of a finding that names the subject it rests on."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One question to a person. All texts are marked, and translated where they are shown.

    `choices` are the values that can be stated, each with the sentence that is stated by it.
    `before` names the actions that depend on the answer, each with what it is called: only before
    one of them is somebody asked to say it again. `code` stands in addresses: no slash in it.
    """

    code: str
    title: str
    choices: Mapping[str, str]
    vouches: str = ""  # what is vouched for, and where it can be seen
    who: str = ""  # who would know
    link: str = ""  # the page where it can be seen
    before: Mapping[str, str] = field(default_factory=dict)


def facts_said(subjects: Iterable[Subject], said: Mapping[str, Statement]) -> dict[str, Fact[str]]:
    """What counts of what was said, as facts under the names of the people."""
    known = {subject.code: subject.choices for subject in subjects}
    return {
        code: Fact[str].attested(
            one.value, by=one.by, reason=one.note or one.link or one.by, at=one.at
        )
        for code, one in said.items()
        if one.kind is Kind.ATTESTED and one.value in known.get(code, {})
    }


def resting_on(code: str, said: Fact[str], finding: Finding) -> Finding:
    """The finding as somebody's word on a subject: `%(name)s` in its texts is who said it."""
    details = {**finding.details, "name": said.source, SAID: code}
    return replace(finding, evidence=Evidence.ATTESTED, details=details)
