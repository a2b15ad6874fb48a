from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.pages.stating import Typed, understood
from app.wizard.statement import Kind
from app.wizard.subject import Subject

AT = datetime(2026, 3, 4, tzinfo=UTC)
SUBJECT = Subject("capacity", "People", {"have": "There is.", "lack": "There is none."})
GOOD = Typed("have", "Admin center, 100 users, until June", "https://contoso.example/a")


def test_a_whole_form_becomes_a_statement_to_look_at_again_after_ninety_days():
    statement, _ = understood(GOOD, SUBJECT, by="Avery", at=AT)
    assert statement is not None
    assert (statement.subject, statement.kind, statement.value) == (
        "capacity", Kind.ATTESTED, "have",
    )  # fmt: skip
    assert statement.review_at == AT + timedelta(days=90)


@pytest.mark.parametrize(
    ("change", "field", "problem"),
    [
        ({"value": ""}, "value", "no_value"),
        ({"value": "running"}, "value", "no_value"),
        ({"note": ""}, "note", "no_note"),
        ({"note": "x" * 2001}, "note", "long_note"),
        ({"link": "javascript:alert(1)"}, "link", "no_address"),
        ({"link": "http://contoso.example"}, "link", "no_address"),
        ({"link": "https://"}, "link", "no_address"),
        ({"link": "https://contoso.example/a b"}, "link", "no_address"),
        ({"link": "https://[contoso"}, "link", "no_address"),
    ],
)
def test_what_cannot_be_kept_comes_back_with_the_words_that_were_typed(change, field, problem):
    typed = replace(GOOD, **change)
    statement, again = understood(typed, SUBJECT, by="Avery", at=AT)
    assert statement is None
    assert again.problems == {field: problem}
    assert (again.note, again.link) == (typed.note, typed.link)


def test_nothing_but_the_choice_and_a_note_is_needed():
    statement, _ = understood(Typed("lack", "Seen in the report"), SUBJECT, by="Avery", at=AT)
    assert statement is not None
