"""The path from the first look to the restore, as states to kill the wizard in.

Each group is ordered while the tenant answers nothing, and then left: `parked` is the run at its
very beginning, `end` is how it ends when nobody interrupts it.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.ending import Ending, ending, ids_in
from tests.chaos.held import ANYTHING, Asked
from tests.chaos.place import Ground, Place, living
from tests.journeys.test_live_snapshot import read_both
from tests.journeys.test_provisioning_rehearsal import WISH, with_dual_write
from tests.journeys.writing import allow, approve, decide_each
from tests.product import Person

NAMES = ("contoso-uat", "contoso-template", "contoso-new")


def path_of(place: Place, name: str) -> str:
    [(found,)] = place.rows("SELECT id FROM environment WHERE url LIKE ?", f"https://{name}.%")
    return f"/environments/{found}"


def signed_in(place: Place) -> None:
    async def story(avery: Person) -> None:
        await avery.sign_in()
        for name in NAMES:
            await avery.add(name)

    place.story(story)


def order_looks(place: Place) -> None:
    uat = path_of(place, "contoso-uat")

    async def story(avery: Person) -> None:
        for step, action in LOOKS:
            await avery.get(f"{uat}/{step}")
            await avery.post(f"{uat}/{step}/{action}")

    place.story(story)


LOOKS = (
    ("maps", "look"),
    ("licensing", "look"),
    ("provisioning", "look"),
    ("provisioning", "watch"),
)


def look(place: Place, name: str, *steps: str) -> None:
    environment = path_of(place, name)

    async def story(avery: Person) -> None:
        for step in steps:
            await avery.get(f"{environment}/{step}")
            await avery.post(f"{environment}/{step}/look")

    place.story(story)
    place.finish()


def prepare_create(place: Place) -> None:
    with_dual_write(place)
    look(place, "contoso-new", "maps", "provisioning")


def order_create(place: Place) -> None:
    new = f"{path_of(place, 'contoso-new')}/provisioning"

    async def story(avery: Person) -> None:
        await avery.get(f"{new}/new")
        await avery.post(f"{new}/new", **WISH)
        await avery.post(f"{new}/create", **WISH)

    place.story(story)


def prepare_read(place: Place) -> None:
    look(place, "contoso-uat", "update")
    look(place, "contoso-template", "update")


def order_read(place: Place) -> None:
    uat = path_of(place, "contoso-uat")
    template = path_of(place, "contoso-template").replace("/environments/", "environment:")

    async def story(avery: Person) -> None:
        await avery.get(f"{uat}/update")
        await read_both(avery, uat, take_base="folder:base.zip", take_template=template)

    place.story(story)


def review_of(place: Place) -> str:
    [(merge,)] = place.rows("SELECT id FROM site_merge")
    return f"{path_of(place, 'contoso-uat')}/update/merges/{merge}"


def prepare_apply(place: Place) -> None:
    allow(place.tenant, "js")
    review = review_of(place)
    place.story(lambda avery: decide_each(avery, review, choice="template"))


def order_apply(place: Place) -> None:
    review = review_of(place)

    async def story(avery: Person) -> None:
        await avery.get(f"{review}/check")
        await approve(avery, "apply")

    place.story(story)


def _writing(place: Place) -> str:
    [(run,)] = place.rows("SELECT id FROM run WHERE job = 'update.apply'")
    return f"{path_of(place, 'contoso-uat')}/update/writing/{run}"


def prepare_restore(place: Place) -> None:
    page = f"{_writing(place)}/restore"

    async def story(avery: Person) -> None:
        await avery.get(page)
        await avery.post(f"{page}/look")

    place.story(story)
    place.finish()


def order_restore(place: Place) -> None:
    page = f"{_writing(place)}/restore"

    async def story(avery: Person) -> None:
        await avery.get(page)
        await avery.post(page)

    place.story(story)


@dataclass(frozen=True)
class Group:
    """`after` names the group whose end this one begins with; none: everybody just signed in."""

    after: str
    prepare: Callable[[Place], None] | None
    order: Callable[[Place], None]


GROUPS = {
    "look": Group("", None, order_looks),
    "create": Group("", prepare_create, order_create),
    "read": Group("", prepare_read, order_read),
    "apply": Group("read", prepare_apply, order_apply),
    "restore": Group("apply", prepare_restore, order_restore),
}


@dataclass(frozen=True)
class Walked:
    """A group as it is before its runs, and as it is after them, without any kill between."""

    parked: Path
    end: Path
    ending: Ending
    known: Collection[str]
    asked: Collection[Asked]


class States:
    """Made when they are needed, once."""

    def __init__(self, ground: Ground, folder: Path) -> None:
        self.ground, self._folder = ground, folder
        self._walked: dict[str, Walked] = {}
        self._begun: Path | None = None

    def walked(self, name: str) -> Walked:
        if name not in self._walked:
            self._walked[name] = self._walk(name, GROUPS[name])
        return self._walked[name]

    def _begin(self) -> Path:
        if self._begun is None:
            empty = self._folder / "empty"
            empty.mkdir()
            with living(self.ground, empty, self._folder / "begun") as place:
                place.start()
                signed_in(place)
                self._begun = place.folder
        return self._begun

    def _walk(self, name: str, group: Group) -> Walked:
        before = self.walked(group.after).end if group.after else self._begin()
        with living(self.ground, before, self._folder / f"{name}-parked") as place:
            place.start()
            if group.prepare:
                group.prepare(place)
            with place.gate.holding(ANYTHING):
                group.order(place)
                place.wizard.kill()
            parked = place.folder
        with living(self.ground, parked, self._folder / f"{name}-end") as place:
            known = ids_in(place)
            place.start()
            place.finish()
            place.wizard.kill()
            return Walked(
                parked, place.folder, ending(place, known), known, tuple(place.gate.asked)
            )
