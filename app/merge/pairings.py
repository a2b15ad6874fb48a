"""Which record is which, where only a person can say."""

from collections.abc import Mapping

from app.merge.content_hash import content_hash
from app.merge.decisions import Decisions, Offer, Questions, Three, answer
from app.merge.match import Match
from app.merge.natural_keys import RecordKey
from app.merge.outcome import Choice, Conflict, ConflictKind, Referrer
from app.merge.snapshot import Snapshot
from app.merge.titles import Titles

_CHOICES = (Choice.SITE, Choice.TEMPLATE, Choice.OWN)


def ask_pairings(
    found: Match, snapshots: tuple[Snapshot, ...], decisions: Decisions
) -> dict[RecordKey, Conflict]:
    """A question per template record that could be one of several; by its table and own id."""
    titles = Titles(*snapshots)
    asked: dict[RecordKey, Conflict] = {}
    for entity in found.entities:
        if not entity.rivals or not entity.template:
            continue
        rivals = tuple(Referrer(r.table, r.id, titles.of(r), "") for r in entity.rivals)
        title = titles.of(entity.template)
        questions = Questions(entity.table, entity.id, found.name(entity), decisions)
        offer = Offer(
            choices=_CHOICES,
            reason="perhaps_renamed" if entity.by_likeness else "several_claim_one",
            referrers=rivals,
            seen="".join(content_hash(r) for r in (*entity.rivals, entity.template)),
        )
        values = Three(None, "\n".join(r.title for r in rivals), title)
        asked[entity.template.key] = questions.ask(ConflictKind.AMBIGUOUS, "", values, offer)
    return asked


def chosen_pairs(asked: Mapping[RecordKey, Conflict]) -> dict[RecordKey, str]:
    """The id a person chose for each template record, where one was chosen."""
    return {
        key: conflict.resolution.own_text.strip().lower()
        for key, conflict in asked.items()
        if conflict.resolution and answer(conflict) is Choice.OWN
    }
