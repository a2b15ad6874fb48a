import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.anyio


async def test_a_fragment_is_the_block_of_the_page_and_knows_the_macros(site):
    browser = await site.signed_in()
    whole = BeautifulSoup((await browser.get("/note")).text, "html.parser")
    part = BeautifulSoup((await browser.get("/block")).text, "html.parser")
    assert part.html is None
    assert [t["name"] for t in part.select("[name]")] == [
        t["name"] for t in whole.select("#part [name]")
    ]
    assert part.select_one("[name=csrf]")["value"] == whole.select_one("#part [name=csrf]")["value"]


async def test_the_form_posts_with_and_without_htmx(site):
    browser = await site.signed_in()
    form = BeautifulSoup((await browser.get("/note")).text, "html.parser").select_one("main form")
    assert (form["method"], form["action"], form["hx-post"]) == ("post", "/note", "/note")
    assert form["hx-target"] == form["hx-select"] == "#part"


async def test_answers_are_told_apart_by_what_they_depend_on(site):
    answer = await (await site.signed_in()).get("/note")
    assert "HX-Request-Type" in answer.headers["vary"]
    assert answer.headers["content-language"] == "en"


async def test_the_language_is_kept_once_chosen(site):
    browser = await site.signed_in()
    first = await browser.get("/note?lang=ko&tab=1")
    assert '<html lang="ko"' in first.text
    again = await browser.get("/note")
    assert '<html lang="ko"' in again.text
    assert "로그아웃" in again.text


async def test_each_language_is_named_in_itself_and_keeps_the_rest_of_the_address(site):
    page = BeautifulSoup(
        (await (await site.signed_in()).get("/note?tab=1&lang=en")).text, "html.parser"
    )
    links = page.select(".languages a")
    assert [(a.text, a["lang"], a["href"]) for a in links] == [
        ("English", "en", "?tab=1&lang=en"),
        ("한국어", "ko", "?tab=1&lang=ko"),
    ]
    assert [a.get("aria-current") for a in links] == ["true", None]


async def test_light_and_dark_are_chosen_with_a_plain_form(site):
    browser = await site.signed_in()
    form = {"look": "dark", "from_page": "/note?tab=1"}
    answer = await browser.post("/appearance", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/note?tab=1")
    assert 'data-theme="dark"' in (await browser.get("/note")).text
    await browser.post("/appearance", data={"look": "automatic"})
    assert "data-theme" not in (await browser.get("/note")).text


async def test_the_appearance_form_leads_nowhere_else(site):
    form = {"look": "dark", "from_page": "https://evil.example"}
    answer = await site.browser().post("/appearance", data=form)
    assert answer.headers["location"] == "/"


async def test_a_practice_tenant_is_named_on_every_page(new_site):
    site = new_site(microsoft_at="http://127.0.0.1:8001")
    assert "nothing here touches a real environment" in (await site.browser().get("/nowhere")).text


async def test_a_real_tenant_is_not_called_practice(site):
    assert "Practice tenant" not in (await site.browser().get("/nowhere")).text


async def test_typed_text_is_shown_as_text(site):
    browser = await site.signed_in()
    html = site.product.pages.translators  # loaded once, for both languages
    assert set(html) == {"en", "ko"}
    answer = await browser.get("/note?tab=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in answer.text
