"""Everything that the pages of this step say by code, in one piece."""

from datetime import datetime
from types import SimpleNamespace

from app.steps.maps import links
from app.steps.maps.attestable import ATTESTABLE
from app.steps.maps.because_texts import BECAUSE, UNSEEN
from app.steps.maps.expert_texts import REFUSALS, START_REASONS
from app.steps.maps.portal import MANY_LOOKUPS
from app.steps.maps.requirement_texts import GROUPS, TITLES
from app.steps.maps.texts import BASES, COUNTS, NEEDS, REASONS, STATES, TEXTS, UNDECIDED
from app.steps.maps.trouble_places import PAGE_TROUBLES

PAGE_WORDS = SimpleNamespace(
    texts=TEXTS,
    titles=TITLES,
    groups=GROUPS,
    attestable=ATTESTABLE,
    reasons=REASONS,
    needs=NEEDS,
    counts=COUNTS,
    bases=BASES,
    undecided=UNDECIDED,
    because=BECAUSE,
    unseen=UNSEEN,
    states=STATES,
    many_lookups=MANY_LOOKUPS,
    links=links,
    moment=datetime.fromisoformat,
    **PAGE_TROUBLES,
    refusals=REFUSALS,
    start_reasons=START_REASONS,
)
