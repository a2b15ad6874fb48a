"""Decisions in a file: for another environment, with their notes, and without any secret."""

import io
import json
import uuid
import zipfile

from app.exports import read_export
from app.merge.content_hash import short_hash
from tests.cli.test_merge import settled, with_setting


def elsewhere(data: bytes) -> bytes:
    """The same site in another environment: every id is another one."""
    export = read_export(data)
    ids = {row.id: str(uuid.uuid5(uuid.NAMESPACE_OID, row.id)) for row in export.rows}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as made:
        for name in source.namelist():
            content = source.read(name)
            for old, new in ids.items():
                content = content.replace(old.encode(), new.encode())
            made.writestr(name, content)
    return out.getvalue()


def test_decisions_of_one_environment_decide_the_same_in_another(merge, folder, stock):
    answers = settled(merge, folder)
    here = json.loads(merge("--json", "--decisions", folder / "answers.json").stdout)
    for name, data in stock.items():
        (folder / name).write_bytes(elsewhere(data))
    done = merge("--json", "--decisions", folder / "answers.json", "--report", folder / "r.html")
    there = json.loads(done.stdout)
    rights = [one for one in here["conflicts"] if one["kind"] == "permission"]
    open_there = [one for one in there["conflicts"] if one["standing"] == "open"]
    assert {one["kind"] for one in open_there} <= {"permission", "record"}
    assert there["counts"]["conflicts"]["decided"] >= len(answers) - 2 * len(rights) > 0


def test_a_note_beside_an_answer_is_in_the_report(merge, folder):
    answers = settled(merge, folder)
    first = next(iter(answers))
    answers[first]["note"] = "agreed with <sales>"
    (folder / "answers.json").write_text(json.dumps(answers))
    done = merge("--decisions", folder / "answers.json", "--json", "--report", folder / "r.html")
    notes = {one["id"]: one["note"] for one in json.loads(done.stdout)["conflicts"]}
    assert notes[first] == "agreed with <sales>"
    assert "agreed with &lt;sales&gt;" in (folder / "r.html").read_text()


def test_a_secret_has_no_fingerprint_that_it_could_be_guessed_from(call, tmp_path):
    """Two sites that differ in nothing but a secret of one letter, asked about the same."""
    words = ["merge", "--site", tmp_path / "site.zip", "--template", tmp_path / "template.zip"]
    (tmp_path / "site.zip").write_bytes(with_setting("a"))
    (tmp_path / "template.zip").write_bytes(with_setting("b"))
    call(*words, "--out", tmp_path / "out.zip", "--questions", tmp_path / "q.json")
    asked = json.loads((tmp_path / "q.json").read_text())["decisions"]
    [secret] = [one for one in asked.values() if one["about"]["title"] == "Orders/ApiKey"]
    guessed = short_hash(None, "a", "b", "")
    assert guessed not in (tmp_path / "q.json").read_text()
    assert secret["place"] == secret["values"] == ""

    secret["choice"] = "site"
    answered = {"format": "portal-setup decisions", "version": 1, "decisions": asked}
    (tmp_path / "d.json").write_text(json.dumps(answered))
    given = call(
        *words, "--out", tmp_path / "out.zip", "--decisions", tmp_path / "d.json", "--json"
    )
    [found] = [c for c in json.loads(given.stdout)["conflicts"] if c["secret"]]
    assert found["choice"] == "site"
    (tmp_path / "site.zip").write_bytes(with_setting("c"))
    void = call(*words, "--out", tmp_path / "out.zip", "--decisions", tmp_path / "d.json", "--json")
    [found] = [c for c in json.loads(void.stdout)["conflicts"] if c["secret"]]
    assert found["choice"] is None
