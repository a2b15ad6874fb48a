"""Once a merge is being written, its decisions stay: whatever page was open before."""

import pytest

from tests.journeys.test_apply import reviewed
from tests.journeys.test_decisions import bulk, rows, standing
from tests.journeys.test_live_snapshot import settled
from tests.journeys.writing import approve

pytestmark = pytest.mark.anyio


async def hidden(person, page: str, action: str) -> dict[str, str]:
    """What a form of that page would send, were it sent as it is."""
    await person.get(page)
    form = person.soup().select_one(f"form[method=post][action*='{action}']")
    fields = {i["name"]: i["value"] for i in form.select("input[type=hidden]")}
    return {name: value for name, value in fields.items() if name not in ("csrf", "from_page")}


async def opened(person, review: str) -> dict[str, dict[str, str]]:
    """Every way to decide, by its address: open in another tab."""
    await person.get(f"{review}?show=decided")
    one = rows(person)[0]
    return {
        f"{one}/decide": {**await hidden(person, one, "/decide"), "choice": "site"},
        f"{one}/take-back": await hidden(person, one, "/take-back"),
        f"{review}/bulk": await hidden(person, f"{review}/bulk?wish=site&also=yes", "/bulk"),
        f"{review}/undo-all": await hidden(person, f"{review}/undo-all", "/undo-all"),
        f"{review}/bring-back": await hidden(person, f"{review}/decisions", "/bring-back"),
    }


async def test_what_was_decided_stays_once_the_writing_has_begun(avery, product):
    review = await reviewed(avery, product, choice="template")
    await bulk(avery, review, "template", "&also=yes")
    await avery.get(review)
    decided = standing(avery)
    tabs = await opened(avery, review)
    await avery.get(f"{review}/check")
    await approve(avery, "apply")
    await settled(product)

    for action, fields in tabs.items():
        late = await avery.post(action, **fields)
        assert (action, late.status_code) == (action, 409)
        assert "This merge was written to its site" in avery.words(), action
        await avery.get(review)
        assert standing(avery) == decided
