"""Handing in three exports, and the review of their merge."""

from dataclasses import replace

from bs4 import BeautifulSoup

from app.exports import read_export, write_export
from app.exports.site import Row
from tests.gallery import Shown, Stage, page
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
    return await stage.avery.post(f"{conflict}/decide", choice="site", seen="0")


@page("conflict: decided")
async def decided(stage: Stage) -> Shown:
    return await stage.avery.get(stage.notes["decided"])


@page("conflict: somebody decided meanwhile")
async def meanwhile(stage: Stage) -> Shown:
    conflict = stage.notes["decided"]
    minji = await stage.person("operator")
    await minji.get(conflict)
    return await minji.post(f"{conflict}/decide", choice="own", own_text="<p>mine</p>", seen="0")


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
    for conflict in conflicts(await stage.avery.get(f"{review}?show=open")):
        token = {"csrf": stage.avery.token(), "choice": "template", "seen": "0"}
        await stage.avery.browser.post(f"{conflict}/decide", data=token)
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
