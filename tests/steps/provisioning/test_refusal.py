import pytest

from app.steps.provisioning.refusal import meaning_of
from app.steps.provisioning.words import REFUSALS


@pytest.mark.parametrize(
    ("cause", "detail", "meaning"),
    [
        ("refused", "400 InvalidRequest (subdomain: The address 'x' is not available.)", "address"),
        ("refused", "The maximum number of sites from this template is reached", "limit"),
        ("refused", "400 MissingDependency The dual-write solution is not installed", "dual_write"),
        ("forbidden", "You don't have permissions to create a site in this environment", "rights"),
        (
            "refused",
            "You don't have permission to create Azure Active Directory",
            "core_package",
        ),
        ("refused", "The template 'CustomerPortal' is not known.", "template"),
        ("refused", "The language 1036 is not enabled in the environment.", "language"),
        ("forbidden", "403", "rights"),
        ("refused", "400 Bad", ""),
    ],
)
def test_what_a_refusal_most_likely_means(cause, detail, meaning):
    assert meaning_of(cause, detail) == meaning
    assert not meaning or meaning in REFUSALS
