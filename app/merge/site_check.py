"""The result looked at as a site: what would be wrong, and whether it was so before."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.merge.faults import Fault, SiteIndex, Weight, fault
from app.merge.page_faults import file_faults, page_faults
from app.merge.platform_faults import platform_faults
from app.merge.shelter import Shelter
from app.merge.site_faults import marker_faults, state_faults, website_faults
from app.merge.snapshot import Snapshot

_CHECKS = (
    marker_faults,
    state_faults,
    website_faults,
    page_faults,
    file_faults,
    platform_faults,
)


@dataclass(frozen=True, slots=True)
class SiteCheck:
    """`new` came with the merge; `before` was so already, and is so after."""

    new: tuple[Fault, ...] = ()
    before: tuple[Fault, ...] = ()

    @property
    def blocks(self) -> bool:
        """Whether it must not be written: only answers that can be changed lead there."""
        return any(one.code == "page_in_a_loop" for one in self.new)

    @property
    def breaks(self) -> bool:
        """Whether the merge would leave a portal that does not work."""
        return any(one.weight is Weight.BREAKS for one in self.new)


def site_check(site: Snapshot, result: Snapshot) -> SiteCheck:
    if site == result:
        return SiteCheck(before=tuple(faults_of(result)))
    new: list[Fault] = []
    before: list[Fault] = []
    now, then = SiteIndex.of(result), SiteIndex.of(site)
    for check in _CHECKS:
        found = list(check(now))
        had = {one.what for one in check(then)} if found else set[object]()
        new += (one for one in found if one.what not in had)
        before += (one for one in found if one.what in had)
    return SiteCheck((*new, *_less_protected(site, result)), tuple(before))


def faults_of(site: Snapshot) -> Iterator[Fault]:
    index = SiteIndex.of(site)
    for check in _CHECKS:
        yield from check(index)


def _less_protected(site: Snapshot, result: Snapshot) -> Iterator[Fault]:
    """Pages and files that a rule kept to some visitors, and that it would keep no more."""
    before, after = Shelter(site), Shelter(result)
    for key in sorted(site.records) if before else ():
        now = result.records.get(key)
        if now and before.of(site.records[key]) - after.of(now):
            yield fault("less_protected", now)
