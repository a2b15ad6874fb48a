"""Every form in which Microsoft says that dual-write is not installed, and what says no such thing.

The words of provisioning are not documented: these are made up from what is known of their kind.
"""

import pytest

from app.microsoft.absence import says_not_installed, says_so
from app.microsoft.errors import Forbidden, NotThere, Refused, Unavailable, UnexpectedReply
from app.microsoft.refusals import Answer, error_for

SEGMENT = "Resource not found for the segment 'msdyn_dualwriteentitymaps'."
NAMED = (
    "The entity with a name = 'msdyn_dualwriteentitymap' with namemapping = 'Logical' was not"
    " found in the MetadataCache."
)


@pytest.mark.parametrize(
    "error",
    [
        NotThere("x", status=404, code="0x80060888", reason=SEGMENT),
        NotThere("x", status=404, code="0x8006088a", reason=SEGMENT),
        NotThere("x", status=404, code="0x80040217", reason=NAMED),
        Refused("x", status=400, code="0x80040217", reason=NAMED),
        Refused("x", status=400, reason="Could not find an entity named msdyn_dualwriteentitymap"),
        Refused("x", status=400, reason="The Dual-write solution is not installed."),
        Refused("x", status=400, reason="Dual write core solution isn\u2019t installed here"),
        Refused("x", status=400, reason="This template requires Dual-write Supply Chain solution"),
        Refused("x", status=409, reason="Missing dependency: dual-write core"),
        NotThere("x", status=404, reason="Install the dual-write solutions first"),
    ],
    ids=lambda error: f"{error.status} {error.code} {error.reason[:30]}",
)
def test_these_say_that_it_is_not_installed(error):
    assert says_not_installed(error)


@pytest.mark.parametrize(
    "error",
    [
        NotThere("x", status=404),
        NotThere("x", status=404, code="0x80060888", reason="not found for the segment 'accounts'"),
        Forbidden("x", status=403, reason="The dual-write solution is not installed."),
        Unavailable("x", status=503, reason="dual-write is missing"),
        UnexpectedReply("x", status=200, reason="<html>dual-write is not installed</html>"),
        Refused("x", status=400, reason="The subdomain is missing"),
        Refused("x", status=400, reason="A dual-write map refused the row"),
    ],
    ids=lambda error: f"{error.status} {error.code} {error.reason[:30]}",
)
def test_these_say_no_such_thing(error):
    assert not says_not_installed(error)


def test_a_page_instead_of_an_answer_proves_nothing():
    page = b"<html>The dual-write solution is not installed</html>"
    answer = Answer(404, "Not Found", {"content-type": "text/html"}, page)
    assert not says_not_installed(error_for("look", answer))


def test_words_that_a_person_brings_are_read_over_line_ends_and_letters():
    assert says_so("The DUAL-WRITE solution\n  is not installed")
    assert not says_so("")
