"""Values are compared by what they mean: one site in two formats is one site."""

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from app.merge.snapshot import Record, Snapshot
from app.merge.tables import Kind
from app.merge.three_way import merge
from app.merge.values import normal, same
from tests.merge.building import guid


@pytest.mark.parametrize(
    ("kind", "one", "other", "equal"),
    [
        (Kind.BOOLEAN, "true", "True", True),
        (Kind.BOOLEAN, "1", "true", True),
        (Kind.BOOLEAN, "0", "False", True),
        (Kind.BOOLEAN, "0", "true", False),
        (Kind.BOOLEAN, None, "false", False),
        (Kind.NUMBER, "1", "1.0", True),
        (Kind.NUMBER, "756150000", " 756150000 ", True),
        (Kind.NUMBER, "1e2", "100", True),
        (Kind.NUMBER, "0.10", "0.1", True),
        (Kind.NUMBER, "12345678901234567890123456789", "12345678901234567890123456788", False),
        (Kind.NUMBER, "NaN", "nan", False),
        (Kind.NUMBER, "sNaN", "1", False),
        (Kind.DATE, "2025-06-28T19:06:20Z", "2025-06-28T19:06:20.0000000Z", True),
        (Kind.DATE, "2025-06-28T19:06:20", "2025-06-28T21:06:20+02:00", True),
        (Kind.DATE, "2025-06-28", "2025-06-28T00:00:00Z", True),
        (Kind.DATE, "2025-06-28", "2025-06-29", False),
        (Kind.LOOKUP, guid(10).upper(), f"{{{guid(10)}}}", True),
        (Kind.CHOICES, "[756150000, 756150001]", "756150001,756150000", True),
        (Kind.CHOICES, "1", "1,2", False),
        (Kind.JSON, '{"a":1,"b":[1,2]}', '{ "b": [1.0, 2],\r\n "a": 1 }', True),
        (Kind.JSON, '{"a":[1,2]}', '{"a":[2,1]}', False),
        (Kind.JSON, '{"a":true}', '{"a":1}', False),
        (Kind.JSON, '{"a":1,"a":2}', '{"a":2}', False),
        (Kind.JSON, '{"a":null}', "{}", False),
        (Kind.SCALAR, "true", "True", True),
        (Kind.SCALAR, guid(10), f"{{{guid(10).upper()}}}", True),
        (Kind.SCALAR, "2025-06-28T19:06:20Z", "2025-06-28T19:06:20.000Z", True),
        (Kind.SCALAR, "1", "1.0", False),
        (Kind.SCALAR, "2025-06-28", "20250628", False),
        (Kind.SCALAR, "Yes", "yes", False),
    ],
)
def test_values_of_one_kind(kind: Kind, one: str | None, other: str | None, *, equal: bool):
    assert same(kind, one, other, "new_column") is equal
    assert same(kind, other, one, "new_column") is equal


def test_what_somebody_wrote_as_text_is_compared_as_text():
    assert not same(Kind.SCALAR, "true", "True", "adx_value")


@pytest.fixture(params=["Asia/Seoul", "America/New_York"])
def far_from_utc(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("far_from_utc")
def test_a_moment_is_the_same_on_every_machine_and_one_without_a_zone_is_utc():
    """Its text goes into the fingerprints that decisions are bound to."""
    for said in ("2025-06-28T19:06:20", "2025-06-28T21:06:20+02:00", "2025-06-28T19:06:20.5Z"):
        assert str(normal(Kind.DATE, said)) == "2025-06-28 19:06:20+00:00"


def test_a_content_hash_is_the_same_in_every_process():
    """A decision is bound to it, and has to hold after a restart."""
    code = (
        "from app.merge.snapshot import Record\n"
        "from app.merge.content_hash import content_hash\n"
        "print(content_hash(Record('adx_columnpermission', 'x', {'adx_permissions': '3,1,2'})))"
    )

    def printed(seed: str) -> str:
        environment = {"PYTHONHASHSEED": seed}
        done = subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", code],
            env=environment, capture_output=True, text=True, check=True, timeout=60,
        )  # fmt: skip
        return done.stdout

    assert len({printed(str(seed)) for seed in (1, 2, 3)}) == 1


def test_one_site_in_the_values_of_three_formats_is_no_news():
    """As pac, the Configuration Migration tool and a solution write them."""
    shared = {"adx_name": "Home", "adx_partialurl": "/"}
    pac = {
        **shared,
        "adx_isroot": "true",
        "adx_displayorder": "1",
        "adx_pagetemplateid": guid(9),
        "adx_releasedate": "2025-06-28T19:06:20Z",
        "adx_copy": "<p>\n</p>\n",
        "new_flag": "false",
    }
    migration = {
        **shared,
        "adx_isroot": "True",
        "adx_displayorder": "1",
        "adx_pagetemplateid": guid(9).upper(),
        "adx_releasedate": "2025-06-28T19:06:20.0000000Z",
        "adx_copy": "<p>\r\n</p>\r\n",
        "new_flag": "False",
        "statecode": "0",
        "statuscode": "1",
    }
    solution = {
        **shared,
        "adx_isroot": "1",
        "adx_displayorder": "1.0",
        "adx_pagetemplateid": f"{{{guid(9)}}}",
        "adx_releasedate": "2025-06-28T19:06:20+00:00",
        "adx_copy": "<p>\r\n</p>\r\n",
        "new_flag": "false",
    }
    layout = Record("adx_pagetemplate", guid(9), {"adx_name": "Layout"})
    sites = [
        Snapshot.of([Record("adx_webpage", guid(1), columns), layout])
        for columns in (pac, migration, solution)
    ]
    for site in sites:
        for new in sites:
            for base in (*sites, None):
                outcome = merge(base, site, new)
                assert (outcome.conflicts, outcome.result) == ((), site)
