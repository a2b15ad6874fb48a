"""Which layout the files of an export are in."""

from app.exports.alike import Alike
from app.exports.members import Members, Tell
from app.exports.migration import Migration, is_migration, read_migration
from app.exports.reading import Site
from app.exports.site import SiteExport
from app.exports.snapshot import is_snapshot, read_snapshot
from app.exports.solution import is_solution, read_solution


def read_layout(members: Members, alike: Alike | None, tell: Tell) -> Site | Migration | SiteExport:
    """What is read, with all that its writer needs to know."""
    if is_snapshot(members):
        return read_snapshot(members)
    if is_solution(members):
        return read_solution(members)
    return read_migration(members) if is_migration(members) else Site(members, alike, tell)
