import pytest

from app.web.limits import MIB, BodyLimit

pytestmark = pytest.mark.anyio


async def pieces(count: int, size: int):
    for _ in range(count):
        yield b"x" * size


@pytest.mark.parametrize("announced", [True, False])
async def test_a_long_form_is_refused_and_the_page_says_so(site, announced):
    browser = await site.signed_in()
    kind = {"content-type": "application/x-www-form-urlencoded"}
    body = b"text=" + b"x" * (600 * 1024) if announced else pieces(10, 64 * 1024)
    answer = await browser.post("/note", content=body, headers=kind)
    assert answer.status_code == 413
    assert "This is too large" in answer.text
    assert site.done == []


async def test_an_export_of_a_site_may_be_larger(site):
    cookie, token = await site.session()
    browser = site.browser(cookie=f"session={cookie}")
    file = {"file": ("site.zip", b"PK" + b"x" * (2 * MIB))}
    answer = await browser.post("/update/merges", data={"csrf": token}, files=file)
    assert (answer.status_code, site.done) == (303, [b"PKxxxxxxx"])


async def test_a_body_is_counted_as_it_arrives_and_never_gathered():
    taken = []

    async def app(scope, receive, send):
        while True:
            message = await receive()
            taken.append(len(message["body"]))

    sent = iter([{"type": "http.request", "body": b"x" * 100, "more_body": True}] * 50)

    async def receive():
        return next(sent)

    limited = BodyLimit(app, upload=1000, other=1000)
    scope = {"type": "http", "path": "/note", "headers": []}
    with pytest.raises(Exception, match="413"):
        await limited(scope, receive, None)
    assert taken == [100] * 10
    assert len(list(sent)) == 50 - 40  # the rest is let pass by, four times the limit at most
