"""What to send to the person who can help: one text in each language, whoever reads the page.

It names the environment and the person who asks, and nobody else: a finding that tells whose word
it rests on says "a colleague" here. What the texts of findings hold is shown to every reader of
the wizard; there is no secret among it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from app.i18n import N_
from app.i18n.times import format_time
from app.i18n.translator import LANGUAGES, Translator
from app.store.asking_tables import OneTimeLink
from app.web.words import Words
from app.wizard.finding import Finding, Level

LONGEST_MAIL: Final = 1900
"""Programs cut longer addresses off. Korean takes nine characters for each syllable."""

_LABELS: Final = (
    N_("What was found:"),
    N_("Why it matters:"),
    N_("What is needed:"),
    N_("Who can do it:"),
)


@dataclass(frozen=True)
class Sender:
    """Who asks, about which environment, and where the wizard shows it."""

    name: str
    environment: str
    url: str
    page: str


@dataclass(frozen=True)
class RequestText:
    """`mail` is the address of a new message; `is_whole` says whether the text fits into it."""

    language: str
    language_name: str
    title: str
    text: str
    mail: str
    is_whole: bool


def request_texts(
    finding: Finding, words: Words, sender: Sender, translators: Mapping[str, Translator]
) -> list[RequestText]:
    return [
        _in_language(finding, words, sender, translators[language], name)
        for language, name in LANGUAGES.items()
    ]


def invitation(
    question: str, address: str, link: OneTimeLink, environment: str, to: Translator
) -> RequestText:
    """The message that brings a one-time link to a colleague."""
    title = to.gettext(N_("One question about %(environment)s"), environment=environment)
    text = to.gettext(
        N_(
            "Hello,\n\n%(name)s asks you one question about the Customer portal in %(environment)s:"
            " %(question)s.\n\nAnswer it here, without an account: %(address)s\n\nThe link works"
            " for one answer, until %(date)s. Please do not pass it on."
        ),
        name=link.by_name,
        environment=environment,
        question=to.gettext(question),
        address=address,
        date=format_time(link.expires_at, to.language),
    )
    return _written(title, text, to, LANGUAGES[to.language])


def _in_language(
    finding: Finding, words: Words, sender: Sender, to: Translator, name: str
) -> RequestText:
    title = to.gettext(
        N_("Help needed for the Customer portal in %(environment)s"),
        environment=sender.environment,
    )
    text = "\n\n".join(_paragraphs(finding, words, sender, to))
    return _written(title, text, to, name)


def _written(title: str, text: str, to: Translator, name: str) -> RequestText:
    whole = _mail(title, text)
    fits = len(whole) <= LONGEST_MAIL
    return RequestText(
        to.language, name, title, text, whole if fits else _mail(title, ""), is_whole=fits
    )


def _paragraphs(finding: Finding, words: Words, sender: Sender, to: Translator) -> Iterator[str]:
    places = {**finding.details, "subject": finding.subject}
    if "name" in places:
        places["name"] = to.gettext(N_("A colleague"))
    yield to.gettext(N_("Hello,"))
    yield to.gettext(
        N_(
            "we set up the Customer portal of Dynamics 365 Supply Chain Management in the"
            " environment %(environment)s (%(url)s). One thing there needs your role."
        ),
        environment=sender.environment,
        url=sender.url,
    )
    parts = (words.says, words.means, words.ask or words.do, words.who)
    for label, text in zip(_LABELS, parts, strict=True):
        if text:
            yield f"{to.gettext(label)} {to.gettext(text, **places)}"
    if link := finding.details.get("link", words.link):
        yield to.gettext(N_("Where: %(link)s"), link=link)
    yield _noticed(finding, sender, to)
    yield to.gettext(N_("Thank you. %(name)s"), name=sender.name)


def _noticed(finding: Finding, sender: Sender, to: Translator) -> str:
    if finding.level is Level.UNKNOWN:
        text = N_(
            "How we notice: our set-up page looks again by itself or when we ask it to (%(page)s)."
            " If our account may not look there, tell us what you see."
        )
    else:
        text = N_(
            "How we notice: our set-up page looks again by itself or when we ask it to (%(page)s)."
            " You need not report back."
        )
    return to.gettext(text, page=sender.page)


def _mail(title: str, text: str) -> str:
    body = f"&body={quote(text.replace(chr(10), chr(13) + chr(10)), safe='')}" if text else ""
    return f"mailto:?subject={quote(title, safe='')}{body}"
