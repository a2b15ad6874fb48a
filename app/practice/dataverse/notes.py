"""Notes and the files in them: what may be uploaded, and how large."""

import base64
import binascii

from app.practice.dataverse.faults import Fault, bad_request
from app.practice.dataverse.filters import Entity
from app.practice.dataverse.organization import Organization

_REFUSED = (
    "The attachment is either not a valid type or is too large. "
    "It cannot be uploaded or downloaded."
)


def check_note(organization: Organization, row: Entity, given: Entity) -> None:
    """Also completes the note: its size, whether it is a document, and what it hangs on."""
    if "_objectid_value" in given:
        row["objecttypecode"] = row.get("#objectid")
    row["isdocument"] = bool(row.get("isdocument")) or bool(row.get("documentbody"))
    if "filename" in given or "documentbody" in given:
        check_name(organization, str(row.get("filename") or ""))
    if "documentbody" in given:
        row["filesize"] = _size(organization, str(row.get("documentbody") or ""))


def check_name(organization: Organization, name: str) -> None:
    settings = _settings(organization)
    blocked = str(settings.get("blockedattachments") or "").lower().split(";")
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending and ending in blocked:
        raise bad_request(_REFUSED, "0x80043e09")


def check_size(organization: Organization, size: int) -> None:
    if size > int(_settings(organization).get("maxuploadfilesize") or 0):
        raise bad_request("Attachment file size is too big.", "0x80044a02")


def _size(organization: Organization, text: str) -> int:
    try:
        size = len(base64.b64decode(text, validate=True))
    except binascii.Error as error:
        raise _not_base64() from error
    check_size(organization, size)
    return size


def _not_base64() -> Fault:
    return bad_request("The document body is not valid base64.", "0x80040203")


def _settings(organization: Organization) -> Entity:
    return organization.rows("organization")[0]
