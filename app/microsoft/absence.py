"""The ways in which Microsoft says that dual-write is not installed.

Dataverse tells of a table it does not have in one form as a path (404, "resource not found for the
segment", with one of two codes) and in another as a name (400 or 404). The words with which the
making of a portal is refused are not documented: what they have in common is looked for. Nothing
is concluded from 401 and 403, or from an answer that is no error of Microsoft's.
"""

import re
from typing import Final

from app.microsoft.errors import Forbidden, NotThere, Refused, RemoteError

_TABLES: Final = ("msdyn_dualwriteentitymap", "msdyn_dualwriteruntimeconfig")
_NO_TABLE: Final = re.compile(
    r"not found for the segment|could not find|was not found|wasn't found|does not exist"
    r"|doesn't exist|cannot be found|can't be found"
)
_PRODUCT: Final = re.compile(r"dual[- ]?write")
_NO_PRODUCT: Final = re.compile(
    r"not installed|isn't installed|aren't installed|not been installed|is missing|are missing"
    r"|must be installed|needs to be installed|install the|requires? .{0,60}dual[- ]?write"
    r"|core solution (?:was )?not found|missing dependenc"
)


def says_not_installed(error: RemoteError) -> bool:
    """Surely not by its kind alone: a 404 without such words can mean anything."""
    if isinstance(error, Forbidden) or not isinstance(error, (NotThere, Refused)):
        return False
    return says_so(error.reason)


def says_so(words: str) -> bool:
    """Also for words that were kept, and for those that a person brings from Microsoft's page."""
    text = " ".join(words.lower().replace("\u2019", "'").split())
    if any(name in text for name in _TABLES) and _NO_TABLE.search(text):
        return True
    return bool(_PRODUCT.search(text) and _NO_PRODUCT.search(text))
