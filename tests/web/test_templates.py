"""What no template may hold, because it needs inline code or would be dead under our CSP."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
NEVER = {
    "inline style": re.compile(r"""\sstyle\s*=|<style\b""", re.IGNORECASE),
    "inline handler": re.compile(r"""<[^>]*\son[a-z]+\s*=""", re.IGNORECASE),
    "htmx that needs eval": re.compile(
        r"hx-on\b|hx-(vals|headers|confirm)\s*=\s*[\"']\s*js:", re.IGNORECASE
    ),
    "htmx trigger filter": re.compile(r"hx-trigger\s*=\s*[\"'][^\"']*\[", re.IGNORECASE),
    "inherited htmx attributes": re.compile(r"<body[^>]*\shx-", re.IGNORECASE),
    "script without src": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "address of script": re.compile(r"javascript:", re.IGNORECASE),
    "autoescape off": re.compile(r"\|\s*safe\b|autoescape\s+false", re.IGNORECASE),
    "form without a token": re.compile(r"<form\b(?! method=\"get\")", re.IGNORECASE),
}

WITH_A_TOKEN = {
    "parts/forms.html",  # where the token of a session is put into every other form
    "pages/answer.html",  # nobody is signed in: the form carries a seal over its link
}


def has(kind: str, text: str) -> bool:
    return bool(NEVER[kind].search(text))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_holds_nothing_inline_and_no_bare_form(path):
    text = path.read_text("utf-8")
    found = [kind for kind in NEVER if has(kind, text)]
    if path.relative_to(ROOT / "templates").as_posix() in WITH_A_TOKEN:
        assert found.pop() == "form without a token"
    assert found == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("inline style", '<p style="color:red">'),
        ("inline handler", '<a href="x" onclick="y()">'),
        ("htmx that needs eval", '<a hx-on:click="y()">'),
        ("htmx that needs eval", "<a hx-vals='js:{a: 1}'>"),
        ("htmx trigger filter", '<a hx-trigger="click[ctrlKey]">'),
        ("script without src", "<script>y()</script>"),
        ("autoescape off", "{{ text | safe }}"),
    ],
)
def test_the_search_finds_what_it_is_for(kind, text):
    assert has(kind, text)
