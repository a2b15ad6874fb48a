"""What was judged, put in the order in which people read it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.steps.maps.because import Because, because
from app.steps.maps.facts import MapsFacts, MapState
from app.steps.maps.ground_rows import GroundView, ground_view
from app.steps.maps.links import dual_write_page, environment_page
from app.steps.maps.missing import Missing, missing_packages
from app.steps.maps.needs import Met, all_met
from app.steps.maps.tree import Branch, Tree, tree_of
from app.wizard.finding import Finding, Level

_ANSWERS = frozenset({"maps.ready", "maps.ready_with_warnings", "maps.not_ready",
                      "maps.ready_not_known", "maps.never_checked"})  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One need of the portal, with all that is said about it."""

    met: Met
    findings: Sequence[Finding]
    branches: Sequence[Branch] = ()

    @property
    def anchor(self) -> str:
        return f"map-{self.met.need.value}"

    @property
    def is_empty(self) -> bool:
        """It runs, and nothing has come of it."""
        return any(finding.code == "maps.nothing_arrived" for finding in self.findings)

    @property
    def may_be_claimed(self) -> bool:
        """While it is not seen to run, nobody has said so, and it is there at all."""
        is_there = self.met.state is not MapState.ABSENT
        return is_there and not self.met.works and self.met.claim is None


@dataclass(frozen=True)
class View:
    """`answer` is whether the portal may be provisioned.

    `others` concern neither a single need nor one of Microsoft's requirements, which are `ground`.
    """

    answer: Finding
    rows: Sequence[Row] = ()
    ground: GroundView = field(default_factory=GroundView)
    others: Sequence[Finding] = ()
    tree: Tree = field(default_factory=Tree)
    because: Sequence[Because] = ()
    missing: Missing = ()
    dual_write_page: str = ""
    packages_page: str = ""

    @property
    def open_others(self) -> Sequence[Finding]:
        return [finding for finding in self.others if finding.level is not Level.OK]

    @property
    def open_points(self) -> int:
        """About what the maps stand on."""
        return len(self.open_others) + len(self.ground.open)

    @property
    def empty_rows(self) -> Sequence[Row]:
        return [row for row in self.rows if row.is_empty]

    @property
    def open_rows(self) -> Sequence[Row]:
        return [row for row in self.rows if not row.met.works]

    @property
    def next_row(self) -> Row | None:
        """The map to start next: the first that is there and does not run."""
        there = (row for row in self.open_rows if row.met.state is not MapState.ABSENT)
        return next(there, None)


def view_of(facts: MapsFacts | None, findings: Sequence[Finding]) -> View:
    answer = next(finding for finding in findings if finding.code in _ANSWERS)
    if facts is None:
        return View(answer)
    mine = {one.need.value: [f for f in findings if f.details.get("need") == one.need.value]
            for one in all_met(facts)}  # fmt: skip
    tree = tree_of(facts)
    return View(
        answer=answer,
        rows=[Row(one, mine[one.need.value], tree.roots[one.need]) for one in all_met(facts)],
        ground=ground_view(facts, findings),
        others=[
            f for f in findings if f is not answer and not {"need", "requirement"} & set(f.details)
        ],
        tree=tree,
        because=because(facts),
        missing=missing_packages(facts),
        dual_write_page=dual_write_page(facts.linked_to.value),
        packages_page=environment_page(facts.platform_id),
    )
