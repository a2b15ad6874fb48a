"""Whose the records of a Configuration Migration export are."""

import pytest

from app.exports import ExportRefused, read_export
from tests.exports.samples import WEBSITE_ID, guid
from tests.exports.test_migration import entity, field, packed, record

ANOTHER = guid(90)


def listed(table, lookup=""):
    fields = [
        field_of("adx_name", "string"),
        *([field_of(lookup, "entityreference")] * bool(lookup)),
    ]
    return f'<entity name="{table}"><fields>{"".join(fields)}</fields></entity>'


def field_of(name, kind):
    return f'<field name="{name}" type="{kind}" lookupType="x" />'


SCHEMA = "".join(
    (
        "<entities>",
        listed("adx_website"),
        *map(listed, ("adx_portallanguage", "adx_urlhistory")),
        *(listed(t, "adx_websiteid") for t in ("adx_webpage", "adx_weblinkset", "adx_redirect")),
        listed("adx_weblink", "adx_weblinksetid"),
        "</entities>",
    )
)


def named(record_id, website=None, **more):
    said = {"adx_name": "x", **({"adx_websiteid": website} if website else {}), **more}
    return record(record_id, *(field(name, value) for name, value in said.items()))


def export_of(*entities, website=True):
    own = entity("adx_website", named(WEBSITE_ID)) if website else ""
    return read_export(packed(f"<entities>{own}{''.join(entities)}</entities>", SCHEMA))


def keys(export):
    return {(row.table, row.id) for row in export.rows} - {("adx_website", WEBSITE_ID)}


def test_what_a_deleted_website_left_behind_and_what_is_of_another_is_left_out():
    mine, lost, other, part = (guid(number) for number in (1, 2, 3, 4))
    export = export_of(
        entity("adx_weblinkset", named(mine, WEBSITE_ID), named(lost), named(other, ANOTHER)),
        entity(
            "adx_weblink",
            named(part, adx_weblinksetid=lost),
            named(guid(5), adx_weblinksetid=mine),
        ),
        entity("adx_urlhistory", named(guid(6))),
    )
    assert keys(export) == {("adx_weblinkset", mine), ("adx_weblink", guid(5))}
    [told] = export.problems
    assert (told.code, told.details["paths"].split("\n")) == (
        "unknown_file",
        [
            "data.xml: adx_urlhistory",
            f"data.xml: adx_weblink {part}",
            f"data.xml: adx_weblinkset {lost}",
            f"data.xml: adx_weblinkset {other}",
        ],
    )


def test_what_the_site_points_to_is_not_left_out():
    export = export_of(
        entity("adx_webpage", named(guid(1), WEBSITE_ID, adx_parentpageid=guid(2)), named(guid(2)))
    )
    assert keys(export) == {("adx_webpage", guid(1)), ("adx_webpage", guid(2))}


def test_where_no_record_of_a_table_says_its_website_all_are_of_it():
    export = export_of(
        entity("adx_redirect", named(guid(1))), entity("adx_portallanguage", named(guid(2)))
    )
    assert keys(export) == {("adx_redirect", guid(1)), ("adx_portallanguage", guid(2))}


def test_a_website_that_was_not_exported_is_the_one_that_all_records_name():
    export = export_of(entity("adx_webpage", named(guid(1), WEBSITE_ID)), website=False)
    assert (export.website_id, keys(export)) == (WEBSITE_ID, {("adx_webpage", guid(1))})
    for pages, code in (
        ([named(guid(1), WEBSITE_ID), named(guid(2), ANOTHER)], "several_sites"),
        ([named(guid(1))], "no_site"),
    ):
        with pytest.raises(ExportRefused) as refused:
            export_of(entity("adx_webpage", *pages), website=False)
        assert refused.value.code == code
