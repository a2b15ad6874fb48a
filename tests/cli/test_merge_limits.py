"""How large a result may be."""

from app.exports.packing import pack
from tests.exports.samples import SMALL, guid


def test_a_result_of_more_files_than_a_zip_holds_is_refused_and_nothing_is_written(call, tmp_path):
    more = {f"notes/{n}.txt": "" for n in range(64_900)}
    snippets = {
        f"content-snippets/{n}/{n}.contentsnippet.yml": (
            f"adx_contentsnippetid: {guid(1_000 + n)}\nadx_name: {n}\n"
        )
        for n in range(650)
    }
    sides = {"base": SMALL, "site": {**SMALL, **more}, "template": {**SMALL, **snippets}}
    for name, files in sides.items():
        data = pack((path, _bytes(content)) for path, content in files.items())
        (tmp_path / f"{name}.zip").write_bytes(data)
    named = [word for name in sides for word in (f"--{name}", tmp_path / f"{name}.zip")]
    out, report = tmp_path / "out.zip", tmp_path / "report.json"
    done = call("merge", *named, "--out", out, "--report", report)
    assert done.exit_code == 2
    assert "(too_many_to_pack)" in done.stderr
    assert "site.zip" in done.stderr
    assert not out.exists()
    assert not report.exists()


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content
