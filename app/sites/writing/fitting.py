"""Whether the values of a write fit the columns of the table here."""

from dataclasses import dataclass

from app.merge.choices import units
from app.merge.plan import CREATES, ColumnWrite, Write
from app.microsoft.dataverse import TableShape
from app.sites.writing.typed import NotTyped, body_of


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a write would be refused: a code, and the column or the file it is about."""

    code: str
    subject: str


def sendable(shape: TableShape, write: Write) -> tuple[ColumnWrite, ...]:
    """The columns of a write that go out. A new row leaves out what this organization lacks."""
    if write.operation not in CREATES:
        return write.columns
    return tuple(
        one
        for one in write.columns
        if shape.has(one.column) and shape.columns[one.column].can_create
    )


def problems_of_columns(shape: TableShape, write: Write) -> list[Problem]:
    found: list[Problem] = []
    for one in sendable(shape, write):
        column = shape.columns.get(one.column)
        if column is None:
            found.append(Problem("no_column", one.column))
        elif write.operation not in CREATES and not column.can_update:
            found.append(Problem("locked_column", one.column))
        elif column.longest is not None and units(one.after) > column.longest:
            found.append(Problem("too_long", f"{one.column} ({column.longest})"))
        else:
            found += _typed(shape, one)
    return found


def _typed(shape: TableShape, column: ColumnWrite) -> list[Problem]:
    try:
        body_of(shape, [column])
    except NotTyped as problem:
        return [Problem(problem.code, problem.column)]
    return []
