from collections.abc import Mapping

from app.steps.licensing.facts import CAPACITY, ENTITLEMENT, REQUIREMENTS, STORAGE
from app.wizard.finding import Finding

PERSON = "person"
"""What is told about the person who looked. Nothing can be stated about that."""
_SECTIONS = {
    "scm": ENTITLEMENT,
    "possible": ENTITLEMENT,
    "capacity": CAPACITY,
    "anonymous": CAPACITY,
    "users": CAPACITY,
    "trial": CAPACITY,
    "storage": STORAGE,
    "room": STORAGE,
    "person": PERSON,
}


def sections(findings: list[Finding]) -> Mapping[str, list[Finding]]:
    """The findings under the question they answer; what was never looked for stands first."""
    found: dict[str, list[Finding]] = {name: [] for name in ("", *REQUIREMENTS, PERSON)}
    section = ""
    for finding in findings:
        word = finding.code.partition(".")[2].partition("_")[0]
        section = _SECTIONS.get(word, section)
        found[section].append(finding)
    return found
