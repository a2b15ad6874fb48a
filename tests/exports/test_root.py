"""Which folder of an archive is the site, where more than one file is called as its own."""

from dataclasses import replace

import pytest

from app.exports import ExportRefused, read_export, write_export
from tests.exports.samples import SMALL, by_key, guid, small, unzipped, zipped

OTHER_ID = "10000000-0000-4000-8000-000000000002"
OTHER = {**SMALL, "website.yml": f"adx_name: Copy\nadx_websiteid: {OTHER_ID}\n"}
FORM = "basic-forms/contact/Contact.basicform.basicformmetadata.yml"
MANY = (
    f"- adx_entityformmetadataid: {guid(60)}\n  adx_name: A\n"
    f"- adx_entityformmetadataid: {guid(61)}\n  adx_name: B\n"
)


def test_a_copy_of_a_site_inside_its_folder_is_carried_along_unread():
    copy = {f"backup/copy/{name}": content for name, content in {**OTHER, FORM: MANY}.items()}
    data = small(**copy)
    assert by_key(data) == by_key(small())
    [problem] = read_export(data).problems
    assert (problem.code, problem.details["count"]) == ("unknown_file", str(len(copy)))
    row = by_key(data)["adx_sitesetting", guid(5)]
    made = write_export(data, [replace(row, columns={**row.columns, "adx_value": "true"})])
    inside = {name: content for name, content in unzipped(made).items() if name in copy}
    assert inside == {name: unzipped(data)[name] for name in copy}


@pytest.mark.parametrize("text", ["", "- hosts: all\n", "a: {b: [c}\n", "adx_name: nothing more\n"])
@pytest.mark.parametrize("path", ["website.yml", "deploy/website.yml"])
def test_a_file_of_that_name_that_is_no_site_does_not_count(path, text):
    data = zipped({path: text, **{f"site/{name}": SMALL[name] for name in SMALL}})
    assert by_key(data) == by_key(small())


def test_of_two_sites_side_by_side_none_is_chosen():
    members = {f"{folder}/{name}": SMALL[name] for folder in "ab" for name in SMALL}
    with pytest.raises(ExportRefused) as refused:
        read_export(zipped(members))
    assert refused.value.code == "several_sites"
