"""Every knob of the product, in one class, read from the process environment."""

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Read from variables named PORTAL_SETUP_..., for example PORTAL_SETUP_DATABASE_URL."""

    model_config = SettingsConfigDict(env_prefix="PORTAL_SETUP_", frozen=True)

    data_dir: Path = Field(
        default=ROOT / "var", description="Database, keys and backups live here."
    )
    database_url: str = Field(default="", description="Empty: a SQLite file in data_dir.")
    public_url: str = Field(
        default="http://127.0.0.1:8000",
        description="The address people type. http only on loopback.",
    )
    cloud: Literal["public", "gcc", "gcchigh", "dod", "china"] = Field(
        default="public", description="Microsoft's cloud: public, gcc, gcchigh, dod or china."
    )
    tenant: str = Field(
        default="organizations", description="Entra tenant id, or organizations for several."
    )
    allowed_tenants: frozenset[str] = Field(
        default=frozenset(),
        description="Tenant ids that may sign in, as a JSON list. Empty: only the tenant above.",
    )
    client_id: str = Field(default="", description="Application (client) id of the registration.")
    client_secret: SecretStr = Field(default=SecretStr(""), description="Its secret.")
    microsoft_at: str = Field(
        default="",
        description="Where every Microsoft address is served instead: the practice tenant.",
    )
    exports_folder: Path | None = Field(
        default=None, description="Site exports on this server that can be picked for a merge."
    )
    trusted_proxies: str = Field(
        default="", description="Addresses of reverse proxies whose X-Forwarded-... are believed."
    )
    session_hours: float = Field(default=10, description="A sign-in lasts at most this long.")
    session_idle_minutes: float = Field(
        default=60, description="It ends after this long without a click."
    )
    queue_poll_seconds: float = Field(
        default=0.5, description="How often background work looks for something to do."
    )

    @field_validator("public_url", "microsoft_at")
    @classmethod
    def _origin(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.path not in ("", "/") or parts.query or parts.fragment):
            msg = "give only scheme, host and port, like https://setup.contoso.com"
            raise ValueError(msg)
        if parts.scheme == "http" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
            msg = "http is only allowed on this machine itself; use https"
            raise ValueError(msg)
        return value.rstrip("/")

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'portal-setup.db'}"

    @property
    def is_practice(self) -> bool:
        return bool(self.microsoft_at)

    @property
    def secure(self) -> bool:
        return self.public_url.startswith("https://")
