"""What was written is still there after a restart, whole or not at all."""

import contextlib
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.practice.dataverse import journal as journal_module
from app.practice.dataverse.journal import Journal
from app.practice.dataverse.store import Store
from tests.practice.conftest import ORGANIZATION, Api

ROW = {"adx_webroleid": "1", "adx_name": "A", "versionnumber": 10}


@pytest.fixture
def file(tmp_path):
    return tmp_path / "tenant.contoso.jsonl"


def store(file, seed="made up"):
    return Store({"adx_webrole": [ROW]}, {}, Journal(file, seed))


def names(store):
    return sorted(row["adx_name"] for row in store.rows("adx_webrole"))


def test_rows_links_and_deletions_come_back(file, tenant):
    first = store(file)
    first.put("adx_webrole", {"adx_webroleid": "2", "adx_name": "B"})
    first.link("adx_webrole_contact", ("2", "c"))
    first.link("adx_webrole_contact", ("2", "d"))
    first.unlink("adx_webrole_contact", ("2", "c"))
    first.delete("adx_webrole", "1", tenant.clock.now())
    again = store(file)
    assert names(again) == ["B"]
    assert again.pairs("adx_webrole_contact") == [("2", "d")]
    assert again.deleted == first.deleted
    assert again.version == first.version
    assert (file.stat().st_mode & 0o077) == 0


def test_nothing_is_written_until_something_changes(file):
    store(file)
    assert not file.exists()


def test_a_failed_transaction_leaves_no_trace(file):
    first = store(file)

    def fail():
        with first.transaction():
            first.put("adx_webrole", {**ROW, "adx_name": "changed"})
            first.put("adx_webrole", {"adx_webroleid": "2", "adx_name": "B"})
            first.link("adx_webrole_contact", ("2", "c"))
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert names(first) == names(store(file)) == ["A"]
    assert first.pairs("adx_webrole_contact") == []
    first.put("adx_webrole", {"adx_webroleid": "3", "adx_name": "C"})
    assert names(store(file)) == ["A", "C"]


def test_a_torn_line_counts_as_never_written(file):
    first = store(file)
    first.put("adx_webrole", {"adx_webroleid": "2", "adx_name": "B"})
    whole = file.read_bytes()
    first.put("adx_webrole", {"adx_webroleid": "3", "adx_name": "C"})
    for length in (len(whole) + 1, len(file.read_bytes()) - 1):
        torn = file.with_name(f"{length}.jsonl")
        torn.write_bytes(file.read_bytes()[:length])
        back = store(torn)
        assert names(back) == ["A", "B"]
        back.put("adx_webrole", {"adx_webroleid": "4", "adx_name": "D"})
        assert names(store(torn)) == ["A", "B", "D"]


def test_a_journal_of_other_content_is_laid_aside(file):
    store(file).put("adx_webrole", {"adx_webroleid": "2", "adx_name": "B"})
    other = store(file, "another site")
    assert names(other) == ["A"]
    assert file.with_name(f"{file.name}.old").exists()
    other.put("adx_webrole", {"adx_webroleid": "3", "adx_name": "C"})
    assert names(store(file, "another site")) == ["A", "C"]


def test_a_long_journal_is_made_short(file, monkeypatch, tenant):
    monkeypatch.setattr(journal_module, "_TIDY_AFTER", 10)
    first = store(file)
    for number in range(20):
        first.put("adx_webrole", {"adx_webroleid": "2", "adx_name": f"B{number}"})
    first.put("adx_webrole", {"adx_webroleid": "3", "adx_name": "C"})
    first.delete("adx_webrole", "3", tenant.clock.now())
    again = store(file)
    assert len(file.read_text("utf-8").splitlines()) == 2
    assert (names(again), again.version) == (["A", "B19"], first.version)
    assert again.deleted == first.deleted


def test_the_tenant_finds_its_organizations_as_they_were(reopen):
    browser = reopen()
    browser.sign_in()
    made = Api(browser, ORGANIZATION).make("adx_webroles", adx_name="Kept")
    again = reopen(browser.cache)
    row = Api(again, ORGANIZATION).data(f"adx_webroles({made})").json()
    assert row["adx_name"] == "Kept"
    assert json.dumps(row).count("#") == 1  # the context's own


def test_what_is_shared_between_tenants_is_not_changed(stock, uat):
    seed = stock.seeds["contoso-uat.crm4.dynamics.com"]
    before = json.dumps([dict(row) for row in seed.rows["adx_webrole"]])
    role = uat.data("adx_webroles").json()["value"][0]["adx_webroleid"]
    uat.send("PATCH", f"adx_webroles({role})", {"adx_name": "changed"})
    uat.send("DELETE", f"adx_webroles({role})")
    assert json.dumps([dict(row) for row in seed.rows["adx_webrole"]]) == before


def test_what_the_disk_does_not_take_has_not_happened(file):
    file.mkdir()
    first = Store({"adx_webrole": [ROW]}, {}, None)
    first._journal = Journal(file, "made up")
    with pytest.raises(OSError, match="directory"):
        first.put("adx_webrole", {**ROW, "adx_name": "changed"})
    assert names(first) == ["A"]


def test_transactions_of_two_threads_do_not_mix(file):
    first = store(file)

    def work(number):
        with contextlib.suppress(KeyError), first.transaction():
            for step in range(20):
                row_id = f"{number}-{step}"
                first.put("adx_webrole", {"adx_webroleid": row_id, "adx_name": row_id})
            if number % 2:
                raise KeyError

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(16)))
    rows = first.rows("adx_webrole")
    assert len(rows) == 1 + 8 * 20
    assert len({row["versionnumber"] for row in rows}) == len(rows)
    assert names(store(file)) == names(first)


def test_a_row_handed_in_stays_its_owners(file):
    first, mine = store(file), dict(ROW)
    first.put("adx_webrole", mine)
    assert mine == ROW
    [kept] = first.rows("adx_webrole")
    assert kept["versionnumber"] > ROW["versionnumber"]
