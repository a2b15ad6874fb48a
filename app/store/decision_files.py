"""Files of decisions that were handed in, until somebody has said whether they are taken."""

from collections.abc import Sequence

from sqlmodel import Session, col, delete, select

from app.store.site_tables import DecisionFile

MOST = 10
"""Of one merge. The oldest goes when another comes."""


def add(session: Session, file: DecisionFile) -> DecisionFile:
    session.add(file)
    session.flush()
    for old in _of(session, file.merge_id)[MOST:]:
        session.delete(old)
    return file


def find(session: Session, merge_id: str, file_id: str) -> DecisionFile | None:
    file = session.get(DecisionFile, file_id)
    return file if file and file.merge_id == merge_id else None


def drop(session: Session, merge_id: str, file_id: str) -> None:
    mine = col(DecisionFile.merge_id) == merge_id
    session.exec(delete(DecisionFile).where(mine, col(DecisionFile.id) == file_id))


def _of(session: Session, merge_id: str) -> Sequence[DecisionFile]:
    query = select(DecisionFile).where(DecisionFile.merge_id == merge_id)
    return session.exec(query.order_by(col(DecisionFile.at).desc())).all()
