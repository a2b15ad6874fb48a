"""The texts of the product and their translations: `extract`, then translate, then `check`."""

import io
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "app" / "i18n" / "locale"
TEMPLATE = LOCALE / "messages.pot"
LANGUAGES = ("ko",)
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
DATE = datetime(2026, 1, 1, tzinfo=UTC)  # the same on every run: only texts make a difference
PLACE = re.compile(r"%\((\w+)\)[sd]")


def main(arguments: list[str]) -> int:
    match arguments:
        case ["extract"]:
            extract()
            return 0
        case ["check"]:
            faults = list(check())
            for fault in faults:
                sys.stderr.write(f"{fault}\n")
            return 1 if faults else 0
        case _:
            sys.stderr.write("usage: i18n.py extract | check\n")
            return 2


def extract() -> None:
    """Write the list of texts, and give each language the new ones, empty, to translate."""
    found = collect()
    LOCALE.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(written(found))
    for language in LANGUAGES:
        file = catalogue_file(language)
        catalogue = read(file, language) if file.exists() else new_catalogue(language)
        catalogue.update(found, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(written(catalogue))


def check() -> Iterator[str]:
    """What stands between the catalogues and a product without gaps, one line each."""
    if not TEMPLATE.exists() or TEMPLATE.read_bytes() != written(collect()):
        yield "The list of texts is not current: run tools/i18n.py extract, then translate."
    for language in LANGUAGES:
        yield from check_language(language)


def check_language(language: str) -> Iterator[str]:
    wanted = {key(message) for message in texts(collect())}
    catalogue = read(catalogue_file(language), language)
    for message in texts(catalogue):
        for fault in faults_of(message, catalogue.num_plurals):
            yield f"{language}: {fault}: {message.id!r}"
    for missing in sorted(wanted - {key(message) for message in texts(catalogue)}, key=str):
        yield f"{language}: not in the catalogue: {missing!r}"


def faults_of(message: Message, plurals: int) -> Iterator[str]:
    translations = forms(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if not all(translations) or not translations:
        yield "not translated"
        return
    if isinstance(message.id, tuple | list) and len(translations) != plurals:
        yield f"{len(translations)} plural forms instead of {plurals}"
    expected = places(forms(message.id)[-1:])
    if any(places([translation]) != expected for translation in translations):
        yield "other places than in the source"


def collect() -> Catalog:
    """Every marked text of the product."""
    found = new_catalogue()
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    for folder in ("app", "templates"):
        for name, _line, text, comments, context in extract_from_dir(
            ROOT / folder,
            [(pattern.removeprefix(f"{folder}/"), method) for pattern, method in methods],
            {pattern.removeprefix(f"{folder}/"): options[pattern] for pattern in options},
            KEYWORDS,
        ):
            found.add(
                text, None, [(f"{folder}/{name}", 1)], auto_comments=comments, context=context
            )
    return found


def written(catalogue: Catalog) -> bytes:
    file = io.BytesIO()
    catalogue.creation_date = catalogue.revision_date = DATE
    write_po(file, catalogue, width=0, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return file.getvalue()


def read(file: Path, language: str) -> Catalog:
    with file.open("rb") as source:
        return read_po(source, locale=language)


def new_catalogue(language: str | None = None) -> Catalog:
    return Catalog(
        locale=language,
        project="Customer portal setup",
        version="1",
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        header_comment="# Texts of Customer portal setup",
        creation_date=DATE,
        revision_date=DATE,
        fuzzy=False,
    )


def catalogue_file(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "messages.po"


def texts(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def key(message: Message) -> tuple[str, ...]:
    return (message.context or "", *forms(message.id))


def forms(text: str | Iterable[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def places(written_texts: Iterable[str]) -> set[str]:
    return {place for text in written_texts for place in PLACE.findall(text)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
