"""Many decisions at once, notes, undo, files, and decisions that go along to the next merge."""

import json

import pytest
from bs4 import BeautifulSoup

from tests.journeys.writing import hidden

pytestmark = pytest.mark.anyio


def rows(person) -> list[str]:
    return [link["href"] for link in person.soup().select("#conflicts ul.tasks a.row")]


def standing(person) -> dict[str, int]:
    """The numbers beside the standings, by their word in the address."""
    links = person.soup().select("#conflicts .filter a")[1:]
    return {
        link["href"].partition("show=")[2].partition("&")[0]: int(link.text.split("(")[1][:-1])
        for link in links
    }


async def bulk(person, review: str, wish: str, query: str = "", **fields: str):
    """Open the check page and send it as it is."""
    await person.get(f"{review}/bulk?wish={wish}{query}")
    form = person.soup().select_one("form[method=post][action*='/bulk']")
    return await person.post(form["action"], **{**hidden(form), **fields})


@pytest.fixture
async def review(avery) -> str:
    return await avery.merge(await avery.add())


async def test_a_filter_is_in_the_address_and_its_parts_go_together(avery, review):
    await avery.get(f"{review}?kind=templates")
    templates = rows(avery)
    assert templates
    await avery.get(f"{review}?kind=templates&show=open&conflict=text")
    assert set(rows(avery)) < set(templates) or rows(avery) == templates
    assert avery.soup().select_one("#kind option[selected]")["value"] == "templates"
    await avery.get(f"{review}?kind=templates&conflict=permission&q=nothing-has-this")
    assert rows(avery) == []
    assert "Nothing fits this filter." in avery.words()


async def test_a_search_finds_text_inside_of_values(avery, review):
    await avery.get(review)
    conflict = rows(avery)[0]
    await avery.get(conflict)
    sample = avery.soup().select_one("label.option pre").text.strip().splitlines()[0][:20]
    await avery.get(f"{review}?q={sample}")
    assert conflict in rows(avery)


async def test_what_is_shown_is_decided_at_once_with_a_note_and_undone_at_once(avery, review):
    await avery.get(review)
    before = standing(avery)
    await bulk(avery, review, "site", "&kind=templates", note="ours on purpose")
    assert "Decided together with others" in avery.words()
    after = standing(avery) if rows(avery) else {}
    await avery.get(review)
    after = standing(avery)
    assert after["decided"] > before["decided"]
    decided = before["open"] - after["open"]
    assert after["decided"] == before["decided"] + decided
    assert avery.words().count("ours on purpose") == decided

    deeds = f"{review}/decisions"
    await avery.get(deeds)
    deed = avery.soup().select_one("input[name=deed]")["value"]
    await avery.post(f"{review}/bring-back", deed=deed)
    await avery.get(review)
    assert standing(avery) == before
    foreign = await avery.post(f"{review}/bring-back", deed="of-another-merge")
    assert foreign.status_code == 404


async def test_a_conflict_that_is_gone_is_counted_and_the_others_are_decided(avery, review):
    await avery.get(f"{review}/bulk?wish=site&kind=templates")
    form = avery.soup().select_one("form[method=post][action*='/bulk']")
    chosen = form.select_one("input[name=chosen]")["value"]
    await avery.post(form["action"], wish="site", chosen=f"{'0' * 20}.0 {chosen}")
    assert "1 was left as it is: the answer does not fit it any more." in avery.words()
    await avery.get(f"{review}?kind=templates&show=open")
    assert rows(avery) == []


async def test_rights_are_left_out_of_what_is_taken_from_the_template(avery, review):
    await avery.get(f"{review}?conflict=permission")
    rights = rows(avery)
    assert rights
    await avery.get(f"{review}/bulk?wish=template&also=yes")
    staying = avery.soup().select_one("[aria-labelledby=unfit-title]")
    assert {a["href"] for a in staying.select("a.row")} >= set(rights)
    await bulk(avery, review, "template", "&also=yes")
    for right in rights:
        await avery.get(right)
        assert "Needs your decision" in avery.words()


async def test_what_somebody_decided_since_is_not_written_over_and_is_named(
    avery, somebody, review
):
    minji = somebody()
    await minji.sign_in("operator")
    await minji.get(f"{review}/bulk?wish=site")
    form = minji.soup().select_one("form[method=post][action*='/bulk']")
    hidden = {i["name"]: i["value"] for i in form.select("input[name=wish], input[name=chosen]")}
    await avery.get(review)
    theirs = f"{review}/conflicts/{hidden['chosen'].split()[0].partition('.')[0]}"
    await avery.get(theirs)
    await avery.post(f"{theirs}/decide", choice="later", later="yes", seen="0")

    late = await minji.post(form["action"], **hidden)
    assert late.status_code == 409
    assert [a["href"] for a in minji.soup().select("ul.tasks a.row")] == [theirs]
    assert "What stands now: Decide later, by Avery" in minji.words()
    assert "What you wanted: Keep yours." in minji.words()
    await avery.get(theirs)
    assert "Decided by Avery" in avery.words()
    await avery.get(f"{review}?show=open")
    assert len(rows(avery)) < len(hidden["chosen"].split())


async def test_all_decisions_are_taken_back_and_brought_back(avery, review):
    await bulk(avery, review, "site")
    await avery.get(review)
    decided = standing(avery)
    await avery.get(f"{review}/undo-all")
    chosen = avery.soup().select_one("input[name=chosen]")["value"]
    assert len(chosen.split()) == decided["decided"]
    await avery.post(f"{review}/undo-all", chosen=chosen)
    assert standing(avery)["decided"] == 0
    deed = avery.soup().select_one("input[name=deed]")["value"]
    await avery.post(f"{review}/bring-back", deed=deed)
    assert standing(avery) == decided


async def test_the_page_of_a_conflict_tells_who_said_what_before(avery, review):
    await avery.get(review)
    conflict = rows(avery)[0]
    await avery.get(conflict)
    await avery.post(f"{conflict}/decide", choice="site", seen="0", note="the first thought")
    await avery.get(conflict)
    await avery.post(f"{conflict}/take-back", seen="1")
    assert "the first thought" in avery.soup().select_one("details .events").text
    assert "Taken back" in avery.soup().select_one("details .events").text


async def test_what_a_choice_gives_is_shown_without_saving_it(avery, review):
    await avery.get(f"{review}?conflict=text")
    conflict = rows(avery)[0]
    await avery.get(conflict)
    shown = await avery.post(
        f"{conflict}/preview", choice="own", own_text="<p>as I want it</p>", seen="0", note="n"
    )
    assert shown.status_code == 200
    assert "as I want it" in avery.soup().select_one("#preview table.diff").text
    assert avery.soup().select_one("#own_text").text.strip() == "<p>as I want it</p>"
    assert avery.soup().select_one("#note")["value"] == "n"
    await avery.get(conflict)
    assert "Needs your decision" in avery.words()


async def test_decisions_go_along_to_the_next_merge_with_whose_they_are(avery, somebody, review):
    minji = somebody()
    await minji.sign_in("operator")
    await bulk(minji, review, "site", note="agreed in spring")
    environment = review.partition("/update")[0]
    again = await avery.merge(environment)
    assert again != review
    assert "taken over from an earlier merge" in avery.words()
    taken = rows(avery)
    await avery.get(f"{again}?show=decided")
    assert rows(avery)
    await avery.get(rows(avery)[0])
    assert "Taken over from the merge of" in avery.words()
    assert "decided by Minji" in avery.words()
    assert "agreed in spring" in avery.words()
    assert taken


async def test_a_file_of_decisions_is_taken_in_after_a_look_at_what_fits(avery, review):
    await bulk(avery, review, "site", note="from the test site")
    await avery.get(f"{review}?conflict=text")
    written_by_hand = rows(avery)[0]
    await avery.get(written_by_hand)
    seen = avery.soup().select_one("input[name=seen]")["value"]
    own = {"choice": "own", "own_text": "<p>in our own words</p>", "seen": seen}
    await avery.post(f"{written_by_hand}/decide", **own)
    written = (await avery.browser.get(f"{review}/decisions/decisions.json")).text
    made = json.loads(written)
    assert made["format"] == "portal-setup decisions"
    await avery.get(f"{review}/undo-all")
    chosen = avery.soup().select_one("input[name=chosen]")["value"]
    await avery.post(f"{review}/undo-all", chosen=chosen)

    strange = {"0" * 20: {"choice": "site", "fingerprint": "x"}}
    made["decisions"] |= strange
    await avery.get(f"{review}/decisions")
    await avery.post(
        f"{review}/decisions/files",
        files={"file": ("decisions.json", json.dumps(made).encode(), "application/json")},
    )
    assert "decisions.json" in avery.words()
    assert "Does not fit (1)" in avery.words()
    form = avery.soup().select_one("form[action*='/decisions/files/']")
    chosen = form.select_one("input[name=chosen]")["value"]
    assert len(chosen.split()) == len(made["decisions"]) - 1
    await avery.post(form["action"], chosen=chosen)
    assert "Taken from a file of decisions" in avery.words()
    await avery.get(review)
    assert standing(avery)["decided"] == len(made["decisions"]) - 1
    assert "from the test site" in avery.words()
    await avery.get(written_by_hand)
    assert avery.soup().select_one("#own_text").text.strip() == "<p>in our own words</p>"


HOSTILE = {
    "deep": "[" * 200_000,
    "a list": "[]",
    "no json": "{",
    "twice": '{"a": {"fingerprint": "f"}, "a": {"fingerprint": "g"}}',
    "wrong types": '{"format": "portal-setup decisions", "version": 1, "decisions": [1]}',
    "no choice of ours": '{"a": {"choice": "canary-choice", "fingerprint": "f"}}',
    "half a letter": '{"a": {"choice": "own", "fingerprint": "f", "own_text": "\\ud800"}}',
    "a nought": '{"a": {"choice": "own", "fingerprint": "f", "own_text": "\\u0000"}}',
    "a long number": "9" * 5000,
    "not text": b"\xff\xfe\x00",
    "another version": '{"format": "portal-setup decisions", "version": 2, "decisions": {}}',
}


async def test_a_hostile_file_is_refused_in_words_and_nothing_is_lost(avery, review):
    await bulk(avery, review, "site", "&kind=templates")
    await avery.get(review)
    before = standing(avery)
    for name, text in HOSTILE.items():
        await avery.get(f"{review}/decisions")
        data = text if isinstance(text, bytes) else text.encode()
        answer = await avery.post(
            f"{review}/decisions/files", files={"file": ("d.json", data, "application/json")}
        )
        assert answer.status_code == 422, name
        assert "There is a problem" in avery.words(), name
        assert "canary-choice" not in answer.text
    await avery.get(review)
    assert standing(avery) == before


async def test_every_number_by_kind_leads_to_its_list(avery, review):
    await avery.get(review)
    links = avery.soup().select("[aria-labelledby=kinds-title] td a")
    assert links
    for link in links[:: max(1, len(links) // 6)]:
        page = BeautifulSoup((await avery.browser.get(link["href"])).text, "html.parser")
        assert len(page.select("ul.tasks a.row[href*='/merges/']")) >= min(int(link.text), 100)


async def test_a_record_without_a_conflict_shows_all_three_ways(avery, review):
    await avery.get(f"{review}/records?case=updated")
    await avery.get(avery.soup().select_one("#records a.row")["href"])
    assert "From your site to the result" in avery.words()
    assert "What the new template changed" in avery.words()


async def test_a_merge_is_not_found_below_another_environment(avery, review):
    other = await avery.add("contoso-new")
    assert other != review.partition("/update")[0]
    elsewhere = f"{other}/update/merges/{review.rpartition('/')[2]}"
    assert (await avery.browser.get(elsewhere)).status_code == 404
