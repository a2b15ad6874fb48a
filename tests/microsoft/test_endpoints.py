"""The one table of Microsoft's hosts, against the references it was taken from."""

import re
from pathlib import Path

import pytest

from app.microsoft.endpoints import Cloud, cloud
from tests.naming import modules, texts

REFERENCES = Path(__file__).parents[3] / "shared" / "reference"
needs_references = pytest.mark.skipif(
    not REFERENCES.exists(), reason="the references are not beside this folder"
)
CLOUDS = ("public", "gcc", "gcchigh", "dod", "china")
TITLES = {"Commercial": "public", "GCC": "gcc", "GCC High": "gcchigh", "DoD": "dod",
          "China": "china"}  # fmt: skip
_DOUBT = re.compile(r"CONFLICT|unverified|old alias|\[MEM\]|Entra docs now say", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9*](?:[a-z0-9*.\[\]-]*[a-z0-9])?\.(?:com|us|cn)\b")
_MICROSOFT = re.compile(
    r"(?:^|[/.])(?:microsoft|microsoftonline|dynamics|powerplatform|powerapps|appsplatform|"
    r"microsoftdynamics|chinacloudapi|powerappsportals|dynamics365portals)\.(?:com|us|cn)\b"
)
IN_NO_CLOUD = {
    "app/microsoft/gateway_address.py": "an island's name stands in the address: a pattern",
    "app/microsoft/published_list.py": "a public file, the same for every cloud",
}


def rows(file: str, heading: str) -> list[list[str]]:
    """The cells of the first table after a heading."""
    lines = (REFERENCES / file).read_text("utf-8").partition(f"\n{heading}")[2].splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("|"))
    table = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        table.append([cell.strip() for cell in line.strip("|").split("|")])
    return table[2:]


def holds(at: Cloud, entry: str, cell: str) -> None:
    """The entry is one of the hosts named, and doubtful as soon as the reference doubts."""
    value = getattr(at, entry).removeprefix("https://").removesuffix("/.default")
    assert value in _HOST.findall(cell), f"{at.name}.{entry}: {cell}"
    if _DOUBT.search(cell):
        assert entry in at.doubtful, f"{at.name}.{entry}: {cell}"


@needs_references
@pytest.mark.parametrize("row", rows("power-platform-api.md", "## 2. ")
                         if REFERENCES.exists() else [], ids=lambda row: row[0])  # fmt: skip
def test_hosts_and_audiences_are_those_of_the_cloud(row):
    at = cloud(row[0])
    for entry, cell in zip(("login", "power_platform", "bap", "bap_scope"), row[1:5], strict=True):
        holds(at, entry, cell)


@needs_references
def test_every_cloud_is_in_the_references():
    assert tuple(row[0] for row in rows("power-platform-api.md", "## 2. ")) == CLOUDS


@needs_references
def test_sign_in_and_graph_are_those_of_the_cloud():
    said = {}
    for titles, login, graph, *_ in rows("entra-sign-in.md", "### 3.1 "):
        for title in titles.split(", "):
            said[TITLES.get(title, title)] = (login, graph)
    assert set(said) == set(CLOUDS)
    for name, (login, graph) in said.items():
        holds(cloud(name), "login", login)
        holds(cloud(name), "graph", graph)


@needs_references
def test_organizations_are_found_where_the_cloud_has_them():
    said = rows("dataverse-web-api.md", "### 10.3 ")
    assert {TITLES[title] for title, *_ in said} == set(CLOUDS)
    for title, _, suffix in said:
        at = cloud(TITLES[title])
        assert suffix.replace("[n]", "4") in at.dataverse_suffixes
        others = [cloud(name) for name in CLOUDS if name != at.name]
        assert not any(other.is_dataverse(f"contoso.{suffix.replace('[n]', '4')}")
                       for other in others)  # fmt: skip


@needs_references
def test_the_address_of_new_sites_is_named_only_where_it_is_documented():
    for titles, *_, sites in rows("entra-sign-in.md", "### 3.1 "):
        for title in titles.split(", "):
            at = cloud(TITLES.get(title, title))
            assert not at.sites or (at.sites in sites and not _DOUBT.search(sites)), at.name


@pytest.mark.parametrize("name", CLOUDS)
def test_what_is_doubtful_is_an_entry_of_the_table(name):
    at = cloud(name)
    assert all(getattr(at, entry) for entry in at.doubtful)


def test_no_other_module_of_the_clients_names_a_host_to_speak_to():
    """Addresses that people open in their browsers are words; these are calls."""
    named = {
        path.as_posix()
        for path, tree in modules()
        if path.parts[1] == "microsoft" and path.name != "endpoints.py"
        for text in texts(tree)
        if _MICROSOFT.search(text)
    }
    assert named <= set(IN_NO_CLOUD)
