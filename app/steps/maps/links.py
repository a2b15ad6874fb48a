"""The exact pages at Microsoft, from what is known of an environment."""

from urllib.parse import quote, urlsplit

ADMIN_CENTER = "https://admin.powerplatform.microsoft.com/environments"
_DUAL_WRITE = "https://dataintegrator.trafficmanager.net/dualWrite"
_APPLICATIONS = "cmp=DAT&mi=SysAADClientTable"
_DATA_MANAGEMENT = "cmp=USMF&mi=DM_DataManagementWorkspaceMenuItem"


def finance_host(linked_to: str | None) -> str:
    """The name alone. Nothing unless the address is https."""
    try:
        parts = urlsplit(linked_to or "")
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.scheme == "https" else ""


def dual_write_page(linked_to: str | None) -> str:
    host = finance_host(linked_to)
    return f"{_DUAL_WRITE}?axenv={quote(host, safe='')}" if host else ""


def applications_page(linked_to: str | None) -> str:
    """Microsoft Entra applications, in finance and operations."""
    host = finance_host(linked_to)
    return f"https://{host}/?{_APPLICATIONS}" if host else ""


def data_management_page(linked_to: str | None) -> str:
    host = finance_host(linked_to)
    return f"https://{host}/?{_DATA_MANAGEMENT}" if host else ""


def environment_page(platform_id: str) -> str:
    """Of the Power Platform admin center; the list of environments when the id is not known."""
    if not platform_id:
        return ADMIN_CENTER
    return f"{ADMIN_CENTER}/environment/{quote(platform_id, safe='')}/hub"
