"""Handing in three exports, and the review of their merge."""

from dataclasses import replace

from bs4 import BeautifulSoup

from app.exports import read_export, write_export
from app.exports.site import Row
from tests.gallery import Shown, Stage, page
from tests.journeys.writing import decide_each
from tests.product import Person

TOKEN, PASSWORD = "Orders/ServiceToken", "Orders/ServicePassword"


@page("update: no merge yet")
async def form(stage: Stage) -> Shown:
    hide_secrets(stage)
    return await stage.avery.get(f"{await stage.environment()}/update")


@page("update: an upload is refused")
async def refused(stage: Stage) -> Shown:
    update = f"{await stage.environment()}/update"
    await stage.avery.get(update)
    return await stage.avery.post(
        f"{update}/merges",
        files={"template_file": ("new.zip", b"not a zip at all", "application/zip")},
        base="folder:base.zip",
    )


@page("review: without a base")
async def without_base(stage: Stage) -> Shown:
    return await stage.avery.get(await stage.avery.merge(await stage.environment(), base="none"))


@page("review: decisions are open")
async def review(stage: Stage) -> Shown:
    stage.notes["review"] = await stage.avery.merge(await stage.environment())
    return await stage.avery.get(stage.notes["review"])


@page("review: filtered, and nothing fits")
async def nothing_fits(stage: Stage) -> Shown:
    return await stage.avery.get(f"{stage.notes['review']}?kind=files&conflict=json&q=nowhere")


@page("review: the list is filtered")
async def filtered(stage: Stage) -> Shown:
    return await stage.avery.get(f"{stage.notes['review']}?show=open&kind=templates")


@page("records: all of a merge")
async def records(stage: Stage) -> Shown:
    return await stage.avery.get(f"{stage.notes['review']}/records?show=changed")


@page("bulk: what would be decided, and what not")
async def bulk(stage: Stage) -> Shown:
    return await stage.avery.get(f"{stage.notes['review']}/bulk?wish=template")


@page("bulk: nothing fits")
async def no_bulk(stage: Stage) -> Shown:
    return await stage.avery.get(f"{stage.notes['review']}/bulk?wish=suggested&kind=settings")


@page("bulk: the note is too long")
async def long_note(stage: Stage) -> Shown:
    bulk = f"{stage.notes['review']}/bulk"
    await stage.avery.get(f"{bulk}?wish=site")
    return await stage.avery.post(bulk, wish="site", chosen="", note="x" * 2001)


@page("review: none of this kind")
async def none(stage: Stage) -> Shown:
    return await stage.avery.get(f"{stage.notes['review']}?show=decided")


@page("update: a merge is under way")
async def form_again(stage: Stage) -> Shown:
    return await stage.avery.get(f"{await stage.environment()}/update")


@page("conflict: in a text")
async def text_conflict(stage: Stage) -> Shown:
    return await found(stage.avery, stage.notes["review"], "Web template")


@page("conflict: in a value")
async def value_conflict(stage: Stage) -> Shown:
    return await found(stage.avery, stage.notes["review"], "Site setting")


@page("conflict: over a secret")
async def secret(stage: Stage) -> Shown:
    return await found(stage.avery, stage.notes["review"], TOKEN)


@page("conflict: over a secret, shown to an administrator")
async def revealed(stage: Stage) -> Shown:
    shown = await found(stage.avery, stage.notes["review"], TOKEN)
    return await stage.avery.post(f"{shown.request.url.path}/reveal")


@page("conflict: what a choice gives")
async def preview(stage: Stage) -> Shown:
    shown = await found(stage.avery, stage.notes["review"], "Web template")
    address = shown.request.url.path
    return await stage.avery.post(f"{address}/preview", choice="template", seen="0", note="new")


@page("conflict: nothing was chosen")
async def no_choice(stage: Stage) -> Shown:
    conflict = conflicts(await stage.avery.get(stage.notes["review"]))[0]
    await stage.avery.get(conflict)
    return await stage.avery.post(f"{conflict}/decide", own_text="half a thought", seen="0")


@page("conflict: the one before was saved")
async def saved(stage: Stage) -> Shown:
    conflict = conflicts(await stage.avery.get(stage.notes["review"]))[0]
    stage.notes["decided"] = conflict
    await stage.avery.get(conflict)
    return await stage.avery.post(f"{conflict}/decide", choice="site", seen="0", note="It is ours")


@page("text: all its places in order")
async def whole_text(stage: Stage) -> Shown:
    record = await found(stage.avery, stage.notes["review"], "Web template: Home", "records")
    return await stage.avery.get(f"{record.request.url.path}/adx_source")


@page("conflict: decided")
async def decided(stage: Stage) -> Shown:
    return await stage.avery.get(stage.notes["decided"])


@page("conflict: somebody decided meanwhile")
async def meanwhile(stage: Stage) -> Shown:
    conflict = stage.notes["decided"]
    minji = await stage.person("operator")
    await minji.get(conflict)
    return await minji.post(f"{conflict}/decide", choice="own", own_text="<p>mine</p>", seen="0")


@page("bulk: somebody decided meanwhile")
async def overtaken(stage: Stage) -> Shown:
    conflict = stage.notes["decided"].rpartition("/")[2]
    bulk = f"{stage.notes['review']}/bulk"
    await stage.avery.get(f"{bulk}?wish=template")
    return await stage.avery.post(bulk, wish="site", chosen=f"{conflict}.0")


@page("decisions: the file cannot be read")
async def no_file(stage: Stage) -> Shown:
    decisions = f"{stage.notes['review']}/decisions"
    await stage.avery.get(decisions)
    return await stage.avery.post(f"{decisions}/files", file="{")


@page("decisions: what a file would bring")
async def file_of_decisions(stage: Stage) -> Shown:
    decisions = f"{stage.notes['review']}/decisions"
    written = (await stage.avery.get(f"{decisions}/decisions.json")).text
    conflict = stage.notes["decided"].rpartition("/")[2]
    await stage.avery.get(decisions)
    return await stage.avery.post(
        f"{decisions}/files",
        file=written.replace(conflict, "0" * 20, 1).replace('"site"', '"template"'),
    )


@page("decisions: before all are taken back")
async def undo_all(stage: Stage) -> Shown:
    return await stage.avery.get(f"{stage.notes['review']}/undo-all")


@page("review: many were decided at once")
async def many(stage: Stage) -> Shown:
    review = stage.notes["review"]
    page = BeautifulSoup((await stage.avery.get(f"{review}/bulk?wish=later")).text, "html.parser")
    chosen = page.select_one("form[action$=bulk] input[name=chosen]")["value"]
    return await stage.avery.post(f"{review}/bulk", wish="later", chosen=chosen, note="next week")


@page("decisions: what was done to many")
async def done_to_many(stage: Stage) -> Shown:
    decisions = f"{stage.notes['review']}/decisions"
    page = BeautifulSoup((await stage.avery.get(decisions)).text, "html.parser")
    deed = page.select_one("form[action$=bring-back] input[name=deed]")["value"]
    await stage.avery.post(f"{stage.notes['review']}/bring-back", deed=deed)
    return await stage.avery.get(decisions)


@page("record: what it becomes")
async def record(stage: Stage) -> Shown:
    page = BeautifulSoup((await stage.avery.get(stage.notes["review"])).text, "html.parser")
    records = [link["href"] for link in page.select("a.row[href*='/records/']")]
    return await stage.avery.get(records[0])


@page("record: a secret, for a reader")
async def secret_record(stage: Stage) -> Shown:
    sam = await stage.person("reader")
    return await found(sam, stage.notes["review"], PASSWORD, "records")


@page("overview: decisions are left")
async def overview(stage: Stage) -> Shown:
    return await stage.avery.get(await stage.environment())


@page("review: everything is decided")
async def all_decided(stage: Stage) -> Shown:
    review = stage.notes["review"]
    await decide_each(stage.avery, review, choice="template")
    return await stage.avery.get(review)


def conflicts(shown) -> list[str]:
    page = BeautifulSoup(shown.text, "html.parser")
    return [link["href"] for link in page.select("a.row[href*='/conflicts/']")]


async def found(person: Person, review: str, words: str, kind: str = "conflicts"):
    """The first conflict, or record, of a review whose line has these words."""
    page = BeautifulSoup((await person.get(review)).text, "html.parser")
    lines = page.select(f"a.row[href*='/{kind}/']")
    [address, *_] = [line["href"] for line in lines if words in line.get_text()]
    return await person.get(address)


def hide_secrets(stage: Stage) -> None:
    """Make two settings of the exports secret ones: all sides have another token, and the new
    template alone another password.
    """
    for name, export in stage.practice.tenant.exports.items():
        rows = {row.columns.get("adx_name"): row for row in read_export(export).rows}
        password = "new" if name == "template.zip" else "old"
        secret = [
            renamed(rows["Orders/MaximumLines"], TOKEN, name),
            renamed(rows["Orders/AllowRequestedShipDate"], PASSWORD, password),
        ]
        folder = stage.app.state.product.settings.exports_folder
        (folder / name).write_bytes(write_export(export, secret))


def renamed(row: Row, name: str, value: str) -> Row:
    return replace(row, columns={**row.columns, "adx_name": name, "adx_value": value})
