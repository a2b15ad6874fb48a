"""What came of merging real site histories: the recorded outcomes, and how they are told.

Run as a program it records them anew; what changed is then looked at before it is committed.

    python tests/merge/histories.py
"""

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from app.exports.folder import open_members  # noqa: E402 - found once the path is set
from app.exports.opening import Opened  # noqa: E402
from app.merge.outcome import Case, Conflict, Outcome  # noqa: E402
from app.merge.snapshot import Snapshot  # noqa: E402
from app.merge.three_way import merge  # noqa: E402
from app.steps.update.translate import snapshot_of  # noqa: E402

SITES = ROOT / "../shared/data/sites"
RECORDED = Path(__file__).with_suffix(".txt")
HISTORIES = {
    "gds-accelerator": "112 223 224 225 123 133 334 335 345 245 135 155 -35 -45",
    "gcweb": "112 122 123 223 334 134 -14 -34",
    "gds-appointments": "112 123 132 134 223 234 334 314 -14 -41",
    "ms-credit-cards": "112 123 134 223 234 334 -13",
    "gcweb, template as solution": "11a 22c 2bc 13c -3c",
    "ms-311-portal, solutions": "112 122 -12",
    "starter and appointments": "s1s s2s ss2 s4s -4s -s4",
}
"""Per site the versions that are base, site and template; `-` is none, a letter a place below."""
PLACES = {
    ("starter and appointments", "s"): ("starter-other-tenant", "v1-*"),
    **{("starter and appointments", n): ("gds-appointments", f"v{n}-*") for n in "1234"},
    **{
        ("gcweb, template as solution", letter): ("gcweb/solutions", f"1.0.0.{number}-*")
        for number, letter in enumerate("abc")
    },
    **{("ms-311-portal, solutions", n): ("ms-311-portal", f"1.0.0.{n}-*") for n in "12"},
}


@cache
def version(site: str, number: str) -> Snapshot | None:
    if number == "-":
        return None
    folder, pattern = PLACES.get((site, number)) or (site.split(",", maxsplit=1)[0], f"v{number}-*")
    found = sorted((SITES / folder).glob(pattern))
    return snapshot_of(Opened(open_members(found[0])).export)


def histories() -> Iterator[tuple[str, Snapshot | None, Snapshot, Snapshot]]:
    for site, triples in HISTORIES.items():
        for triple in triples.split():
            base, own, new = (version(site, number) for number in triple)
            if own and new:
                yield f"{site} {triple}", base, own, new


def told(outcome: Outcome) -> str:
    """An outcome in one paragraph: what happens where, what is asked, and a name for the result."""
    quiet = (Case.UNCHANGED, Case.UPDATED)
    happens = Counter(f"{r.case} {r.table}" for r in outcome.records if r.case not in quiet)
    happens += Counter(
        f"updated {record.table}.{change.column}{' (close call)' if change.close_call else ''}"
        for record in outcome.records
        if record.case is Case.UPDATED
        for change in record.changes
    )
    lines = [
        "  records: " + _counted(Counter(record.case.value for record in outcome.records)),
        "  notes: " + _counted(Counter(note.code for note in outcome.notes)),
        *(f"  {n} {what}" for what, n in sorted(happens.items())),
        *(
            f"  asked {n} {what}"
            for what, n in sorted(Counter(map(_asked, outcome.conflicts)).items())
        ),
        f"  result {digest(outcome.result)}",
    ]
    return "\n".join(lines)


def _asked(conflict: Conflict) -> str:
    column = f".{conflict.column}" if conflict.column else ""
    what = f"{conflict.standing} {conflict.kind} {conflict.table}{column}"
    why = f" because {conflict.reason}" if conflict.reason else ""
    return what + why + (f", {conflict.suggested} suggested" if conflict.suggested else "")


def digest(snapshot: Snapshot) -> str:
    """A name for everything a snapshot says; nothing and empty are one."""
    what = [
        (*key, sorted((c, v) for c, v in r.columns.items() if v), _links(r.links), r.content)
        for key, r in sorted(snapshot.records.items())
    ]
    return hashlib.sha256(repr(what).encode()).hexdigest()[:16]


def _links(links: object) -> list[tuple[str, list[str]]]:
    assert hasattr(links, "items")
    return sorted((name, sorted(ends)) for name, ends in links.items() if ends)


def _counted(counter: Counter[str]) -> str:
    return ", ".join(f"{n} {what}" for what, n in sorted(counter.items())) or "none"


if __name__ == "__main__":
    RECORDED.write_text("".join(f"{name}\n{told(merge(*sides))}\n" for name, *sides in histories()))
