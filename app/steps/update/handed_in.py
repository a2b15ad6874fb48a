"""A file of decisions between being handed in and being taken: sealed, and read again."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from anyio import to_thread
from sqlmodel import Session

from app.access import audit
from app.access.sessions import Visitor
from app.merge.reuse import Kept
from app.steps.update.decision_file import BadFile, read_decision_file
from app.steps.update.reviewing import Review
from app.store import decision_files
from app.store.site_tables import DecisionFile
from app.web.errors import NotHere


async def keep(review: Review, name: str, data: bytes, who: tuple[Visitor, datetime]) -> str:
    """The id of what was kept. Raises BadFile for what holds no decisions."""
    if not data:
        raise BadFile("nothing")
    await to_thread.run_sync(read_decision_file, data)
    product, file_id = review.screen.product, uuid.uuid4().hex
    visitor, at = who
    file = DecisionFile(
        id=file_id,
        merge_id=review.bench.merge.id,
        name="".join(sign if sign.isprintable() else " " for sign in name)[:200],
        blob=product.keys.seal(data, sealed_as(file_id)),
        by=visitor.user_id,
        at=at,
    )

    def put(session: Session) -> None:
        decision_files.add(session, file)
        audit.record(
            session, visitor, "update.hand_in", at=at, environment_id=review.screen.environment.id,
            target=file.merge_id, details={"bytes": len(data)},
        )  # fmt: skip

    await product.database(put)
    return file_id


async def open_again(review: Review, file_id: str) -> tuple[DecisionFile, Sequence[Kept]]:
    """404 when there is no such file of this merge."""
    merge_id, product = review.bench.merge.id, review.screen.product
    file = await product.database(
        lambda session: decision_files.find(session, merge_id, file_id), ro=True
    )
    if file is None:
        raise NotHere
    data = await to_thread.run_sync(product.keys.unseal, file.blob, sealed_as(file_id))
    return file, await to_thread.run_sync(read_decision_file, data)


def sealed_as(file_id: str) -> str:
    return f"decision file/{file_id}"
