"""Exports that were handed in, and the merges made of them."""

from collections.abc import Sequence

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from app.store.site_tables import SiteFile, SiteMerge


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


def files_of_run(session: Session, run_id: str) -> Sequence[SiteFile]:
    """The sites that a run has read or made, without their bytes."""
    query = select(SiteFile).where(SiteFile.run_id == run_id)
    query = query.options(defer(SiteFile.blob, raiseload=True))  # type: ignore[arg-type]
    return session.exec(query.order_by(col(SiteFile.added_at))).all()


def file_of_run(session: Session, run_id: str, role: str) -> SiteFile | None:
    """The site that a run has read for one purpose, whole."""
    query = select(SiteFile).where(SiteFile.run_id == run_id, SiteFile.role == role)
    return session.exec(query).first()
