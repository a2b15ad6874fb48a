"""What an error text of dual-write means: by its words, without asking anybody."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 20_000
_CODE: Final = re.compile(r"\b(DIPV\d{4}|DWDVEV\d{4}|DWFOEV\d{4})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A documented failure. It is meant when all the parts of one way to say it are there."""

    code: str
    ways: tuple[tuple[str, ...], ...]


TROUBLES: Final = (
    Trouble("many_lookups", (("attempts to get data from", "/tables/", "/items"),)),
    Trouble(
        "lookup_not_found",
        (("resolve the guid for the field",), ("lookup", "not found"), ("lookup value was not",)),
    ),
    Trouble("export_service", (("(400) bad request", "ax export"),)),
    Trouble("export_forbidden", (("(403) forbidden", "ax export"),)),
    Trouble(
        "plugin_registration",
        (("plugin registration failed",), ("plug-in registration failed",), ("lookup metadata",)),
    ),
    Trouble(
        "stale_schema", (("missing source field",), ("missing destination field",))
    ),
    Trouble("old_solution", (("has version mismatch",), ("required version",))),
    Trouble("many_companies", (("exceeds the maximum partitions",),)),
    Trouble("integration_key", (("integration key",), ("alternate key",))),
    Trouble("team_privilege", (("missing prv",), ("missing", "privilege", "team"))),
    Trouble(
        "not_a_member",
        (("isn't a member of the organization",), ("is not a member of the organization",),
         ("0x80072560",)),
    ),
    Trouble("token_exchange", (("token exchange",), ("tokenexchange",))),
    Trouble("secure_config", (("secureconfig organization",),)),
    Trouble("party_number", (("party number couldn't be found",),)),
    Trouble("number_format", (("can't convert the literal",), ("cannot convert the literal",))),
    Trouble("stuck", (("running initial sync",),)),
    Trouble("cookies", (("refused to connect",),)),
    Trouble("no_consent", (("33976c19-1db5-4c02-810e-c243db79efde",), ("aadsts65001",))),
    Trouble("same_key", (("an item with the same key has already been added",),)),
    Trouble("queue_full", (("queue", "paused", "limit"), ("blocked", "paused map"))),
)  # fmt: skip
"""In the order in which to say them: the surest first."""


@dataclass(frozen=True, slots=True)
class Group:
    """Errors of one cause: how many, and one of them in Microsoft's words."""

    cause: str
    times: int
    sample: str


def explain(text: str) -> list[str]:
    """Codes of what the text speaks of, without doubles; empty when nothing is known."""
    plain = " ".join(text[:LONGEST].replace("\u2019", "'").lower().split())
    codes = [found.upper() for found in _CODE.findall(text[:LONGEST])]
    troubles = [
        one.code for one in TROUBLES if any(all(p in plain for p in way) for way in one.ways)
    ]
    return list(dict.fromkeys([*codes, *troubles]))


def group(errors: Iterable[str]) -> Sequence[Group]:
    """By cause, the commonest first. What nothing is known of stays together, too."""
    found: dict[str, list[str]] = {}
    for text in errors:
        causes = explain(text)
        found.setdefault(causes[0] if causes else "", []).append(text)
    groups = [Group(cause, len(texts), texts[0][:500]) for cause, texts in found.items()]
    return sorted(groups, key=lambda one: -one.times)
