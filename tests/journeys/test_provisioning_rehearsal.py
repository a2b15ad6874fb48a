"""The rehearsal without any help: the practice tenant's own sites, made and told by its clock."""

import pytest

from app.practice.dataverse.installing import install_solutions
from app.store import merges

pytestmark = pytest.mark.anyio

WISH = {"name": "Contoso Portal", "subdomain": "contoso-customers", "language": "1033"}
PORTAL = ("Portal", "PowerPages")


async def looked(person, product, environment):
    for step in ("maps", "provisioning"):
        await person.get(f"{environment}/{step}")
        await person.post(f"{environment}/{step}/look")
        await product.state.product.engine.settled()
    await person.get(f"{environment}/provisioning")


def with_dual_write(practice):
    """The empty environment, with all that the others have but a portal."""
    organizations = practice.tenant.scene.organizations
    full, empty = (organizations[f"contoso-{name}.crm4.dynamics.com"] for name in ("uat", "new"))
    missing = sorted(set(full.installed) - set(empty.installed))
    install_solutions(empty, [one for one in missing if not any(part in one for part in PORTAL)])


async def test_the_portal_that_is_there_is_told_with_its_address_and_its_type(avery, product):
    environment = await avery.add("contoso-uat")
    await looked(avery, product, environment)
    assert "is there." in avery.words()
    assert "is a production site: no trial ends." in avery.words()
    assert ".powerappsportals.com" in avery.words()
    assert "Prepare the portal" not in avery.words()


async def test_an_environment_without_dual_write_says_what_is_in_the_way(avery, product):
    environment = await avery.add("contoso-new")
    await looked(avery, product, environment)
    assert "There is no Customer portal yet" in avery.words()
    assert "The step Dual-write maps has open findings" in avery.words()


async def test_a_portal_is_made_and_its_untouched_state_kept(avery, product, practice, clock):
    with_dual_write(practice)
    environment = await avery.add("contoso-new")
    await looked(avery, product, environment)
    await avery.get(f"{environment}/provisioning/new")
    await avery.post(f"{environment}/provisioning/new", **WISH)
    await avery.post(f"{environment}/provisioning/create", **WISH)
    for _ in range(4):
        await product.state.product.engine.settled()
        practice.tenant.clock.advance(30)
        clock.advance(seconds=30)
    await product.state.product.engine.settled()

    await avery.get(f"{environment}/provisioning")
    assert "The Customer portal Contoso Portal is there." in avery.words()
    assert "The untouched template is kept" in avery.words()
    everything = product.state.product
    files = await everything.database(lambda s: merges.list_files(s, environment.split("/")[-1]))
    assert [file.role for file in files] == ["baseline"]


async def test_an_address_that_is_taken_is_refused_in_microsofts_words(avery, product, practice):
    with_dual_write(practice)
    environment = await avery.add("contoso-new")
    await looked(avery, product, environment)
    await avery.get(f"{environment}/provisioning/new")
    taken = WISH | {"subdomain": "portal"}
    await avery.post(f"{environment}/provisioning/new", **taken)
    await avery.post(f"{environment}/provisioning/create", **taken)
    await product.state.product.engine.settled()
    await avery.get(f"{environment}/provisioning")
    assert "This address seems to be taken." in avery.words()
    assert "The address 'portal' is not available." in avery.words()
