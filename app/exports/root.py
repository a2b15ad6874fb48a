"""Where in an archive the site lies, in which spelling."""

from app.exports.document import parse
from app.exports.keys import identity_of
from app.exports.kinds import WEBSITE
from app.exports.members import Members
from app.exports.site import GUID, ExportRefused


def find_root(archive: Members) -> str:
    """The folder with the site, empty or ending with a slash. Refused where there is none."""
    found = [name.removesuffix(WEBSITE.ending) for name in archive.names if _is_website(name)]
    roots = [
        one for one in found if not any(one != other and one.startswith(other) for other in found)
    ]
    if not roots:
        raise ExportRefused("no_site")
    if len(roots) > 1:
        raise ExportRefused("several_sites", roots[0], also=roots[1])
    _check_website(archive, roots[0] + WEBSITE.ending)
    return roots[0]


def _is_website(name: str) -> bool:
    return name.rpartition("/")[2] == WEBSITE.ending


def _check_website(archive: Members, name: str) -> None:
    """The id is there, in the spelling of the classic layout or of the git layout."""
    entries = parse(archive.yaml(name), name, archive.budget()).entries
    identity = identity_of(entries[0], WEBSITE.id_column) if len(entries) == 1 else None
    if not (isinstance(identity, str) and GUID.fullmatch(identity)):
        raise ExportRefused("no_site", name)
