"""From the reviewed merge to the changed site, and back, through the pages."""

import pytest

from tests.journeys.test_live_snapshot import looked_at, read_both, settled
from tests.journeys.writing import allow, approve, decide_each, edit_setting, setting

pytestmark = pytest.mark.anyio


async def reviewed(person, product, **answer: str) -> str:
    """Read both and answer everything the same way. Gives the path of the review."""
    path = await looked_at(person, product, "contoso-uat", "contoso-template")
    await read_both(person, path, take_base="folder:base.zip")
    await settled(product)
    await person.get(f"{path}/update")
    review = person.soup().select_one("#taking a.button.primary")["href"]
    await decide_each(person, review, **answer)
    return review


async def go_on(person, product, run: str, button: str) -> None:
    """Press the button of that action on the page of the run."""
    await person.get(run)
    form = person.soup().select_one(f"form[action$={button}]")
    await person.post(form["action"], back=run)
    await settled(product)
    await person.get(run)


async def applied(person, product, practice, review: str) -> str:
    """Through a refusal, to the proof. Gives the path of the run."""
    before = setting(practice.tenant)
    await person.get(f"{review}/check")
    verb = person.soup().select_one("form[action$=apply] button").text.strip()
    assert verb == person.soup().h1.text.strip()
    assert "Changes of rights" in person.words()
    assert "Avery Example (avery@contoso.example)" in person.words()
    run = await approve(person, "apply")
    await settled(product)
    await person.get(run)
    assert "This environment takes no attachments of this kind." in person.words()
    assert setting(practice.tenant) == before
    allow(practice.tenant, "js")
    await go_on(person, product, run, "resume")
    assert "Nothing is left to do" in person.words(), person.words()
    assert setting(practice.tenant) != before
    return run


async def looked_before_restoring(person, product, run: str) -> None:
    await person.get(f"{run}/restore")
    await person.post(f"{run}/restore/look")
    await settled(product)
    await person.get(f"{run}/restore")


async def test_a_merge_is_applied_after_a_refusal_and_taken_back(avery, product, practice):
    review = await reviewed(avery, product, choice="template")
    before = setting(practice.tenant)
    run = await applied(avery, product, practice, review)
    assert "hx-trigger" not in avery.seen.text
    backup = await avery.browser.get(avery.soup().select_one("a[href$='.zip']")["href"])
    assert backup.headers["content-type"] == "application/zip"

    await avery.get(f"{review}/check")  # the browser's back button, and a second click
    assert "This merge was begun to be written already." in avery.words()
    await avery.post(f"{review}/apply", digest="old")
    assert avery.path() == run

    edit_setting(practice.tenant, "77")
    await looked_before_restoring(avery, product, run)
    assert "1 record was edited since" in avery.words()
    early = await avery.post(f"{run}/restore")
    assert early.status_code == 422
    assert "Say what shall be with Orders/DefaultPageSize." in avery.words()
    name = avery.soup().select_one("input[value=put_back]")["name"]
    await avery.post(f"{run}/restore", **{name: "put_back"})
    back = avery.path()
    await settled(product)
    await avery.get(back)
    assert "The state before is back" in avery.words(), avery.words()
    assert setting(practice.tenant) == before


async def test_what_is_put_off_is_counted_apart_and_listed_where_it_is_left_out(avery, product):
    review = await reviewed(avery, product, later="yes")
    await avery.get(review)
    assert "Nothing is open" in avery.words()
    assert "are put off" in avery.words()
    await avery.get(f"{review}/check")
    assert "What stays as it is" in avery.words()
    stale = await avery.post(f"{review}/apply", digest="something else")
    assert stale.status_code == 409
    assert "The merge has changed since this page was opened." in avery.words()


async def test_a_merge_of_exports_can_be_downloaded_but_not_applied(avery):
    review = await avery.merge(await avery.add())
    await avery.get(f"{review}/check")
    button = avery.soup().select_one("form[action$=apply] button")
    assert button["aria-disabled"] == "true"
    assert "Decisions are open." in avery.words()
    assert "came as a file" in avery.words()
    refused = await avery.post(f"{review}/apply", digest="")
    assert refused.status_code == 409


async def test_a_reader_sees_what_would_be_written_but_cannot_write(avery, somebody):
    review = await avery.merge(await avery.add())
    reader = somebody()
    await reader.sign_in("reader")
    await reader.get(f"{review}/check")
    assert "Your role is to read only." in reader.words()
    refused = await reader.post(f"{review}/apply", digest="")
    assert refused.status_code == 403
