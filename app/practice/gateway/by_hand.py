"""What an administrator does to table maps on Microsoft's own page."""

from datetime import timedelta
from uuid import uuid4

from app.practice.gateway.book import (
    PAUSED,
    RESUME,
    RUNNING,
    START,
    STOP,
    SYNCING,
    Book,
    Request,
)
from app.practice.gateway.table_maps import MAP_SOLUTIONS, OLD_MAP_SOLUTION, TableMap, in_order

_A_WHILE = timedelta(minutes=1)


def run_all_maps(book: Book, environment_id: str, installed: frozenset[str]) -> None:
    """Apply the map solutions that are installed, then let their maps go live, in order."""
    solutions = {OLD_MAP_SOLUTION, *MAP_SOLUTIONS.values()} & installed
    for name in sorted(solutions - book.applied(environment_id)):
        book.apply(environment_id, [name]).asked -= _A_WHILE
    there = [one for one in book.listed(environment_id) if not one.is_spare]
    for one in in_order(there):
        state = book.state(environment_id, one)
        if one in there and state not in (RUNNING, SYNCING):
            _ask(book, environment_id, one, RESUME if state == PAUSED else START)


def stop_map(book: Book, environment_id: str, name: str) -> None:
    for one in book.listed(environment_id):
        if one.name == name and book.state(environment_id, one) in (RUNNING, PAUSED):
            _ask(book, environment_id, one, STOP)


def _ask(book: Book, environment_id: str, table_map: TableMap, action: str) -> None:
    request = Request(id=str(uuid4()), action=action, asked=book.now())
    book.ask(environment_id, table_map, request)
