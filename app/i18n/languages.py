"""The names of languages that Microsoft numbers."""

from locale import windows_locale

from babel import Locale, UnknownLocaleError


def language_name(lcid: int, reader: str) -> str:
    """In the reader's language; the number alone for a language that we cannot name."""
    name = windows_locale.get(lcid, "")
    try:
        shown = Locale.parse(name).get_display_name(reader)
    except (UnknownLocaleError, ValueError, TypeError):
        shown = None
    return f"{shown} ({lcid})" if shown else str(lcid)
