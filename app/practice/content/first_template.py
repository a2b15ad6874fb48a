"""The made-up template that the customer's site was once provisioned from."""

from app.practice.content.access import add_access
from app.practice.content.draft import Draft
from app.practice.content.forms import add_forms
from app.practice.content.pages import add_pages
from app.practice.content.structure import add_structure
from app.practice.content.words import add_words


def first_template() -> Draft:
    draft = Draft()
    add_structure(draft)
    add_pages(draft)
    add_words(draft)
    add_access(draft)
    add_forms(draft)
    return draft
