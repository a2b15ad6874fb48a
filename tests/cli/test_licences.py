"""Bringing the table of products up to date: from a file, or over the one way out for it."""

import os

import httpx
import pytest
from starlette.responses import RedirectResponse, Response

from app.microsoft.errors import Refused, UnexpectedReply
from app.microsoft.published_list import ADDRESS, HOST, LARGEST, download
from app.practice.licences.download import download_app
from app.steps.licensing.products import beside, read_table
from tests.serving import free_socket, served
from tests.steps.licensing.test_renewing import SCM, a_list, guid, row

NEW = row("Brand new", "NEW_SCM", guid(1), "D365_SCM", SCM)
SEPTEMBER = 1_788_220_800  # 2026-09-01


@pytest.fixture
def file(tmp_path):
    """Microsoft's list as somebody downloaded it in September 2026."""
    made = tmp_path / "list.csv"
    made.write_bytes(a_list(NEW))
    os.utime(made, (SEPTEMBER, SEPTEMBER))
    return made


def table(tmp_path):
    return beside(tmp_path / "data")


def test_what_changes_is_shown_and_the_table_is_laid_into_the_data_folder(call, file, tmp_path):
    done = call("licences", "update", "--from", file)
    assert done.exit_code == 0, done.output
    assert "+ fo_scm_base: Brand new (NEW_SCM), D365_SCM" in done.stdout
    made = read_table(table(tmp_path))
    assert made.as_of == "2026-09-01"
    assert made.means("fo_scm_base", "NEW_SCM")
    again = call("licences", "update", "--from", file)
    assert "not newer than the table in use" in again.stdout


def test_a_dry_run_writes_nothing(call, file, tmp_path):
    done = call("licences", "update", "--from", file, "--dry-run")
    assert (done.exit_code, table(tmp_path).exists()) == (0, False)
    assert "+ fo_scm_base: Brand new" in done.stdout


def test_a_file_that_is_something_else_is_refused_and_nothing_changes(call, file, tmp_path):
    file.write_text("a,b,c\n1,2,3\n")
    done = call("licences", "update", "--from", file)
    assert (done.exit_code, table(tmp_path).exists()) == (2, False)
    assert "not Microsoft's list of products" in done.stderr
    assert call("licences", "update", "--from", tmp_path / "none.csv").exit_code == 2


def test_the_list_is_downloaded_only_when_it_is_asked_for(call, monkeypatch, tmp_path):
    asked = []

    async def listening(scope, receive, send):
        asked.append(dict(scope["headers"])[b"host"].decode())
        await download_app()(scope, receive, send)

    with served(listening, free_socket()) as address:
        monkeypatch.setenv("PORTAL_SETUP_MICROSOFT_AT", address)
        call("doctor")
        assert asked == []
        done = call("licences", "update")
    assert done.exit_code == 0, done.output
    assert asked == [HOST]
    assert read_table(table(tmp_path)).as_of == "2026-03-02"


def test_without_an_answer_it_says_how_to_go_on_by_hand(call, monkeypatch, tmp_path):
    monkeypatch.setenv("PORTAL_SETUP_MICROSOFT_AT", "http://127.0.0.1:9")
    done = call("licences", "update")
    assert done.exit_code == 1
    assert "--from FILE" in done.stderr
    assert not table(tmp_path).exists()


def answering(answer):
    return httpx.MockTransport(lambda _: answer)


def test_no_token_leaves_and_no_other_host_is_reached():
    seen = []

    def answer(request):
        seen.append(request)
        return httpx.Response(200, content=b"x")

    got = download(inner=httpx.MockTransport(answer))
    assert (got.data, got.dated) == (b"x", None)
    assert "authorization" not in seen[0].headers
    for other in ("https://graph.microsoft.com/", f"https://{HOST}.example/", f"http://{HOST}/",
                  f"https://{HOST}:8443/", "https://api.powerplatform.com/"):  # fmt: skip
        with pytest.raises(Exception, match="list of products"):
            download(inner=httpx.MockTransport(answer), address=other)
    assert len(seen) == 1
    assert str(seen[0].url) == ADDRESS


@pytest.mark.parametrize(
    "answer", [RedirectResponse("https://elsewhere.example/"), Response("", 404)]
)
def test_what_is_not_the_file_itself_is_refused(answer):
    reply = httpx.Response(answer.status_code, headers=dict(answer.headers))
    with pytest.raises(Refused):
        download(inner=answering(reply))


def test_an_answer_without_end_is_cut_off():
    with pytest.raises(UnexpectedReply, match="too_large"):
        download(inner=answering(httpx.Response(200, content=b"x" * (LARGEST + 1))))
