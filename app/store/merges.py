"""Exports that were handed in, the merges made of them, and the decisions people took."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from app.store.site_tables import Decision, SiteFile, SiteMerge


class DecidedMeanwhile(Exception):
    """Somebody else decided (or took back) this conflict after the page was opened."""

    def __init__(self, standing: Decision | None) -> None:
        super().__init__("decided meanwhile")
        self.standing = standing


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A choice about to be stored. `seen` is the version the person had before their eyes."""

    merge_id: str
    conflict: str
    fingerprint: str
    choice: str
    own_text: bytes | None
    seen: int


@dataclass(frozen=True, slots=True)
class Who:
    id: str
    name: str


def add_file(session: Session, file: SiteFile) -> SiteFile:
    """Keep an export. The same bytes for the same environment and purpose are kept once."""
    known = session.exec(
        select(SiteFile).where(
            SiteFile.environment_id == file.environment_id,
            SiteFile.sha256 == file.sha256,
            SiteFile.role == file.role,
        )
    ).first()
    if known:
        return known
    session.add(file)
    session.flush()
    return file


def find_file(session: Session, environment_id: str, file_id: str) -> SiteFile | None:
    file = session.get(SiteFile, file_id)
    return file if file and file.environment_id == environment_id else None


def list_files(session: Session, environment_id: str) -> Sequence[SiteFile]:
    """Newest first, and without their bytes, which may be many."""
    query = select(SiteFile).where(SiteFile.environment_id == environment_id)
    query = query.options(defer(SiteFile.blob, raiseload=True))  # type: ignore[arg-type]
    return session.exec(query.order_by(col(SiteFile.added_at).desc())).all()


def newest_file(session: Session, environment_id: str, role: str) -> SiteFile | None:
    """Without its bytes."""
    return next((f for f in list_files(session, environment_id) if f.role == role), None)


def add_merge(session: Session, merge: SiteMerge) -> SiteMerge:
    session.add(merge)
    session.flush()
    return merge


def find_merge(session: Session, environment_id: str, merge_id: str) -> SiteMerge | None:
    merge = session.get(SiteMerge, merge_id)
    return merge if merge and merge.environment_id == environment_id else None


def list_merges(session: Session, environment_id: str) -> Sequence[SiteMerge]:
    query = select(SiteMerge).where(SiteMerge.environment_id == environment_id)
    return session.exec(query.order_by(col(SiteMerge.created_at).desc())).all()


def list_decisions(session: Session, merge_id: str) -> Sequence[Decision]:
    query = select(Decision).where(Decision.merge_id == merge_id)
    return session.exec(query.order_by(col(Decision.at))).all()


def decide(session: Session, new: NewDecision, who: Who, at: datetime) -> Decision:
    """Store a choice, or an empty one to take it back; refuse when another came in between."""
    if new.seen == 0:
        return _first_decision(session, new, who, at)
    changed = session.exec(
        update(Decision)
        .where(
            col(Decision.merge_id) == new.merge_id,
            col(Decision.conflict) == new.conflict,
            col(Decision.version) == new.seen,
        )
        .values(
            fingerprint=new.fingerprint,
            choice=new.choice,
            own_text=new.own_text,
            version=new.seen + 1,
            by=who.id,
            by_name=who.name,
            at=at,
        )
    )
    standing = session.get(Decision, (new.merge_id, new.conflict), populate_existing=True)
    if changed.rowcount != 1 or standing is None:
        raise DecidedMeanwhile(standing)
    return standing


def _first_decision(session: Session, new: NewDecision, who: Who, at: datetime) -> Decision:
    decision = Decision(
        merge_id=new.merge_id,
        conflict=new.conflict,
        fingerprint=new.fingerprint,
        choice=new.choice,
        own_text=new.own_text,
        by=who.id,
        by_name=who.name,
        at=at,
    )
    try:
        with session.begin_nested():
            session.add(decision)
    except IntegrityError:
        standing = session.get(Decision, (new.merge_id, new.conflict), populate_existing=True)
        raise DecidedMeanwhile(standing) from None
    return decision


def files_of_run(session: Session, run_id: str) -> Sequence[SiteFile]:
    """The sites that a run has read or made, without their bytes."""
    query = select(SiteFile).where(SiteFile.run_id == run_id)
    query = query.options(defer(SiteFile.blob, raiseload=True))  # type: ignore[arg-type]
    return session.exec(query.order_by(col(SiteFile.added_at))).all()


def file_of_run(session: Session, run_id: str, role: str) -> SiteFile | None:
    """The site that a run has read for one purpose, whole."""
    query = select(SiteFile).where(SiteFile.run_id == run_id, SiteFile.role == role)
    return session.exec(query).first()
