"""The table of products from the list that Microsoft publishes: what is taken, and what is not."""

import pytest

from app.steps.licensing.products import (
    COLUMNS,
    TITLE,
    Products,
    beside,
    look_beside,
    products,
    read_table,
    shipped_products,
)
from app.steps.licensing.published import COLUMNS as THEIRS
from app.steps.licensing.published import LARGEST, NotTheList, read_list
from app.steps.licensing.renewing import as_csv, renew

SCM, PACK = "1224eae4-0d91-474a-8a52-27ec96a63fe7", "0d3366f3-266e-4117-b422-7cabbc165e7c"
SCM_SKU = "f2e48cb3-9da0-42cd-8464-4a54ce198ad0"
PACK_SKU = "debc9e58-f2d7-412c-a0b6-575608564228"
EXCHANGE = "113feb6c-3fe4-4440-bddc-54d774bf0318"
HEAD = ",".join(THEIRS)


def row(product, part, sku, plan, plan_id, friendly="Something"):
    return f'"{product}",{part},{sku},{plan},{plan_id},{friendly}'


SHIPPED_SCM = row("Dynamics 365 for Supply Chain Management", "DYN365_SCM", SCM_SKU, "D365_SCM",
                  SCM)  # fmt: skip
PACKS = row("Power Pages pack", "Power_Pages_T1", PACK_SKU, "PowerPages_Authenticated_User", PACK)


def a_list(*rows, head=HEAD):
    return "\r\n".join([head, SHIPPED_SCM, PACKS, *rows, ""]).encode("utf-8-sig")


def guid(number):
    return f"50000000-0000-4000-8000-{number:012}"


def difference(*rows):
    return renew(shipped_products(), read_list(a_list(*rows)), "2026-09-01")


def test_a_new_product_with_a_known_plan_is_added_where_the_plan_belongs():
    new, told = difference(row("Brand new", "NEW_SCM", guid(1), "D365_SCM", SCM.upper()))
    [added] = [one for one in told.added if one["sku_id"] == guid(1)]
    assert (added["requirement"], added["plan_id"]) == ("fo_scm_base", SCM)
    assert new.means("fo_scm_base", "new_scm")
    assert new.as_of == "2026-09-01"


def test_a_plan_that_many_products_have_says_nothing():
    _, told = difference(row("Mail", "MAIL", guid(2), "EXCHANGE_S_FOUNDATION", EXCHANGE))
    assert not [one for one in told.added if one["part_number"] == "MAIL"]


def test_a_product_that_is_called_otherwise_now_is_renamed():
    _, told = difference()
    [(before, after)] = [pair for pair in told.renamed if pair[1]["sku_id"] == PACK_SKU]
    assert before["product"].startswith("Power Pages authenticated users T1")
    assert after["product"] == "Power Pages pack"


def test_what_is_no_longer_listed_is_said_and_kept():
    new, told = difference()
    assert {"DYN365_FINANCE", "DYN365_SCM_ATTACH"} <= {one["part_number"] for one in told.gone}
    assert new.plans["fo_finance_base"] == shipped_products().plans["fo_finance_base"]


def test_a_product_known_by_its_name_alone_gets_its_ids():
    [premium] = [one for one in shipped_products().rows if one["requirement"] == "fo_scm_premium"]
    mine, shared = guid(3), EXCHANGE
    new, told = difference(
        row(premium["product"], "SCM_PREMIUM", guid(4), "D365_SCM_PREMIUM", mine),
        row(premium["product"], "SCM_PREMIUM", guid(4), "EXCHANGE_S_FOUNDATION", shared),
        row("Mail", "MAIL", guid(5), "EXCHANGE_S_FOUNDATION", shared),
    )
    assert new.plans["fo_scm_premium"] == {mine}
    assert [one["part_number"] for one in told.added] == ["SCM_PREMIUM"]


def test_a_name_like_ours_is_told_and_not_taken():
    _, told = difference(row("Nonprofit Portal", "NONPROFIT_PORTAL", guid(6), "P", guid(7)))
    assert told.possible == ["Nonprofit Portal (NONPROFIT_PORTAL)"]


def test_the_same_list_again_changes_nothing():
    new, _ = difference()
    again, told = renew(new, read_list(a_list()), "2026-09-01")
    assert told.is_empty
    assert again.rows == new.rows


def test_the_table_is_read_as_it_was_written(tmp_path):
    new, _ = difference()
    file = tmp_path / "skus.csv"
    file.write_text(as_csv(new), encoding="utf-8")
    assert read_table(file) == new


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "columns"),
        (b"<html>sign in</html>", "columns"),
        (a_list(head=HEAD + ",More"), "columns"),
        (a_list("one,two"), "2 cells"),
        (a_list(row("=HYPERLINK(1)", "X", guid(1), "P", guid(2))), "spreadsheet"),
        (a_list(row("+1", "X", guid(1), "P", guid(2))), "spreadsheet"),
        (a_list(row("X", "@SUM(A1)", guid(1), "P", guid(2))), "spreadsheet"),
        (a_list(row("X", "-2+3", guid(1), "P", guid(2))), "spreadsheet"),
        (a_list(row("x" * 501, "X", guid(1), "P", guid(2))), "no name"),
        (a_list(row("a\x1b[2J", "X", guid(1), "P", guid(2))), "no name"),
        (a_list(row("a\x00b", "X", guid(1), "P", guid(2))), "no name|CSV"),
        (a_list(*(row("X", "X", "none", "P", "none") for _ in range(5))), "no ids"),
        (a_list('"never ends'), "CSV"),
        (a_list("x" * 200_000), "CSV"),
        (b"x" * (LARGEST + 1), "larger"),
        (HEAD.encode() + f"\n{SHIPPED_SCM}\n".encode(), "neither"),
        (a_list(*(row("X", "X", guid(1), "P", guid(2)) for _ in range(100_001))), "more than"),
    ],
    ids=range(17),
)
def test_a_file_that_is_not_that_list_is_refused_as_a_whole(data, why):
    with pytest.raises(NotTheList, match=why):
        read_list(data)


def test_windows_text_and_odd_blanks_are_read():
    odd = row("Caf\u00e9 \u2013 10\t(E3)", "A\u00a0B", guid(1), "P", guid(2))
    listed = read_list("\r\n".join([HEAD, SHIPPED_SCM, PACKS, odd]).encode("cp1252"))
    assert (listed[-1].product, listed[-1].part_number) == ("Caf\u00e9 \u2013 10 (E3)", "A B")


@pytest.fixture
def laid(tmp_path):
    """Lays a table into the data folder that is in use."""
    look_beside(tmp_path)
    beside(tmp_path).parent.mkdir()

    def lay(text):
        beside(tmp_path).write_text(text, encoding="utf-8")

    yield lay
    look_beside(tmp_path / "nowhere")


def test_the_newer_of_the_two_tables_is_in_use(laid):
    shipped = shipped_products()
    laid(as_csv(Products("2026-09-01", shipped.rows)))
    assert products().as_of == "2026-09-01"
    laid(as_csv(Products("2024-10-01", shipped.rows)))
    assert products() is shipped


@pytest.mark.parametrize(
    "text",
    ["", "nonsense", f"{TITLE}2030-01-01\nrequirement,product\n", "\x00",
     f"{TITLE}2030-01-01\n{','.join(COLUMNS)}\nfo_scm_base,X,X,,,\n"],
)  # fmt: skip
def test_a_table_in_the_data_folder_that_is_no_whole_table_is_left_alone(laid, text):
    laid(text)
    assert products() is shipped_products()
