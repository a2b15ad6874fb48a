"""Bringing the table of products and plans up to date from the list that Microsoft publishes."""

from collections.abc import Iterator
from pathlib import Path

import typer

from app.cli.configured import read_settings
from app.cli.fetching import from_file, from_microsoft
from app.cli.paths import write_text
from app.cli.refusal import Refused, refusals
from app.cli.words import plain
from app.steps.licensing import products
from app.steps.licensing.published import NotTheList, read_list
from app.steps.licensing.renewing import Difference, Row, as_csv, renew


def update(source: Path | None, *, dry_run: bool) -> None:
    """Ends with 1 when the list cannot be had, 2 when a file is not that list."""
    with refusals():
        settings = read_settings()
        products.look_beside(settings.data_dir)
        data, as_of = from_file(source) if source else from_microsoft(settings)
        _renew(products.beside(settings.data_dir), data, as_of, dry_run=dry_run)


def _renew(file: Path, data: bytes, as_of: str, *, dry_run: bool) -> None:
    try:
        listed = read_list(data)
    except NotTheList as error:
        raise Refused(f"This is not Microsoft's list of products. {error}") from None
    now = products.products()
    new, difference = renew(now, listed, as_of)
    for line in lines(difference):
        typer.echo(plain(line))
    typer.echo(f"The table in use is of {now.as_of}; this list is of {as_of}.")
    if dry_run:
        typer.echo("Nothing was written (--dry-run).")
    elif as_of <= now.as_of:
        typer.echo("The list is not newer than the table in use: nothing was written.")
    else:
        _write(file, as_csv(new))


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"{file.parent} cannot be made: {error.strerror}.") from None
    write_text(file, text)
    typer.echo(f"Written to {file}. A server that is running uses it from now on.")


def lines(difference: Difference) -> Iterator[str]:
    """For a terminal: what is new, what was renamed, what Microsoft lists no more."""
    yield from (f"+ {_named(row)}" for row in difference.added)
    for before, after in difference.renamed:
        yield f"~ {_named(before)} is now {_named(after)}"
    yield from (f"- {_named(row)}: no longer listed, and kept" for row in difference.gone)
    yield from (f"? {name}: looks like ours, and is not taken" for name in difference.possible)
    yield (
        f"{len(difference.added)} added, {len(difference.renamed)} renamed,"
        f" {len(difference.gone)} no longer listed, {len(difference.possible)} possible."
    )


def _named(row: Row) -> str:
    return f"{row['requirement']}: {row['product']} ({row['part_number']}), {row['plan']}"
