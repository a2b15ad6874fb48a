"""Site and template are taken from their environments: read, stopped, gone on with, merged."""

import pytest

from app.store import merges, runs

pytestmark = pytest.mark.anyio


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


async def test_both_are_read_and_their_merge_is_open(avery, product):
    path = await looked_at(avery, product, "contoso-uat", "contoso-template")
    assert "Contoso customer portal is here" in avery.words()
    assert "No base is kept" in avery.words()
    await read_both(avery, path, take_base="folder:base.zip")
    await settled(product)
    await avery.get(f"{path}/update")
    assert "Open the merge" in avery.words(), avery.words()
    await avery.get(avery.soup().select_one("#taking a.button.primary")["href"])
    assert "decisions are left" in avery.words()
