"""What each choice would give, and whether a text somebody wrote can be taken."""

from typing import Final

from app.merge.json_text import NotJson, read
from app.merge.line_ends import plain, style_of, written
from app.merge.outcome import Choice, Conflict, ConflictKind
from app.merge.suggestions import join

TEXT_CHOICES: Final = (
    Choice.SITE,
    Choice.TEMPLATE,
    Choice.SITE_THEN_TEMPLATE,
    Choice.TEMPLATE_THEN_SITE,
    Choice.BASE,
    Choice.OWN,
)


def preview(conflict: Conflict, choice: Choice, own_text: str = "") -> str:
    """The text a choice would give; empty where it would leave nothing."""
    if choice is Choice.SUGGESTION:
        return _suggested(conflict, own_text)
    if choice is Choice.OWN:
        return _own(conflict, own_text)
    site, template = conflict.site or "", conflict.template or ""
    if choice in (Choice.SITE_THEN_TEMPLATE, Choice.TEMPLATE_THEN_SITE):
        both = plain(site), plain(template)
        one, other = both if choice is Choice.SITE_THEN_TEMPLATE else both[::-1]
        return written(join(one, other), _style(conflict))
    return {Choice.SITE: site, Choice.TEMPLATE: template}.get(choice, conflict.base or "")


def own_text_problem(conflict: Conflict, own_text: str) -> str | None:
    """Why it cannot be taken, as a code: `not_json`, `too_long`, `not_listed` or None."""
    if conflict.kind is ConflictKind.AMBIGUOUS:
        listed = {referrer.record_id for referrer in conflict.referrers}
        return None if own_text.strip().lower() in listed else "not_listed"
    if conflict.limit is not None and units(own_text) > conflict.limit:
        return "too_long"
    if conflict.kind is ConflictKind.JSON and own_text.strip():
        try:
            read(own_text)
        except NotJson:
            return "not_json"
    return None


def units(text: str | None) -> int:
    """The length of a text as Dataverse counts it."""
    return len((text or "").encode("utf-16-le", "surrogatepass")) // 2


def _suggested(conflict: Conflict, reason: str) -> str:
    texts = {s.reason: s.text for s in reversed(conflict.suggestions)}
    first = conflict.suggestions[0].text if conflict.suggestions else conflict.site or ""
    return texts.get(reason, first)


def _own(conflict: Conflict, own_text: str) -> str:
    if conflict.kind is not ConflictKind.TEXT:
        return own_text
    text = plain(own_text)
    if text and not text.endswith("\n") and _in_the_middle(conflict):
        text += "\n"  # a form may drop the last line end; the next line must not be glued on
    return written(text, _style(conflict))


def _in_the_middle(conflict: Conflict) -> bool:
    ends = [v for v in (conflict.base, conflict.site, conflict.template) if v]
    return bool(ends) and all(v.endswith(("\n", "\r")) for v in ends)


def _style(conflict: Conflict) -> str:
    found = style_of(conflict.site or "") or style_of(conflict.template or "")
    return found or style_of(conflict.base or "") or "\n"
