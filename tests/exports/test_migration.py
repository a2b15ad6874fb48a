"""The zip of the Configuration Migration tool: decoded once, never expanded, rows as pac's."""

import base64
import io
import zipfile
from pathlib import Path

import pytest

from app.exports import ExportRefused
from app.exports.data_xml import read_records
from app.exports.opening import read_export

SAMPLE = Path(__file__).parents[3] / "shared" / "data" / "cmt-sample"
needs_sample = pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not beside us")
WEBSITE, ROLE, RIGHT, FILE, NOTE = (f"{n}0000000-0000-4000-8000-000000000001" for n in "12345")

SCHEMA = """<entities>
  <entity name="adx_website"><fields>
    <field name="adx_websiteid" type="guid" primaryKey="true" />
    <field name="adx_name" type="string" /></fields></entity>
  <entity name="adx_webrole"><fields>
    <field name="adx_webroleid" type="guid" primaryKey="true" />
    <field name="adx_name" type="string" />
    <field name="adx_websiteid" type="entityreference" lookupType="adx_website" />
    <field name="adx_anonymoususersrole" type="bool" />
    <field name="statecode" type="state" /><field name="statuscode" type="status" />
    <field name="createdon" type="datetime" /></fields></entity>
  <entity name="annotation"><fields>
    <field name="documentbody" type="string" /><field name="modifiedon" type="datetime" />
    <field name="objectid" type="entityreference" lookupType="adx_webfile" /></fields></entity>
</entities>"""


def field(name, value):
    return f'<field name="{name}" value="{value}" />'


def record(row_id, *fields):
    return f'<record id="{row_id}">{"".join(fields)}</record>'


def entity(name, *records, links=""):
    inside = f"<records>{''.join(records)}</records><m2mrelationships>{links}</m2mrelationships>"
    return f'<entity name="{name}">{inside}</entity>'


def packed(data, schema=SCHEMA):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("data.xml", data)
        archive.writestr("data_schema.xml", schema)
        archive.writestr("[Content_Types].xml", "<Types/>")
    return buffer.getvalue()


def site(*entities, head=""):
    own = entity("adx_website", record(WEBSITE, field("adx_name", "Portal")))
    return packed(f"{head}<entities>{own}{''.join(entities)}</entities>")


def rows(data):
    return {(row.table, row.id): row for row in read_export(data).rows}


def test_values_come_as_pac_writes_them():
    role = record(
        ROLE.upper(),
        field("adx_name", "A &amp;lt;b&amp;gt; &amp;amp;amp; é &amp;#233;"),
        field("adx_websiteid", WEBSITE.upper()),
        field("adx_anonymoususersrole", "True"),
        field("statecode", "0"),
        field("statuscode", "1"),
        field("createdon", "2025-06-28T19:06:20.0000000Z"),
        field("adx_webroleid", ROLE),
        '<field name="adx_key" isnull="true" />',
    )
    read = rows(site(entity("adx_webrole", role)))
    assert read["adx_webrole", ROLE].columns == {
        "adx_name": "A <b> &amp; é é",
        "adx_anonymoususersrole": "true",
        "adx_key": None,
        "statecode": None,
        "statuscode": None,
    }


def test_what_is_no_text_is_decoded_once_only():
    schema = SCHEMA.replace('name="adx_name" type="string"', 'name="adx_name" type="number"')
    own = entity("adx_website", record(WEBSITE, field("adx_name", "&amp;lt;")))
    [read] = read_export(packed(f"<entities>{own}</entities>", schema)).rows
    assert read.columns["adx_name"] == "&lt;"


@pytest.mark.parametrize("from_role", [True, False])
def test_a_link_is_where_pac_has_it_whichever_end_it_was_exported_from(from_role):
    here, there, table = (ROLE, RIGHT, "adx_entitypermission")
    if not from_role:
        here, there, table = RIGHT, ROLE, "adx_webrole"
    link = (
        f'<m2mrelationship sourceid="{here}" targetentityname="{table}" '
        'm2mrelationshipname="adx_entitypermission_webrole">'
        f"<targetids><targetid>{there.upper()}</targetid></targetids></m2mrelationship>"
    )
    read = rows(
        site(
            entity("adx_webrole", record(ROLE), links=link if from_role else ""),
            entity("adx_entitypermission", record(RIGHT), links="" if from_role else link),
        )
    )
    linked = read["adx_entitypermission", RIGHT].links
    assert linked == {"adx_entitypermission_webrole": frozenset({ROLE})}
    assert read["adx_webrole", ROLE].links == {}


def test_the_newest_note_is_the_content_of_its_file():
    def note(number, text, when):
        return record(
            NOTE[:-1] + number,
            field("documentbody", base64.b64encode(text).decode()),
            field("objectid", FILE),
            field("modifiedon", when),
        )

    notes = entity("annotation", note("1", b"new", "2025-02-01"), note("2", b"old", "2025-01-01"))
    read = rows(site(entity("adx_webfile", record(FILE)), notes))
    assert read["adx_webfile", FILE].content == b"new"
    assert not [key for key in read if key[0] == "annotation"]


def test_what_is_odd_is_told():
    export = read_export(
        site(
            entity("adx_webrole", record(ROLE), record(ROLE), record("no id")),
            entity("adx_webfile", record(FILE)),
        )
    )
    codes = {problem.code for problem in export.problems}
    assert codes == {"duplicate_id", "no_id", "missing_content"}


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x SYSTEM "file:///etc/passwd">'


@pytest.mark.parametrize("head", [ENTITIES, OUTSIDE, "<!DOCTYPE x>"])
def test_a_file_with_declarations_is_not_read(head):
    with pytest.raises(ExportRefused) as refused:
        read_export(site(head=head))
    assert refused.value.code == "broken_xml"
    assert refused.value.details["reason"] == "declarations"


@pytest.mark.parametrize(
    ("data", "code", "reason"),
    [
        ("<entities>", "broken_xml", "syntax"),
        ("<a>" * 40 + "</a>" * 40, "broken_xml", "depth"),
        ("<entities></entities>", "no_site", ""),
        (
            f"<entities>{entity('adx_website', record(WEBSITE), record(ROLE))}</entities>",
            "several_sites",
            "",
        ),
    ],
)
def test_what_is_no_site_is_refused(data, code, reason):
    with pytest.raises(ExportRefused) as refused:
        read_export(packed(data))
    assert refused.value.code == code
    assert refused.value.details.get("reason", "") == reason


@needs_sample
def test_a_real_export_is_decoded_as_the_tool_meant_it():
    data, schema = (SAMPLE / name for name in ("data.xml", "data_schema.xml"))
    records = read_records(data.read_bytes(), schema.read_bytes())
    assert len(records) == data.read_text("utf-8").count("<record ")
    names = {one.values.get("fdn_newcolumn") for one in records}
    assert "Root <\"\"> ''é&&@ \\ /" in names
    first = next(one for one in records if one.id == "6afe7cda-9d4f-f011-877b-6045bdccf7ac")
    assert first.values["fdn_amount"] == "4325.0000000000"
    assert first.values["fdn_isvalid"] == "true"
    linked = [link for one in records for link in one.links]
    assert linked
    assert all(ids for _, _, ids in linked)
