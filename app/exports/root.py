"""Where in an archive the site lies, and which kind of export it is."""

from app.exports.archive import Archive
from app.exports.document import Budget, parse
from app.exports.site import GUID, ExportRefused

_WEBSITE = "website.yml"

# Files at the top of an archive by which another format is known.
_OTHER_LAYOUTS = {
    "configuration_migration": {"data.xml", "data_schema.xml"},
    "solution": {"solution.xml"},
}


def find_root(archive: Archive) -> str:
    """The folder with the site, empty or ending with a slash. Refuses every other layout."""
    found = [name.removesuffix(_WEBSITE) for name in archive.names if _is_website(name)]
    roots = [
        one for one in found if not any(one != other and one.startswith(other) for other in found)
    ]
    if not roots:
        _refuse_other_layouts(archive)
        raise ExportRefused("no_site")
    if len(roots) > 1:
        raise ExportRefused("several_sites", roots[0], also=roots[1])
    _check_website(archive, roots[0] + _WEBSITE)
    return roots[0]


def _is_website(name: str) -> bool:
    return name.rpartition("/")[2] == _WEBSITE


def _refuse_other_layouts(archive: Archive) -> None:
    names = set(archive.names)
    for layout, marks in _OTHER_LAYOUTS.items():
        if marks <= names:
            raise ExportRefused("unsupported_layout", layout, layout=layout)


def _check_website(archive: Archive, name: str) -> None:
    """Classic layout has `adx_` keys; the git layout has the same tree with bare ones."""
    budget = Budget(archive.limits.yaml_nodes)
    entries = parse(archive.yaml(name), name, budget).entries
    identity = entries[0].get("adx_websiteid") if len(entries) == 1 else None
    if isinstance(identity, str) and GUID.fullmatch(identity):
        return
    if len(entries) == 1 and "id" in entries[0] and identity is None:
        raise ExportRefused("unsupported_layout", "git", layout="git")
    raise ExportRefused("no_site", name)
