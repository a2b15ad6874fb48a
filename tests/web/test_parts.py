"""Every macro on one page, read as a machine reads it."""

import pytest
from bs4 import BeautifulSoup

from app.wizard.journey import State

pytestmark = pytest.mark.anyio


@pytest.fixture
async def sample(site):
    return BeautifulSoup((await (await site.signed_in()).get("/sample")).text, "html.parser")


def described(page, element) -> str:
    ids = element.get("aria-describedby", "").split()
    return " ".join(page.find(id=i).text.strip() for i in ids)


async def test_ids_are_unique(sample):
    ids = [tag["id"] for tag in sample.select("[id]")]
    assert sorted(ids) == sorted(set(ids))


async def test_every_field_has_a_label_and_every_reference_a_target(sample):
    for control in sample.select("input:not([type=hidden]), select, textarea, progress"):
        assert sample.select_one(f'label[for="{control["id"]}"]'), control
    for attribute in ("aria-describedby", "aria-labelledby"):
        for tag in sample.select(f"[{attribute}]"):
            assert all(sample.find(id=i) for i in tag[attribute].split()), tag


async def test_every_form_posts_and_carries_token_and_page(sample):
    forms = sample.select("form")
    assert len(forms) > 5
    for form in forms:
        assert form["method"] == "post"
        assert len(form.select_one("[name=csrf]")["value"]) > 20
        assert form.select_one("[name=from_page]")["value"] == "/sample"


async def test_each_state_has_its_own_words_and_an_icon(sample):
    tags = sample.select(".tasks .tag")[: len(State)]
    assert [tag.text.strip() for tag in tags] == [
        "Completed", "In progress", "Not yet started", "Cannot start yet",
        "There is a problem", "Needs your decision", "Not checked",
    ]  # fmt: skip
    assert all(tag.select("svg[aria-hidden], .spinner[aria-hidden]") for tag in tags)


async def test_a_finding_says_what_why_what_to_do_who_and_how_sure(sample):
    finding = sample.select(".findings li")[1]
    text = " ".join(finding.text.split())
    for words in (
        "Warning",
        "Dual-write <core> is not installed.",
        "100% of it",
        "Install it.",
        "Who can do it: Administrator",
        "Likely: indirect evidence.",
        "Seen",
    ):
        assert words in text
    assert finding.select_one("a[href='https://example.com']")


async def test_an_unknown_fact_is_shown_as_not_checked_never_as_empty(sample):
    assert "Not checked" in sample.select("dl.facts dd")[2].text


async def test_a_blocked_button_keeps_focus_and_says_why(sample):
    [button] = sample.select("[aria-disabled=true]")
    assert "disabled" not in button.attrs
    assert button["type"] == "button"
    assert "Products and Sales order headers" in described(sample, button)


async def test_the_diff_can_be_read_without_colours(sample):
    table = sample.select_one("table.diff")
    assert table.caption.text == "Proposed result against your site"
    assert "removed" in table.select_one("tr.removed .sign").text
    assert table.select_one("tr.added ins").text.strip() == 'sort:"-created"'
    assert "unchanged lines" in table.summary.text
    assert table.parent["tabindex"] == "0"
    assert table.select_one("tr.conflict")


async def test_the_steps_are_links_that_name_their_state(sample):
    links = sample.select(".steps a")
    assert [a.small.text.strip() for a in links][2:] == [
        "There is a problem",
        "Needs your decision",
    ]
    assert [a.get("aria-current") for a in links] == [None, "step", None, None]


async def test_an_error_stands_first_in_main_and_at_its_field(site):
    cookie, token = await site.session()
    browser = site.browser(cookie=f"session={cookie}")
    answer = await browser.post("/sample", data={"csrf": token, "url": '"><script>'})
    page = BeautifulSoup(answer.text, "html.parser")
    assert page.title.text.startswith("Error: ")
    summary = next(iter(page.main.find_all()))
    assert summary["role"] == "alert"
    assert "autofocus" in summary.attrs
    field = page.find(id=summary.a["href"][1:])
    assert field["aria-invalid"] == "true"
    assert summary.a.text in described(page, field)
    assert field["value"] == '"><script>'
