"""The services of a tenant beside Dataverse, as one signed-in person sees them."""

from dataclasses import dataclass

from app.microsoft.app_management import AppManagement
from app.microsoft.endpoints import Cloud
from app.microsoft.finance import Finance
from app.microsoft.licensing import Licensing
from app.microsoft.power_pages import PowerPages
from app.microsoft.power_platform import PowerPlatform
from app.microsoft.tenant_settings import TenantSettings
from app.microsoft.transport import Transport


@dataclass(frozen=True)
class Admin:
    power_platform: PowerPlatform
    licensing: Licensing
    power_pages: PowerPages
    tenant_settings: TenantSettings
    app_management: AppManagement
    finance: Finance

    @classmethod
    def through(cls, transport: Transport, cloud: Cloud) -> "Admin":
        return cls(
            PowerPlatform(transport, cloud),
            Licensing(transport, cloud),
            PowerPages(transport, cloud),
            TenantSettings(transport, cloud),
            AppManagement(transport, cloud),
            Finance(transport, cloud),
        )
