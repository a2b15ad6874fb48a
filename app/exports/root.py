"""Where in an archive the site lies, in which spelling."""

from dataclasses import dataclass

from app.exports.document import parse
from app.exports.keys import identity_of
from app.exports.kinds import WEBSITE
from app.exports.members import Members
from app.exports.records import Budget
from app.exports.site import GUID, ExportRefused


@dataclass(frozen=True, slots=True)
class Root:
    """The folder with the site, empty or ending with a slash, and those inside with other sites."""

    folder: str
    others: tuple[str, ...]

    def holds(self, name: str) -> bool:
        return name.startswith(self.folder) and not name.startswith(self.others)


def find_root(archive: Members) -> Root:
    """The outermost site, whatever else is called as its file is. Refused where there is none."""
    found = [name.removesuffix(WEBSITE.ending) for name in archive.names if _is_website(name)]
    budget = archive.budget()
    if len(found) > 1:
        found = [one for one in found if _is_site(archive, one, budget)] or found
    roots = [one for one in found if not any(one != o and one.startswith(o) for o in found)]
    if not roots:
        raise ExportRefused("no_site")
    if len(roots) > 1:
        raise ExportRefused("several_sites", roots[0], also=roots[1])
    _check_website(archive, roots[0] + WEBSITE.ending, archive.budget())
    return Root(roots[0], tuple(one for one in found if one != roots[0]))


def _is_website(name: str) -> bool:
    return name.rpartition("/")[2] == WEBSITE.ending


def _is_site(archive: Members, folder: str, budget: Budget) -> bool:
    try:
        _check_website(archive, folder + WEBSITE.ending, budget)
    except ExportRefused:
        return False
    return True


def _check_website(archive: Members, name: str, budget: Budget) -> None:
    """The id is there, in the spelling of the classic layout or of the git layout."""
    entries = parse(archive.yaml(name), name, budget).entries
    identity = identity_of(entries[0], WEBSITE.id_column) if len(entries) == 1 else None
    if not (isinstance(identity, str) and GUID.fullmatch(identity)):
        raise ExportRefused("no_site", name)
