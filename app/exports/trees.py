"""The two trees of files that pac writes, and which file is of which kind.

The git layout is the classic one with a file for every record: the lists become folders, and the
language of a record is a folder too. Files that only it has are known by their endings, wherever
they lie; where new ones go is what pac does, as far as that is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from app.exports.kinds import KINDS, WEB_FILE, Kind
from app.exports.site import Layout

_FOLDERS: Final = {
    "ad": "ads",
    "adplacement": "ad-placements",
    "botconsumer": "bot-consumers",
    "forums/forumthreadtype": "forums/forum-thread-types",
    "publishingstate": "publishing-states",
    "publishingstatetransitionrule": "publishing-state-transition-rules",
    "redirect": "redirects",
    "shortcut": "shortcuts",
    "sitemarker": "sitemarkers",
    "sitesetting": "site-settings",
    "tag": "tags",
    "webpagerule": "webpage-rules",
    "webrole": "web-roles",
    "websiteaccess": "website-accesss",
    "websitelanguage": "site-languages",
    ".portalconfig/portallanguage": ".portalconfig",
}


@dataclass(frozen=True)
class Tree:
    layout: Layout
    kinds: tuple[Kind, ...]

    @cached_property
    def by_table(self) -> Mapping[str, Kind]:
        return {kind.table: kind for kind in self.kinds}

    @property
    def is_git(self) -> bool:
        return self.layout is Layout.PAC_GIT


def _in_git(kind: Kind) -> Kind:
    if kind.exact and kind.many:
        list_path = kind.ending.removesuffix(".yml")
        ending = f".{list_path.rpartition('/')[2]}.yml"
        return replace(kind, ending=ending, folder=_FOLDERS[list_path], exact=False, many=False)
    if kind.many:
        return replace(kind, ending="." + kind.ending.split(".", 2)[2], many=False)
    return replace(kind, own_folder=True) if kind is WEB_FILE else kind


CLASSIC: Final = Tree(Layout.PAC_CLASSIC, KINDS)
GIT: Final = Tree(Layout.PAC_GIT, tuple(_in_git(kind) for kind in KINDS))

_EXACT = {kind.ending: kind for kind in KINDS if kind.exact}
_IN_FOLDERS = {kind.ending: kind for kind in KINDS if not kind.exact}
_ANYWHERE = {
    kind.ending: kind for kind in GIT.kinds if not kind.exact and kind.ending not in _IN_FOLDERS
}


def kind_of(path: str) -> Kind | None:
    """What the file holds, seen from the site's folder. Asked once for every file of an export."""
    if kind := _EXACT.get(path):
        return kind
    parts = path.rpartition("/")[2].rsplit(".", 3)
    for ending in (".".join(("", *parts[-3:])), ".".join(("", *parts[-2:]))):
        if (kind := _IN_FOLDERS.get(ending)) and path.startswith(f"{kind.folder}/"):
            return kind
        if (kind := _ANYWHERE.get(ending)) and path != ending:
            return kind
    return None


def is_of_git_only(kind: Kind) -> bool:
    return kind.ending in _ANYWHERE
