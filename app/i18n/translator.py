"""The catalogues, read straight from the .po files when the product starts."""

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

LANGUAGES: Mapping[str, str] = MappingProxyType({"en": "English", "ko": "한국어"})
"""Each language by its own name. The first is the language of the source."""

LOCALE = Path(__file__).parent / "locale"


class Translator:
    """One language's texts, for Python code. Templates use the same catalogue."""

    def __init__(self, language: str, catalogue: NullTranslations) -> None:
        self.language = language
        self.catalogue = catalogue

    def gettext(self, text: str, **places: object) -> str:
        return self.catalogue.gettext(text) % places

    def ngettext(self, one: str, many: str, n: int, **places: object) -> str:
        return self.catalogue.ngettext(one, many, n) % {"n": n, **places}


@cache
def load_translators(locale: Path = LOCALE) -> Mapping[str, Translator]:
    """All languages, read once in a process."""
    return MappingProxyType(
        {language: Translator(language, _read(language, locale)) for language in LANGUAGES}
    )


def _read(language: str, locale: Path) -> NullTranslations:
    source = locale / language / "LC_MESSAGES" / "messages.po"
    if not source.exists():
        return NullTranslations()
    compiled = BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)
