"""What can be wrong with a page, asked of a browser that shows it, or of its text alone."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from bs4 import BeautifulSoup, NavigableString

from app.i18n.translator import LOCALE
from tests.browser import Visit

LATIN = re.compile(r"(?:[A-Za-z]{2,}[,:]? ){3,}[A-Za-z]{2,}")
"""Four words in a row: a sentence, where it is not a name."""
HANGUL = re.compile(r"[가-힣]")
WHOLE = ["p", "li", "h1", "h2", "a", "button", "label", "legend", "summary", "dt", "dd"]
SPOKEN = ("aria-label", "title", "alt", "placeholder")
OTHERS = ("script", "style", "pre", "code", "textarea", "select", "table", ".mono")
"""Where the words are the customer's, Microsoft's, or a machine's."""

_STOPS = """() => {
  const channels = (c) => (c.match(/[0-9.]+/g) || ['0', '0', '0', '0']).map(Number);
  const alpha = (c) => (channels(c).length > 3 ? channels(c)[3] : 1);
  const light = (c) => channels(c).slice(0, 3)
    .map((v) => ((v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const under = (e) => {
    for (let p = e.parentElement; p; p = p.parentElement) {
      const colour = getComputedStyle(p).backgroundColor;
      if (alpha(colour) === 1) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const named = 'a[href], button, input, select, textarea, summary, [tabindex]';
  const found = [...document.querySelectorAll(named)];
  const stops = found.filter((e) => e.tabIndex >= 0 && !e.disabled && e.type !== 'hidden');
  const faults = found.filter((e) => e.tabIndex > 0).map((e) => `out of order: ${e.outerHTML}`);
  for (const stop of stops.filter((e) => e.checkVisibility({visibilityProperty: true}))) {
    stop.focus({preventScroll: true});
    const name = stop.outerHTML.slice(0, 120);
    if (document.activeElement !== stop) { faults.push(`takes no focus: ${name}`); continue; }
    const ring = getComputedStyle(stop);
    const [a, b] = [light(ring.outlineColor), light(under(stop))].sort((x, y) => y - x);
    const isSeen = ring.outlineStyle !== 'none' && parseFloat(ring.outlineWidth) >= 2;
    if (!isSeen) faults.push(`no outline: ${name}`);
    else if ((a + 0.05) / (b + 0.05) < 3) faults.push(`faint outline: ${name}`);
  }
  return faults;
}"""

_BORDERLESS = """() => [...document.querySelectorAll('.tag, .button, .card, .message')]
  .filter((e) => e.checkVisibility() && getComputedStyle(e).borderTopStyle === 'none')
  .map((e) => `no border: ${e.outerHTML.slice(0, 120)}`)"""

_OUT_OF_REACH = """() => {
  const controls = 'button:not([aria-disabled=true]), input, select, textarea';
  const helpers = '#connection, [data-print], [data-copy], [aria-hidden=true]';
  const dead = [...document.querySelectorAll(controls)].filter((e) => e.checkVisibility())
    .filter((e) => !e.form || !e.form.getAttribute('action') || e.type === 'button');
  const hidden = [...document.querySelectorAll(`body [hidden]:not(${helpers})`)];
  return [...dead.map((e) => `does nothing without script: ${e.outerHTML.slice(0, 120)}`),
          ...hidden.map((e) => `is not seen without script: ${e.outerHTML.slice(0, 120)}`)];
}"""

_FOCUS = """() => {
  const e = document.activeElement;
  if (e === document.body) return 'nothing';
  if (e.matches('main > :first-child[role=alert]')) return 'summary';
  return e.matches('h1') ? 'heading' : e.outerHTML.slice(0, 120);
}"""

_DEAD_LINKS = """() => {
  const end = (a) => document.getElementById(decodeURIComponent(a.hash.slice(1)));
  const isTold = (a) => end(a)?.closest('.field, fieldset')?.querySelector('.error');
  const fault = (words) => (a) => `${words}: ${a.outerHTML.slice(0, 120)}`;
  return [
    ...[...document.querySelectorAll('a[href^="#"]')].filter((a) => !end(a))
      .map(fault('leads nowhere')),
    ...[...document.querySelectorAll('main [role=alert] a')].filter((a) => !isTold(a))
      .map(fault('not told at the field')),
  ];
}"""


def stops(visit: Visit) -> list[str]:
    """Whatever Tab reaches and that does not show it, two pixels wide and 3 to 1 in contrast."""
    visit.page.keyboard.press("Tab")  # from now on a focus is one of the keyboard
    return visit.page.evaluate(_STOPS)


def borderless(visit: Visit) -> list[str]:
    """Parts whose colour the system has taken away, and that have no border to be known by."""
    return visit.page.evaluate(_BORDERLESS)


def out_of_reach(visit: Visit) -> list[str]:
    """What only a script could bring in sight, and controls that only a script makes work."""
    return visit.page.evaluate(_OUT_OF_REACH)


def focus(visit: Visit, status: int) -> list[str]:
    """A form that came back has the focus on its summary, and each line of it leads to a field."""
    has_summary = visit.page.locator("main [role=alert]").count()
    told_to = visit.page.locator("main [autofocus]").count()
    wanted = "summary" if has_summary else "heading" if told_to else "nothing"
    found = visit.page.evaluate(_FOCUS)
    faults = [] if found == wanted else [f"the focus is on {found}, not on {wanted}"]
    if status == 422 and visit.page.locator("main form").count() and not has_summary:
        faults.append("a form came back without a summary of what is wrong")
    if has_summary and not visit.page.title().startswith(("Error:", "오류:")):
        faults.append("the title does not begin with the error")
    return faults + visit.page.evaluate(_DEAD_LINKS)


def sideways(visit: Visit) -> list[str]:
    return ["scrolls sideways"] if visit.scrolls_sideways() else []


def complaints(visit: Visit, status: int) -> list[str]:
    """Of the console. The browser itself remarks on the status of the page, once."""
    said = list(visit.complaints)
    remark = next((c for c in said if f"responded with a status of {status}" in c), None)
    if remark and status >= 400:
        said.remove(remark)
    return said


def foreign_words(html: str, language: str) -> list[str]:
    """Words of the other language, where nothing says that they are in another language."""
    page = BeautifulSoup(html, "html.parser")
    faults = [] if page.html["lang"] == language else [f"says it is in {page.html['lang']!r}"]
    for other in [tag for tag in page.select("[lang]") if tag is not page.html]:
        other.extract()
    for other in page.select(", ".join(OTHERS)):
        other.extract()
    found = [" ".join(text.split()) for text in (*_texts(page), *_spoken(page))]
    is_foreign = _is_english if language == "ko" else HANGUL.search
    return faults + [f"in another language: {text}" for text in found if is_foreign(text)]


def _texts(page: BeautifulSoup) -> Iterator[str]:
    """Pieces of text, and whole sentences, whatever is marked in them."""
    for text in page.find_all(string=True):
        if type(text) is NavigableString:
            yield str(text)
    for tag in page.find_all(WHOLE):
        yield tag.get_text()


def _spoken(page: BeautifulSoup) -> Iterator[str]:
    for name in SPOKEN:
        for tag in page.find_all(attrs={name: re.compile(".")}):
            yield str(tag[name])


def _is_english(text: str) -> bool:
    exact, patterns = _translated()
    is_known = text in exact or any(pattern.fullmatch(text) for pattern in patterns)
    return is_known or bool(LATIN.search(text) and not HANGUL.search(text))


@cache
def _translated() -> tuple[set[str], list[re.Pattern[str]]]:
    """English texts that are otherwise in Korean: whole ones, and those with places in them."""
    source = Path(LOCALE) / "ko" / "LC_MESSAGES" / "messages.po"
    with source.open("rb") as file:
        texts = [
            one
            for message in read_po(file, locale="ko")
            for one in (message.id if isinstance(message.id, tuple) else (message.id,))
            if one and one not in (message.string, *message.string)
        ]
    plain = {" ".join(text.split()) for text in texts if "%(" not in text}
    placed = [text for text in texts if "%(" in text and re.search(r"[A-Za-z]{3}", _bare(text))]
    return plain, [_pattern(text) for text in placed]


def _bare(text: str) -> str:
    return re.sub(r"%\(\w+\)s", "", text)


def _pattern(text: str) -> re.Pattern[str]:
    pieces = re.split(r"%\(\w+\)s", " ".join(text.split()))
    return re.compile(".+?".join(re.escape(piece) for piece in pieces))
