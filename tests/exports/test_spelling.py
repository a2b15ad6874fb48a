"""Where pac runs, upper and lower case are not told apart in names of files; in a zip they are."""

from dataclasses import replace

from app.exports import read_export, write_export
from tests.exports.samples import by_key, guid, small, unzipped

PAGE = "web-pages/cart/Cart.webpage"
MIXED = {
    f"{PAGE}.yml": f"adx_name: Cart\nadx_webpageid: {guid(20)}\n",
    "web-pages/Cart/cart.webpage.copy.html": "<h1>Cart</h1>",
    "web-files/Sign.css.webfile.yml": f"adx_name: Sign.css\nadx_webfileid: {guid(21)}\n",
    "web-files/sign.css": b"b {}",
    "weblink-sets/Menu/Menu.weblinkset.yml": f"adx_name: Menu\nadx_weblinksetid: {guid(22)}\n",
    "weblink-sets/menu/menu.weblinkset.weblink.yml": (
        f"- adx_name: Home\n  adx_weblinkid: {guid(23)}\n"
    ),
}


def test_what_belongs_to_a_record_is_found_whatever_the_case_of_its_name():
    data = small(**MIXED)
    rows = by_key(data)
    assert rows["adx_webpage", guid(20)].columns["adx_copy"] == "<h1>Cart</h1>"
    assert rows["adx_webfile", guid(21)].content == b"b {}"
    assert rows["adx_weblink", guid(23)].columns["adx_weblinksetid"] == guid(22)
    assert [problem.code for problem in read_export(data).problems] == []


def test_a_change_goes_into_the_file_that_is_there():
    data = small(**MIXED)
    rows = by_key(data)
    page, file = rows["adx_webpage", guid(20)], rows["adx_webfile", guid(21)]
    page = replace(page, columns={**page.columns, "adx_copy": "new"})
    file = replace(file, content=b"i {}")
    made = write_export(data, [page, file])
    assert unzipped(made).keys() == unzipped(data).keys() - {
        ".portalconfig/contoso.crm4.dynamics.com-manifest.yml"
    }
    assert by_key(made) == {**rows, (page.table, page.id): page, (file.table, file.id): file}


def test_what_is_taken_out_leaves_no_file_behind():
    made = write_export(small(**MIXED), [], [("adx_webpage", guid(20)), ("adx_webfile", guid(21))])
    assert not [name for name in unzipped(made) if "cart" in name.lower() or "sign" in name.lower()]
