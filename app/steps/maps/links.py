"""The exact pages at Microsoft, from what is known of an environment."""

from urllib.parse import quote, urlsplit

ADMIN_CENTER = "https://admin.powerplatform.microsoft.com/environments"
LICENCES = "https://admin.powerplatform.microsoft.com/billing/licenses"
MAKER = "https://make.powerapps.com"
_AUTHORIZE = "https://login.microsoftonline.com/common/oauth2/authorize"
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


def solutions_page(platform_id: str) -> str:
    """Of the maker portal: where a solution is taken out."""
    if not platform_id:
        return MAKER
    return f"{MAKER}/environments/{quote(platform_id, safe='')}/solutions"


def consent_page(application_id: str) -> str:
    """Where an administrator of the tenant agrees to one of Microsoft's own applications."""
    client = quote(application_id, safe="")
    return f"{_AUTHORIZE}?client_id={client}&response_type=code&prompt=admin_consent"


def finance_page(linked_to: str | None) -> str:
    """The front page: its help shows the version, its System administration all the rest."""
    host = finance_host(linked_to)
    return f"https://{host}/" if host else ""


def sales_settings_page(origin: str) -> str:
    """The settings of the environment that Dataverse keeps for Sales and for all apps."""
    return f"{origin}/main.aspx?settingsonly=true" if origin.startswith("https://") else ""


def companies_page(dataverse: str) -> str:
    """The rows of the table Company, in the Dataverse environment of this origin."""
    here = dataverse.startswith("https://")
    return f"{dataverse}/main.aspx?pagetype=entitylist&etn=cdm_company" if here else ""
