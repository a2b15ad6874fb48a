"""kill -9 of the wizard at each kind of moment on the path: it goes on by itself, and in the end
nothing is lost and nothing is doubled.

In real time, with a real process. The tenant holds the request at which the wizard dies: before
it is carried out, or after it was carried out and before anybody heard of it.
"""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import httpx
import pytest

from app.practice.stock import make_stock
from tests.chaos.ending import differences, ending, read_again
from tests.chaos.held import PATIENCE, At
from tests.chaos.nursery import Nursery
from tests.chaos.path import States, review_of
from tests.chaos.place import Ground, Place, living, wait_for
from tests.journeys.writing import decide_next
from tests.long import long
from tests.product import Person
from tests.serving import free_socket

pytestmark = pytest.mark.timeout(900)  # the first point of a group walks the way to it, too

UAT, TEMPLATE, NEW = (f"contoso-{name}.crm4" for name in ("uat", "template", "new"))
PLATFORM = "api.powerplatform.com"
SITES = "/websites$"
PAGE = r"/adx_webpages\("
NOTE = r"/annotations\("
NEW_ROW = r"/adx_entitypermissions\([-0-9a-f]+\)$"  # the only one that is written is a new one
LINKS = r"/\$ref$"
MADE_AND_NEW = 1  # of the changes: the portal was asked for
LOOK = 8  # rows are asked for to see how far the portal is, and that is looked at anew


@dataclass(frozen=True)
class Point:
    """`again`: how many reads of rows may be made a second time, for what was under way."""

    group: str
    at: At
    again: int = 3


POINTS = {
    "maps.look at the definitions of tables": Point("look", At("GET", UAT, "/EntityDefinitions$")),
    "maps.look at the solutions": Point("look", At("GET", UAT, "/solutions$")),
    "licensing.look at the report": Point("look", At("GET", PLATFORM, "/GetLicenseSummaryV2$")),
    "provisioning.look at the site's row": Point("look", At("GET", UAT, "/adx_websites$")),
    "provisioning.watch at the list of sites": Point("look", At("GET", PLATFORM, SITES)),
    "provisioning.create before the portal is asked for": Point(
        "create", At("POST", PLATFORM, SITES)
    ),
    "provisioning.create when the portal was asked for, before the answer": Point(
        "create", At("POST", PLATFORM, SITES, carried_out=True)
    ),
    "provisioning.create while it looks how far the portal is": Point(
        "create", At("GET", PLATFORM, SITES, changes=MADE_AND_NEW)
    ),
    "provisioning.create while the untouched template is read": Point(
        "create", At("GET", NEW, "/adx_webtemplates$", changes=MADE_AND_NEW), again=LOOK + 1
    ),
    "update.read at the first table": Point("read", At("GET", UAT, "/adx_websites$")),
    "update.read at a table in the middle": Point("read", At("GET", UAT, "/adx_webtemplates$")),
    "update.read at the content of a web file": Point("read", At("GET", UAT, NOTE, number=2)),
    "update.read in the environment of the template": Point(
        "read", At("GET", TEMPLATE, "/adx_webpages$")
    ),
    "update.apply during the backup": Point("apply", At("GET", UAT, "/adx_contentsnippets$")),
    "update.apply before the first write is carried out": Point("apply", At("PATCH", UAT, "")),
    "update.apply when the first write was carried out": Point(
        "apply", At("PATCH", UAT, "", carried_out=True)
    ),
    "update.apply when the change of a page was carried out": Point(
        "apply", At("PATCH", UAT, PAGE, carried_out=True)
    ),
    "update.apply when a new row was carried out": Point(
        "apply", At("PATCH", UAT, NEW_ROW, carried_out=True)
    ),
    "update.apply when two rows were linked": Point(
        "apply", At("POST", UAT, LINKS, carried_out=True)
    ),
    "update.apply when the content of a file was carried out": Point(
        "apply", At("PATCH", UAT, NOTE, carried_out=True)
    ),
    "update.apply during the proof": Point(
        "apply", At("GET", UAT, "/adx_webtemplates$", changes=None)
    ),
    "update.restore before the first write is carried out": Point("restore", At("PATCH", UAT, "")),
    "update.restore when a deletion was carried out": Point(
        "restore", At("DELETE", UAT, "", carried_out=True)
    ),
    "update.restore at the end, while it reads what has become": Point(
        "restore", At("GET", UAT, "/adx_webtemplates$", changes=None)
    ),
}


ALWAYS = (
    "maps.look at the solutions",
    "provisioning.create when the portal was asked for, before the answer",
    "update.read at a table in the middle",
    "update.apply when a new row was carried out",
    "update.restore when a deletion was carried out",
)
"""One of each kind is tried with every change, and all of them by `make test-long`."""


def rare(name: str):
    return pytest.param(name, marks=long("kills the wizard at every point of the path"))


@pytest.fixture(scope="module")
def states(tmp_path_factory) -> Iterator[States]:
    folder, stock, socket = tmp_path_factory.mktemp("path"), make_stock(), free_socket()
    port = socket.getsockname()[1]
    socket.close()
    exports = folder / "exports"
    exports.mkdir()
    for name, content in stock.exports.items():
        (exports / name).write_bytes(content)
    nursery = Nursery()
    yield States(Ground(stock, port, exports, nursery), folder)
    nursery.close()


@pytest.mark.parametrize("name", [point if point in ALWAYS else rare(point) for point in POINTS])
def test_killed_it_goes_on_and_nothing_is_lost_or_doubled(states, name, tmp_path):
    point = POINTS[name]
    walked = states.walked(point.group)
    with living(states.ground, walked.parked, tmp_path / "place") as place:
        with place.gate.holding(point.at, walked.ending["changed"].total()) as held:
            place.start()
            place.reach(held.reached)
            place.wizard.kill()
        place.start()
        place.finish()
        assert not differences(ending(place, walked.known), walked.ending)
        again = read_again(place, walked.asked, walked.known)
        assert sum(again.values()) <= point.again, again


def open_questions(place: Place) -> int:
    async def story(avery: Person) -> int:
        await avery.get(review_of(place))
        return int(re.search(r"(\d+) decisions? (?:is|are) left", avery.words())[1])

    return place.story(story)


def decided(place: Place) -> list[tuple[object, ...]]:
    return place.rows("SELECT conflict, choice, version FROM decision ORDER BY conflict")


def decide_one(place: Place) -> None:
    review = review_of(place)
    place.story(lambda avery: decide_next(avery, review, choice="template"))


@contextmanager
def meanwhile(act: Callable[[], object]) -> Iterator[None]:
    """While the wizard is asked for something that it will never answer."""

    def ask() -> None:
        with suppress(httpx.TransportError):
            act()

    asking = threading.Thread(target=ask)
    asking.start()
    yield
    asking.join(PATIENCE)


@pytest.fixture
def merging(states, tmp_path) -> Iterator[Place]:
    with living(states.ground, states.walked("read").end, tmp_path / "place") as place:
        place.start()
        yield place


def test_killed_between_decisions_and_right_after_one_all_of_them_are_kept(merging):
    before = open_questions(merging)
    decide_one(merging)
    merging.wizard.kill()
    merging.start()
    with meanwhile(lambda: decide_one(merging)):
        wait_for(lambda: len(decided(merging)) == 2, lambda: f"{decided(merging)}")
        merging.wizard.kill()
    kept = decided(merging)
    merging.start()
    assert decided(merging) == kept
    assert [(choice, version) for _, choice, version in kept] == [("template", 1)] * 2
    assert open_questions(merging) == before - 2


def test_killed_while_the_review_is_computed_it_is_computed_anew(merging):
    before = open_questions(merging)
    decide_one(merging)
    kept = decided(merging)
    merging.wizard.kill()
    merging.start()
    with meanwhile(lambda: open_questions(merging)):
        threading.Event().wait(0.1)
        merging.wizard.kill()
    merging.start()
    assert decided(merging) == kept
    assert open_questions(merging) == before - 1
