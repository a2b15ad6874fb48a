"""File columns: in one piece, in chunks, and back again."""

import pytest

CHUNK = 4 * 1024 * 1024


@pytest.fixture
def path(uat):
    file = uat.data("adx_webfiles").json()["value"][0]["adx_webfileid"]
    return f"adx_webfiles({file})/adx_filecontent"


def upload(api, path, content, name="theme.css"):
    kind = "application/octet-stream"
    return api.send("PATCH", path, content, Content_Type=kind, x_ms_file_name=name)


def test_a_small_file_goes_in_one_request(uat, path):
    assert uat.data(f"{path}/$value").status_code == 204
    assert upload(uat, path, b"body{}").status_code == 204
    back = uat.data(f"{path}/$value")
    assert back.content == b"body{}"
    assert back.headers["x-ms-file-name"] == "theme.css"
    assert back.headers["x-ms-file-size"] == "6"
    row = uat.data(path.partition("/")[0]).json()
    assert row["adx_filecontent_name"] == "theme.css"
    assert "#body" not in uat.data(f"fileattachments({row['adx_filecontent']})").text
    part = uat.data(f"{path}/$value", Range="bytes=1-3")
    assert (part.status_code, part.content) == (206, b"ody")


def test_a_new_version_replaces_the_old_one_and_moves_the_row(uat, path):
    upload(uat, path, b"one")
    before = uat.data(path.partition("/")[0]).json()
    stale = {"x_ms_file_name": "x.css", "If_Match": 'W/"1"'}
    assert uat.send("PATCH", path, b"two", **stale).status_code == 412
    upload(uat, path, b"two")
    after = uat.data(path.partition("/")[0]).json()
    assert uat.data(f"{path}/$value").content == b"two"
    assert after["versionnumber"] > before["versionnumber"]
    assert len(uat.data("fileattachments").json()["value"]) == 1
    assert uat.send("DELETE", path).status_code == 204
    assert uat.data(f"{path}/$value").status_code == 204
    assert uat.data("fileattachments").json()["value"] == []


def test_a_large_file_goes_in_chunks(uat, path):
    content = bytes(range(256)) * (CHUNK // 256) + b"the end"
    begun = uat.send("PATCH", f"{path}?x-ms-file-name=big.bin", b"", x_ms_transfer_mode="chunked")
    assert (begun.status_code, begun.headers["x-ms-chunk-size"]) == (200, str(CHUNK))
    at = begun.headers["location"]
    total = len(content)

    def chunk(start, end):
        says = f"bytes {start}-{end - 1}/{total}"
        return uat.send("PATCH", at, content[start:end], Content_Range=says).status_code

    assert chunk(7, 20) == 400
    assert chunk(0, CHUNK) == 206
    assert uat.data(f"{path}/$value").status_code == 204
    assert chunk(CHUNK, total) == 204
    assert uat.data(f"{path}/$value").content == content
    assert chunk(0, CHUNK) == 400


def test_a_blocked_kind_is_refused_here_too(uat, path):
    answer = upload(uat, path, b"x", "app.js")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "0x80043e09")
    assert upload(uat, path, b"x", "").status_code == 400
