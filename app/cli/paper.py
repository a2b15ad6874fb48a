"""A report as one HTML file that can be sent and printed: it needs no server and no network."""

from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from app.cli.language import Language
from app.i18n.times import format_number, format_time
from app.settings import ROOT
from app.steps.update.words import WORDS
from app.web.render import Pages


class Embedded:
    """Style sheets inside the page itself, in place of an address on a server."""

    def address(self, name: str) -> str:
        content = (ROOT / "static" / name).read_bytes()
        return f"data:text/css;base64,{b64encode(content).decode('ascii')}"


def printed(report: Mapping[str, Any], language: Language, now: datetime) -> str:
    """Made of the same values as the JSON report, so secrets are in neither."""
    return Pages(Embedded()).render(
        "reports/merge.html",
        language.value,
        None,
        {
            "language": language.value,
            "report": report,
            "words": WORDS,
            "made": format_time(now, language.value),
            "number": partial(_number, language),
        },
    )


def _number(language: Language, number: float) -> str:
    return format_number(number, language.value)
