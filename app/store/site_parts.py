"""Pieces of sites that runs are still reading."""

from datetime import datetime

from sqlmodel import Session, col, delete, select

from app.store.site_tables import SiteFile, SitePart


def find(session: Session, run_id: str, key: str) -> SitePart | None:
    return session.get(SitePart, (run_id, key))


def keep(session: Session, part: SitePart) -> None:
    session.merge(part)


def count(session: Session, run_id: str) -> int:
    return len(session.exec(select(SitePart.key).where(SitePart.run_id == run_id)).all())


def drop_older(session: Session, before: datetime) -> None:
    """Of any run: what is that old tells nothing of a site as it stands."""
    session.exec(delete(SitePart).where(col(SitePart.at) < before))


def put_together(session: Session, file: SiteFile, keys_begin_with: str) -> None:
    """Keep the whole site, and forget its pieces. A site that is kept already stays as it is."""
    if session.get(SiteFile, file.id) is None:
        session.add(file)
    of_run = col(SitePart.run_id) == file.run_id
    session.exec(delete(SitePart).where(of_run, col(SitePart.key).startswith(keys_begin_with)))
    session.flush()
