"""What has to hold before a row is kept, and what the platform does afterwards."""

from app.practice.dataverse.filters import Entity
from app.practice.dataverse.keys import check_keys
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.portal import check_rules, make_content_pages
from app.practice.dataverse.tables import Table


def check(organization: Organization, table: Table, row: Entity, given: Entity) -> None:
    """Refuse, or complete the row. `given` is what the caller wants to change."""
    check_rules(organization, table, row, given)
    check_keys(organization, table, row)


def follow(organization: Organization, table: Table, made: Entity) -> None:
    """What a new row brings along."""
    make_content_pages(organization, table, made)
