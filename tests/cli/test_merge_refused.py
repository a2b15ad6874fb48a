"""What the command for merging refuses, in words and before anything is written."""

import zipfile

import pytest

from tests.exports.samples import SMALL, zipped

BROKEN = zipped({"nothing.txt": "x"})


@pytest.mark.parametrize(
    ("data", "code"), [(b"no zip", "not_a_zip"), (BROKEN, "no_site"), (None, "cannot be read")]
)
def test_what_is_no_export_is_refused_in_words(merge, folder, data, code):
    (folder / "site.zip").unlink()
    if data is not None:
        (folder / "site.zip").write_bytes(data)
    done = merge()
    assert done.exit_code == 2
    assert code in done.stderr
    assert "site.zip" in done.stderr
    assert done.stdout == ""


def test_a_file_is_not_merged_with_itself(call, folder):
    same = folder / "site.zip"
    done = call("merge", "--site", same, "--template", same, "--out", folder / "out.zip")
    assert done.exit_code == 2
    assert "(same_file)" in done.stderr


@pytest.mark.parametrize("kind", ["zip", "folder", "zip and folder", "in a folder of its own"])
def test_nor_with_another_file_or_folder_that_says_the_same(call, tmp_path, kind):
    members = dict(reversed(SMALL.items())) if kind == "zip" else SMALL
    below = "below/" if kind == "in a folder of its own" else ""
    for name in ("one", "two"):
        (tmp_path / f"{name}.zip").write_bytes(zipped(SMALL if name == "one" else members, below))
        with zipfile.ZipFile(tmp_path / f"{name}.zip") as packed:
            packed.extractall(tmp_path / name)
    one = tmp_path / ("one" if kind == "folder" else "one.zip")
    two = tmp_path / ("two.zip" if kind == "zip" else "two")
    done = call("merge", "--site", one, "--template", two, "--out", tmp_path / "out.zip")
    assert done.exit_code == 2
    assert "(same_file)" in done.stderr
    assert not (tmp_path / "out.zip").exists()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "is no JSON"),
        ("[]", "holds no decisions"),
        ('{"a": {"choice": "canary", "fingerprint": "f"}}', "a.choice"),
        ('{"a": {"choice": "site"}}', "a.fingerprint"),
        ('{"a": {"fingerprint": "f"}, "a": {"fingerprint": "g"}}', "holds a twice"),
        ('{"a": {"fingerprint": "f", "chioce": "site"}}', "a.chioce"),
    ],
)
def test_a_bad_file_of_decisions_is_refused_without_its_values(merge, folder, text, reason):
    (folder / "d.json").write_text(text)
    done = merge("--decisions", folder / "d.json")
    assert done.exit_code == 2
    assert reason in done.stderr
    assert "canary" not in done.stderr


@pytest.mark.parametrize(
    ("out", "more"),
    [
        ("site.zip", ()),
        ("gone/out.zip", ()),
        (".", ()),
        ("out.zip", ("--report", "r.pdf")),
        ("out.zip", ("--report", "r.json", "--questions", "r.json")),
    ],
)
def test_a_place_that_cannot_be_written_is_refused_before_anything_is_read(
    merge, folder, stock, out, more
):
    words = [word if word.startswith("--") else folder / word for word in more]
    assert merge(*words, out=out).exit_code == 2
    assert (folder / "site.zip").read_bytes() == stock["site.zip"]
