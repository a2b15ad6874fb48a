"""The Dataverse Web API of one organization: what is in it, and changing it row by row."""

from app.microsoft.dataverse.client import Dataverse
from app.microsoft.dataverse.files import Place, StoredFile
from app.microsoft.dataverse.replies import (
    Integration,
    Link,
    Role,
    Row,
    Solution,
    TableDefinition,
    User,
    WhoAmI,
)
from app.microsoft.dataverse.shapes import Association, Column, Lookup, TableShape

__all__ = [
    "Association",
    "Column",
    "Dataverse",
    "Integration",
    "Link",
    "Lookup",
    "Place",
    "Role",
    "Row",
    "Solution",
    "StoredFile",
    "TableDefinition",
    "TableShape",
    "User",
    "WhoAmI",
]
