"""When two records say the same, and which rows of a template are not meant for a site."""

from datetime import datetime, timedelta

from app.merge.file_merge import same_content
from app.merge.links import links_equal
from app.merge.match import Entity
from app.merge.snapshot import NOT_READ, Record
from app.merge.table_list import table
from app.merge.values import same

DELETED = "-deleted"  # how the design studio marks what it removed
BURST = timedelta(minutes=10)  # provisioning may touch a row again while it is at it


def alike(one: Record, other: Record) -> bool:
    """Whether two records are equal as far as both were read."""
    if one == other:
        return True
    rules = table(one.table)
    common = [c for c in one.columns.keys() & other.columns.keys() if not rules.skips(c)]
    return (
        all(same(rules.kind(c), one.columns[c], other.columns[c], c) for c in common)
        and links_equal(one, other)
        and (NOT_READ in (one.content, other.content) or same_content(one, other))
    )


def ignored_in_template(entity: Entity) -> bool:
    """Whether the template only keeps the row as a left-over, which no site needs."""
    template = entity.template
    if template is None:
        return False
    new = entity.base is None and entity.site is None
    return marked_deleted(template) or (new and template.value("statecode") == "1")


def marked_deleted(record: Record) -> bool:
    name = record.value(table(record.table).title)
    return isinstance(name, str) and name.strip().lower().endswith(DELETED)


def never_modified(record: Record | None) -> bool:
    """Whether the row is still as provisioning left it, as far as its dates say."""
    if record is None:
        return False
    created, modified = _time(record, "createdon"), _time(record, "modifiedon")
    return created is not None and modified is not None and abs(modified - created) <= BURST


def _time(record: Record, column: str) -> datetime | None:
    value = record.value(column)
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
