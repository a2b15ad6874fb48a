"""What a request would like (`Prefer`), and the word on what of it was done."""

from dataclasses import replace

from app.practice.dataverse.annotations import preferred
from app.practice.dataverse.answers import Asked
from app.practice.dataverse.calls import Call
from app.practice.dataverse.paging import page_size
from app.practice.dataverse.queries import Query, read_query

_NOTES, _SIZE = "odata.include-annotations", "odata.maxpagesize"


def query_of(call: Call) -> Query:
    """The options of a request, with the annotations that it prefers."""
    return replace(read_query(call.options), annotations=preferred(call.header("prefer")))


def asked_of(call: Call, query: Query, root: str) -> Asked:
    """How a page of rows is asked for."""
    size, was_asked = page_size(call.header("prefer"))
    return Asked(query, size, was_asked, call.address(root, "$skiptoken"))


def applied(call: Call, *names: str) -> dict[str, str]:
    """The header that says which preferences were followed: annotations, and those named."""
    parts = []
    for name, value in call.preferences.items():
        if name == _SIZE and name in names:
            parts.append(f"{name}={page_size(call.header('prefer'))[0]}")
        elif name == _NOTES:
            parts.append(f'{name}="{value}"')
        elif name in names:
            parts.append(f"{name}={value}" if value else name)
    return {"Preference-Applied": ",".join(parts)} if parts else {}
