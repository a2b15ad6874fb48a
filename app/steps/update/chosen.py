"""The conflicts that a check page listed, each with the version of its decision that was shown."""

import re
from collections.abc import Mapping

Chosen = Mapping[str, int]
_ONE = re.compile(r"([0-9a-f]{20})\.([0-9]{1,6})", re.ASCII)


def written_down(seen: Chosen) -> str:
    return " ".join(f"{conflict}.{version}" for conflict, version in seen.items())


def read_chosen(field: str) -> Chosen:
    """What is no conflict with a version is left out."""
    found = (_ONE.fullmatch(word) for word in field.split())
    return {one[1]: int(one[2]) for one in found if one}
