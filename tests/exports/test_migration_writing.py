"""Writing a Configuration Migration export: spans of `data.xml`, and nothing beside them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exports import ExportRefused, Layout, Row, open_export, read_export, write_export
from app.exports.result import write_result
from tests.exports.samples import WEBSITE_ID, by_key, guid, unzipped, zipped

PAGE, OTHER, FILE, NOTE, ROLE, GUEST, RIGHT = (guid(number) for number in range(1, 8))


def field(name, kind="string", more=""):
    return f'<field name="{name}" type="{kind}" {more}/>'


def table(name, *fields, more=""):
    own = field(f"{name}id", "guid", 'primaryKey="true"')
    member = field("adx_websiteid", "entityreference", 'lookupType="adx_website"')
    inside = "".join((own, member if name != "adx_website" else "", *fields))
    return (
        f'<entity name="{name}" primaryidfield="{name}id" primarynamefield="adx_name">'
        f"<fields>{inside}</fields><relationships>{more}</relationships></entity>"
    )


STATE = field("statecode", "state") + field("statuscode", "status")
TO_ROLES = (
    '<relationship name="adx_entitypermission_webrole" manyToMany="true" '
    'm2mTargetEntity="adx_webrole" m2mTargetEntityPrimaryKey="adx_webroleid" />'
)
SCHEMA = "".join(
    (
        "<entities>",
        table("adx_website", field("adx_name")),
        table(
            "adx_webpage",
            field("adx_name"),
            field("adx_copy"),
            field("adx_isroot", "bool"),
            field("adx_displayorder", "number"),
            field("adx_parentpageid", "entityreference", 'lookupType="adx_webpage"'),
            field("adx_subject", "entityreference", 'lookupType="adx_webfile|adx_webpage"'),
            STATE,
        ),
        table("adx_webfile", field("adx_name"), field("adx_partialurl")),
        table("adx_webrole", field("adx_name")),
        table("adx_entitypermission", field("adx_entityname"), more=TO_ROLES),
        table("adx_redirect", field("adx_name")),
        '<entity name="annotation"><fields>',
        *(field(name) for name in ("documentbody", "filename", "mimetype", "isdocument")),
        field("objectid", "entityreference", 'lookupType="adx_webfile"'),
        field("modifiedon", "datetime"),
        "</fields></entity></entities>",
    )
)
OF_IT = f'<field name="adx_websiteid" value="{WEBSITE_ID}" lookupentity="adx_website" />'
DATA = f"""<entities xmlns:xsd="http://www.w3.org/2001/XMLSchema" timestamp="2025">
  <entity name="adx_website" displayname="Website">
    <records>
      <record id="{WEBSITE_ID}">
        <field name="adx_name" value="Contoso" />
      </record>
    </records>
    <m2mrelationships />
  </entity>
  <entity name="adx_webpage" displayname="Web Page">
    <records>
      <record id="{PAGE}">
        <field name='adx_name'  value='Home'/>
        <field name="adx_copy" value="&amp;lt;b&amp;gt;&#xD;&#xA;" ></field>
        <field name="adx_isroot" value="True" />
        {OF_IT}
        <field name="createdon" value="2025-06-28T19:06:20.0000000Z" />
        <field name="statecode" value="0" /><field name="statuscode" value="1" />
      </record>
      <!-- ours -->
      <record id="{OTHER}"><field name="adx_name" value="Other" />{OF_IT}</record>
    </records>
    <m2mrelationships />
  </entity>
  <entity name="adx_webfile"><records>
    <record id="{FILE}"><field name="adx_name" value="a.css" /></record></records></entity>
  <entity name="annotation"><records><record id="{NOTE}">
    <field name="documentbody" value="b2xk" /><field name="objectid" value="{FILE}" />
  </record></records></entity>
  <entity name="adx_webrole">
    <records>
      <record id="{ROLE}"><field name="adx_name" value="Clerks" /></record>
      <record id="{GUEST}"><field name="adx_name" value="Guests" /></record>
    </records>
  </entity>
  <entity name="adx_entitypermission">
    <records>
      <record id="{RIGHT}"><field name="adx_entityname" value="Orders" /></record>
    </records>
    <m2mrelationships>
      <m2mrelationship sourceid="{RIGHT}" targetentityname="adx_webrole" \
targetentitynameidfield="adx_webroleid" m2mrelationshipname="adx_entitypermission_webrole">
        <targetids>
          <targetid>{ROLE}</targetid>
        </targetids>
      </m2mrelationship>
    </m2mrelationships>
  </entity>
</entities>"""
EXPORT = zipped({"[Content_Types].xml": "<Types/>", "data.xml": DATA, "data_schema.xml": SCHEMA})


def changed(key, data=EXPORT, **columns):
    row = by_key(data)[key]
    return replace(row, columns={**row.columns, **columns})


def xml(data):
    return unzipped(data)["data.xml"].decode()


def test_nothing_changed_is_the_same_file():
    assert write_export(EXPORT, read_export(EXPORT).rows) == EXPORT


def test_only_the_changed_field_has_other_characters():
    written = write_export(EXPORT, [changed(("adx_webpage", PAGE), adx_name='<é & "co">\n')])
    encoded = "&amp;lt;&amp;#233; &amp;amp; &amp;quot;co&amp;quot;&amp;gt;&#xA;"
    assert xml(written) == DATA.replace(
        "<field name='adx_name'  value='Home'/>", f'<field name="adx_name" value="{encoded}" />'
    )
    before, after = unzipped(EXPORT), unzipped(written)
    assert {**after, "data.xml": b""} == {**before, "data.xml": b""}


def test_values_are_written_by_their_type():
    row = changed(
        ("adx_webpage", PAGE),
        adx_isroot="false",
        adx_displayorder="2",
        adx_parentpageid=OTHER,
        adx_subject=FILE,
        adx_copy=None,
        statecode="1",
        statuscode="2",
    )
    back = write_export(EXPORT, [row])
    written = xml(back)
    for line in (
        '<field name="adx_isroot" value="False" />',
        '<field name="adx_displayorder" value="2" />',
        f'value="{OTHER}" lookupentity="adx_webpage" lookupentityname="Other" />',
        f'value="{FILE}" lookupentity="adx_webfile" lookupentityname="a.css" />',
        '<field name="statecode" value="1" /><field name="statuscode" value="2" />',
    ):
        assert line in written
    assert "adx_copy" not in written
    assert by_key(back)["adx_webpage", PAGE] == row
    active = changed(("adx_webpage", PAGE), data=back, statecode=None, statuscode=None)
    assert '<field name="statecode" value="0" />' in xml(write_export(back, [active]))


def test_the_newest_note_gets_the_new_content_and_a_file_without_one_gets_one():
    row = replace(by_key(EXPORT)["adx_webfile", FILE], content=b"new")
    written = write_export(EXPORT, [row])
    assert xml(written) == DATA.replace('value="b2xk"', 'value="bmV3"')
    fresh = Row("adx_webfile", guid(30), {"adx_name": "b.css", "adx_partialurl": "b.css"}, {}, b"b")
    written = write_export(EXPORT, [], created=[fresh])
    assert by_key(written)["adx_webfile", guid(30)] == fresh
    assert '<field name="filename" value="b.css" />' in xml(written)


@pytest.mark.parametrize("ids", [[], [ROLE, GUEST], [GUEST]])
def test_links_are_written_where_they_were(ids):
    row = by_key(EXPORT)["adx_entitypermission", RIGHT]
    row = replace(row, links={"adx_entitypermission_webrole": frozenset(ids)})
    written = write_export(EXPORT, [row])
    assert by_key(written) == {**by_key(EXPORT), ("adx_entitypermission", RIGHT): row}
    assert xml(written).count("<m2mrelationship ") == bool(ids)


def test_links_from_a_role_stay_on_the_side_of_the_role():
    turned = DATA.replace(f'sourceid="{RIGHT}" targetentityname="adx_webrole" '
        'targetentitynameidfield="adx_webroleid"', f'sourceid="{ROLE}" '
        'targetentityname="adx_entitypermission" targetentitynameidfield="adx_entitypermissionid"'
    ).replace(f"<targetid>{ROLE}<", f"<targetid>{RIGHT}<")  # fmt: skip
    start = turned.index("    <m2mrelationships>\n      <m2mr")
    end = turned.index("</m2mrelationships>", start) + len("</m2mrelationships>\n")
    links, turned = turned[start:end], turned[:start] + turned[end:]
    guests = turned.index('    </records>\n  </entity>\n  <entity name="adx_entityp')
    guests += len("    </records>\n")
    data = zipped({"data.xml": turned[:guests] + links + turned[guests:],
                   "data_schema.xml": SCHEMA})  # fmt: skip
    schema = SCHEMA.replace(TO_ROLES, "")
    back = TO_ROLES.replace('"adx_webrole"', '"adx_entitypermission"')
    schema = schema.replace(table("adx_webrole", field("adx_name")),
                            table("adx_webrole", field("adx_name"), more=back))  # fmt: skip
    data = zipped({**unzipped(data), "data_schema.xml": schema})
    row = by_key(data)["adx_entitypermission", RIGHT]
    assert row.links == {"adx_entitypermission_webrole": frozenset({ROLE})}
    row = replace(row, links={"adx_entitypermission_webrole": frozenset({ROLE, GUEST})})
    written = write_export(data, [row])
    assert by_key(written)["adx_entitypermission", RIGHT] == row
    assert f'sourceid="{GUEST}" targetentityname="adx_entitypermission"' in xml(written)


def test_a_new_row_is_a_member_of_the_website_and_active():
    new = Row("adx_webpage", guid(31), {"adx_name": "Ä", "adx_copy": None, "adx_isroot": "true"})
    written = xml(write_export(EXPORT, [], created=[new]))
    assert written.startswith(DATA[: DATA.index('value="Other"')])
    assert f'<record id="{new.id}">' in written
    assert (
        f'<field name="adx_websiteid" value="{WEBSITE_ID}" lookupentity="adx_website" '
        'lookupentityname="Contoso" />'
    ) in written
    assert '<field name="statecode" value="0" />' in written
    assert "&amp;#196;" in written


def test_a_table_without_records_so_far_gets_its_entity():
    new = Row("adx_redirect", guid(32), {"adx_name": "old"})
    assert by_key(write_export(EXPORT, [], created=[new]))["adx_redirect", new.id] == new


def test_what_is_taken_out_takes_its_links_and_notes_with_it():
    written = write_export(EXPORT, [], removed=[("adx_webrole", ROLE), ("adx_webfile", FILE)])
    assert ROLE not in xml(written)
    assert NOTE not in xml(written)
    assert by_key(written).keys() == by_key(EXPORT).keys() - {
        ("adx_webrole", ROLE),
        ("adx_webfile", FILE),
    }


def test_what_the_schema_does_not_list_is_named_and_not_dropped():
    page = changed(("adx_webpage", PAGE), adx_title="T", adx_unsaid=None)
    new = [Row("adx_tag", guid(33), {"adx_name": "x"})]
    with pytest.raises(ExportRefused) as refused:
        write_export(EXPORT, [page], created=new)
    assert (refused.value.code, refused.value.subject) == (
        "not_written",
        "adx_tag, adx_webpage.adx_title",
    )
    made = write_result(open_export(EXPORT), [page], (), new)
    assert (made.layout, made.instead) == (Layout.PAC_CLASSIC, "schema")
    assert by_key(made.data)["adx_webpage", PAGE].columns["adx_title"] == "T"
    assert by_key(made.data)["adx_tag", guid(33)].columns["adx_name"] == "x"


def test_tables_that_are_no_part_of_a_site_stay_in_the_file_and_are_told():
    business = f'<entity name="account"><records><record id="{guid(60)}"/></records></entity>'
    data = zipped({"data.xml": DATA.replace("</entities>", f"{business}</entities>"),
                   "data_schema.xml": SCHEMA})  # fmt: skip
    export = read_export(data)
    assert not [row for row in export.rows if row.table == "account"]
    [told] = [one for one in export.problems if one.code == "unknown_file"]
    assert told.details == {"count": "1", "paths": "data.xml: account"}
    assert business in xml(write_export(data, [changed(("adx_webpage", PAGE), data, adx_name="x")]))


def test_what_xml_cannot_hold_is_named():
    with pytest.raises(ExportRefused) as refused:
        write_export(EXPORT, [changed(("adx_webpage", PAGE), adx_copy="\x0c")])
    assert refused.value.details["reason"] == "text"


def test_rows_that_are_not_there_are_mistakes():
    for key in (("adx_webpage", guid(99)), ("adx_website", WEBSITE_ID)):
        with pytest.raises(LookupError):
            write_export(EXPORT, [], removed=[key])
    with pytest.raises(ValueError, match="holds it already"):
        write_export(EXPORT, [], created=[by_key(EXPORT)["adx_webpage", PAGE]])


text = st.text("aé<>&\"';#\r\n\t \x7f\xa0ﬀ😀", max_size=12)
text = st.one_of(text, st.sampled_from(["&amp;", "&#65;", "]]>", "<!--"]))
columns = st.fixed_dictionaries(
    {},
    optional={
        "adx_name": st.one_of(st.none(), text.filter(bool)),
        "adx_copy": st.one_of(st.none(), text.filter(bool)),
        "adx_isroot": st.sampled_from(["true", "false", None]),
        "adx_parentpageid": st.sampled_from([PAGE, OTHER, None]),
    },
)


@given(columns, columns, st.sets(st.sampled_from([ROLE, GUEST])), st.booleans())
def test_what_was_asked_for_is_what_is_read_again(of_page, of_new, roles, takes_out):
    before = by_key(EXPORT)
    page = changed(("adx_webpage", PAGE), **of_page)
    right = before["adx_entitypermission", RIGHT]
    right = replace(right, links={"adx_entitypermission_webrole": frozenset(roles)})
    empty = dict.fromkeys(before["adx_webpage", OTHER].columns)
    new = Row("adx_webpage", guid(40), {**empty, **of_new})
    removed = [("adx_webpage", OTHER)] if takes_out else []
    written = by_key(write_export(EXPORT, [page, right], removed, [new]))
    expected = {**before, ("adx_webpage", PAGE): page, ("adx_webpage", guid(40)): new}
    expected["adx_entitypermission", RIGHT] = right
    assert written == {key: row for key, row in expected.items() if key not in removed}
