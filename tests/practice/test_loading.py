"""Real sites in the practice tenant: what was in the export is in Dataverse, and in the merge."""

import io
import zipfile
from pathlib import Path

import pytest

from app.exports import Row, build_export
from app.exports.opening import read_export
from app.practice.environments import Role
from app.practice.loading import CannotLoad, load_stock
from app.practice.tenant import Tenant
from tests.practice.conftest import make_tenant, open_client

SITES = Path(__file__).parents[3] / "shared" / "data" / "sites"
needs_sites = pytest.mark.skipif(not SITES.exists(), reason="the real sites are not beside us")
UAT, TEMPLATE = "contoso-uat.crm4.dynamics.com", "contoso-template.crm4.dynamics.com"
WEBSITE = "10000000-0000-4000-8000-000000000001"


def guid(number):
    return f"20000000-0000-4000-8000-{number:012x}"


ROWS = (
    Row("adx_websitelanguage", guid(1), {"adx_name": "English"}),
    Row("adx_webrole", guid(2), {"adx_name": "R", "adx_nothing": "x"}),
    Row("adx_uxcomponent", guid(3), {"adx_name": "U"}),
    Row("adx_webfile", guid(4), {"adx_name": "a.css", "adx_partialurl": "a.css"}, content=b"body"),
    Row("adx_contentsnippet", guid(5), {"adx_name": "S", "adx_type": "not a number"}),
)


@pytest.fixture
def site(tmp_path):
    path = tmp_path / "site.zip"
    path.write_bytes(build_export("Loaded portal", WEBSITE, ROWS))
    return path


def unpack(packed, folder):
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(folder)
    return folder


def names(organization, table):
    return {row["adx_name"] for row in organization.rows(table)}


@pytest.mark.parametrize("form", ["zip", "folder"])
def test_a_loaded_site_is_shown_and_offered(site, tmp_path, form):
    path = site if form == "zip" else unpack(site.read_bytes(), tmp_path / "folder")
    tenant = Tenant(stock=load_stock({"site": path}))
    uat = tenant.scene.organizations[UAT]
    assert names(uat, "adx_website") == {"Loaded portal"}
    assert names(uat, "adx_webrole") == {"R"}
    assert "Administrator" in names(tenant.scene.organizations[TEMPLATE], "adx_webrole")
    [note] = uat.rows("annotation")
    assert (note["_objectid_value"], note["filesize"]) == (guid(4), 4)
    offered = read_export(tenant.exports["site.zip"])
    assert {row.id for row in offered.rows} >= {row.id for row in ROWS}


def test_what_has_no_place_is_told_on_the_page(site, browser):
    stock = load_stock({"site": site})
    unfit = stock.seeds[UAT].unfit
    assert "adx_uxcomponent (1)" in unfit
    assert "adx_webrole.adx_nothing (1)" in unfit
    assert "adx_contentsnippet.adx_type (1)" in unfit
    assert stock.seeds[TEMPLATE].unfit == ()
    with open_client(Tenant(stock=stock)) as http:
        page = http.get("http://localhost:8001/")
    assert "adx_uxcomponent (1)" in page.text
    assert "has no place" not in browser.http.get("http://localhost:8001/").text


def test_new_sites_are_made_of_the_base_else_of_the_template(site, tmp_path):
    other = tmp_path / "other.zip"
    other.write_bytes(build_export("Other", WEBSITE, ROWS[:1]))
    assert load_stock({}).base.name == "Customer portal"
    assert load_stock({"site": site}).base.name == "Loaded portal"
    assert load_stock({"site": site, "template": other}).base.name == "Other"
    assert load_stock({"site": other, "template": other, "base": site}).base.name == "Loaded portal"


def test_another_site_begins_a_new_rehearsal(site, state_file):
    def open_with(stock):
        return make_tenant(stock, state_file).scene.organizations[UAT]

    made_up, loaded = load_stock({}), load_stock({"site": site})
    row = {"adx_webroleid": guid(9), "adx_name": "Kept"}
    open_with(made_up).store.put("adx_webrole", row)
    assert "Kept" in names(open_with(made_up), "adx_webrole")
    assert names(open_with(loaded), "adx_webrole") == {"R"}


def test_what_cannot_be_loaded_says_why(tmp_path):
    with pytest.raises(CannotLoad, match="cannot be read"):
        load_stock({"site": tmp_path / "nothing.zip"})
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"no zip")
    with pytest.raises(CannotLoad, match="not_a_zip"):
        load_stock({"site": broken})


def test_a_folder_with_a_link_is_refused(site, tmp_path):
    folder = unpack(site.read_bytes(), tmp_path / "folder")
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    (folder / "web-files" / "stolen.txt").symlink_to(secret)
    with pytest.raises(CannotLoad, match=r"link web-files/stolen\.txt"):
        load_stock({"site": folder})


def ids(stock):
    return {name: {row.id for row in read_export(packed).rows} for name, packed in
            stock.exports.items()}  # fmt: skip


def test_ids_are_the_same_at_each_start_or_new_ones_by_a_switch(site):
    assert ids(load_stock({})) == ids(load_stock({}))
    fixed, one, same, other = (ids(load_stock({}, salt)) for salt in ("", "a", "a", "b"))
    assert one == same
    for name, known in fixed.items():
        assert len(one[name]) == len(other[name]) == len(known)
        assert not one[name] & known
        assert not one[name] & other[name]
    shared = len(fixed["site.zip"] & fixed["template.zip"])
    assert len(one["site.zip"] & one["template.zip"]) == shared > 0
    loaded = load_stock({"site": site}, "a")
    assert not ids(loaded)["site.zip"] & {row.id for row in ROWS}
    assert loaded.seeds[UAT].unfit == load_stock({"site": site}).seeds[UAT].unfit


def test_what_names_a_row_names_it_by_its_new_id():
    fixed, anew = (load_stock({}, salt).seeds[UAT] for salt in ("", "a"))
    old = {row["adx_webpageid"] for row in fixed.rows["adx_webpage"]}
    pages = {row["adx_webpageid"] for row in anew.rows["adx_webpage"]}
    assert all(row["_adx_parentpageid_value"] in {None, *pages} for row in anew.rows["adx_webpage"])
    assert not any(one in str(anew.rows) for one in old)


def test_new_ids_begin_a_new_rehearsal_but_for_choices_and_time(state_file):
    def open_with(salt):
        return make_tenant(load_stock({}, salt), state_file)

    first = open_with("a")
    first.plot.choose("licences", "payg")
    first.clock.advance(3600)
    first.services.settle()
    first.scene.organizations[UAT].store.put("adx_webrole", {"adx_webroleid": guid(9),
                                                             "adx_name": "Kept"})  # fmt: skip
    assert "Kept" in names(open_with("a").scene.organizations[UAT], "adx_webrole")
    second = open_with("b")
    assert "Kept" not in names(second.scene.organizations[UAT], "adx_webrole")
    assert (second.plot.licences, second.clock.offset) == ("payg", 3600)
    environment = second.scene.organizations[UAT].environment_id
    [website] = second.scene.organizations[UAT].rows("adx_website")
    assert website["adx_websiteid"] in {
        one.record_id for one in second.services.hosting.listed(environment)
    }


REAL = sorted(SITES.glob("*/*classic.zip")) + sorted(SITES.glob("g*/*.zip"))


@needs_sites
@pytest.mark.parametrize("path", REAL, ids=lambda path: f"{path.parent.name}-{path.name[:2]}")
def test_every_row_of_a_real_site_finds_its_place(path):
    stock = load_stock({"site": path})
    seed, export = stock.seeds[UAT], read_export(path.read_bytes())
    odd = {f"{problem.code}: {problem.subject}" for problem in export.problems}
    assert set(seed.unfit) == odd
    shown = {row[f"{table}id"] for table, rows in seed.rows.items() for row in rows}
    assert {row.id for row in export.rows} <= shown


def test_the_three_environments_keep_their_parts(site):
    stock = load_stock({"site": site})
    assert len(stock.seeds) == len(Role)
