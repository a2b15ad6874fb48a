"""The Dataverse Web API of one organization: what is in it, and changing it row by row."""

from app.microsoft.dataverse.client import Dataverse
from app.microsoft.dataverse.files import Place, StoredFile
from app.microsoft.dataverse.replies import (
    Integration,
    Link,
    Row,
    Solution,
    TableDefinition,
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
    "Row",
    "Solution",
    "StoredFile",
    "TableDefinition",
    "TableShape",
    "WhoAmI",
]
