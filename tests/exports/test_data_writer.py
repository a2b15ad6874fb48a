"""Changing the real output of the Configuration Migration tool in place."""

from app.exports.data_schema import read_schema
from app.exports.data_writer import DataWriter
from app.exports.data_xml import read_records
from tests.exports.samples import guid
from tests.exports.test_migration import SAMPLE, needs_sample


@needs_sample
def test_in_a_real_file_one_value_is_one_other_line():
    data, schema = ((SAMPLE / name).read_bytes() for name in ("data.xml", "data_schema.xml"))
    key = ("fdn_insuranceproductnature", "6afe7cda-9d4f-f011-877b-6045bdccf7ac")
    writer = DataWriter(data, read_schema(schema), {key}, {}.get)
    assert writer.result() == data
    writer.write(key, "fdn_newcolumn", "<é>")
    old, new = data.decode().split("\n"), writer.result().decode().split("\n")
    [differing] = [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]
    assert differing[1].strip() == (
        '<field name="fdn_newcolumn" value="&amp;lt;&amp;#233;&amp;gt;" />'
    )
    writer.drop(key)
    assert not [one for one in read_records(writer.result(), schema) if one.id == key[1]]


@needs_sample
def test_links_of_a_real_file_can_be_taken_and_given():
    data, schema = ((SAMPLE / name).read_bytes() for name in ("data.xml", "data_schema.xml"))
    linked = [one for one in read_records(data, schema) if one.links]
    first = linked[0]
    association, _, ids = first.links[0]
    writer = DataWriter(data, read_schema(schema), (), {}.get)
    for one in ids:
        writer.unlink(association, (first.table, first.id), one)
    writer.link(association, (first.table, first.id), guid(1))
    after = {one.id: one.links for one in read_records(writer.result(), schema)}
    assert [links[2] for links in after[first.id]] == [(guid(1),)]
    assert {one.id: one.links for one in linked[1:]}.items() <= after.items()
