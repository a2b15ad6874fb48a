"""What can be known to fail before anything is written: lengths, columns, blocked attachments."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from app.jobs.job import GivenUp
from app.merge.plan import Operation, Write
from app.microsoft.dataverse import Dataverse
from app.microsoft.errors import Forbidden, NotThere
from app.sites.writing.fitting import Problem, problems_of_columns
from app.sites.writing.journal import Entry, Journal
from app.sites.writing.looking import association_of
from app.store.site_tables import FAILED, VERIFIED


@dataclass(frozen=True, slots=True)
class Attachments:
    """What the organization lets in. Empty and None where it does not say."""

    blocked: frozenset[str] = frozenset()
    largest: int | None = None


async def precheck(dataverse: Dataverse, journal: Journal, entries: Sequence[Entry]) -> None:
    """Mark what would be refused, and give up if there is any: nothing has been written then."""
    attachments = await _attachments(dataverse)
    found = 0
    for entry in entries:
        if entry.state == VERIFIED:
            continue
        async for problem in _problems(dataverse, entry.write, attachments):
            found += 1
            await journal.mark(entry, FAILED, reason=problem.code, detail=problem.subject)
            break
    if found:
        raise GivenUp("precheck", str(found))


async def _problems(
    dataverse: Dataverse, write: Write, attachments: Attachments
) -> AsyncIterator[Problem]:
    shape = await dataverse.shape(write.table)
    if shape is None:
        yield Problem("no_table", write.table)
    elif write.association:
        if association_of(shape, write.association) is None:
            yield Problem("no_association", write.association)
    elif write.operation is Operation.CONTENT:
        for problem in _of_file(write, attachments):
            yield problem
    elif write.operation is not Operation.DELETE:
        for problem in problems_of_columns(shape, write):
            yield problem


def _of_file(write: Write, attachments: Attachments) -> list[Problem]:
    name = write.value("filename") or write.title
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    content = write.content_after
    size = len(content) if isinstance(content, bytes) else 0
    if ending and ending in attachments.blocked:
        return [Problem("blocked_attachment", name)]
    if attachments.largest is not None and size > attachments.largest:
        return [Problem("too_large", f"{name} ({size} B)")]
    return []


async def _attachments(dataverse: Dataverse) -> Attachments:
    """Not everybody may read these settings: then a refusal will say it."""
    columns = ("blockedattachments", "maxuploadfilesize")
    try:
        async for row in dataverse.rows("organizations", select=columns):
            blocked, largest = (row.get(column) for column in columns)
            endings = str(blocked or "").lower().split(";")
            return Attachments(
                frozenset(ending.strip() for ending in endings if ending.strip()),
                largest if isinstance(largest, int) else None,
            )
    except (Forbidden, NotThere):
        pass
    return Attachments()
