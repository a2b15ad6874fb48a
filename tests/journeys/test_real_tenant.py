"""A real site in the practice tenant: read live, merged, applied, proved, and put back exactly."""

import pytest

from app.practice.loading import load_stock
from tests.journeys.rows import CONTENT, STAMPS, everything, links, rows_of, site_tables
from tests.journeys.test_apply import go_on, looked_before_restoring
from tests.journeys.test_live_snapshot import choose, looked_at, open_merge, read_both, settled
from tests.journeys.writing import ENVIRONMENT, allow, approve, decide_each
from tests.seeded import customised, site_versions

pytestmark = pytest.mark.anyio

TEMPLATE = "contoso-template.crm4.dynamics.com"
ORGANIZATION = ("organization", "d0000000-0000-4000-8000-0000000000a1")
"""Its blocked attachments are what a person changed on the way."""
OTHER_SITE, OTHER_SETTING = (f"70000000-0000-4000-8000-00000000000{n}" for n in (1, 2))
GDS, GCWEB = site_versions("gds-accelerator"), site_versions("gcweb")
needs_gds = pytest.mark.skipif(not GDS, reason="the real sites are not beside the project")
needs_gcweb = pytest.mark.skipif(not GCWEB, reason="the real sites are not beside the project")
SITE = customised(GDS[2], 7)[0] if GDS else b""
BOUND = {"_adx_websiteid_value"}
"""What belongs to an environment and is never merged."""


def stocked(folder, **exports: bytes):
    paths = {name: folder / f"{name}-export.zip" for name in exports}
    for name, content in exports.items():
        paths[name].write_bytes(content)
    return load_stock(paths)


@pytest.fixture
def stock(request, tmp_path):
    """In place of the made-up sites: those that the test asks for."""
    return stocked(tmp_path, **request.param)


def loaded(base: bytes, site: bytes, template: bytes):
    return pytest.mark.parametrize(
        "stock", [{"base": base, "site": site, "template": template}], indirect=True, ids=[""]
    )


def organization(practice, host=ENVIRONMENT):
    return practice.tenant.scene.organizations[host]


def add_another_website(practice) -> None:
    """Nothing of it may be touched: it only lives in the same tables."""
    store = organization(practice).store
    [site] = store.rows("adx_website")
    store.put("adx_website", {**site, "adx_websiteid": OTHER_SITE, "adx_name": "Another site"})
    setting = store.rows("adx_sitesetting")[0]
    other = {"adx_sitesettingid": OTHER_SETTING, "_adx_websiteid_value": OTHER_SITE}
    store.put("adx_sitesetting", {**setting, **other})


def at_first(stock, host, folder, export: bytes):
    """The rows that an export has, when it stands in an organization."""
    seed = stocked(folder, site=export).seeds[host]
    return {
        (table, str(row[f"{table}id"])): row
        for table in (*site_tables(), CONTENT)
        for row in seed.rows.get(table, ())
    }


async def reviewed(person, product, base: str) -> str:
    """Look at both, read both live. Gives the path of the review."""
    path = await looked_at(person, product, "contoso-uat", "contoso-template")
    website = next(
        one["value"]
        for one in person.soup().select("select[name=take_site] option")
        if one["value"] != OTHER_SITE
    )
    await read_both(person, path, take_base=base or choose(person, "take_base"), take_site=website)
    await settled(product)
    await open_merge(person, path)
    return person.path()


async def written(person, product, practice, review: str) -> str:
    """Apply as it was approved. Gives the path of the run."""
    await person.get(f"{review}/check")
    run = await approve(person, "apply")
    await settled(product)
    await person.get(run)
    if "This environment takes no attachments of this kind." in person.words():
        allow(practice.tenant, "js")
        await go_on(person, product, run, "resume")
    return run


def settled_by_rule(base, site, template, column):
    """What a column must be after the merge, where only one side changed it, else nothing."""
    values = [side.get(column) for side in (base, site, template)]
    old, mine, theirs = values
    if theirs in (mine, old):
        return mine
    return theirs if mine == old else ...


def unlike(sides, after) -> list[str]:
    """Every value that is not what exactly one side made of it."""
    base, site, template = sides
    found = []
    for key in base.keys() & site.keys() & template.keys():
        for column in site[key].keys() - BOUND:
            wanted = settled_by_rule(base[key], site[key], template[key], column)
            if wanted is not ... and after[key].get(column) != wanted:
                found.append(f"{key} {column}: {after[key].get(column)!r} instead of {wanted!r}")
    return found


def nothing_to_write(person) -> bool:
    return not person.soup().select("#what-title ~ ul.numbers li")


def without_stamps(rows):
    """Of each row what somebody wrote; a column without a value is like one that is not there."""
    return {
        key: {name: v for name, v in row.items() if name not in STAMPS and v is not None}
        for key, row in rows.items()
    }


def changed(before, after):
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def is_bound(row) -> bool:
    """How people sign in belongs to the environment: never the template's."""
    return str(row.get("adx_name")).startswith("Authentication/")


@needs_gds
@pytest.mark.timeout(900)
@loaded(GDS[2] if GDS else b"", SITE, GDS[4] if GDS else b"")
async def test_a_real_site_is_updated_and_put_back_exactly(
    avery, product, practice, stock, tmp_path, clock
):
    add_another_website(practice)
    uat = organization(practice)
    before, before_links = without_stamps(everything(uat)), links(uat)
    review = await reviewed(avery, product, "folder:base.zip")
    await decide_each(avery, review, choice="template")
    run = await written(avery, product, practice, review)
    assert "Nothing is left to do" in avery.words()

    after = without_stamps(everything(uat))
    base = without_stamps(at_first(stock, ENVIRONMENT, tmp_path, GDS[2]))
    template = without_stamps(rows_of(organization(practice, TEMPLATE), (*site_tables(), CONTENT)))
    assert_merged(base, before, template, after)
    assert links(uat) == before_links, "the template changed no link between these records"

    clock.advance(seconds=60)
    again = await reviewed(avery, product, "")
    assert again != review
    await avery.get(f"{again}/check")
    assert nothing_to_write(avery), avery.words()[:2000]

    await looked_before_restoring(avery, product, run)
    await avery.post(f"{run}/restore")
    back = avery.path()
    await settled(product)
    await avery.get(back)
    assert "The state before is back" in avery.words()
    assert changed(before, without_stamps(everything(uat))) - {ORGANIZATION} == set()
    assert links(uat) == before_links


def assert_merged(base, site, template, after) -> None:
    """By a rule of its own: what one side alone has changed, stands; the other rows are as ever."""
    changed_by_template = changed(base, template)
    touched = changed(site, after) - {ORGANIZATION}
    assert touched <= changed_by_template, "a row that the template never touched was written"
    bound = {key: row for key, row in site.items() if is_bound(row)}
    assert {key: after.get(key) for key in bound} == bound
    free = {key: row for key, row in site.items() if not is_bound(row)}
    assert unlike((base, free, template), after) == []
    own = changed(base, site) & base.keys() & site.keys()
    assert len(own) > 10, "the customer edited that many"
    assert len(touched) > 30, "and so much came from the template"
    assert base.keys() - site.keys() - after.keys(), "what the customer deleted stays away"


@needs_gcweb
@pytest.mark.timeout(900)
@loaded(*([GCWEB[2], GCWEB[2], GCWEB[3]] if GCWEB else [b""] * 3))
async def test_the_same_site_uploaded_elsewhere_leaves_nothing_to_do(avery, product):
    review = await reviewed(avery, product, "folder:base.zip")
    assert "Everything is decided" in avery.words()
    await avery.get(f"{review}/check")
    assert nothing_to_write(avery), avery.words()[:2000]
