"""A folder on disk is held to what a zip is held to."""

import pytest

from app.exports import ExportRefused, Limits, Opened, read_export
from app.exports.folder import open_members
from tests.exports.samples import SMALL, zipped


@pytest.fixture
def folder(tmp_path):
    here = tmp_path / "site"
    for name, content in SMALL.items():
        path = here / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return here


def refused(path, **limits):
    with pytest.raises(ExportRefused) as fault:
        open_members(path, Limits(**limits))
    return fault.value.code, fault.value.subject


def test_a_folder_reads_like_its_zip(folder):
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_text("ref")
    assert Opened(open_members(folder)).export.rows == read_export(zipped(SMALL)).rows


def test_the_same_folder_gives_the_same_bytes(folder):
    assert open_members(folder).zipped() == open_members(folder).zipped()


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_link_is_refused_wherever_it_leads(folder, tmp_path, kind):
    target = tmp_path / "elsewhere"
    target.mkdir() if kind == "folder" else target.write_text("secret")
    (folder / "web-files" / "stolen").symlink_to(target)
    assert refused(folder) == ("link", "web-files/stolen")


def test_what_is_too_large_is_refused_before_it_is_read(folder):
    large = folder / "web-files" / "large.bin"
    with large.open("wb") as file:
        file.truncate(40 * 1024 * 1024)
    assert refused(folder) == ("too_large", "web-files/large.bin")
    large.unlink()
    assert refused(folder, total_bytes=200)[0] == "too_large"
    assert refused(folder, files=5)[0] == "too_many_files"


def test_a_zip_that_is_too_large_is_not_read(tmp_path):
    path = tmp_path / "site.zip"
    path.write_bytes(zipped(SMALL))
    assert refused(path, archive_bytes=100) == ("too_large", "site.zip")


def test_a_file_that_grew_since_it_was_seen_is_refused_and_not_read_on(folder):
    seen = open_members(folder)
    (folder / "website.yml").write_bytes(b"x" * 1_000_000)
    with pytest.raises(ExportRefused) as fault:
        seen.read("website.yml")
    assert (fault.value.code, fault.value.subject) == ("too_large", "website.yml")


def test_a_file_that_became_a_link_since_it_was_seen_is_not_followed(folder, tmp_path):
    seen = open_members(folder)
    (tmp_path / "secret").write_text("s")
    (folder / "website.yml").unlink()
    (folder / "website.yml").symlink_to(tmp_path / "secret")
    with pytest.raises(OSError, match=r"website\.yml"):
        seen.read("website.yml")
