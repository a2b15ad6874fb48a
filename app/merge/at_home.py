"""New records become records of this site: with ids of their own, under its website."""

from collections.abc import Mapping
from dataclasses import replace

from app.merge.change import Change, website_of
from app.merge.natural_keys import RecordKey
from app.merge.rewrite import rewritten
from app.merge.snapshot import Record, Snapshot

_OF = "adx_websiteid"


def at_home(
    changes: Mapping[RecordKey, Change], ids: Mapping[RecordKey, str], site: Snapshot
) -> list[Change]:
    """The changes with the new ids, wherever what is written mentions one."""
    after = Snapshot.of([change.after for change in changes.values() if change.after])
    new = rewritten(after, ids).records
    website = website_of(site)
    return [
        replace(change, after=_moved_in(new[key[0], ids.get(key, key[1])], change, website))
        if change.after
        else change
        for key, change in changes.items()
    ]


def _moved_in(record: Record, change: Change, website: str | None) -> Record:
    """A new record belongs to this website, whatever it belonged to in the template."""
    if not change.creates or website is None or not record.columns.get(_OF):
        return record
    return replace(record, columns={**record.columns, _OF: website})
