"""What a refusal of Microsoft most likely means. Its codes are not documented, so its words and
kind are all there is to go by; they are always shown beside ours.
"""

from typing import Final

_SIGNS: Final = (
    ("core_package", ("azure active directory", "app registration")),
    ("limit", ("maximum number", "limit")),
    ("dual_write", ("dual-write", "dual write", "dependency")),
    ("address", ("subdomain", "not available", "already in use", "already taken")),
    ("language", ("language",)),
    ("rights", ("permission", "not authorized", "access denied")),
    ("template", ("template",)),
)


def meaning_of(cause: str, detail: str) -> str:
    """A code for which there are words; empty if nothing can be said."""
    words = detail.lower()
    found = next((code for code, signs in _SIGNS if any(sign in words for sign in signs)), "")
    return found or ("rights" if cause == "forbidden" else "")
