"""Secrets among the conflicts: in no search, note, file or preview; shown once, to one role."""

import json

import pytest

from app.exports import read_export, write_export
from tests.journeys.pages.merging import PASSWORD, TOKEN, renamed
from tests.journeys.test_decisions import bulk, rows

pytestmark = pytest.mark.anyio


@pytest.fixture
def secrets(settings, practice) -> set[str]:
    """All sides have another token, and the new template alone another password."""
    found = set()
    for name, export in practice.tenant.exports.items():
        kept = {row.columns.get("adx_name"): row for row in read_export(export).rows}
        token = f"canary-{name}-token"
        secret = [
            renamed(kept["Orders/MaximumLines"], TOKEN, token),
            renamed(kept["Orders/AllowRequestedShipDate"], PASSWORD, f"canary-{name}-password"),
        ]
        (settings.exports_folder / name).write_bytes(write_export(export, secret))
        found.add(token)
    return found


async def test_a_secret_is_neither_found_nor_exported_nor_noted_nor_previewed(
    avery, somebody, secrets, settings
):
    review = await avery.merge(await avery.add())
    await avery.get(f"{review}?q=canary-")
    assert rows(avery) == []
    await avery.get(f"{review}/records?q=canary-")
    assert not avery.soup().select("#records ul.tasks a.row")
    await avery.get(f"{review}?q={TOKEN}")
    [conflict] = rows(avery)
    await avery.get(conflict)
    assert not [s for s in secrets if s in avery.seen.text]

    for choice, note in (("site", "it is canary-site.zip-token"), ("own", "")):
        answer = await avery.post(
            f"{conflict}/decide", choice=choice, own_text="canary-own", note=note, seen="0"
        )
        assert answer.status_code == 422
    answer = await avery.post(f"{conflict}/preview", choice="template", seen="0")
    assert not [s for s in secrets if s in answer.text]

    await avery.post(f"{conflict}/decide", choice="template", seen="0")
    written = (await avery.browser.get(f"{review}/decisions/decisions.json")).text
    assert json.loads(written)["left_out"] == {"secrets": 1}
    assert "canary-" not in written
    assert conflict.rpartition("/")[2] not in written
    stored = b"".join(f.read_bytes() for f in settings.data_dir.glob("portal-setup.db*"))
    assert b"canary-" not in stored


async def test_only_an_administrator_sees_a_secret_and_it_is_written_down(
    avery, somebody, secrets, product
):
    environment = await avery.add()
    review = await avery.merge(environment)
    await avery.get(f"{review}?q={TOKEN}")
    [conflict] = rows(avery)
    minji = somebody()
    await minji.sign_in("operator")
    await minji.get(conflict)
    assert "Show the two values" not in minji.words()
    refused = await minji.post(f"{conflict}/reveal")
    assert refused.status_code == 403
    assert "canary-" not in refused.text

    await avery.get(conflict)
    shown = await avery.post(f"{conflict}/reveal")
    assert "canary-site.zip-token" in shown.text
    assert "no-store" in shown.headers["cache-control"]
    await avery.get(environment)
    assert "looked at secrets of a site" in avery.words()


async def test_a_note_for_many_at_once_holds_no_secret_either(avery, secrets):
    review = await avery.merge(await avery.add())
    answer = await bulk(avery, review, "site", note="it is canary-site.zip-token")
    assert answer.status_code == 422
    await avery.get(f"{review}?show=decided")
    assert rows(avery) == []
