"""Merging exports without a server: what is written, and what is asked."""

import io
import json
import os
import zipfile

import pytest

from app.exports import Row, build_snapshot, read_export, write_export
from tests.exports.samples import SMALL, WEBSITE_ID, guid, zipped

CANARY = "canary-secret-value"


def filled(questions: dict, choice: str = "template") -> dict:
    return {
        one: {**asked, "choice": choice if choice in asked["about"]["choices"] else "site"}
        for one, asked in questions["decisions"].items()
    }


def settled(merge, folder) -> dict:
    """Answers to everything, also to what the answers bring up."""
    answers: dict = {}
    for _ in range(5):
        (folder / "answers.json").write_text(json.dumps(answers))
        merge("--decisions", folder / "answers.json", "--questions", folder / "q.json")
        if not (asked := json.loads((folder / "q.json").read_text()))["decisions"]:
            return answers
        answers |= filled(asked)
    return answers


def test_what_is_left_is_listed_and_nothing_is_written(merge, folder):
    done = merge("--json")
    report = json.loads(done.stdout)
    assert done.exit_code == 1
    assert not (folder / "out.zip").exists()
    assert report["clean"] is False
    assert report["left"] == report["counts"]["conflicts"]["open"] > 5
    told = merge().stdout
    for one in report["conflicts"]:
        if one["standing"] == "open":
            line = next(line for line in told.splitlines() if line.startswith(one["id"]))
            assert all(one[part] in line for part in ("table", "title", "column", "kind"))


def test_a_place_of_a_text_is_told_by_its_lines_and_nothing_else_is(merge):
    asked = json.loads(merge("--json").stdout)["conflicts"]
    home = next(one for one in asked if (one["kind"], one["title"]) == ("text", "Home"))
    assert home["lines"] == {"base": 8, "site": 8, "template": 8}
    assert {one["lines"] for one in asked if one["kind"] != "text"} == {None}


def test_the_file_of_questions_is_filled_in_and_handed_back(merge, folder):
    answers = settled(merge, folder)
    done = merge("--decisions", folder / "answers.json")
    assert done.exit_code == 0
    assert answers
    assert (folder / "out.zip").stat().st_mode & 0o077 == 0
    before, after = (read_export((folder / n).read_bytes()) for n in ("site.zip", "out.zip"))
    assert after.website_id == before.website_id
    assert after.rows != before.rows


def test_once_merged_the_same_template_brings_nothing_more(merge, call, folder):
    settled(merge, folder)
    made = (folder / "out.zip").read_bytes()
    again = call(
        "merge", "--base", folder / "template.zip", "--site", folder / "out.zip",
        "--template", folder / "template.zip", "--out", folder / "again.zip",
    )  # fmt: skip
    assert again.exit_code == 0
    assert (folder / "again.zip").read_bytes() == made


def test_an_answer_to_other_values_is_void_and_said(merge, folder):
    answers = settled(merge, folder)
    first = next(iter(answers))
    answers[first]["fingerprint"] = "0" * 20
    (folder / "answers.json").write_text(json.dumps(answers))
    done = merge("--decisions", folder / "answers.json")
    assert done.exit_code == 1
    assert f"not asked for: {first}" in done.stdout


def test_what_was_put_off_is_left(merge, folder):
    answers = settled(merge, folder)
    first = next(iter(answers))
    answers[first]["choice"] = "later"
    (folder / "answers.json").write_text(json.dumps(answers))
    earlier = (folder / "out.zip").read_bytes()
    done = merge("--decisions", folder / "answers.json", "--report", folder / "r.json")
    assert done.exit_code == 1
    assert json.loads((folder / "r.json").read_text())["counts"]["conflicts"]["deferred"] == 1
    assert "What lies there is from before." in done.stdout
    assert (folder / "out.zip").read_bytes() == earlier


@pytest.mark.parametrize(("language", "word"), [("en", "Report of a merge"), ("ko", "병합 보고서")])
def test_the_printed_report_stands_alone_in_either_language(merge, folder, language, word):
    merge("--report", folder / "r.html", "--lang", language)
    page = (folder / "r.html").read_text("utf-8")
    assert f'<html lang="{language}">' in page
    assert word in page
    assert 'href="data:text/css;base64,' in page
    assert not any(mark in page for mark in ("<script", "/static/", "http:", "<form"))


def test_the_report_as_a_file_is_the_report_as_printed(merge, folder):
    done = merge("--report", folder / "r.json", "--json")
    assert json.loads((folder / "r.json").read_text("utf-8")) == json.loads(done.stdout)


def with_setting(value: str) -> bytes:
    setting = (
        f"- adx_name: Orders/ApiKey\n"
        f"  adx_sitesettingid: {guid(5)}\n  adx_value: {value}\n"
        f"- adx_name: Search/Enabled\n  adx_sitesettingid: {guid(6)}\n  adx_value: shown-{value}\n"
    )
    return zipped({**SMALL, "sitesetting.yml": setting})


def test_secrets_of_the_site_are_in_nothing_but_the_export(call, tmp_path):
    for name, value in (("base", "b"), ("site", "s"), ("template", "t")):
        (tmp_path / f"{name}.zip").write_bytes(with_setting(f"{CANARY}-{value}"))
    told = ""
    for kind in ("html", "json"):
        done = call(
            "merge", "--site", tmp_path / "site.zip", "--template", tmp_path / "template.zip",
            "--out", tmp_path / "out.zip", "--report", tmp_path / f"r.{kind}",
            "--questions", tmp_path / "q.json", "--json",
        )  # fmt: skip
        told += done.output + (tmp_path / f"r.{kind}").read_text()
    told += (tmp_path / "q.json").read_text()
    assert f"shown-{CANARY}-s" in told
    assert CANARY not in told.replace(f"shown-{CANARY}", "")
    asked = json.loads((tmp_path / "q.json").read_text())["decisions"].values()
    secret = [one["about"] for one in asked if one["about"]["title"] == "Orders/ApiKey"]
    assert [(one["secret"], one["values"]) for one in secret] == [(True, None)]


def test_a_folder_is_as_good_as_its_zip(merge, call, folder, stock):
    for name in ("base", "site", "template"):
        with zipfile.ZipFile(io.BytesIO(stock[f"{name}.zip"])) as archive:
            archive.extractall(folder / name)
    zips = json.loads(merge("--json").stdout)
    done = call(
        "merge", "--base", folder / "base", "--site", folder / "site",
        "--template", folder / "template", "--out", folder / "out.zip", "--json",
    )  # fmt: skip
    assert json.loads(done.stdout)["conflicts"] == zips["conflicts"]


def snapshot(value: str, modified: str) -> bytes:
    site = Row("adx_website", WEBSITE_ID, {"adx_name": "Contoso"})
    meta = {"createdon": "2026-01-01T00:00:00Z", "modifiedon": modified}
    rows = [
        Row("adx_contentsnippet", guid(3), {"adx_name": "Mine", "adx_value": value}, meta=meta),
        Row("adx_contentsnippet", guid(4), {"adx_name": "Too", "adx_value": value}, meta=meta),
    ]
    return build_snapshot("Contoso", WEBSITE_ID, [site, *rows], {})


@pytest.mark.parametrize(
    ("modified", "code"), [("2026-01-01T00:00:01Z", 0), ("2026-02-02T00:00:00Z", 1)]
)
def test_without_a_base_only_rows_that_nobody_touched_are_taken_in_bulk(
    call, tmp_path, modified, code
):
    (tmp_path / "site.zip").write_bytes(snapshot("old", modified))
    (tmp_path / "template.zip").write_bytes(snapshot("new", modified))
    words = ("merge", "--site", tmp_path / "site.zip", "--template", tmp_path / "template.zip")
    out = tmp_path / "out.zip"
    assert call(*words, "--out", out).exit_code == 1
    assert call(*words, "--out", out, "--accept-suggestions").exit_code == code
    assert out.exists() == (code == 0)
    if out.exists():
        rows = read_export(out.read_bytes()).rows
        assert {row.columns.get("adx_value") for row in rows} == {None, "new"}
        assert not any("createdon" in row.columns for row in rows)


def test_a_site_that_has_what_the_template_brings_is_left_as_it_is(call, folder):
    new, out = folder / "template.zip", folder / "out.zip"
    sides = ("--base", folder / "base.zip", "--site", new, "--template", new)
    done = call("merge", *sides, "--out", out, "--json")
    report = json.loads(done.stdout)
    assert (done.exit_code, report["clean"], report["changes"]) == (0, True, [])
    assert out.read_bytes() == new.read_bytes()
    said = "already has what the new template brings"
    assert said in call("merge", *sides, "--out", out).stdout


def test_a_site_that_kept_its_own_text_does_not_have_what_the_template_brings(call, tmp_path):
    sides = []
    for name in ("base", "site", "template"):
        row = Row("adx_contentsnippet", guid(4), {"adx_name": "Greeting", "adx_value": name})
        (tmp_path / f"{name}.zip").write_bytes(write_export(zipped(SMALL), [row]))
        sides += [f"--{name}", tmp_path / f"{name}.zip"]
    asked, words = tmp_path / "q.json", ("merge", *sides, "--out", tmp_path / "out.zip")
    call(*words, "--questions", asked)
    answers = filled(json.loads(asked.read_text()), "site")
    asked.write_text(json.dumps(answers))
    done = call(*words, "--decisions", asked)
    assert done.exit_code == 0
    assert "already has" not in done.stdout


def test_a_title_from_an_export_cannot_steer_the_terminal(call, tmp_path):
    def named(value: str) -> bytes:
        row = Row("adx_contentsnippet", guid(4), {"adx_name": "Bare\u202e", "adx_value": value})
        return write_export(zipped(SMALL), [row])

    for name in ("base", "site", "template"):
        (tmp_path / f"{name}.zip").write_bytes(named(name))
    done = call(
        "merge", "--base", tmp_path / "base.zip", "--site", tmp_path / "site.zip",
        "--template", tmp_path / "template.zip", "--out", tmp_path / "out.zip",
    )  # fmt: skip
    assert done.exit_code == 1
    assert "Bare" in done.stdout
    assert "\u202e" not in done.stdout


def test_the_report_obeys_the_umask(merge, folder):
    before = os.umask(0o027)
    try:
        merge("--report", folder / "r.json")
    finally:
        os.umask(before)
    assert (folder / "r.json").stat().st_mode & 0o777 == 0o640
