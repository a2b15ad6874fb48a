"""Everything that the pages of this step say by code, in one piece."""

from datetime import datetime
from types import SimpleNamespace

from app.steps.maps import links
from app.steps.maps.attestable import ATTESTABLE
from app.steps.maps.expert_texts import REFUSALS, START_REASONS
from app.steps.maps.portal import MANY_LOOKUPS
from app.steps.maps.requirement_texts import GROUPS, TITLES
from app.steps.maps.texts import COUNTS, FLOORS, NEEDS, REASONS, STATES, TEXTS
from app.steps.maps.trouble_texts import CODES, TROUBLES

PAGE_WORDS = SimpleNamespace(
    texts=TEXTS,
    titles=TITLES,
    groups=GROUPS,
    attestable=ATTESTABLE,
    reasons=REASONS,
    needs=NEEDS,
    counts=COUNTS,
    floors=FLOORS,
    states=STATES,
    many_lookups=MANY_LOOKUPS,
    links=links,
    moment=datetime.fromisoformat,
    troubles=TROUBLES,
    codes=CODES,
    refusals=REFUSALS,
    start_reasons=START_REASONS,
)
