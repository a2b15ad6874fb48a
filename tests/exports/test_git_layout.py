"""The layout with a file for every record and keys without prefixes. The rows are the same."""

from dataclasses import replace

import pytest

from app.exports import (
    ExportRefused,
    Layout,
    Row,
    open_export,
    read_export,
    write_export,
    write_result,
)
from app.exports.trees import GIT, kind_of
from tests.exports.samples import (
    WEBSITE_ID,
    a_row_of_every_kind,
    by_key,
    guid,
    unzipped,
    zipped,
)
from tests.exports.test_real_sites import SITES as SETS
from tests.exports.test_real_sites import STUB, load

CLASSIC_SITE = "ms-credit-cards/v2-2025-06-20-f423281-classic"
GIT_SITE = "ms-credit-cards/v3-2025-08-19-f9692c6-git"
WEBSITE = f"id: {WEBSITE_ID}\nname: Contoso\nwebsite_language: 1033\n"
SETTING = "site-settings/Search-Enabled.sitesetting.yml"

SITE: dict[str, str | bytes] = {
    ".portalconfig/English.portallanguage.yml": f"id: {guid(1)}\nlanguagecode: en-US\nlcid: 1033\n",
    "site-languages/English.websitelanguage.yml": f"id: {guid(2)}\nportallanguageid: {guid(1)}\n",
    SETTING: (
        f"# ours\nid: {guid(5)}\nname:  oddly\nnew_owner: me\nvalue: false\nversionnumber: 12\n"
    ),
    "table-permissions/Orders.tablepermission.yml": (
        f"entityname: Orders\nentitypermission_webrole:\n- {guid(8).upper()}\nid: {guid(9)}\n"
    ),
    "redirects/old.redirect.yml": f"id: {guid(14)}\ninboundurl: /old\nstatuscode: 302\n",
    "web-files/logo.png/logo.png": b"\x89PNG",
    "web-files/logo.png/logo.png.webfile.yml": (
        f"annotationid: {guid(11)}\nfilename: logo.png\nid: {guid(10)}\nmimetype: image/png\n"
        "name: logo.png\npartialurl: logo.png\n"
    ),
    "web-templates/a/A.webtemplate.yml": f"id: {guid(15)}\nmimetype: text/html\nname: A\n",
    "website.yml": WEBSITE,
}


def site(**more: str | bytes) -> bytes:
    return zipped({**SITE, **more})


def test_keys_get_the_names_that_they_have_in_the_classic_layout():
    export = read_export(site())
    rows = by_key(site())
    assert (export.layout, export.name, export.problems) == (Layout.PAC_GIT, "Contoso", ())
    assert rows["adx_sitesetting", guid(5)].columns == {
        "adx_name": "oddly",
        "adx_value": "false",
        "new_owner": "me",
    }
    assert rows["adx_entitypermission", guid(9)].links == {
        "adx_entitypermission_webrole": frozenset({guid(8)})
    }
    assert rows["adx_redirect", guid(14)].columns["adx_statuscode"] == "302"
    assert rows["adx_webtemplate", guid(15)].columns["adx_mimetype"] == "text/html"
    file = rows["adx_webfile", guid(10)]
    assert file.content == b"\x89PNG"
    assert file.columns == {"adx_name": "logo.png", "adx_partialurl": "logo.png"}


def test_a_state_is_no_column_of_the_portal():
    rows = by_key(site(**{SETTING: f"id: {guid(5)}\nstatecode: 1\nstatuscode: 2\n"}))
    assert rows["adx_sitesetting", guid(5)].columns == {"statecode": "1", "statuscode": "2"}


def test_a_key_that_is_there_in_both_spellings_is_refused():
    with pytest.raises(ExportRefused) as refused:
        read_export(site(**{SETTING: f"adx_name: a\nid: {guid(5)}\nname: b\n"}))
    assert refused.value.details["reason"] == "duplicate_key"


def test_only_the_changed_key_is_written_and_in_the_spelling_of_its_record():
    row = by_key(site())["adx_sitesetting", guid(5)]
    columns = {**row.columns, "adx_value": "true", "adx_description": "New"}
    written = write_export(site(), [replace(row, columns=columns)])
    before, after = unzipped(site()), unzipped(written)
    assert after.pop(SETTING).decode() == (
        f"# ours\ndescription: New\nid: {guid(5)}\nname:  oddly\n"
        "new_owner: me\nvalue: true\nversionnumber: 12\n"
    )
    before.pop(SETTING)
    assert after == before


def test_links_keep_their_key():
    row = by_key(site())["adx_entitypermission", guid(9)]
    links = {"adx_entitypermission_webrole": frozenset({guid(7), guid(8)})}
    written = unzipped(write_export(site(), [replace(row, links=links)]))
    assert written["table-permissions/Orders.tablepermission.yml"].decode() == (
        "entityname: Orders\nentitypermission_webrole:\n"
        f"- {guid(8).upper()}\n- {guid(7)}\nid: {guid(9)}\n"
    )


def test_a_row_of_every_table_is_written_without_a_prefix_and_read_back():
    links = {"adx_entitypermission_webrole": frozenset({guid(1)})}
    all_rows = [replace(row, links=links) for row in a_row_of_every_kind()]
    rows = [row for row in all_rows if row.table != "adx_website"]
    written = write_export(zipped({"website.yml": WEBSITE}), [], created=rows)
    found = by_key(written)
    expected = {(row.table, row.id): row for row in rows}
    assert {key: found[key].links for key in expected} == {k: r.links for k, r in expected.items()}
    for key, row in expected.items():
        assert found[key].columns.items() >= row.columns.items()
        assert found[key].content == row.content
    yaml = {path: text for path, text in unzipped(written).items() if path.endswith(".yml")}
    assert not [path for path, text in yaml.items() if b"\nadx_" in b"\n" + text]
    assert len(yaml) == len(GIT.kinds)


def test_every_row_can_be_changed_and_taken_out_again():
    rows = [row for row in a_row_of_every_kind() if row.table != "adx_website"]
    start = write_export(zipped({"website.yml": WEBSITE}), [], created=rows)
    before = by_key(start)
    changed = {
        (row.table, row.id): replace(
            before[row.table, row.id],
            columns={**before[row.table, row.id].columns, "adx_a": "b: 'c'"},
        )
        for row in rows
    }
    written = write_export(start, changed.values())
    assert by_key(written) == {**before, **changed}
    emptied = write_export(written, [], removed=changed)
    assert unzipped(emptied) == {"website.yml": WEBSITE.encode()}


def test_languages_are_folders_and_children_lie_with_their_parents():
    def row(table: str, number: int, **columns: str) -> Row:
        return Row(table, guid(number), {f"adx_{name}": value for name, value in columns.items()})

    created = [
        row("adx_webpage", 20, name="About us", isroot="true"),
        row("adx_webpage", 21, name="About us", rootwebpageid=guid(20), webpagelanguageid=guid(2)),
        row("adx_contentsnippet", 22, name="Footer", contentsnippetlanguageid=guid(2), value="x"),
        row("adx_weblinkset", 23, name="Main", websitelanguageid=guid(2)),
        row("adx_weblink", 24, name="Home", weblinksetid=guid(23)),
    ]
    new = unzipped(write_export(site(), [], created=created)).keys() - unzipped(site()).keys()
    assert new == {
        "web-pages/about-us/About-us.webpage.yml",
        "web-pages/about-us/content-pages/en-US/About-us.webpage.yml",
        "content-snippets/footer/en-US/Footer.contentsnippet.yml",
        "content-snippets/footer/en-US/Footer.contentsnippet.value.html",
        "weblink-sets/main/en-US/Main.weblinkset.yml",
        "weblink-sets/main/en-US/Home.weblink.yml",
    }


def test_a_folder_may_hold_both_spellings():
    """Early code sites: the new tree with the old keys. What is new is spelled like its like."""
    mixed = site(**{SETTING: f"adx_name: Old\nadx_sitesettingid: {guid(5)}\nadx_value: x\n"})
    rows = by_key(mixed)
    assert rows["adx_sitesetting", guid(5)].columns == {"adx_name": "Old", "adx_value": "x"}
    new = [
        Row("adx_sitesetting", guid(30), {"adx_name": "New"}),
        Row("adx_webrole", guid(31), {"adx_name": "Guests"}),
    ]
    written = unzipped(write_export(mixed, [], created=new))
    assert written["site-settings/New.sitesetting.yml"].decode() == (
        f"adx_name: New\nadx_sitesettingid: {guid(30)}\n"
    )
    assert written["web-roles/Guests.webrole.yml"].decode() == f"id: {guid(31)}\nname: Guests\n"


def test_the_bytes_of_a_web_file_are_never_taken_for_a_record():
    name = "web-files/x/a.sitesetting.yml"
    data = site(**{name: b"id: 1\n", f"{name}.webfile.yml": f"id: {guid(40)}\nname: a\n"})
    assert by_key(data)["adx_webfile", guid(40)].content == b"id: 1\n"


def test_a_redirect_keeps_its_own_status_apart_from_the_state():
    row = by_key(site())["adx_redirect", guid(14)]
    inactive = replace(row, columns={**row.columns, "statecode": "1", "statuscode": "2"})
    with pytest.raises(ExportRefused, match="not_written adx_redirect"):
        write_export(site(), [inactive])
    instead = write_result(open_export(site()), [inactive])
    assert (instead.layout, instead.instead) == (Layout.PAC_CLASSIC, "state")
    assert by_key(instead.data)["adx_redirect", guid(14)].columns == inactive.columns
    new = replace(inactive, id=guid(50))
    assert by_key(write_export(site(), [], created=[new]))["adx_redirect", guid(50)] == replace(
        new, paths=()
    )


def test_every_ending_is_known_in_its_folder():
    for kind in GIT.kinds:
        path = kind.ending if kind.exact else f"{kind.folder}/x/y.z{kind.ending}"
        found = kind_of(path)
        assert found
        assert (found.table, found.id_column) == (kind.table, kind.id_column)


needs_sets = pytest.mark.skipif(not SETS.is_dir(), reason=STUB)


@needs_sets
def test_one_site_gives_the_same_rows_in_both_layouts():
    """The one null that the newer tool leaves out on all rows of a table was not exported."""
    classic, git = by_key(load(CLASSIC_SITE)), by_key(load(GIT_SITE))
    left_out = {f"adx_{name}relationship" for name in ("account", "contact", "parent")}
    differing = {
        key
        for key in classic.keys() & git.keys()
        if replace(git[key], columns={**dict.fromkeys(left_out), **git[key].columns})
        != replace(classic[key], columns={**dict.fromkeys(left_out), **classic[key].columns})
    }
    assert len(classic.keys() & git.keys()) == 190
    assert {table for table, _ in differing} == {"adx_website", "adx_webpage", "adx_webfile"}
    assert len(differing) == 3  # its name, the copy of a page, and a script: they were changed


@needs_sets
def test_new_files_get_the_names_that_pac_gave():
    """But for the suffix of a name that is there twice, and the case of some folders."""
    original = unzipped(load(GIT_SITE))
    start = zipped({"website.yml": original["website.yml"]})
    rows = [row for row in read_export(load(GIT_SITE)).rows if row.table != "adx_website"]
    made = write_export(start, [], created=rows)
    assert by_key(made) == by_key(load(GIT_SITE))
    ours, theirs = unzipped(made), original
    same = ours.keys() & theirs.keys()
    assert len(same) >= 0.97 * len(theirs)
    assert {path for path in same if ours[path] != theirs[path] and "webfile" not in path} == set()
