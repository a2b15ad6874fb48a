"""Exports of real sites that nobody here made. Skipped, visibly, where they are not at hand."""

import time
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from app.exports import Layout, build_export, read_export, write_export
from tests.exports.samples import by_key, unzipped, zipped

SITES = Path(__file__).resolve().parents[2] / "../shared/data/sites"
STUB = "the sets of real sites are not beside the repository"
WITHOUT_RECORD = {"web-files/all.min.min.css", "web-files/bootstrap.min.min.css"} | {
    "web-files/fonts.min.css"
}
PAGE_SCRIPT = "web-pages/{}/content-pages/{}.en-US.webpage.custom_javascript.ts"
HOME = PAGE_SCRIPT.format("home", "Home")
APPOINTMENTS = PAGE_SCRIPT.format("appointments", "Appointments")

# Rows of every set, and the files in it that pac did not put there.
EXPECTED = {
    "gds-accelerator/v1-2021-05-20-41908ad": (361, set()),
    "gds-accelerator/v2-2021-05-20-20bb90a": (230, set()),
    "gds-accelerator/v3-2021-08-13-17bd0e2": (246, WITHOUT_RECORD),
    "gds-accelerator/v4-2021-09-03-49062c1": (246, WITHOUT_RECORD),
    "gds-accelerator/v5-2022-02-22-9fa263e": (244, WITHOUT_RECORD),
    "gcweb/v1-2025-08-21-d270ed4": (186, set()),
    "gcweb/v2-2025-08-21-586295c": (186, set()),
    "gcweb/v3-2025-08-21-91318fe": (189, set()),
    "gcweb/v4-2025-08-24-d76308f": (189, set()),
    "gds-appointments/v1-2025-10-29-418798b": (162, set()),
    "gds-appointments/v2-2025-11-11-c223742": (169, {HOME}),
    "gds-appointments/v3-2025-11-11-04786c9": (170, {HOME}),
    "gds-appointments/v4-2025-11-12-7119f6b": (171, {HOME, APPOINTMENTS}),
    "ms-credit-cards/v1-2025-06-17-9a5b9d0-classic": (202, set()),
    "ms-credit-cards/v2-2025-06-20-f423281-classic": (222, set()),
    "ms-credit-cards/v3-2025-08-19-f9692c6-git": (216, set()),
    "ms-credit-cards/v4-2025-10-15-7191e64-git": (216, set()),
    "starter-other-tenant/v1-2025-05-13-d9e920d": (117, set()),
}
pytestmark = pytest.mark.skipif(not SITES.is_dir(), reason=STUB)
every_set = pytest.mark.parametrize("name", EXPECTED)


@cache
def load(name: str) -> bytes:
    folder = SITES / name
    if not folder.is_dir():
        return (SITES / f"{name}.zip").read_bytes()
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return zipped({path.relative_to(folder).as_posix(): path.read_bytes() for path in files})


@every_set
def test_every_row_is_read_and_every_other_file_is_explained(name):
    export = read_export(load(name))
    rows, unknown = EXPECTED[name]
    assert len(export.rows) == rows
    assert {problem.code for problem in export.problems} <= {"unknown_file"}
    assert {p for one in export.problems for p in one.details["paths"].split("\n")} == unknown


def test_reading_is_quick():
    data = load("gds-accelerator/v1-2021-05-20-41908ad")
    started = time.process_time()
    read_export(data)
    assert time.process_time() - started < 1


@every_set
def test_nothing_changed_is_the_same_file(name):
    data = load(name)
    assert write_export(data, read_export(data).rows) == data


@every_set
def test_one_changed_column_of_every_table_touches_nothing_else(name):
    data = load(name)
    before, rows = unzipped(data), by_key(data)
    first = {key[0]: key for key in sorted(rows, reverse=True)}
    edits = {}
    for key in first.values():
        column = min(rows[key].columns)
        edits[key] = replace(rows[key], columns={**rows[key].columns, column: "Changed: 'it'"})
    written = write_export(data, edits.values())
    assert by_key(written) == {**rows, **edits}
    after = unzipped(written)
    touched = {path for path in after if after[path] != before.get(path)}
    touched.discard(".portalconfig/manifest.yml")
    assert len(touched) == len(edits)
    for path in touched:
        old, new = Counter(before.get(path, b"").split(b"\n")), Counter(after[path].split(b"\n"))
        assert (new - old).total() == 1 or not path.endswith(".yml")


@every_set
def test_a_site_made_from_the_rows_reads_back_equal_and_looks_like_pac_wrote_it(name):
    original, export = load(name), read_export(load(name))
    made = build_export(export.name, export.website_id, export.rows)
    assert by_key(made) == by_key(original)
    if export.layout is Layout.PAC_GIT:
        return  # what is made is classic
    ours, theirs = yaml_lines(made), yaml_lines(original)
    assert len(ours - theirs) <= 0.02 * len(ours)


def yaml_lines(data: bytes) -> set[bytes]:
    """All lines of the YAML files of records, but for web files, whose notes are made up anew."""
    elsewhere = (".portalconfig/", "web-files/")
    return {
        line
        for path, content in unzipped(data).items()
        if path.endswith(".yml") and not path.startswith(elsewhere)
        for line in content.split(b"\n")
    }


def test_a_version_can_be_turned_into_the_next_one():
    old, new = (
        load("gds-accelerator/v2-2021-05-20-20bb90a"),
        by_key(load("gds-accelerator/v3-2021-08-13-17bd0e2")),
    )
    rows = by_key(old)
    result = by_key(
        write_export(
            old,
            [new[key] for key in rows.keys() & new.keys()],
            rows.keys() - new.keys(),
            [new[key] for key in new.keys() - rows.keys()],
        )
    )
    assert result.keys() == new.keys()
    for key, row in new.items():
        assert result[key].columns.items() >= row.columns.items()
        assert (result[key].links, result[key].content) == (row.links, row.content)
