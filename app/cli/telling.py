"""A merge report for a terminal: numbers first, then what is left for a person."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typer

from app.cli.decided import LEFT
from app.cli.words import plain
from app.i18n.translator import Translator
from app.merge.outcome import Case
from app.steps.update.fault_words import FAULTS
from app.steps.update.texts import INSTEAD
from app.steps.update.words import CASES, KINDS, NOTES, PROBLEMS, STANDINGS

_NOTHING_NEW = frozenset((Case.UNCHANGED, Case.KEPT, Case.OWN, Case.ADOPTED, Case.GONE))


def tell(report: Mapping[str, Any], out: Path, to: Translator) -> None:
    """Codes stand beside the words, so that a script or a search finds them."""
    for case, number in report["counts"]["cases"].items():
        typer.echo(f"{number:6}  {case}: {to.gettext(CASES[case])}")
    for standing, number in report["counts"]["conflicts"].items():
        typer.echo(f"{number:6}  {standing}: {to.gettext(STANDINGS[standing])}")
    _notes(report, to)
    _faults(report, to)
    left = [one for one in report["conflicts"] if one["standing"] in LEFT]
    typer.echo()
    if not left:
        if not report["conflicts"] and report["counts"]["cases"].keys() <= _NOTHING_NEW:
            typer.echo(to.gettext("Your site already has what the new template brings."))
        typer.echo(to.gettext("Everything is decided. Written: %(file)s", file=out))
        _result(report["result"], to)
        return
    asked = to.ngettext("%(n)s decision is left", "%(n)s decisions are left", len(left))
    unwritten = to.gettext("Nothing was written to %(file)s.", file=out)
    before = to.gettext("What lies there is from before.") if out.exists() else ""
    typer.echo(f"{asked}. {unwritten} {before}".rstrip())
    for one in left:
        _conflict(one, to)


def _result(result: Mapping[str, Any], to: Translator) -> None:
    if result["instead"]:
        about = f" {result['subject']}".rstrip()
        typer.echo(plain(f"! {_words(INSTEAD, result['instead'], to)}{about}"))


def _conflict(one: Mapping[str, Any], to: Translator) -> None:
    place = f"{one['column']} {one['path']}".strip() or "-"
    typer.echo(plain(f"{one['id']}  {one['kind']}  {one['table']}  {place}  {one['title']}"))
    typer.echo(f"    {to.gettext(KINDS[one['kind']])}")


def _notes(report: Mapping[str, Any], to: Translator) -> None:
    for void in report["void_decisions"]:
        said = to.gettext("This decision does not fit its conflict, or is not asked for:")
        typer.echo(plain(f"! {said} {void}"))
    for problem in report["problems"]:
        said = _words(PROBLEMS, problem["code"], to)
        typer.echo(plain(f"! {said} {problem['file']}: {problem['subject']}"))
    for code in dict.fromkeys(note["code"] for note in report["notes"]):
        about = [_subject(note) for note in report["notes"] if note["code"] == code]
        typer.echo(plain(f"- {_words(NOTES, code, to)}{_listed(about)}"))


def _faults(report: Mapping[str, Any], to: Translator) -> None:
    """What the merge would bring, in full; what was so before, by its name."""
    for code, titles in _by_code(report["site_check"]["new"]).items():
        words = FAULTS[code]
        said = " ".join(to.gettext(text) for text in (words.says, words.means, words.do))
        typer.echo(plain(f"! {said} ({code}: {'; '.join(titles)})"))
    for code, titles in _by_code(report["site_check"]["before"]).items():
        was = to.gettext("It was so before:")
        typer.echo(plain(f"- {was} {to.gettext(FAULTS[code].says)} ({code}: {len(titles)})"))


def _by_code(faults: Sequence[Mapping[str, Any]]) -> Mapping[str, Sequence[str]]:
    codes = dict.fromkeys(fault["code"] for fault in faults)
    return {code: [f["title"] for f in faults if f["code"] == code] for code in codes}


def _subject(note: Mapping[str, Any]) -> str:
    """With the number of records that it is about."""
    count = note["details"].get("count")
    return f"{note['subject']}: {count}" if count else note["subject"]


def _listed(subjects: Sequence[str]) -> str:
    named = sorted({subject for subject in subjects if subject})
    return f" ({'; '.join(named)})" if named else ""


def _words(words: Mapping[str, str], code: str, to: Translator) -> str:
    return to.gettext(words[code]) if code in words else code
