"""The Dataverse Web API of one organization: what is in it, and changing it row by row."""

from app.microsoft.dataverse.client import Dataverse
from app.microsoft.dataverse.describing import Described, Sample
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
from app.microsoft.dataverse.together import Change
from app.microsoft.dataverse.tracking import Changes

__all__ = [
    "Association",
    "Change",
    "Changes",
    "Column",
    "Dataverse",
    "Described",
    "Integration",
    "Link",
    "Lookup",
    "Place",
    "Role",
    "Row",
    "Sample",
    "Solution",
    "StoredFile",
    "TableDefinition",
    "TableShape",
    "User",
    "WhoAmI",
]
