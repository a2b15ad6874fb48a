"""Components of pages: the one kind that pac spells without prefixes in the classic layout, too."""

from dataclasses import replace

import pytest

from app.exports import Row, read_export, write_export
from tests.exports.samples import SMALL, by_key, guid, small, unzipped, zipped

PATH = "ux-components/gallery/Gallery.uxcomponent"
COMPONENT = {
    f"{PATH}.yml": (
        f"componentid: {guid(40)}\ncomponenttype: 34\nname: Gallery\n"
        f"uxcomponentid: {guid(40).upper()}\nuxcomponenttype: CardGallery\n"
    ),
    f"{PATH}.params.json": '{\n  "layout": "two"\n}',
}
ROW = Row(
    "adx_uxcomponent",
    guid(40),
    {
        "adx_componentid": guid(40),
        "adx_componenttype": "34",
        "adx_name": "Gallery",
        "component_parameters": '{\n  "layout": "two"\n}',
        "adx_uxcomponenttype": "CardGallery",
    },
)


def test_a_component_is_read_with_its_parameters():
    data = small(**COMPONENT)
    assert by_key(data)[ROW.table, ROW.id] == ROW
    assert read_export(data).problems == ()


def test_a_change_keeps_the_spelling():
    row = replace(ROW, columns={**ROW.columns, "adx_name": "New", "component_parameters": "{}"})
    made = unzipped(write_export(small(**COMPONENT), [row]))
    assert made[f"{PATH}.yml"].decode() == COMPONENT[f"{PATH}.yml"].replace(
        "Gallery\nux", "New\nux"
    )
    assert made[f"{PATH}.params.json"] == b"{}"


@pytest.mark.parametrize("with_like", [True, False])
def test_a_new_component_is_spelled_as_pac_does(with_like):
    data = small(**COMPONENT) if with_like else zipped(SMALL)
    new = replace(ROW, id=guid(41), columns={**ROW.columns, "adx_name": "Other"})
    made = write_export(data, [], created=[new])
    assert by_key(made)[new.table, new.id] == new
    text = unzipped(made)["ux-components/other/Other.uxcomponent.yml"].decode()
    assert f"\nuxcomponentid: {guid(41)}\n" in text
    assert "adx_" not in text
