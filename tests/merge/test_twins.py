"""Two records that say the same, with fresh ids on the other side: which is which is no question,

as long as nobody can see a difference.
"""

from app.merge.outcome import Choice, ConflictKind, Outcome
from app.merge.snapshot import Record, Snapshot
from app.merge.three_way import merge
from tests.merge.building import decided, guid, record, setting, site_of, snippet, value

LINKS = "adx_weblinkset"


def twins(*numbers: int, said: str = "x", side: int = 0) -> list[Record]:
    return [setting("Twice", said, guid(n, side)) for n in numbers]


def ambiguous(outcome: Outcome) -> list[str]:
    return [c.column for c in outcome.conflicts if c.kind is ConflictKind.AMBIGUOUS]


def settles(base: Snapshot | None, site: Snapshot, new: Snapshot) -> None:
    """Nothing is asked, nothing is written."""
    outcome = merge(base, site, new)
    assert (outcome.conflicts, outcome.result) == ((), site)


def test_as_many_on_both_sides_are_the_same_ones():
    site, new = site_of(*twins(1, 2)), site_of(*twins(1, 2, side=5))
    settles(None, site, new)
    settles(site, site, new)
    settles(new, site, new)
    settles(site_of(*twins(3, 4, side=7)), site, new)
    three = site_of(*twins(1, 2, 3))
    settles(three, three, site_of(*twins(1, 2, 3, side=5)))


def test_one_more_on_either_side_is_asked():
    two, three = site_of(*twins(1, 2)), site_of(*twins(1, 2, 3, side=5))
    assert ambiguous(merge(None, two, three))
    assert ambiguous(merge(None, three, two))
    assert ambiguous(merge(two, two, three))


def test_twins_that_do_not_say_the_same_are_asked():
    here, there = site_of(*twins(1, 2)), site_of(*twins(1, side=5), *twins(2, side=5, said="y"))
    assert ambiguous(merge(here, here, there))
    assert ambiguous(merge(None, here, there))


def test_what_the_site_changed_in_one_of_them_stays_and_nothing_is_asked():
    base, new = site_of(*twins(1, 2)), site_of(*twins(1, 2, side=5))
    settles(base, site_of(*twins(1), *twins(2, said="mine")), new)
    settles(base, site_of(*twins(1)), new)


def test_two_of_which_one_is_known_by_its_id_leave_the_other_to_the_other():
    site = site_of(*twins(1, 2))
    settles(site, site, site_of(*twins(1), *twins(2, side=5)))
    settles(None, site, site_of(*twins(2), *twins(1, side=5)))


def links(side: int, *owners: int) -> list[Record]:
    return [
        record(
            "adx_weblink",
            guid(20 + n, side),
            adx_name=f"Link {n}",
            adx_weblinksetid=guid(owner, side),
        )
        for n, owner in enumerate(owners)
    ]


def sets(side: int = 0) -> list[Record]:
    return [record(LINKS, guid(n, side), adx_name="Main") for n in (1, 2)]


def test_twins_that_something_points_to_are_asked():
    """Which of two empty sets gets the links makes a difference."""
    here, there = site_of(*sets(), *links(0, 1)), site_of(*sets(5), *links(5, 2))
    assert ambiguous(merge(None, here, there))
    assert ambiguous(merge(here, here, there))
    only_there = site_of(*sets()), site_of(*sets(5), *links(5, 2))
    assert ambiguous(merge(only_there[0], *only_there))
    settles(site_of(*sets()), site_of(*sets()), site_of(*sets(5)))


def test_twins_that_a_text_names_by_their_ids_are_asked():
    named = [snippet(f"see {{{guid(1, side).upper()}}}", guid(9, side)) for side in (0, 5)]
    here, there = site_of(*twins(1, 2), named[0]), site_of(*twins(1, 2, side=5), named[1])
    assert ambiguous(merge(here, here, there))


def test_twins_that_point_to_different_records_are_asked():
    def rules(side: int, *pages: int) -> list[Record]:
        there = [record("adx_webrole", guid(n, side), adx_name=f"Role {n}") for n in (7, 8)]
        ends = [{"adx_entitypermission_webrole": frozenset([guid(n, side)])} for n in pages]
        named = {"adx_entitypermissionname": "P", "adx_entityname": "order"}
        return [
            *there,
            *(
                record("adx_entitypermission", guid(n, side), links=one, **named)
                for n, one in enumerate(ends, start=1)
            ),
        ]

    here, alike, other = (
        site_of(*rules(s, *p)) for s, p in ((0, (7, 7)), (5, (7, 7)), (5, (7, 8)))
    )
    settles(here, here, alike)
    assert ambiguous(merge(here, here, other))


def test_a_change_of_one_of_them_goes_where_a_person_says():
    site = site_of(*twins(1, 2))
    new = site_of(*twins(1, side=5), *twins(2, side=5, said="y"))
    outcome = merge(site, site, new)
    [_, changed] = [c for c in outcome.conflicts if c.kind is ConflictKind.AMBIGUOUS]
    assert changed.record_id == guid(2, 5)
    for number in (1, 2):
        taken = merge(site, site, new, decided(changed, Choice.OWN, guid(number)))
        assert value(taken, "adx_sitesetting", number, "adx_value") == "y"
        assert value(taken, "adx_sitesetting", 3 - number, "adx_value") == "x"
