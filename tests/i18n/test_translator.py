from app.i18n import N_
from app.i18n.translator import LANGUAGES, load_translators


def test_the_catalogue_is_read_as_it_was_written():
    assert load_translators()["ko"].gettext("Sign out") == "로그아웃"


def test_the_source_language_needs_no_catalogue():
    english = load_translators()["en"]
    assert english.gettext("Environment: %(name)s", name="UAT") == "Environment: UAT"
    assert english.ngettext("%(n)s map", "%(n)s maps", 1) == "1 map"
    assert english.ngettext("%(n)s map", "%(n)s maps", 5) == "5 maps"


def test_korean_has_one_form_for_every_number():
    korean = load_translators()["ko"]
    one, many = N_("%(n)s unchanged line"), N_("%(n)s unchanged lines")
    assert [korean.ngettext(one, many, n) for n in (1, 5)] == [
        "변경되지 않은 1줄",
        "변경되지 않은 5줄",
    ]


def test_a_text_that_was_never_translated_is_shown_in_the_source_language():
    assert load_translators()["ko"].gettext("never marked") == "never marked"


def test_every_language_is_loaded():
    assert set(load_translators()) == set(LANGUAGES)
