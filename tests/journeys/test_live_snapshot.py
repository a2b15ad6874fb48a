"""Site and template are taken from their environments: read, stopped, gone on with, merged."""

from contextlib import asynccontextmanager

import pytest

from app.exports import Layout, read_export
from app.main import create_app
from app.store import merges, runs, site_parts
from app.store.site_tables import BASELINE, SiteFile
from tests.product import people_of, running

pytestmark = pytest.mark.anyio

BEFORE_FILES = 14  # tables that are read before the web files


async def settled(product):
    await product.state.product.engine.settled()


async def looked_at(person, product, *names: str) -> str:
    """Add the environments and look at each. Gives the path of the first."""
    paths = [await person.add(name) for name in names]
    for path in paths:
        await person.get(f"{path}/update")
        await person.post(f"{path}/update/look")
        await settled(product)
    await person.get(f"{paths[0]}/update")
    return paths[0]


def choose(person, name: str, starts: str = "") -> str:
    """The first option of a select that starts like this."""
    options = person.soup().select(f"select[name={name}] option")
    return next(one["value"] for one in options if one["value"].startswith(starts))


async def read_both(person, path: str, **picks: str) -> None:
    fields = {
        "take_site": choose(person, "take_site"),
        "take_template": choose(person, "take_template", "environment:"),
        "take_base": "none",
    }
    await person.post(f"{path}/update/read", **{**fields, **picks})


async def press(person, ending: str) -> None:
    """The button of the form whose action ends like this, with all that the form carries."""
    form = person.soup().select_one(f"#taking form[action$='{ending}']")
    kept = {one["name"]: one["value"] for one in form.select("input[type=hidden]")}
    kept.pop("csrf"), kept.pop("from_page")
    await person.post(form["action"], **kept)


async def open_merge(person, path: str) -> None:
    await person.get(f"{path}/update")
    await person.get(person.soup().select_one("#taking a.button.primary")["href"])


def questions(person) -> set[str]:
    """The open conflicts of the review that the person looks at, by their own ids."""
    return {
        link["href"].rpartition("/")[2] for link in person.soup().select('a[href*="/conflicts/"]')
    }


@asynccontextmanager
async def restarted(settings, clock):
    app = create_app(settings, clock)
    async with app.router.lifespan_context(app):
        yield app


async def test_both_are_read_and_their_merge_is_open(avery, product):
    path = await looked_at(avery, product, "contoso-uat", "contoso-template")
    assert "Contoso customer portal is here" in avery.words()
    assert "No base is kept" in avery.words()
    await read_both(avery, path, take_base="folder:base.zip")
    await settled(product)
    await open_merge(avery, path)
    assert "decisions are left" in avery.words()


async def test_what_was_read_merges_like_the_exports_of_the_same_sites(avery, product):
    path = await looked_at(avery, product, "contoso-uat", "contoso-template")
    await avery.merge(path)
    by_exports = questions(avery)
    await avery.get(f"{path}/update")
    await read_both(avery, path, take_base="folder:base.zip")
    await settled(product)
    await open_merge(avery, path)
    assert questions(avery) == by_exports
    assert len(by_exports) >= 8


async def test_a_busy_microsoft_only_makes_it_take_longer(avery, product, practice, clock):
    path = await looked_at(avery, product, "contoso-uat", "contoso-template")
    practice.tenant.controls.fail_next(429, times=3, path_contains="adx_webpages")
    await read_both(avery, path)
    for _ in range(4):
        await settled(product)
        clock.advance(seconds=60)
    await settled(product)
    await open_merge(avery, path)
    assert "decisions are left" in avery.words()


async def test_while_it_reads_the_block_asks_again_and_says_how_far_it_is(avery, product, practice):
    path = await looked_at(avery, product, "contoso-uat", "contoso-template")
    practice.tenant.controls.fail_next(503, path_contains="adx_webfiles")
    await read_both(avery, path)
    await settled(product)
    block = await avery.get(f"{path}/update", **{"HX-Request-Type": "partial"})
    assert "<html" not in block.text
    assert avery.soup().select_one("#taking")["hx-trigger"] == "every 2s"
    assert f"{BEFORE_FILES} of 44 tables" in block.text
    assert "tries again by itself" in block.text


async def test_reading_is_stopped_and_gone_on_with_from_where_it_was(
    avery, product, practice, clock
):
    path = await looked_at(avery, product, "contoso-uat", "contoso-template")
    practice.tenant.controls.fail_next(503, path_contains="adx_webfiles")
    await read_both(avery, path)
    await settled(product)
    await avery.get(f"{path}/update")
    await press(avery, "/stop")
    clock.advance(seconds=3)
    await settled(product)
    await avery.get(f"{path}/update")
    assert "Stopped" in avery.words()

    practice.tenant.controls.fail_next(500, path_contains="adx_webpages")
    await press(avery, "/resume")
    await settled(product)
    await avery.get(f"{path}/update")
    assert "The template in Contoso Template" in avery.words(), "the site's pages were read again"


async def test_a_lost_sign_in_makes_it_wait_and_signing_in_makes_it_go_on(avery, product, practice):
    path = await looked_at(avery, product, "contoso-uat", "contoso-template")
    practice.tenant.expire_tokens()
    practice.tenant.revoke_grants()
    await read_both(avery, path)
    await settled(product)
    await avery.get(f"{path}/update")
    assert "Waiting for sign-in" in avery.words()

    await avery.sign_in(next_page=f"{path}/update")
    await settled(product)
    await open_merge(avery, path)
    assert "decisions are left" in avery.words()


async def test_a_server_that_ends_in_the_middle_goes_on_with_the_next_one(
    settings, clock, practice
):
    async with running(settings, clock) as first, people_of(first) as make:
        avery = make()
        await avery.sign_in()
        path = await looked_at(avery, first, "contoso-uat", "contoso-template")
        practice.tenant.controls.fail_next(503, path_contains="adx_webfiles")
        await read_both(avery, path)
        await settled(first)
        run, pieces, _ = await reading(first, path)
        assert (run.state, pieces) == ("waiting", BEFORE_FILES)

    async with restarted(settings, clock) as second:
        clock.advance(seconds=60)
        await settled(second)
        run, pieces, opened = await reading(second, path)
        assert (run.state, run.cause, pieces, len(opened)) == ("succeeded", "", 0, 1)


async def reading(product, path: str):
    """The last reading, how many pieces of it lie on the shelf, and the merges that are open."""

    def look(session):
        environment_id = path.rpartition("/")[2]
        run = runs.find_last(session, environment_id, "update.read")
        opened = merges.list_merges(session, environment_id)
        return run, site_parts.count(session, run.id), opened

    return await product.state.product.database(look, ro=True)


async def test_an_environment_without_a_site_says_so_and_reads_nothing(avery, product):
    path = await looked_at(avery, product, "contoso-new", "contoso-template")
    assert "There is no site in this environment." in avery.words()
    button = avery.soup().select_one(f"form[action='{path}/update/read'] button")
    assert button["aria-disabled"] == "true"
    answer = await avery.post(
        f"{path}/update/read", take_site="x", take_template="", take_base="none"
    )
    assert answer.status_code == 422


async def test_a_template_that_is_nowhere_ends_the_run_with_a_reason(avery, product):
    path = await looked_at(avery, product, "contoso-uat")
    await avery.add("contoso-new")
    await avery.get(f"{path}/update")
    assert "Contoso New, not looked at yet" in avery.words()
    await read_both(avery, path)
    await settled(product)
    await avery.get(f"{path}/update")
    assert "There is no site in Contoso New that could give the template." in avery.words()
    assert "Microsoft's own words" not in avery.words()


async def test_a_form_without_a_template_comes_back_with_the_reason(avery, product):
    path = await looked_at(avery, product, "contoso-uat")
    answer = await avery.post(
        f"{path}/update/read",
        take_site=choose(avery, "take_site"),
        take_template="",
        take_base="none",
    )
    assert answer.status_code == 422
    assert "No file is chosen here." in avery.words()


async def test_an_environment_of_another_tenant_is_no_source(avery, product):
    path = await looked_at(avery, product, "contoso-uat")
    answer = await avery.post(
        f"{path}/update/read", take_site=choose(avery, "take_site"),
        take_template="environment:" + "0" * 32, take_base="none",
    )  # fmt: skip
    assert answer.status_code == 422
    assert "This environment cannot give the template." in avery.words()


async def test_a_reader_starts_nothing(avery, somebody, product):
    path = await looked_at(avery, product, "contoso-uat")
    sam = somebody()
    await sam.sign_in("reader")
    for action in ("look", "read"):
        await sam.get(f"{path}/update")
        answer = await sam.post(f"{path}/update/{action}")
        assert answer.status_code == 403, action


async def test_no_secret_of_a_site_is_on_a_page_or_in_the_open(avery, product, practice, settings):
    path = await looked_at(avery, product, "contoso-uat", "contoso-template")
    await read_both(avery, path)
    await settled(product)
    secrets = [
        row.columns["adx_value"]
        for row in read_export(practice.tenant.exports["site.zip"]).rows
        if row.table == "adx_sitesetting" and "Secret" in (row.columns["adx_name"] or "")
    ]
    assert secrets
    await avery.get(f"{path}/update")
    stored = b"".join(f.read_bytes() for f in settings.data_dir.glob("portal-setup.db*"))
    assert not [s for s in secrets if s in avery.seen.text or s.encode() in stored]


async def test_a_baseline_that_is_kept_is_offered_first_and_known_without_a_look(avery, product):
    path = await looked_at(avery, product, "contoso-uat", "contoso-template")

    def keep(session):
        file = SiteFile(
            id="kept", environment_id=path.rpartition("/")[2], name="contoso-uat-baseline.zip",
            sha256="0", size=1, site_name="Portal", layout="snapshot", records=1, blob=b"x",
            added_by="u", added_at=product.state.product.clock.now(), role=BASELINE,
        )  # fmt: skip
        session.add(file)

    await product.state.product.database(keep)
    await avery.get(f"{path}/update")
    assert "The untouched template is kept as the base" in avery.words()
    assert choose(avery, "take_base") == "file:kept"


async def test_what_was_read_can_be_downloaded_and_handed_in_again(avery, product):
    path = await looked_at(avery, product, "contoso-uat", "contoso-template")
    await read_both(avery, path)
    await settled(product)
    await avery.get(f"{path}/update")
    links = [link["href"] for link in avery.soup().select("a[href$='.zip']")]
    assert len(links) == 2
    files = [await avery.browser.get(link) for link in links]
    layouts = {read_export(file.content).layout for file in files}
    assert layouts == {Layout.SNAPSHOT}
    names = [file.headers["content-disposition"].partition('"')[2] for file in files]
    assert all(name.startswith("contoso-") for name in names)
    uploads = {
        "site_file": ("site.zip", files[1].content), "template_file": ("t.zip", files[0].content)
    }  # fmt: skip
    await avery.get(f"{path}/update")
    await avery.post(f"{path}/update/merges", files=uploads, base="none")
    assert "decisions are left" in avery.words()
