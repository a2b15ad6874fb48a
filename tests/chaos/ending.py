"""How everything stands after a run: on the wizard's side, and in the practice tenant."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from functools import partial

from tests.chaos.held import Asked
from tests.chaos.place import Place

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_TIMES = frozenset({"versionnumber", "createdon", "modifiedon", "installedon", "#visible"})
# without the notes about a portal that was asked for: they say which answers were lost
_STORED = {
    "runs": "SELECT job, state, cause, detail, attempt, stop FROM run",
    "effects": "SELECT key FROM run_effect WHERE key NOT GLOB '*:[0-9]'",
    "files": "SELECT role, source, records, layout, site_name FROM site_file",
    "pieces": "SELECT key FROM site_part",
    "merges": "SELECT id, base_id IS NULL FROM site_merge",
    "decisions": "SELECT conflict, choice, version FROM decision",
    "writes": "SELECT number, operation, table_name, title, state, reason FROM site_write",
    "health": "PRAGMA integrity_check",
}


Ending = Mapping[str, Counter[object]]
"""By the name of what is counted. The same as another when nothing was lost, nothing doubled."""


def ids_in(place: Place) -> frozenset[str]:
    """Of all rows that the tenant has."""
    return frozenset(
        str(row[f"{table}id"])
        for organization in place.tenant.scene.organizations.values()
        for table in organization.tables
        for row in organization.store.rows(table)
    )


def ending(place: Place, known: Collection[str]) -> Ending:
    """`known` are ids from before: others are diced, or made from one that was."""

    plain = partial(_plain, known)
    organizations = place.tenant.scene.organizations
    services = place.tenant.services
    stored = {name: Counter(place.rows(query)) for name, query in _STORED.items()}
    rows = {
        f"{host}/{table}": Counter(plain(_told(row)) for row in organization.store.rows(table))
        for host, organization in organizations.items()
        for table in organization.tables
    }
    changed = Counter(Asked(a.method, a.host, plain(a.path)) for a in place.gate.changed)
    websites = Counter(
        site.name
        for organization in organizations.values()
        for site in services.hosting.listed(organization.environment_id)
    )
    return {**stored, **rows, "changed": changed, "websites": websites}


def differences(found: Ending, expected: Ending) -> list[str]:
    """What was lost and what is there too often, one line each."""
    return [
        f"{what} {name}: {one}"
        for name in {*found, *expected}
        for what, more, less in (("doubled", found, expected), ("lost", expected, found))
        for one in more.get(name, Counter()) - less.get(name, Counter())
    ]


def _plain(known: Collection[str], text: str) -> str:
    return _ID.sub(lambda found: found[0] if found[0] in known else "(new)", text)


def read_again(place: Place, before: Collection[Asked], known: Collection[str]) -> Counter[str]:
    """Rows and files that were asked for more often than without a kill."""
    return _reads(place.gate.asked, known) - _reads(before, known)


def _reads(asked: Collection[Asked], known: Collection[str]) -> Counter[str]:
    reads = Counter(_plain(known, f"{a.host}{a.path}") for a in asked if a.method == "GET")
    return Counter({path: n for path, n in reads.items() if re.search(r"/(adx|annot)", path)})


def _told(row) -> str:
    return repr(sorted((name, value) for name, value in row.items() if name not in _TIMES))
