import logging
from functools import partial

import pytest
from bs4 import BeautifulSoup
from sqlmodel import select
from starlette.requests import Request

from app.store.tables import ClaimsChallenge
from app.web.errors import PAGES
from app.web.reader import Reader
from app.web.render import _around
from tests.web.conftest import TENANT

pytestmark = pytest.mark.anyio


async def test_a_fault_of_ours_shows_an_id_and_no_secret(site, caplog):
    with caplog.at_level(logging.ERROR):
        answer = await site.browser().get("/broken")
    assert answer.status_code == 500
    assert "hunter2" not in answer.text
    assert "Traceback" not in answer.text
    shown = BeautifulSoup(answer.text, "html.parser").select_one("main code").text
    assert len(shown) == 16
    assert shown in caplog.text


async def test_microsofts_words_stand_in_a_fold_out_as_text(site):
    answer = await site.browser().get("/refused")
    assert answer.status_code == 409
    page = BeautifulSoup(answer.text, "html.parser")
    assert page.h1.text == "Microsoft refused this"
    assert "<b>no</b>" in page.select_one("details pre[lang=en]").text
    assert "ms-9" in page.details.text


async def test_when_microsoft_is_away_the_page_says_to_wait(site):
    answer = await site.browser().get("/refused?kind=away")
    assert answer.status_code == 503
    assert "Microsoft did not answer" in answer.text


async def test_what_microsoft_demands_is_kept_for_the_person_who_asked(site):
    kept = partial(site.product.database, lambda s: s.exec(select(ClaimsChallenge)).all(), ro=True)
    assert (await site.browser().get("/refused?kind=demand")).status_code == 401
    assert await kept() == []
    answer = await (await site.signed_in()).get("/refused?kind=demand")
    assert "/sign-in?next=" in answer.text
    [one] = await kept()
    assert (one.user_id, one.claims) == (f"{TENANT}/ada", '{"access_token":{}}')


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("status", sorted(PAGES))
async def test_every_error_page_says_what_it_means_and_what_to_do(site, status, language):
    context = {"role": "admin", "form": False, "request_id": "abc"}
    html = render_error(site, f"errors/{status}.html", language, context)
    main = BeautifulSoup(html, "html.parser").main
    assert main.h1.text.strip()
    assert len(main.select("p")) >= 4


def render_error(site, name, language, context):
    scope = {"type": "http", "method": "GET", "path": "/x", "query_string": b"", "headers": []}
    request = Request({**scope, "app": site.app, "state": {}})
    words = _around(request, site.product, Reader(language, None, None, None))
    return site.product.pages.render(name, language, None, {**words, **context})


async def test_a_failed_poll_leaves_the_page_as_it_is(site):
    poll = {"hx-request": "true", "hx-request-type": "partial"}
    answer = await site.browser(**poll).get("/refused?kind=away")
    assert answer.headers["hx-reswap"] == "none"


async def test_an_error_after_a_click_takes_the_place_of_the_page(site):
    browser = await site.signed_in(**{"hx-request": "true", "hx-request-type": "partial"})
    answer = await browser.post("/note", data={"csrf": "wrong"})
    assert answer.headers["hx-retarget"] == "#main"
    assert '<main id="main">' in answer.text


async def test_a_missing_field_is_explained_not_dumped(site):
    cookie_browser = await site.signed_in()
    page = BeautifulSoup((await cookie_browser.get("/note")).text, "html.parser")
    token = page.select_one("main input[name=csrf]")["value"]
    answer = await cookie_browser.post("/note", data={"csrf": token})
    assert answer.status_code == 422
    assert "Something is missing in this form" in answer.text
