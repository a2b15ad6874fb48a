"""Microsoft's client for Python (PowerPlatform-Dataverse-Client) works with rows here."""

from uuid import uuid4

import pytest

from tests.partners import python_partner
from tests.practice.conftest import ORGANIZATION

python_partner("PowerPlatform.Dataverse")
python_partner("trustme")

from PowerPlatform.Dataverse.client import DataverseClient  # noqa: E402 - not without it
from PowerPlatform.Dataverse.core.errors import HttpError  # noqa: E402
from PowerPlatform.Dataverse.models.filters import col  # noqa: E402
from PowerPlatform.Dataverse.models.upsert import UpsertItem  # noqa: E402

SETTING, SNIPPET, PERMISSION = "adx_sitesetting", "adx_contentsnippet", "adx_entitypermission"
FORMATTED = "OData.Community.Display.V1.FormattedValue"
NOBODY = "00000000-0000-4000-8000-000000000099"


@pytest.fixture(scope="module")
def client(person):
    with DataverseClient(ORGANIZATION, person) as there:
        yield there


@pytest.fixture(scope="module")
def website(client):
    [found] = client.records.list("adx_website", select=["adx_websiteid"])
    return found["adx_websiteid"]


@pytest.fixture(scope="module")
def by_name(client):
    """An alternate key that this client defines."""
    return client.tables.create_alternate_key(SETTING, "new_settingname", ["adx_name"])


@pytest.fixture
def make(client, website):
    def setting(name="", **columns):
        bind = {"adx_websiteid@odata.bind": f"/adx_websites({website})"}
        return client.records.create(SETTING, {"adx_name": name or str(uuid4()), **bind, **columns})

    return setting


def read(client, row_id, *columns):
    return client.records.retrieve(SETTING, row_id, select=list(columns))


def refused(work, *args, **how):
    with pytest.raises(HttpError) as caught:
        work(*args, **how)
    return caught.value


def test_the_token_was_asked_for_by_the_scope_of_the_organization(client, person, website):
    assert person.asked == {f"{ORGANIZATION}/.default"}


def test_a_created_row_can_be_retrieved(client, make, website):
    row = read(client, make("Conformance/One", adx_value="1"), "adx_name", "adx_value")
    assert (row["adx_name"], row["adx_value"]) == ("Conformance/One", "1")


def test_a_lookup_is_bound_and_comes_expanded(client, make, website):
    row = client.records.retrieve(SETTING, make(), expand=["adx_websiteid"])
    assert row["_adx_websiteid_value"] == website
    assert row["adx_websiteid"]["adx_websiteid"] == website


def test_an_update_changes_what_was_given_and_nothing_else(client, make):
    row_id = make("Conformance/Two", adx_value="1", adx_description="as it was")
    client.records.update(SETTING, row_id, {"adx_value": "2"})
    row = read(client, row_id, "adx_name", "adx_value", "adx_description")
    assert [row["adx_value"], row["adx_description"]] == ["2", "as it was"]


def test_an_update_raises_the_version_in_the_etag(client, make):
    row_id = make()
    before = read(client, row_id).etag
    client.records.update(SETTING, row_id, {"adx_value": "2"})
    assert before.startswith('W/"')
    assert read(client, row_id).etag != before


def test_a_deleted_row_is_gone(client, make):
    row_id = make()
    client.records.delete(SETTING, row_id)
    assert read(client, row_id) is None


def test_a_label_is_written_as_its_value(client, website):
    bind = {"adx_websiteid@odata.bind": f"/adx_websites({website})"}
    row_id = client.records.create(SNIPPET, {"adx_name": "c", "adx_type": "HTML", **bind})
    client.records.update(SNIPPET, row_id, {"adx_type": "Text"})
    columns = {"select": ["adx_type"], "include_annotations": FORMATTED}
    row = client.records.retrieve(SNIPPET, row_id, **columns)
    assert (row["adx_type"], row[f"adx_type@{FORMATTED}"]) == (756150000, "Text")


def test_annotations_say_where_a_lookup_leads_and_what_it_is_called(client, make, website):
    row = client.records.retrieve(SETTING, make(), include_annotations="*")
    lookup, of_crm = "_adx_websiteid_value", "Microsoft.Dynamics.CRM"
    assert row[f"{lookup}@{of_crm}.lookuplogicalname"] == "adx_website"
    assert row[f"{lookup}@{of_crm}.associatednavigationproperty"] == "adx_websiteid"
    assert row[f"{lookup}@{FORMATTED}"] == read_website(client, website)
    assert row[f"statecode@{FORMATTED}"] == "Active"


def read_website(client, website):
    return client.records.retrieve("adx_website", website, select=["adx_name"])["adx_name"]


def test_without_a_preference_no_annotation_comes(client, make):
    row = client.records.retrieve(SETTING, make())
    assert not [name for name in row.data if "@" in name and not name.startswith("@odata")]


def test_pages_follow_each_other_to_the_end(client):
    everything = client.records.list("adx_webpage", select=["adx_webpageid"])
    pages = list(client.records.list_pages("adx_webpage", select=["adx_webpageid"], page_size=7))
    assert len(pages) == -(-len(everything) // 7) > 2
    ids = [row["adx_webpageid"] for page in pages for row in page]
    assert sorted(ids) == sorted(row["adx_webpageid"] for row in everything)
    assert len(set(ids)) == len(ids)


def test_a_list_is_filtered_ordered_and_cut(client, make):
    for name in ("List/b", "List/c", "List/a"):
        make(name)
    asked = {"filter": "startswith(adx_name,'List/')", "select": ["adx_name"]}
    rows = client.records.list(SETTING, orderby=["adx_name desc"], top=2, **asked)
    assert [row["adx_name"] for row in rows] == ["List/c", "List/b"]


def test_the_query_builder_is_understood(client, make):
    make("Build/one's", adx_value="x")
    query = client.query.builder(SETTING).select("adx_name", "adx_value")
    rows = list(query.where(col("adx_name") == "Build/one's").execute())
    assert [row["adx_value"] for row in rows] == ["x"]


def test_many_rows_are_created_in_order(client, website):
    bind = {"adx_websiteid@odata.bind": f"/adx_websites({website})"}
    names = ["Many/3", "Many/1", "Many/2"]
    ids = client.records.create(SETTING, [{"adx_name": name, **bind} for name in names])
    assert [read(client, one, "adx_name")["adx_name"] for one in ids] == names


def test_of_many_rows_none_is_created_when_one_is_wrong(client):
    rows = [{"adx_name": "Wrong/1"}, {"adx_name": "Wrong/2", "adx_nothing": 1}]
    error = refused(client.records.create, SETTING, rows)
    assert (error.status_code, error.details["service_error_code"]) == (400, "0x80048d19")
    assert not list(client.records.list(SETTING, filter="startswith(adx_name,'Wrong/')"))


def test_many_rows_are_updated_alike_and_each_in_its_way(client, make):
    ids = [make(), make()]
    client.records.update(SETTING, ids, {"adx_value": "both"})
    client.records.update(SETTING, ids, [{"adx_description": "a"}, {"adx_description": "b"}])
    rows = [read(client, one, "adx_value", "adx_description") for one in ids]
    assert [row["adx_value"] for row in rows] == ["both", "both"]
    assert [row["adx_description"] for row in rows] == ["a", "b"]


def test_many_rows_are_deleted_one_by_one(client, make):
    ids = [make(), make()]
    client.records.delete(SETTING, ids, use_bulk_delete=False)
    assert [read(client, one) for one in ids] == [None, None]


def test_an_upsert_by_a_key_creates_and_then_updates(client, by_name):
    key = {"adx_name": "Upsert/O'Neil"}
    client.records.upsert(SETTING, [UpsertItem(alternate_key=key, record={"adx_value": "1"})])
    client.records.upsert(SETTING, [UpsertItem(alternate_key=key, record={"adx_value": "2"})])
    rows = client.records.list(SETTING, filter="adx_name eq 'Upsert/O''Neil'")
    assert [row["adx_value"] for row in rows] == ["2"]


def test_many_upserts_create_and_update(client, by_name, make):
    there = make("Upsert/there", adx_value="old")
    names = ("Upsert/there", "Upsert/new")
    items = [{"alternate_key": {"adx_name": n}, "record": {"adx_value": n}} for n in names]
    client.records.upsert(SETTING, items)
    rows = client.records.list(SETTING, filter="contains(adx_value,'Upsert/')")
    assert {row["adx_name"]: row["adx_value"] for row in rows} == {name: name for name in names}
    assert read(client, there, "adx_value")["adx_value"] == "Upsert/there"


def test_a_second_row_with_the_same_key_is_refused(client, by_name, make):
    make("Upsert/twice")
    error = refused(make, "UPSERT/TWICE")
    assert (error.status_code, error.details["service_error_code"]) == (412, "0x80060892")


def test_an_upsert_by_what_is_no_key_is_refused(client):
    item = {"alternate_key": {"adx_value": "1"}, "record": {"adx_description": "x"}}
    error = refused(client.records.upsert, SETTING, [item])
    assert (error.status_code, "not valid for resource" in error.message) == (400, True)


def test_a_row_that_is_not_there_is_not_updated(client):
    error = refused(client.records.update, SETTING, NOBODY, {"adx_value": "1"})
    assert (error.status_code, error.details["service_error_code"]) == (404, "0x80040217")
    assert read(client, NOBODY) is None


def test_a_row_that_is_there_is_not_created_again(client, make):
    row_id = make()
    error = refused(make, adx_sitesettingid=row_id)
    assert (error.status_code, error.details["service_error_code"]) == (412, "0x80040237")


@pytest.mark.parametrize("how", ["select", "write"])
def test_an_unknown_column_is_refused(client, how):
    if how == "select":
        error = refused(client.records.list, SETTING, select=["adx_nothing"])
        code = "0x80060888"
    else:
        error = refused(client.records.create, SETTING, {"adx_name": "x", "adx_nothing": "1"})
        code = "0x80048d19"
    assert (error.status_code, error.details["service_error_code"]) == (400, code)
    assert "adx_nothing" in error.message


def test_when_it_is_too_much_the_client_is_told_how_long_to_wait(client, outside):
    outside.tenant.controls.throttle_share = 1
    error = refused(client.records.list, SETTING)
    outside.tenant.controls.throttle_share = 0
    assert (error.status_code, error.details["retry_after"]) == (429, 1)
    assert error.details["service_error_code"] == "0x80072322"
    assert error.is_transient


class OneToken:
    """A credential that has nothing else."""

    def __init__(self, token):
        self._token = token

    def get_token(self, *_, **__):
        return self._token


def test_a_token_for_another_organization_is_refused(person):
    other = person.get_token("https://contoso-template.crm4.dynamics.com/.default")
    with DataverseClient(ORGANIZATION, OneToken(other)) as stranger:
        error = refused(stranger.records.list, SETTING)
    assert (error.status_code, error.details["service_error_code"]) == (401, "0x8005F101")


@pytest.mark.parametrize(
    ("work", "what"),
    [
        (lambda client: client.query.sql("SELECT adx_name FROM adx_sitesetting"), "sql"),
        (
            lambda client: client.query.fetchxml(
                "<fetch><entity name='adx_sitesetting'><attribute name='x'/></entity></fetch>"
            ).execute(),
            "fetchXml",
        ),
        (lambda client: client.records.delete(SETTING, [NOBODY, NOBODY]), "BulkDelete"),
        (lambda client: client.records.create("account", {"name": "A"}), "POST accounts"),
    ],
    ids=["sql", "fetch", "bulk delete", "tables of others"],
)
def test_what_is_not_simulated_is_said_to_be_so(client, work, what):
    error = refused(work, client)
    assert (error.status_code, error.details["service_error_code"]) == (501, "NotSimulated")
    assert error.message.startswith("The practice tenant does not simulate this:")
    assert what in error.message
