"""Real sites for a rehearsal: exports from disk in place of the made-up ones."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.exports.building import build_export
from app.exports.folder import open_members
from app.exports.opening import Opened
from app.exports.site import ExportRefused, Layout, SiteExport
from app.practice.content.sites import Site, Sites, make_sites
from app.practice.renumbering import renumbered
from app.practice.stock import Stock, stock_of


class CannotLoad(Exception):
    """Which file, and why not; ready to be read."""


@dataclass(frozen=True)
class _Loaded:
    site: Site
    packed: bytes
    digest: str


def load_stock(paths: Mapping[str, Path | None], salt: str = "") -> Stock:
    """`paths` are zips or folders, for `base`, `site` and `template`; all of them are optional.

    What is missing is made up. A base that is missing is the given template, else the given site.
    With a `salt`, all rows of the sites have other ids than with any other salt, or without.
    """
    loaded = {name: _load(path) for name, path in paths.items() if path}
    sites = make_sites()
    base = loaded.get("base") or loaded.get("template") or loaded.get("site")
    chosen = Sites(
        base.site if base else sites.base,
        loaded["site"].site if "site" in loaded else sites.site,
        loaded["template"].site if "template" in loaded else sites.template,
    )
    source = " ".join(f"{name}={one.digest}" for name, one in sorted(loaded.items()))
    source = source or "made up"
    if salt:
        return stock_of(renumbered(chosen, salt), f"{source}, ids {salt}")
    stock = stock_of(chosen, source)
    packed = {f"{name}.zip": one.packed for name, one in loaded.items()}
    return replace(stock, exports={**stock.exports, **packed})


def _load(path: Path) -> _Loaded:
    try:
        opened = Opened(open_members(path))
        export, data = opened.export, opened.members.zipped()
    except OSError as error:
        raise CannotLoad(f"{path} cannot be read: {error.strerror}.") from None
    except ExportRefused as refused:
        raise CannotLoad(
            f"{path} is no site export that can be loaded ({refused}). It has to be the folder of "
            "`pac pages download`, a zip of it, the zip of a solution with the site, or a zip of "
            "the Configuration Migration tool."
        ) from None
    site = Site(export.name, export.website_id, export.rows, _told(export))
    if export.layout is not Layout.PAC_CLASSIC:
        data = build_export(site.name, site.website_id, site.rows)
    return _Loaded(site, data, hashlib.sha256(data).hexdigest())


def _told(export: SiteExport) -> tuple[str, ...]:
    """What is odd in the export itself."""
    return tuple(f"{one.code}: {one.subject}" for one in export.problems)
