"""The hosts of sites: what was asked for and when, and by the clock what has become of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import NAMESPACE_OID, uuid4, uuid5

from pydantic import BaseModel

from app.practice.environments import ENVIRONMENTS, Environment, Role
from app.practice.ground import Ground
from app.practice.plot import Provisioning
from app.practice.world import NewSite, World

CUSTOMER_PORTAL = "CustomerPortal"
_SEEN = timedelta(seconds=2)  # from when on the list shows it
_BEGIN, _ROWS, _LENGTH = (timedelta(seconds=each) for each in (5, 28, 40))
_CONVERSION, _REMOVAL = timedelta(seconds=10), timedelta(seconds=5)
_TRIAL, _GRACE = timedelta(days=90), timedelta(days=7)


class Website(BaseModel):
    """`id` is the host's, `record_id` that of the rows in Dataverse. `fault` is told at the end."""

    id: str
    environment_id: str
    name: str
    subdomain: str
    asked: datetime
    operation: str = ""
    template: str = CUSTOMER_PORTAL
    language: int = 1033
    data_model: str = "Standard"
    record_id: str = ""
    person_id: str = ""
    is_served: bool = False  # whether Dataverse has been told of the host
    visibility: str = "private"
    fault: str = ""
    is_running: bool = True
    production_from: datetime | None = None
    gone_from: datetime | None = None

    @property
    def ends(self) -> datetime:
        return self.asked + _LENGTH

    @property
    def trial_ends(self) -> datetime:
        return self.asked + _TRIAL

    @property
    def is_customer_portal(self) -> bool:
        return self.template == CUSTOMER_PORTAL

    def is_production(self, now: datetime) -> bool:
        return self.production_from is not None and now >= self.production_from

    def is_suspended(self, now: datetime) -> bool:
        return not self.production_from and now >= self.trial_ends

    def exists(self, now: datetime) -> bool:
        """A trial that nobody converted loses its host, and its rows stay."""
        is_over = not self.production_from and now >= self.trial_ends + _GRACE
        return not is_over and (self.gone_from is None or now < self.gone_from)

    def has_failed(self, now: datetime) -> bool:
        return bool(self.fault) and now >= self.ends

    def days_left(self, now: datetime) -> tuple[int | None, int | None]:
        """Until the trial ends, and until the host is deleted. Neither for production."""
        if self.is_production(now):
            return None, None
        left = max(0, (self.trial_ends - now).days)
        return left, max(0, (self.trial_ends + _GRACE - now).days)

    def progress(self, now: datetime) -> tuple[str, str]:
        """The words for the operation and for the installation of its package."""
        since = now - self.asked
        if self.has_failed(now):
            return "OperationFailed", "InstallFailed"
        if since >= _LENGTH:
            return "OperationComplete", "Installed"
        if since >= _BEGIN:
            return "OperationInProgress", "Installing"
        return "OperationNotStarted", "InstallRequested"


class Kept(BaseModel):
    websites: list[Website] = []


class Hosting:
    def __init__(self, ground: Ground) -> None:
        self._clock, self._plot = ground.clock, ground.plot
        self._memory, self._worlds = ground.memory, ground.worlds
        self._kept = ground.memory.section("websites", Kept(websites=list(_standing(ground))))

    def listed(self, environment_id: str) -> list[Website]:
        """Those that have been there for a moment: the list lags behind."""
        now = self._clock.now()
        return [one for one in self.live(environment_id) if now >= one.asked + _SEEN]

    def live(self, environment_id: str) -> list[Website]:
        now = self._clock.now()
        return [
            one
            for one in self._kept.websites
            if one.environment_id == environment_id and one.exists(now)
        ]

    def find(self, environment_id: str, website_id: str) -> Website | None:
        listed = self.listed(environment_id)
        return next((one for one in listed if one.id == website_id.lower()), None)

    def of_operation(self, operation: str) -> Website | None:
        return next((one for one in self._kept.websites if one.operation == operation), None)

    def subdomains(self) -> frozenset[str]:
        now = self._clock.now()
        return frozenset(
            one.subdomain
            for one in self._kept.websites
            if one.exists(now) and not one.has_failed(now)
        )

    def inactive(self, environment_id: str) -> frozenset[str]:
        """Websites in Dataverse, by id, that no host serves."""
        now = self._clock.now()
        served = {one.record_id for one in self.live(environment_id) if not one.has_failed(now)}
        return frozenset(self._worlds[environment_id].websites()) - served

    def create(self, environment_id: str, new: NewSite, record_id: str = "") -> Website:
        """With the id of a record, a host for rows that are there already."""
        website = Website(
            id=str(uuid4()),
            environment_id=environment_id,
            name=new.name,
            subdomain=new.subdomain,
            asked=self._clock.now(),
            operation=str(uuid4()),
            language=new.language,
            record_id=record_id,
            person_id=new.person_id,
            fault="Asked for at the controls"
            if self._plot.provisioning is Provisioning.FAIL
            else "",
        )
        self._kept.websites.append(website)
        self._memory.keep()
        return website

    def switch(self, website: Website, *, is_running: bool) -> None:
        website.is_running = is_running
        self._memory.keep()

    def show(self, website: Website, visibility: str) -> None:
        website.visibility = visibility
        self._memory.keep()

    def convert(self, website: Website) -> None:
        website.production_from = self._clock.now() + _CONVERSION
        self._memory.keep()

    def remove(self, website: Website) -> None:
        """The host goes. The rows in Dataverse stay, and the site counts as inactive."""
        website.gone_from = self._clock.now() + _REMOVAL
        website.operation = str(uuid4())
        self._memory.keep()

    def end_trials(self, environment_id: str) -> None:
        """As if they had begun long enough ago."""
        for one in self.live(environment_id):
            if not one.production_from:
                one.asked = self._clock.now() - _TRIAL
        self._memory.keep()

    def settle(self) -> None:
        """Tell the organizations of the sites that are far enough by now, and of those gone."""
        now = self._clock.now()
        for one in self._kept.websites:
            if not one.is_customer_portal or one.fault:
                continue
            world = self._worlds[one.environment_id]
            if one.exists(now) and now >= one.asked + _ROWS and not one.is_served:
                self._serve(one, world)
            elif one.is_served and not one.exists(now):
                one.is_served = False
                world.take_host(one.record_id)
                self._memory.keep()

    def _serve(self, one: Website, world: World) -> None:
        new = NewSite(one.name, one.subdomain, one.language, one.person_id)
        if one.record_id:
            world.give_host(one.record_id, new)
        else:
            one.record_id = world.provision_site(new)
        one.is_served = True
        self._memory.keep()


def _standing(ground: Ground) -> Iterator[Website]:
    """What is there at the first start: a production site among others, and a fresh trial."""
    now = ground.clock.now()
    for one in ENVIRONMENTS:
        if one.role is Role.SITE:
            yield _other(one, "Contoso careers", "StarterLayout2", now)
            yield _other(one, "Contoso questions", "FAQ", now)
        for record_id, name in ground.worlds[one.id].websites().items():
            is_old = one.role is Role.SITE
            made = now - timedelta(days=200 if is_old else 4)
            yield Website(
                id=_host_id(record_id, one),
                environment_id=one.id,
                name=name,
                subdomain=f"{one.domain}-portal",
                asked=made,
                record_id=record_id,
                is_served=True,
                production_from=made if is_old else None,
            )


def _other(one: Environment, name: str, template: str, now: datetime) -> Website:
    made = now - timedelta(days=300)
    return Website(
        id=_host_id(name, one),
        environment_id=one.id,
        name=name,
        subdomain=name.lower().replace(" ", "-"),
        asked=made,
        template=template,
        data_model="Enhanced",
        record_id=str(uuid5(NAMESPACE_OID, f"powerpagesite {name}")),
        production_from=made,
    )


def _host_id(name: str, one: Environment) -> str:
    return str(uuid5(NAMESPACE_OID, f"host {one.id} {name}"))
