"""The settings that a command runs with. Commands that work on files alone never load them."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from pydantic import ValidationError

from app.cli.refusal import Refused
from app.settings import Settings

PRACTICE_CLIENT = "00000000-0000-4000-8000-"
"""How the client id of every practice tenant begins; Entra makes no such ids."""


def read_settings() -> Settings:
    """The settings, or a refusal that names each variable but never its value."""
    try:
        return Settings()
    except ValidationError as error:
        faults = [
            f"PORTAL_SETUP_{'_'.join(str(part) for part in fault['loc']).upper()}: {fault['msg']}"
            for fault in error.errors(include_input=False, include_url=False)
        ]
        raise Refused("\n".join(["These settings cannot be used:", *faults])) from None


def check_client(settings: Settings) -> None:
    """A real registration's secret never goes to a practice tenant, nor the other way round."""
    if not settings.client_id:
        msg = (
            "PORTAL_SETUP_CLIENT_ID is not set, so nobody could sign in. The README says how to"
            " register the wizard in Microsoft Entra; `make run` needs none of it."
        )
        raise Refused(msg)
    rehearses = settings.client_id.startswith(PRACTICE_CLIENT)
    if settings.is_practice and not _is_here(settings.microsoft_at):
        msg = "PORTAL_SETUP_MICROSOFT_AT: a practice tenant is only ever on this machine."
        raise Refused(msg)
    if settings.is_practice and not rehearses:
        msg = (
            "PORTAL_SETUP_MICROSOFT_AT names a practice tenant, but PORTAL_SETUP_CLIENT_ID is not"
            " one of its ids. Remove the one that is not meant: a real registration's secret must"
            " not be sent there."
        )
        raise Refused(msg)
    if rehearses and not settings.is_practice:
        msg = (
            "PORTAL_SETUP_CLIENT_ID belongs to a practice tenant, and PORTAL_SETUP_MICROSOFT_AT"
            " is not set. Use the id of your own registration."
        )
        raise Refused(msg)


def _is_here(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
