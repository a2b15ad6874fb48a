"""Pages for people who are not signed in, or were not let in."""

import httpx

from app.access.flows import keep, new_cookie
from app.i18n.translator import LANGUAGES
from app.practice.people import PEOPLE
from tests.gallery import Shown, Stage, page
from tests.product import PUBLIC


@page("sign in")
async def sign_in(stage: Stage) -> Shown:
    nobody = stage.nobody()
    await nobody.follow(await nobody.browser.get("/"))
    return nobody.seen


@page("sign in: what was typed is kept")
async def sign_in_with_draft(stage: Stage) -> Shown:
    return await stage.nobody().get("/sign-in?next=/environments/add%3Fdraft%3Dd1")


@page("signed out")
async def signed_out(stage: Stage) -> Shown:
    shown = []
    for language in LANGUAGES:
        leaving = await stage.person("operator", language)
        await leaving.get("/")
        shown.append(await leaving.post("/sign-out"))
    return shown


@page("sign in refused: not begun in this browser")
async def no_flow(stage: Stage) -> Shown:
    return await stage.nobody().get("/auth/callback?code=c&state=s")


@page("sign in refused: declined")
async def declined(stage: Stage) -> Shown:
    return [await come_back(stage, language, "nobody at all") for language in LANGUAGES]


@page("sign in refused: no role")
async def no_role(stage: Stage) -> Shown:
    robin = next(person.oid for person in PEOPLE if person.part == "no_role")
    return [await come_back(stage, language, robin) for language in LANGUAGES]


@page("sign in refused: took too long")
async def too_late(stage: Stage) -> Shown:
    avery = next(person.oid for person in PEOPLE if person.part == "admin")
    return [await come_back(stage, language, avery, after=660) for language in LANGUAGES]


@page("sign in refused: too many under way")
async def too_many(stage: Stage) -> Shown:
    product = stage.app.state.product

    def fill(session):
        for _ in range(500):
            cookie, at = new_cookie("testclient"), stage.clock.now()
            keep(session, product.keys, {}, next_path="/", cookie=cookie, now=at)

    await product.database(fill)
    return await stage.nobody().get("/auth/login")


async def come_back(stage: Stage, language: str, oid: str, after: int = 0) -> httpx.Response:
    """What a browser is told after somebody has chosen a person at Entra."""
    nobody = stage.nobody(language)
    leaving = await nobody.browser.get("/auth/login")
    answer = await nobody.outside.post(leaving.headers["location"], data={"person": oid})
    stage.clock.advance(after)
    return await nobody.get(answer.headers["location"].removeprefix(PUBLIC))
