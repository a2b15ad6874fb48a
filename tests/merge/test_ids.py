"""Decisions are stored under the names of their questions: a newer version finds them again.

Whoever makes one of these tests fail makes every decision void that was stored before.
"""

from app.merge.outcome import ConflictKind
from app.merge.snapshot import Record, Snapshot
from app.merge.three_way import merge
from tests.merge.building import guid, page, record, site_of, snippet, template

LINES = "a\nb\nc\nd\ne\n"
ROLES = "adx_entitypermission_webrole"


def permission(*roles: int) -> Record:
    links = {ROLES: frozenset(map(guid, roles))}
    named = {"adx_entitypermissionname": "Orders", "adx_entityname": "order"}
    return record("adx_entitypermission", 7, links=links, **named)


def site(said: str, *roles: int, more: tuple[Record, ...] = ()) -> Snapshot:
    png = f"{said}.png".encode()
    return site_of(
        page(1, adx_title=said),
        template(LINES.replace("c", said), 2),
        record("adx_entitylist", 3, adx_name="List", adx_settings=f'{{"x": "{said}"}}'),
        record("adx_webfile", 4, png, adx_name="Logo", adx_partialurl="logo.png"),
        record("adx_webrole", 6, adx_name="Buyers"),
        permission(*roles),
        *more,
    )


def test_the_names_of_questions_and_what_their_answers_are_bound_to_stay_the_same():
    outcome = merge(
        site("base", more=(snippet("x", 5),)),
        site("site", more=(snippet("x", 5),)),
        site("new", 6),
    )
    found = {
        (conflict.kind, conflict.column): (conflict.id, conflict.fingerprint)
        for conflict in outcome.conflicts
    }
    assert found == {
        (ConflictKind.TEXT, "adx_source"): ("6f95cb10610740d0defb", "ea3db1ecf65d8ac13656"),
        (ConflictKind.JSON, "adx_settings"): ("47085a1616b08e9dc00b", "e51a50e69aa79e3ba029"),
        (ConflictKind.VALUE, "adx_title"): ("8e23d5b9cd2bae79214b", "7c5e97b808535d5221e7"),
        (ConflictKind.FILE, "content"): ("524a45815d049d5e29ef", "b62b20ba9329a721871d"),
        (ConflictKind.RECORD, ""): ("d5324ec1e1d7ee5c2281", "d6fdb3bc1cb871135390"),
        (ConflictKind.PERMISSION, "links:adx_entitypermission_webrole"): (
            "65cf57fd0e9bbf1710a7",
            "f39c264cce158a62e3f4",
        ),
    }
