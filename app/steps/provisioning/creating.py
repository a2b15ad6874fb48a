"""Bringing the portal about: look, ask at most once, look again until it is there."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Self

from app.jobs.job import Again, Context, GivenUp, Outcome
from app.steps.provisioning.asking import (
    PATIENCE,
    Journal,
    Request,
    ask,
    has_failed,
    has_shown,
    how_it_goes,
)
from app.steps.provisioning.facts import Site
from app.steps.provisioning.intent import Intent
from app.steps.provisioning.observe import ours
from app.steps.provisioning.portal import Stage, portal_among, stage_of
from app.steps.provisioning.waiting import Waiting

PAUSE: Final = timedelta(seconds=30)
_SHORTEST, _LONGEST = timedelta(seconds=15), timedelta(minutes=5)
_FAILED: Final = frozenset({"failed", "canceled", "cancelled", "validationfailed"})


@dataclass(frozen=True)
class Making:
    """One look of the run, and what it may do about it."""

    ctx: Context
    platform_id: str
    intent: Intent
    waiting: Waiting

    @classmethod
    async def of(cls, ctx: Context, platform_id: str) -> Self:
        return cls(ctx, platform_id, Intent.of(ctx.args), await Waiting.of(ctx))

    async def go_on(self) -> Site | Outcome:
        """The site once it is complete, else when to look again. Raises GivenUp."""
        sites = ours(await self.ctx.microsoft.admin.power_pages.websites(self.platform_id))
        site = portal_among(sites)
        if site:
            await has_shown(self.ctx)
            return await self._follow(site)
        taken = next((each for each in sites if each.subdomain == self.intent.subdomain), None)
        if taken:
            await self._show("taken", site=taken)
            raise GivenUp("subdomain_taken", taken.name)
        return await self._bring_about()

    async def _follow(self, site: Site) -> Site | Outcome:
        stage, words = stage_of(site), f"{site.status} {site.package}".strip()
        await self._show(stage.value, site=site)
        match stage:
            case Stage.READY | Stage.SUSPENDED:
                return site
            case Stage.FAILED:
                raise GivenUp("install_failed", words)
            case _:
                return await self._later(PAUSE, words)

    async def _bring_about(self) -> Outcome:
        """No site is there. Ask, unless somebody has asked and it may still show."""
        request = (await Journal.read(self.ctx)).last
        if request and request.is_pending(self.ctx.clock.now()):
            return await self._await_site(request)
        await self._show("asking")
        await ask(self.ctx, self.platform_id, self.intent)
        await self._show("accepted")
        return Again(PAUSE)

    async def _await_site(self, request: Request) -> Outcome:
        if not request.is_taken:
            await self._show("unanswered")
            return await self._later(PAUSE, "")
        operation = await how_it_goes(self.ctx, self.platform_id, request)
        await self._show("accepted", operation=operation.status)
        if request.is_own and operation.status.lower() in _FAILED:
            words = operation.reason or operation.status
            await has_failed(self.ctx, request, words)
            raise GivenUp("operation_failed", words)
        return await self._later(operation.retry_after or PAUSE, operation.status)

    async def _later(self, pause: timedelta, words: str) -> Outcome:
        """A polite end when Microsoft has taken longer than anything known; it can be resumed."""
        if self.ctx.clock.now() >= self.waiting.since + PATIENCE:
            raise GivenUp("patience", words)
        return Again(min(max(pause, _SHORTEST), _LONGEST))

    async def _show(self, stage: str, *, site: Site | None = None, operation: str = "") -> None:
        """Where it stands, for the page: our code, and Microsoft's own words."""
        await self.ctx.progress(
            stage=stage,
            attempt=self.waiting.attempt,
            since=self.waiting.since.isoformat(),
            name=site.name if site else "",
            status=site.status if site else operation,
            package=site.package if site else "",
            adopted=bool(site and site.subdomain != self.intent.subdomain),
        )
