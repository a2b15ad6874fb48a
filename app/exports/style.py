"""Text as YAML, in the style that the pac tool writes: plain if it can be, quoted if it must."""

import re
from collections.abc import Sequence

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_PLAIN_FORBIDS = re.compile(
    r"""^[\s?:,\[\]{}\#&*!|>'"%@`]   # a sign that means something to YAML
      | ^-(?![A-Za-z0-9]) | ^\.\.\.
      | :(?:\s|$) | \s\# | \s$
      | ^(?:~|null|Null|NULL|)$""",
    re.VERBOSE,
)
_UNPRINTABLE = re.compile(
    r"[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


def field(key: str, value: str | Sequence[str] | None, indent: str = "") -> str:
    """The lines of one key. A list is a block list at the key's own depth, as pac writes it."""
    if not _KEY.fullmatch(key):
        msg = f"not a column name: {key[:100]!r}"
        raise ValueError(msg)
    if value is None or isinstance(value, str):
        return f"{indent}{key}: {scalar(value, indent + '  ')}\n"
    if not value:
        return f"{indent}{key}: []\n"
    return f"{indent}{key}:\n" + "".join(f"{indent}- {scalar(one, '')}\n" for one in value)


def scalar(text: str | None, indent: str) -> str:
    """What stands after the colon. Reading it back gives exactly this text; None is nothing."""
    if not text:
        return ""
    if _UNPRINTABLE.search(text.replace("\n", "")):
        return _double_quoted(text)
    if "\n" in text:
        return _folded(text, indent) if _foldable(text) and indent else _double_quoted(text)
    if _PLAIN_FORBIDS.search(text):
        return "'" + text.replace("'", "''") + "'"
    return text


def _foldable(text: str) -> bool:
    """Whether a folded block can hold it: it starts and ends with a line that has words in it."""
    if text[0].isspace() or text[-1].isspace():
        return False
    return not any(line.isspace() for line in text.split("\n"))


def _folded(text: str, indent: str) -> str:
    """A block in which one line break is written as two, except around indented lines."""
    lines = [">-"]
    before = ""
    for line in text.split("\n"):
        if line:
            written = before and not before.startswith(" ") and not line.startswith(" ")
            if written:
                lines.append("")
            before = line
        lines.append(indent + line if line else "")
    return "\n".join(lines)


def _double_quoted(text: str) -> str:
    return '"' + re.sub(r'["\\]|' + _UNPRINTABLE.pattern, _escape, text) + '"'


def _escape(match: re.Match[str]) -> str:
    sign = match[0]
    return _NAMED.get(sign) or f"\\u{ord(sign):04x}"
