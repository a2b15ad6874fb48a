"""Generated sites: pages in trees and loops, permissions with roles, forms with their steps."""

from dataclasses import replace

from hypothesis import Phase, settings
from hypothesis import strategies as st

from app.merge.snapshot import Record, Snapshot
from app.merge.tables import LOOKUPS
from tests.merge.building import guid, site_of

bounded = settings(
    max_examples=30,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],  # the sites are small enough to read as they come
)
ROLES = [Record("adx_webrole", guid(100 + n), {"adx_name": f"Role {n}"}) for n in range(3)]
texts = st.sampled_from(["", "a\n", "a\nb\n", "x\na\n", "b\n"])
scalars = st.sampled_from([None, "1", "2", "3"])


@st.composite
def one_page(draw: st.DrawFn, number: int, *, moving: bool) -> Record:
    parent = draw(st.sampled_from([None, *range(4)])) if moving else None
    columns = {
        "adx_name": f"Page {number}",
        "adx_partialurl": f"p{number}",
        "adx_isroot": "true",
        "adx_displayorder": draw(scalars),
        "adx_copy": draw(texts),
        "adx_parentpageid": None if parent in (None, number) else guid(parent),
    }
    return Record("adx_webpage", guid(number), columns)


@st.composite
def one_permission(draw: st.DrawFn, number: int) -> Record:
    ends = frozenset(draw(st.sets(st.sampled_from([r.id for r in ROLES]))))
    columns = {"adx_entityname": f"P{number}", "adx_read": draw(st.sampled_from(["true", "false"]))}
    links = {"adx_entitypermission_webrole": ends}
    return Record("adx_entitypermission", guid(50 + number), columns, links)


@st.composite
def sites(draw: st.DrawFn, *, moving: bool = True) -> Snapshot:
    pages = [draw(one_page(n, moving=moving)) for n in range(4) if draw(st.integers(0, 4))]
    permissions = [draw(one_permission(n)) for n in range(2) if draw(st.integers(0, 3))]
    return whole(site_of(*pages, *permissions, *ROLES))


def whole(snapshot: Snapshot) -> Snapshot:
    """Without lookups to pages that are not there."""
    ids = {r.id for r in snapshot.records.values()}
    parent = "adx_parentpageid"
    return Snapshot.of(
        [
            replace(r, columns={**r.columns, parent: None})
            if r.columns.get(parent) and r.columns[parent] not in ids
            else r
            for r in snapshot.records.values()
        ]
    )


def renamed(snapshot: Snapshot, side: int) -> Snapshot:
    """The same site as another provisioning would hold it."""

    def new(old: str | None) -> str | None:
        return f"{side:08x}{old[8:]}" if old and len(old) == 36 else old

    return Snapshot.of(
        [
            Record(
                r.table,
                new(r.id) or "",
                {c: new(v) for c, v in r.columns.items()},
                {n: frozenset(new(e) or "" for e in ends) for n, ends in r.links.items()},
                r.content,
            )
            for r in snapshot.records.values()
        ]
    )


def values(snapshot: Snapshot) -> dict[tuple[str, str], object]:
    """What a site says; nothing and an empty text are one value."""
    return {
        r.key: ({c: v or None for c, v in r.columns.items()}, dict(r.links))
        for r in snapshot.records.values()
    }


def form(number: int, **columns: str | None) -> Record:
    return Record("adx_webform", guid(200 + number), {"adx_name": f"Form {number}", **columns})


@st.composite
def forms(draw: st.DrawFn) -> list[Record]:
    """A form, its steps, and the page they lead to: each may point to any other."""
    steps = [n for n in range(3) if draw(st.integers(0, 3))]
    if not steps:
        return []
    one_step = st.sampled_from([None, *(guid(210 + n) for n in steps)])
    return [
        form(0, adx_startstep=draw(one_step)),
        *(
            Record(
                "adx_webformstep",
                guid(210 + n),
                {
                    "adx_name": f"Step {n}",
                    "adx_webform": guid(200),
                    "adx_nextstep": draw(one_step),
                    "adx_registerstartupscript": draw(texts),
                    "adx_redirectwebpage": draw(st.sampled_from([None, guid(0), guid(1)])),
                },
            )
            for n in steps
        ),
    ]


@st.composite
def files(draw: st.DrawFn) -> list[Record]:
    content = draw(st.sampled_from([b"a", b"b", b"\x00c"]))
    columns = {"adx_name": "logo.png", "adx_partialurl": "logo.png"}
    return [Record("adx_webfile", guid(300), columns, {}, content)] if draw(st.booleans()) else []


@st.composite
def rich_sites(draw: st.DrawFn, *, moving: bool = True) -> Snapshot:
    """Sites with everything that the order of writing has to care for."""
    plain = draw(sites(moving=moving))
    more = [*draw(forms()), *draw(files())]
    return closed(Snapshot.of([*plain.records.values(), *more]))


def closed(snapshot: Snapshot) -> Snapshot:
    """Without lookups to records that are not there."""
    there = snapshot.records.keys()
    return Snapshot.of(
        [
            replace(
                r,
                columns={
                    c: None if v and c in LOOKUPS and (LOOKUPS[c], v) not in there else v
                    for c, v in r.columns.items()
                },
            )
            for r in snapshot.records.values()
        ]
    )
