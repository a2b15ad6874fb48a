"""Shared ids: more than half of the records with one natural key on both sides have one id, too."""

import pytest

from app.merge.match import match
from app.merge.snapshot import Regime
from tests.merge.building import guid, setting, site_of


def settings(numbers, side=0, prefix="S"):
    return [setting(f"{prefix}{n}", "x", guid(n, side)) for n in numbers]


def regime(site, template):
    return match(None, site_of(*site), site_of(*template)).regime


def test_ids_are_shared_where_each_pair_has_one_id():
    assert regime(settings(range(10)), settings(range(10))) is Regime.SHARED


def test_ids_are_fresh_where_only_names_agree():
    assert regime(settings(range(10)), settings(range(10), side=7)) is Regime.FRESH


@pytest.mark.parametrize(("shared", "found"), [(4, "fresh"), (5, "fresh"), (6, "shared")])
def test_of_a_mixed_site_more_than_half_decides(shared, found):
    mixed = [*settings(range(shared)), *settings(range(shared, 10), side=7)]
    assert regime(settings(range(10)), mixed) == found


def test_what_kept_its_id_under_another_name_is_no_match_of_names():
    renamed = settings(range(20, 30), prefix="Other")
    site = [*settings(range(20, 30)), *settings(range(3))]
    assert regime(site, [*renamed, *settings(range(3), side=7)]) is Regime.FRESH


def test_nothing_is_known_where_no_name_agrees_or_none_tells_which_is_which():
    assert regime(settings(range(3)), settings(range(3), prefix="Other")) is Regime.UNKNOWN
    twice = [[setting("Twice", f"{side}{n}", guid(n, side)) for n in (1, 2)] for side in (0, 7)]
    assert regime(*twice) is Regime.UNKNOWN


def test_a_name_that_stands_twice_counts_where_each_kept_its_id():
    twice = [setting("Twice", "x", n) for n in (1, 2)]
    assert regime(twice, twice) is Regime.SHARED
