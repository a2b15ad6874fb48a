"""A whole new export, made from rows."""

from collections.abc import Iterable

from app.exports.archive import Archive
from app.exports.kinds import WEBSITE
from app.exports.members import Limits
from app.exports.packing import pack
from app.exports.reading import Site
from app.exports.site import GUID, Row
from app.exports.writing import Edit, creation_order, new_files


def build_export(name: str, website_id: str, rows: Iterable[Row]) -> bytes:
    """A zip in pac's classic layout that `read_export` reads back as these rows.

    The website's own row may be among the rows; if not, it is made from the name. A long text that
    some rows of a table have and others do not mention comes back as empty for the others, because
    the format cannot tell the two apart.
    """
    website_id = website_id.lower()
    if not GUID.fullmatch(website_id):
        msg = f"not a website id: {website_id!r}"
        raise ValueError(msg)
    listed = sorted(rows, key=creation_order)
    made = Row(WEBSITE.table, website_id, {"adx_name": name})
    own = next((row for row in listed if (row.table, row.id) == (made.table, made.id)), made)
    website = new_files(own, WEBSITE, WEBSITE.ending)
    start = pack((path, content or b"") for path, content in website.items())
    edit = Edit(Site(Archive(start, Limits())))
    for row in listed:
        if row is not own:
            edit.create(row)
    return edit.packed()
