"""The words by which a documented failure is known, as Microsoft's documentation quotes them.

Each way is a phrase that must be there, and where that phrase alone could mean something else, a
pattern around it. A phrase of everyday English, or of .NET, is never enough.
"""

import re
from dataclasses import dataclass, field
from typing import Final

_CONTEXT: Final = r"(?:dual.?write|microsoft\.dynamics\.integrator|connection ?set|table map)"


@dataclass(frozen=True, slots=True)
class Way:
    """`phrase` is in small letters, with single spaces. `around` is searched near it."""

    phrase: str
    around: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    code: str
    ways: tuple[Way, ...] = field(default_factory=tuple)


def _known(code: str, *ways: str | tuple[str, str]) -> Trouble:
    given = ((way, "") if isinstance(way, str) else way for way in ways)
    return Trouble(code, tuple(Way(p, re.compile(a) if a else None) for p, a in given))


def _said_of_maps(phrase: str) -> tuple[str, str]:
    """A message that others have, too: it counts where dual-write is spoken of near it."""
    plain = re.escape(phrase)
    return phrase, rf"{_CONTEXT}.{{0,400}}{plain}|{plain}.{{0,400}}{_CONTEXT}"


TROUBLES: Final = (
    _known("many_lookups",
           ("attempts to get data from",
            r"\d+ attempts to get data from .{0,300}?/tables/\w+/items")),
    _known("lookup_not_found",
           "resolve the guid for the field",
           ("the lookup was not found", r"the lookup was not found: .{1,200}?try this url"),
           "the lookup value was not found"),
    _known("export_service",
           ("ax export encountered an error",
            r"\(400\) bad request.{0,80}ax export encountered an error")),
    _known("export_forbidden",
           ("ax export encountered an error",
            r"\(403\) forbidden.{0,80}ax export encountered an error")),
    _known("many_companies", "exceeds the maximum partitions allowed"),
    _known("plugin_registration",
           "unable to build dual-write lookup metadata",
           ("plugin registration failed", r"plugin registration failed: .{0,40}lookup metadata"),
           ("plugin registration failed",
            r"dual.?write failure ?-? ?plugin registration failed(?!.{0,250}maximum partitions)")),
    _known("stale_schema",
           ("missing source field", r"missing source field .{1,150}? in the schema"),
           ("missing destination field", r"missing destination field .{1,150}? in the schema"),
           ("missing source field", r"(?:dipv10\d\d|validation failed).{0,60}missing source field"),
           ("missing destination field",
            r"(?:dipv10\d\d|validation failed).{0,60}missing destination field"),
           ("missing source schema",
            r"(?:dipv10\d\d|validation failed).{0,60}missing source schema"),
           ("missing destination schema",
            r"(?:dipv10\d\d|validation failed).{0,60}missing destination schema")),
    _known("old_solution",
           ("has version mismatch", r"solution ['\"][\w .-]{1,100}['\"] has version mismatch")),
    _known("integration_key",
           "integration keys are missing",
           "integration key field isn't bi-directionally mapped",
           "mapping is missing for integration key",
           "map the integration key associated with the entity lookup field"),
    _known("team_privilege",
           ("missing prv", r"principal team .{0,300}?missing prv[a-z]\w+ privilege")),
    _known("user_privilege",
           ("missing prv", r"principal user .{0,300}?missing prv[a-z]\w+ privilege")),
    _known("not_a_member",
           "user isn't a member of the organization",
           "user is not a member of the organization"),
    _known("not_allowed_connection",
           ("user is not allowed to access connection",
            r"user is not allowed to access connection dynamicscrmonline")),
    _known("token_exchange",
           ("error from token exchange",
            r"error from token exchange(?!: user is not allowed to access connection)"),
           ("(tokenexchange)", r"40[13] \(tokenexchange\)")),
    _known("link_licence",
           ("failed to setup dual write environment",
            r"failed to setup dual write environment.{0,200}?403 \(forbidden\)")),
    _known("only_who_linked",
           _said_of_maps("response status code does not indicate success: 401 (unauthorized)")),
    _known("no_consent",
           _said_of_maps("response status code doesn't indicate success: 404 (not found)"),
           _said_of_maps("response status code does not indicate success: 404 (not found)"),
           ("33976c19-1db5-4c02-810e-c243db79efde",
            r"aadsts\d{5,7}.{0,300}33976c19-1db5-4c02-810e-c243db79efde"),
           ("2e49aa60-1bd3-43b6-8ab6-03ada3d9f08b",
            r"aadsts\d{5,7}.{0,300}2e49aa60-1bd3-43b6-8ab6-03ada3d9f08b")),
    _known("not_discoverable",
           ("isn't discoverable", r"finance and operations .{0,120}isn't discoverable"),
           ("is not discoverable", r"finance and operations .{0,120}is not discoverable")),
    _known("not_linked",
           ("integrated with finance and operations",
            r"(?:is not|isn't) integrated with finance and operations")),
    _known("secure_config",
           ("secureconfig organization", r"secureconfig organization .{0,150}?does not match")),
    _known("empty_address",
           ("unable to generate payload for entity",
            r"unable to generate payload for entity.{0,400}?invalid uri")),
    _known("write_failed",
           ("failed with error message unable to sync with entity",
            r"writes to \w+ failed with error message unable to sync with entity")),
    _known("party_number",
           "party number couldn't be found", "party number could not be found"),
    _known("number_format",
           ("convert the literal",
            r"can(?:'t|not| not) convert the literal '[^']{0,60}' to .{0,20}edm\.decimal")),
    _known("stuck",
           ("running initial sync", r"(?:status|state)[\"' :=]{1,4}running initial sync"),
           ("running initial sync",
            r"running initial sync (?:for|since) \S{1,20} ?(?:min|hour|day|h\b)")),
    _known("cookies",
           "login.microsoftonline.com refused to connect",
           ("login.microsoftonline.com에서", r"login\.microsoftonline\.com에서 연결을 거부")),
    _known("same_key",
           ("an item with the same key has already been added",
            r"(?:connection ?set failed|dual.?write).{0,200}an item with the same key")),
)  # fmt: skip
"""In the order in which to say them: the surest first."""

WHOLE: Final = {
    "an item with the same key has already been added": "same_key",
    "running initial sync": "stuck",
    "missing source field": "stale_schema",
    "missing destination field": "stale_schema",
}
"""Messages that mean this only where they are all that was pasted, but for a name and a dot."""

CODE: Final = re.compile(r"\b(dipv\d{4}|dwdvev\d{4}|dwfoev\d{4}|aadsts\d{5,7}|0x8[0-9a-f]{7})\b")
LOOKS_WRONG: Final = re.compile(
    r"\b(?:error|errors|exception|failed|failure|fails|denied|forbidden|unauthorized|refused"
    r"|invalid|unable|cannot|can't|couldn't|not found|timed? ?out)\b|\b0x8[0-9a-f]{7}\b|aadsts\d"
)
"""A line with one of these is named when nothing is known of it."""
TRACE: Final = re.compile(r"^(?:at |---|in [a-z]:\\|stack ?trace|--- end)")
IDS: Final = re.compile(
    r"\b(session|root activity|activity|correlation|trace|request|client request)[ _-]?id\b"
    r"[\"' :=\\<]{1,6}([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
)
