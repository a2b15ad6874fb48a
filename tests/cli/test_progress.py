"""Whoever watches sees how far a long work is; a log does not."""

import io
import sys

from app.cli.progress import Progress
from app.i18n.translator import load_translators


class Terminal(io.StringIO):
    def isatty(self):
        return True


def worked(monkeypatch, stream, language="en"):
    monkeypatch.setattr(sys, "stderr", stream)
    progress = Progress(load_translators()[language])
    progress.begin("Reading base")
    for number in range(1, 1001):
        progress.part(number, 1000)
    progress.begin("Merging")
    progress.close()
    return stream.getvalue()


def test_a_terminal_shows_a_line_for_each_work_and_no_more_than_can_be_seen(monkeypatch):
    said = worked(monkeypatch, Terminal())
    assert [line.rpartition("\r")[2] for line in said.split("\n")] == [
        "Reading base [########################] 1000 of 1000",
        "Merging ...",
        "",
    ]
    assert said.count("\r") < 30


def test_a_log_stays_quiet(monkeypatch):
    assert worked(monkeypatch, io.StringIO()) == ""


def test_it_speaks_the_language_that_was_asked_for(monkeypatch):
    assert "1000개 중 1000개" in worked(monkeypatch, Terminal(), "ko")
