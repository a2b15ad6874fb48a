from collections.abc import Mapping

from app.steps.licensing.facts import CAPACITY, ENTITLEMENT, REQUIREMENTS, STORAGE
from app.steps.licensing.products import products
from app.wizard.finding import Finding

AS_OF = products().as_of
"""How old the list is by which products are recognised."""
_SECTIONS = {"scm": ENTITLEMENT, "capacity": CAPACITY, "storage": STORAGE}


def sections(findings: list[Finding]) -> Mapping[str, list[Finding]]:
    """The findings under the question they answer; what was never looked for stands first."""
    found: dict[str, list[Finding]] = {name: [] for name in ("", *REQUIREMENTS)}
    section = ""
    for finding in findings:
        word = finding.code.partition(".")[2].partition("_")[0]
        section = _SECTIONS.get(word, section)
        found[section].append(finding)
    return found
