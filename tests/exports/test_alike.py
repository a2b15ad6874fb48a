"""What exports have in common is kept once, and each of them is still held to its own limits."""

import pytest

from app.exports import ExportRefused, Limits, Opened, read_export
from app.exports.alike import Alike
from app.exports.archive import Archive
from app.exports.records import Budget
from tests.exports.samples import SMALL, by_key, guid, small, unzipped

TEXT = "adx_name: Home\nadx_copy: one\n"


def test_a_file_seen_before_is_not_read_again_and_still_costs():
    alike = Alike()
    budgets = [Budget(10), Budget(10)]
    first, second = (alike.document(TEXT, "a.yml", budget) for budget in budgets)
    assert first is second
    assert budgets[0].left == budgets[1].left < 10


def test_a_second_export_is_held_to_its_own_budget():
    alike = Alike()
    alike.document(TEXT, "a.yml", Budget(10))
    with pytest.raises(ExportRefused) as refused:
        alike.document(TEXT, "b/again.yml", Budget(1))
    assert (refused.value.code, refused.value.subject) == ("too_large", "b/again.yml")


def test_texts_and_contents_that_are_equal_are_one():
    alike = Alike()
    one, other = (Opened(Archive(small(), Limits()), alike).export for _ in range(2))
    assert one == other == read_export(small())
    for row, same in zip(one.rows, other.rows, strict=True):
        assert row.content is same.content
        assert all(value is same.columns[name] for name, value in row.columns.items())


def test_writing_one_of_them_back_leaves_the_other_as_it_is():
    alike = Alike()
    more = {"adx_value": "true"}
    one, other = (Opened(Archive(small(), Limits()), alike) for _ in range(2))
    row = next(row for row in one.export.rows if row.id == guid(5))
    changed = type(row)(row.table, row.id, {**row.columns, **more})
    written = [one.written([changed]), one.written([changed])]
    assert written[0] == written[1]
    assert by_key(written[0])[row.table, row.id].columns["adx_value"] == "true"
    assert other.written([]) == one.written([]) == small()
    assert unzipped(other.written([changed])) == unzipped(written[0])


def test_the_same_words_in_another_file_are_another_record():
    more = {"web-roles.yml": "", "sitesetting.yml": SMALL["sitesetting.yml"]}
    alike = Alike()
    one = Opened(Archive(small(), Limits()), alike).export
    other = Opened(Archive(small(**more), Limits()), alike).export
    assert one.rows == other.rows
    assert len(other.problems) == len(one.problems) + 1


@pytest.mark.parametrize(
    "name", [name for name in SMALL if name.endswith((".html", ".css", ".js"))]
)
def test_what_lies_beside_a_file_is_each_exports_own(name: str):
    alike = Alike()
    plain, other = small(), small(**{name: "of this one alone"})
    read = [Opened(Archive(data, Limits()), alike).export for data in (plain, other, plain)]
    assert read == [read_export(data) for data in (plain, other, plain)]
    assert read[0] != read[1]
