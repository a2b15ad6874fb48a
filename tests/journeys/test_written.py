"""Once a merge is being written, its decisions stay: whatever page was open before."""

import pytest

from tests.journeys.test_apply import reviewed
from tests.journeys.test_decisions import bulk, rows, standing
from tests.journeys.test_live_snapshot import settled
from tests.journeys.writing import approve, hidden

pytestmark = pytest.mark.anyio


async def as_it_is(person, page: str, action: str) -> dict[str, str]:
    """What a form of that page would send, were it sent as it is."""
    await person.get(page)
    return hidden(person.soup().select_one(f"form[method=post][action*='{action}']"))


async def opened(person, review: str) -> dict[str, dict[str, str]]:
    """Every way to decide, by its address: open in another tab."""
    await person.get(f"{review}?show=decided")
    one = rows(person)[0]
    return {
        f"{one}/decide": {**await as_it_is(person, one, "/decide"), "choice": "site"},
        f"{one}/take-back": await as_it_is(person, one, "/take-back"),
        f"{review}/bulk": await as_it_is(person, f"{review}/bulk?wish=site&also=yes", "/bulk"),
        f"{review}/undo-all": await as_it_is(person, f"{review}/undo-all", "/undo-all"),
        f"{review}/bring-back": await as_it_is(person, f"{review}/decisions", "/bring-back"),
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
