import pytest

from app.steps.provisioning.intent import Intent, Problem, Typed

GOOD = Typed("Contoso Portal", "contoso-customers", "1033")


def problems(**differing):
    fields = GOOD.fields | differing
    return Typed(**fields).plain.problems((1033, 1042))


def test_a_wish_that_can_be_sent_has_no_problem():
    assert problems() == {}


@pytest.mark.parametrize(
    ("field", "typed", "problem"),
    [
        ("name", " ", Problem.NAME_MISSING),
        ("name", "x" * 81, Problem.NAME_TOO_LONG),
        ("name", "Por\u202etal", Problem.NAME_UNFIT),
        ("subdomain", "", Problem.SUBDOMAIN_MISSING),
        ("subdomain", "a" * 64, Problem.SUBDOMAIN_TOO_LONG),
        ("subdomain", "-contoso", Problem.SUBDOMAIN_UNFIT),
        ("subdomain", "contoso-", Problem.SUBDOMAIN_UNFIT),
        ("subdomain", "con toso", Problem.SUBDOMAIN_UNFIT),
        ("subdomain", "con_toso", Problem.SUBDOMAIN_UNFIT),
        ("subdomain", "포털", Problem.SUBDOMAIN_UNFIT),
        ("subdomain", "xn--con", Problem.SUBDOMAIN_UNFIT),
        ("language", "", Problem.LANGUAGE_MISSING),
        ("language", "English", Problem.LANGUAGE_MISSING),
        ("language", "٣", Problem.LANGUAGE_MISSING),
        ("language", "1036", Problem.LANGUAGE_NOT_ENABLED),
    ],
)
def test_what_cannot_be_sent_is_said_at_its_field(field, typed, problem):
    assert problems(**{field: typed}) == {field: problem}


def test_name_and_address_fit_together_into_the_column_of_dataverse():
    assert Typed("x" * 60, "a" * 37, "1033").problems(()) == {}
    assert Typed("x" * 61, "a" * 37, "1033").problems(()) == {"name": Problem.NAME_TOO_LONG}


@pytest.mark.parametrize(
    "pasted",
    [
        "contoso", " Contoso ", "contoso.powerappsportals.com",
        "https://contoso.powerappsportals.com/", "HTTPS://CONTOSO.powerappsportals.com/orders?a=b",
    ],
)  # fmt: skip
def test_a_whole_address_may_be_pasted(pasted):
    assert Typed(subdomain=pasted).plain.subdomain == "contoso"


def test_without_a_list_of_languages_any_number_may_be_tried():
    assert Typed("Portal", "contoso", "1036").problems(()) == {}


def test_an_intent_comes_back_from_the_run_as_it_was():
    intent = Intent("Portal", "contoso", 1033, "o1", "Kim")
    assert Intent.of(intent.args) == intent
