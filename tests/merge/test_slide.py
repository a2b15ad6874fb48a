"""Where an edit ends up that could stand at several places."""

from app.merge.slide import Edit, slide

X, Y, Z = 1, 2, 3


def test_a_deletion_goes_down_until_it_touches_the_next_edit_and_becomes_one_with_it():
    found = slide([Edit(0, 1, 0, 0), Edit(2, 3, 1, 2)], [X, X, Y], [X, Z])
    assert found == [Edit(1, 3, 1, 2)]


def test_what_became_one_goes_on_down():
    found = slide([Edit(0, 1, 0, 0), Edit(1, 2, 0, 0)], [X, Y, X], [X])
    assert found == [Edit(1, 3, 1, 1)]


def test_a_line_taken_away_and_put_back_is_no_edit():
    assert slide([Edit(0, 1, 0, 0), Edit(1, 1, 0, 1)], [X], [X]) == []


def test_a_replacement_stays_where_it_is():
    assert slide([Edit(0, 1, 0, 1)], [X, X], [Y, X]) == [Edit(0, 1, 0, 1)]
