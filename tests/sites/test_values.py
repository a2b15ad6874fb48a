import pytest

from app.microsoft.dataverse import Column
from app.sites.values import as_text


def column(kind: str) -> Column:
    return Column("adx_x", kind, can_read=True, can_create=True, can_update=True)


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("String", None, None),
        ("String", "", None),
        ("String", " kept \r\n", " kept \r\n"),
        ("String", "False", "False"),
        ("String", "ABCDEF00-0000-4000-8000-000000000000", "ABCDEF00-0000-4000-8000-000000000000"),
        ("Boolean", True, "true"),
        ("Boolean", False, "false"),
        ("Integer", 0, "0"),
        ("Picklist", 756150001, "756150001"),
        ("Decimal", 2.50, "2.5"),
        ("Double", 1e-7, "0.0000001"),
        ("Double", 1e21, "1000000000000000000000"),
        ("Money", 10.0, "10"),
        ("Lookup", "ABCDEF00-0000-4000-8000-000000000000", "abcdef00-0000-4000-8000-000000000000"),
        ("MultiSelectPicklist", "756150000,756150002", "756150000,756150002"),
        ("DateTime", "2021-01-27T18:03:05Z", "2021-01-27T18:03:05.0000000Z"),
        ("DateTime", "2021-01-27T18:03:05.123Z", "2021-01-27T18:03:05.1230000Z"),
        ("DateTime", "2021-01-27", "2021-01-27"),
    ],
)
def test_a_value_becomes_the_text_that_pac_writes(kind, value, text):
    assert as_text(column(kind), value) == text


@pytest.mark.parametrize("value", [[1], {"a": 1}])
def test_what_no_text_stands_for_is_not_made_up(value):
    with pytest.raises(ValueError, match="adx_x"):
        as_text(column("String"), value)
