"""How far an environment is, from the wizard's own store."""

import json
from collections.abc import Iterator
from typing import Any

import typer

from app.cli.configured import read_settings
from app.cli.language import Language
from app.cli.looking import look
from app.cli.refusal import refusals
from app.cli.standing_report import report_of
from app.cli.words import plain, translator
from app.i18n.translator import Translator
from app.steps.licensing import products


def status(typed: str, language: Language, *, as_json: bool) -> None:
    """Ends with 1 while a step is not completed."""
    to = translator(language)
    with refusals():
        settings = read_settings()
        products.look_beside(settings.data_dir)
        report = report_of(look(settings, typed), to)
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        for line in lines(report, to):
            typer.echo(plain(line))
    if not report["completed"]:
        raise typer.Exit(1)


def lines(report: dict[str, Any], to: Translator) -> Iterator[str]:
    """For a terminal: the environment, its four steps, and what is to be done by whom."""
    yield f"{report['environment']['name']}  {report['environment']['url']}"
    yield ""
    for number, step in enumerate(report["steps"], start=1):
        seen = step["seen_at"]
        when = to.gettext("seen %(time)s", time=seen) if seen else to.gettext("never looked at")
        yield f"{number}  {step['title']}: {step['says']} ({when})"
    yield ""
    yield from _not_as_it_was(report, to)
    yield from _ahead(report, to)
    for one in report["asked"]:
        yield to.gettext("Waiting for %(who)s since %(time)s.", who=one["who"], time=one["since"])
    for one in report["statements"]:
        yield to.gettext("%(name)s stated: %(what)s", name=one["by"], what=one["says"])
    for run in report["under_way"]:
        yield to.gettext("Under way: %(run)s, asked for by %(name)s.", run=run["title"],
                         name=run["by"])  # fmt: skip


def _not_as_it_was(report: dict[str, Any], to: Translator) -> Iterator[str]:
    for one in report["not_as_it_was"]:
        if one["was"] == "fine":
            yield to.gettext("Fine on %(time)s, now: %(says)s", time=one["at"], says=one["says"])
        else:
            yield to.gettext("Changed since %(time)s: %(says)s", time=one["at"], says=one["says"])


def _ahead(report: dict[str, Any], to: Translator) -> Iterator[str]:
    ahead = report["next"]
    if ahead is None:
        yield to.gettext("Nothing waits for you here.")
    else:
        title = next(s["title"] for s in report["steps"] if s["step"] == ahead["step"])
        yield to.gettext("Next: %(step)s", step=title)
        yield from (f"  {ahead[part]}" for part in ("says", "do") if ahead[part])
    for one in report["waits_for"]:
        if said := _waiting(one, to):
            yield said


def _waiting(one: dict[str, Any], to: Translator) -> str:
    match one["for"]:
        case "sign_in":
            return to.gettext(
                "%(run)s waits until %(name)s signs in again.", run=one["title"], name=one["who"]
            )
        case "token":
            return to.gettext("%(run)s waits for a token.", run=one["title"])
        case "decisions":
            return to.ngettext("%(n)s decision is left", "%(n)s decisions are left", one["count"])
        case _:
            return to.gettext("Who can do it: %(role)s", role=one["who"]) if one["who"] else ""
