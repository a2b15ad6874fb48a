"""Microsoft's client for Python sends many requests as one, and uploads files."""

from uuid import uuid4

import pytest

from tests.partners import python_partner
from tests.practice.conftest import ORGANIZATION

python_partner("PowerPlatform.Dataverse")
python_partner("trustme")

from PowerPlatform.Dataverse.client import DataverseClient  # noqa: E402 - not without it

SETTING, PAGE = "adx_sitesetting", "adx_webpage"
NOBODY = "00000000-0000-4000-8000-000000000099"


@pytest.fixture(scope="module")
def client(person):
    with DataverseClient(ORGANIZATION, person) as there:
        yield there


@pytest.fixture
def batch(client):
    return client.batch.new()


@pytest.fixture
def make(client):
    return lambda: client.records.create(SETTING, {"adx_name": str(uuid4())})


def named(client, text):
    rows = client.records.list(SETTING, filter=f"startswith(adx_name,'{text}')")
    return sorted(row["adx_name"] for row in rows)


def statuses(result):
    return [one.status_code for one in result.responses]


def test_requests_are_answered_in_order(client, batch, make):
    old = make()
    batch.records.create(SETTING, {"adx_name": "Batch/1"})
    batch.records.update(SETTING, old, {"adx_name": "Batch/2"})
    batch.records.retrieve(SETTING, old, select=["adx_name"])
    batch.records.list(SETTING, filter="adx_name eq 'Batch/1'", select=["adx_name"])
    batch.records.delete(SETTING, old)
    result = batch.execute()
    assert statuses(result) == [204, 204, 200, 200, 204]
    assert result.responses[2].data["adx_name"] == "Batch/2"
    assert [row["adx_name"] for row in result.responses[3].data["value"]] == ["Batch/1"]
    assert client.records.retrieve(SETTING, old) is None


def test_a_created_row_tells_its_id(client, batch):
    batch.records.create(SETTING, {"adx_name": "Batch/id"})
    [row_id] = batch.execute().entity_ids
    assert client.records.retrieve(SETTING, row_id)["adx_name"] == "Batch/id"


def test_after_a_failure_nothing_more_is_done(client, batch):
    batch.records.update(SETTING, NOBODY, {"adx_name": "x"})
    batch.records.create(SETTING, {"adx_name": "Stop/1"})
    result = batch.execute()
    assert statuses(result) == [404]
    assert result.responses[0].error_code == "0x80040217"
    assert named(client, "Stop/") == []


def test_it_goes_on_after_a_failure_when_asked_to(client, batch):
    batch.records.update(SETTING, NOBODY, {"adx_name": "x"})
    batch.records.create(SETTING, {"adx_name": "On/1"})
    assert statuses(batch.execute(continue_on_error=True)) == [404, 204]
    assert named(client, "On/") == ["On/1"]


def test_a_change_set_refers_to_what_it_made(client, batch):
    with batch.changeset() as changes:
        website = changes.records.create("adx_website", {"adx_name": "Made in a batch"})
        changes.records.create(SETTING, {"adx_name": "Set/1", "adx_websiteid@odata.bind": website})
        changes.records.update("adx_website", website, {"adx_partialurl": "made"})
    result = batch.execute()
    assert (statuses(result), len({one.content_id for one in result.responses})) == ([204] * 3, 3)
    [row] = client.records.list(SETTING, filter="adx_name eq 'Set/1'", expand=["adx_websiteid"])
    site = row["adx_websiteid"]
    assert (site["adx_name"], site["adx_partialurl"]) == ("Made in a batch", "made")


def test_a_change_set_is_done_whole_or_not_at_all(client, batch):
    with batch.changeset() as changes:
        changes.records.create(SETTING, {"adx_name": "Whole/1"})
        changes.records.update(SETTING, NOBODY, {"adx_name": "Whole/2"})
    result = batch.execute()
    assert statuses(result) == [404]
    assert named(client, "Whole/") == []


def test_a_batch_holds_change_sets_and_single_requests(client, batch):
    batch.records.create(SETTING, {"adx_name": "Mixed/1"})
    for number in (2, 3):
        with batch.changeset() as changes:
            changes.records.create(SETTING, {"adx_name": f"Mixed/{number}"})
    batch.records.list(SETTING, filter="startswith(adx_name,'Mixed/')", select=["adx_name"])
    result = batch.execute()
    assert statuses(result) == [204, 204, 204, 200]
    assert len(result.responses[3].data["value"]) == 3


def test_many_rows_can_be_created_within_a_batch(client, batch):
    batch.records.create(SETTING, [{"adx_name": "In/1"}, {"adx_name": "In/2"}])
    [answer] = batch.execute().responses
    ids = answer.data["Ids"]
    assert [client.records.retrieve(SETTING, one)["adx_name"] for one in ids] == ["In/1", "In/2"]


def test_what_is_not_simulated_is_one_answer_of_the_batch(client, batch):
    batch.query.sql("SELECT adx_name FROM adx_sitesetting")
    [answer] = batch.execute(continue_on_error=True).responses
    assert (answer.status_code, answer.error_code) == (501, "NotSimulated")


@pytest.mark.parametrize("mode", ["small", "chunk"])
def test_a_file_is_uploaded(client, tmp_path, mode):
    row_id = client.records.create("adx_webfile", {"adx_name": "f", "adx_partialurl": "f.css"})
    file = tmp_path / "theme.css"
    file.write_bytes(b"body { color: teal }\n" * 9)
    client.files.upload("adx_webfile", row_id, "adx_filecontent", str(file), mode=mode)
    row = client.records.retrieve("adx_webfile", row_id)
    assert row["adx_filecontent_name"] == "theme.css"
    [kept] = client.records.list(
        "fileattachment", filter=f"fileattachmentid eq {row['adx_filecontent']}"
    )
    assert kept["filesizeinbytes"] == 21 * 9
