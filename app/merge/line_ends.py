"""Texts are compared with one kind of line end and written with the site's."""

import re

_ANY = re.compile(r"\r\n|\r|\n")


def plain(text: str) -> str:
    """The text with LF only."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def lines_of(text: str) -> list[str]:
    """The lines of a plain text with their ends; the last may have none."""
    lines = text.split("\n")
    last = lines.pop()
    return [line + "\n" for line in lines] + ([last] if last else [])


def style_of(text: str) -> str | None:
    """The line end most lines have, None for a text without any."""
    found = _ANY.findall(text)
    if not found:
        return None
    return max(("\n", "\r\n", "\r"), key=found.count)


def written(text: str, style: str) -> str:
    """A plain text in a style."""
    return text if style == "\n" else text.replace("\n", style)
