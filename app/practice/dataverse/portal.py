"""What the portal's own plug-ins do to rows while they are written."""

from datetime import timedelta
from uuid import uuid4

from app.practice.dataverse.faults import refused_by_plug_in
from app.practice.dataverse.filters import Entity
from app.practice.dataverse.notes import check_note
from app.practice.dataverse.organization import VISIBLE_FROM, Organization
from app.practice.dataverse.tables import Table

_PARENT = "_adx_parentpageid_value"
_ROOT = "_adx_rootwebpageid_value"
_WEBSITE = "_adx_websiteid_value"


def check_rules(organization: Organization, table: Table, row: Entity, given: Entity) -> None:
    """Refuse, or complete the row. `given` is what the caller wants to change."""
    if table.name == "adx_webpage":
        _check_page(row, given)
    if table.name == "annotation":
        check_note(organization, row, given)


def _check_page(row: Entity, given: Entity) -> None:
    """Only Home lacks a parent. The words are ours: what Microsoft's plug-in says is not known."""
    if row.get(_ROOT):
        return
    is_new = row.get("versionnumber") is None
    is_touched = is_new or "adx_partialurl" in given or _PARENT in given
    if is_touched and not row.get(_PARENT) and row.get("adx_partialurl") != "/":
        raise refused_by_plug_in(
            "A web page without a parent page must have the partial URL '/'. "
            "Set the parent page in the same request."
        )


def make_content_pages(organization: Organization, table: Table, root: Entity) -> None:
    """Each language of the website gets a page of its own, with an id the caller did not choose."""
    if table.name != "adx_webpage" or not root.get("adx_isroot"):
        return
    for language in organization.rows("adx_websitelanguage"):
        if not root[_WEBSITE] or language.get(_WEBSITE) != root[_WEBSITE]:
            continue
        page: Entity = {
            **root,
            "adx_webpageid": str(uuid4()),
            "adx_isroot": False,
            _ROOT: root["adx_webpageid"],
            "_adx_webpagelanguageid_value": language["adx_websitelanguageid"],
        }
        if delay := organization.controls.content_page_delay:
            shown = organization.clock.now() + timedelta(seconds=delay)
            page[VISIBLE_FROM] = shown.strftime("%Y-%m-%dT%H:%M:%SZ")
        organization.store.put(table.name, page)
