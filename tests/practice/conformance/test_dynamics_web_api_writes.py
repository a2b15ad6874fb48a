"""DynamicsWebApi, the library that pages and scripts use, changes an organization here."""

import pytest

from tests.partners import node_partner, python_partner

node_partner("dynamics-web-api")
python_partner("trustme")

SCRIPT = "writing"
LINK = "adx_entitypermission_webrole"


def names(rows, column="adx_name"):
    return [row[column] for row in rows]


def test_a_row_is_updated(case):
    assert (case("update")["done"], case("update")["row"]["adx_value"]) == (True, "2")


def test_an_updated_row_can_be_shown_at_once(case):
    assert case("updateAndShow")["adx_value"] == "2"


def test_an_update_makes_no_row(refusal):
    assert refusal("updateNothing") == (404, "0x80040217")


def test_a_row_is_updated_in_the_version_that_was_read(case):
    assert case("updateCurrent")["adx_value"] == "2"


@pytest.mark.parametrize("name", ["updateStale", "deleteStale"])
def test_an_older_version_is_not_touched(refusal, name):
    assert refusal(name) == (412, "0x80060882")


def test_an_unknown_column_is_not_written(refusal):
    assert refusal("updateUnknownColumn") == (400, "0x80048d19")


def test_one_column_is_set(case):
    assert case("setProperty")["adx_value"] == "set"
    assert case("setProperty")["adx_name"] == "DWA/property"


def test_one_column_is_cleared(case):
    assert case("clearProperty")["adx_value"] is None
    assert case("clearProperty")["adx_name"] == "DWA/cleared"


def test_a_deleted_row_is_gone(refusal):
    assert refusal("delete") == (404, "0x80040217")


def test_an_upsert_by_id_creates_and_then_updates(case):
    made, row = case("upsertById")["made"], case("upsertById")["row"]
    assert made["adx_webroleid"] == row["adx_webroleid"] == "d0000000-0000-4000-8000-00000000000d"
    assert (made["adx_description"], row["adx_description"]) == (None, "again")


def test_an_upsert_can_be_for_new_rows_only(refusal):
    assert refusal("upsertOnlyNew") == (412, "0x80040237")


def test_an_upsert_can_be_for_rows_that_are_there_only(refusal):
    assert refusal("upsertOnlyOld") == (404, "0x80040217")


def test_an_upsert_by_a_key_creates_and_then_updates(case):
    done = case("upsertByKey")
    assert done["row"]["adx_name"] == "DWA/it's (a) key"
    assert done["row"]["adx_value"] == "2"
    assert done["row"]["adx_sitesettingid"] == done["first"] == done["second"]


def test_a_key_that_leads_nowhere_is_not_found(refusal):
    assert refusal("readByMissingKey") == (404, "0x80060891")


def test_what_is_no_key_is_refused(refusal):
    assert refusal("readByNoKey") == (400, "0x80060888")


def test_rows_are_linked_and_parted(case):
    link = case("linkMany")
    assert (link["linked"], link["unlinked"]) == ([link["relatedKey"]], [])


def test_rows_are_not_linked_twice(refusal):
    assert refusal("linkTwice") == (412, "0x80040237")


def test_a_lookup_is_set_and_cleared_as_a_reference(case):
    link = case("linkOne")
    assert (link["linked"], link["unlinked"]) == (link["website"]["adx_websiteid"], None)


def test_a_batch_writes_and_then_reads(case):
    made, updated, row, counted = case("batch")
    assert (len(made), updated, row["adx_value"]) == (36, True, "batch")
    assert counted["oDataCount"] == 2


def test_a_batch_refers_to_what_it_made(case):
    refers = case("batchRefers")
    assert len(refers["answers"]) == 4
    assert names(refers["row"][LINK]) == ["DWA/referred"]


def test_a_batch_that_fails_leaves_nothing(case):
    assert case("batchFails")["left"] == 0
    [error] = case("batchFails")["errors"]
    assert (error["status"], error["code"]) == (404, "0x80040217")


def test_a_batch_goes_on_when_asked_to(case):
    assert case("batchOnItsOwn") == {"statuses": [404, "done"], "left": 1}


def test_a_file_goes_up_in_chunks_comes_back_and_goes(case):
    file = case("file")
    assert (file["same"], file["fileName"], file["fileSize"]) == (True, "long.css", 4_950_000)
    assert file["left"] is None


@pytest.mark.parametrize("name", ["fetchXml", "publish", "createTable", "globalChoices"])
def test_what_is_not_simulated_is_said_to_be_so(refusal, came, name):
    assert refusal(name) == (501, "NotSimulated")
    said = came[name]["refused"]["message"]
    assert said.startswith("The practice tenant does not simulate this:")
