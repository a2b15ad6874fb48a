"""From three exports to the merged one: decide, take back, be overtaken, download."""

import pytest

from app.exports import read_export

pytestmark = pytest.mark.anyio


def conflicts(person) -> list[str]:
    """The addresses of the conflicts that the review lists."""
    links = person.soup().select("ul.tasks a.row")
    return [link["href"] for link in links if "/conflicts/" in link["href"]]


def hidden(person, name: str) -> str:
    return person.soup().select_one(f"form[action$=decide] input[name={name}]")["value"]


async def decide_all(person, review: str, choice: str) -> int:
    """Take the same side everywhere; gives how many decisions that took."""
    await person.get(f"{review}?show=open")
    opened = conflicts(person)
    for conflict in opened:
        await person.get(conflict)
        await person.post(f"{conflict}/decide", choice=choice, seen=hidden(person, "seen"))
    return len(opened)


async def test_three_exports_are_merged_and_the_numbers_are_on_one_page(avery):
    environment = await avery.add()
    await avery.merge(environment)
    assert "decisions are left" in avery.words()
    assert "changes merged by themselves" in avery.words()
    assert len(conflicts(avery)) >= 8


async def test_the_merged_export_waits_for_the_last_decision(avery, practice):
    environment = await avery.add()
    review = await avery.merge(environment)
    early = await avery.browser.get(f"{review}/merged.zip")
    assert early.status_code == 303

    assert await decide_all(avery, review, "template") >= 8
    assert avery.path().partition("?")[0] == review, "the last decision leads back"
    assert "Everything is decided" in avery.words()

    merged = await avery.browser.get(f"{review}/merged.zip")
    assert merged.headers["content-type"] == "application/zip"
    site = read_export(practice.tenant.exports["site.zip"])
    result = read_export(merged.content)
    before = {(row.table, row.id): row for row in site.rows}
    after = {(row.table, row.id): row for row in result.rows}
    kept = [key for key in before if key in after]
    assert len(kept) == len(before), "a record of the customer is gone"
    assert any(before[key] != after[key] for key in kept)
    assert len(after) > len(before), "nothing new came from the template"


async def test_a_decision_is_saved_at_once_and_can_be_taken_back(avery):
    environment = await avery.add()
    review = await avery.merge(environment)
    [first, second, *_] = conflicts(avery)
    await avery.get(first)
    await avery.post(f"{first}/decide", choice="site", seen="0")
    assert avery.path().startswith(second) or "/conflicts/" in avery.path()
    assert "Saved." in avery.words()

    await avery.get(first)
    assert "Decided by Avery" in avery.words()
    assert avery.soup().select_one("input[name=choice][value=site]").has_attr("checked")

    await avery.post(f"{first}/take-back", seen="1")
    assert "Needs your decision" in avery.words()
    await avery.get(review)
    assert first in conflicts(avery)


async def test_the_later_of_two_people_sees_both_versions_and_loses_nothing(avery, somebody):
    environment = await avery.add()
    await avery.merge(environment)
    conflict = next(c for c in conflicts(avery))
    minji = somebody()
    await minji.sign_in("operator")
    await minji.get(conflict)
    await avery.get(conflict)
    await avery.post(f"{conflict}/decide", choice="site", seen="0")

    late = await minji.post(f"{conflict}/decide", choice="own", own_text="<p>mine</p>", seen="0")
    assert late.status_code == 409
    assert "Keep yours" in minji.words()
    assert "By Avery" in minji.words()
    assert "<p>mine</p>" in minji.words()

    form = minji.soup().select_one("form[action$=decide]")
    again = {i["name"]: i["value"] for i in form.select("input[type=hidden]")}
    again["own_text"] = form.textarea.text.lstrip("\n")
    again.pop("csrf")
    again.pop("from_page")
    await minji.post(f"{conflict}/decide", **again)
    await avery.get(conflict)
    assert "Decided by Minji" in avery.words()
    assert "<p>mine</p>" in avery.soup().select_one("#own_text").text


async def test_a_form_without_a_choice_comes_back_with_what_was_typed(avery):
    environment = await avery.add()
    await avery.merge(environment)
    conflict = conflicts(avery)[0]
    await avery.get(conflict)
    answer = await avery.post(f"{conflict}/decide", own_text="half a thought", seen="0")
    assert answer.status_code == 422
    assert "Choose one of the answers." in avery.words()
    assert "half a thought" in avery.soup().select_one("#own_text").text


async def test_a_session_that_ended_in_the_middle_of_a_form_gives_the_text_back(
    avery, clock, practice
):
    environment = await avery.add()
    await avery.merge(environment)
    conflict = conflicts(avery)[0]
    await avery.get(conflict)
    token, page = avery.token(), avery.path()
    clock.advance(seconds=3 * 3600)
    practice.tenant.clock.advance(3 * 3600)
    typed = {"csrf": token, "from_page": page, "choice": "own", "own_text": "<b>long</b>"}
    leaving = await avery.browser.post(f"{conflict}/decide", data={**typed, "seen": "0"})
    await avery.follow(leaving)
    assert "What you typed is kept" in avery.words()

    link = avery.soup().select_one("main a.button")["href"]
    await avery.sign_in(next_page=link.partition("next=")[2])
    assert avery.path().startswith(conflict)
    assert "<b>long</b>" in avery.soup().select_one("#own_text").text


async def test_without_a_base_every_difference_is_a_question(avery):
    environment = await avery.add()
    await avery.merge(environment)
    with_base = len(conflicts(avery))
    await avery.merge(environment, base="none")
    assert "without a base" in avery.words()
    assert len(conflicts(avery)) > with_base


async def test_what_is_no_export_is_refused_in_words_and_the_good_files_stay(avery):
    environment = await avery.add()
    await avery.get(f"{environment}/update")
    answer = await avery.post(
        f"{environment}/update/merges",
        files={"template_file": ("new.zip", b"not a zip at all", "application/zip")},
        base="folder:base.zip",
        site="folder:site.zip",
    )
    assert answer.status_code == 422
    assert "new.zip is not a zip file." in avery.words()
    chosen = avery.soup().select("form[action$=merges] select option[selected]")
    assert [option["value"].partition(":")[0] for option in chosen][:2] == ["file", "file"]


async def test_secrets_of_site_settings_are_never_on_a_page(avery, practice):
    environment = await avery.add()
    review = await avery.merge(environment)
    secrets = {
        row.columns["adx_value"]
        for name in ("base.zip", "site.zip", "template.zip")
        for row in read_export(practice.tenant.exports[name]).rows
        if row.table == "adx_sitesetting"
        and "secret" in (row.columns.get("adx_name") or "").lower()
        and row.columns.get("adx_value")
    }
    assert secrets, "the practice exports have no secret to hide"
    await avery.get(review)
    pages = [review, *conflicts(avery)]
    await avery.merge(environment, base="none")
    pages += [avery.path(), *conflicts(avery)]
    for page in pages:
        answer = await avery.get(page)
        assert not [s for s in secrets if s in answer.text], page


async def test_exports_and_own_texts_are_sealed_where_they_are_stored(avery, settings):
    environment = await avery.add()
    await avery.merge(environment)
    conflict = conflicts(avery)[0]
    await avery.get(conflict)
    await avery.post(f"{conflict}/decide", choice="own", own_text="canary-own-text", seen="0")
    stored = b"".join(f.read_bytes() for f in settings.data_dir.glob("portal-setup.db*"))
    assert b"canary-own-text" not in stored
    assert b"website.yml" not in stored
