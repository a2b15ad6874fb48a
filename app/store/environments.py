from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from sqlmodel import Session, col, select

from app.store.tables import Environment


class UnknownEnvironment(LookupError):
    """No environment of that id in this tenant, or it was removed from the wizard."""


def add(
    session: Session,
    *,
    tenant_id: str,
    organization_id: str,
    url: str,
    name: str,
    platform_id: str = "",
    by: str,
    at: datetime,
) -> Environment:
    """Remember an environment. One that is here already, or was removed, is taken up again."""
    environment_id = _id(tenant_id, organization_id)
    environment = session.get(Environment, environment_id) or Environment(
        id=environment_id, tenant_id=tenant_id, organization_id=organization_id,
        url=url, name=name, added_by=by, added_at=at,
    )  # fmt: skip
    environment.url, environment.name = url, name
    environment.platform_id = platform_id or environment.platform_id
    environment.removed_at = None
    session.add(environment)
    session.flush()
    return environment


def list_for(session: Session, tenant_id: str) -> list[Environment]:
    query = select(Environment).where(
        Environment.tenant_id == tenant_id, col(Environment.removed_at).is_(None)
    )
    return list(session.exec(query.order_by(Environment.name, Environment.id)))


def list_everywhere(session: Session) -> list[Environment]:
    """Of every tenant: for whoever runs this server, never for a page."""
    query = select(Environment).where(col(Environment.removed_at).is_(None))
    return list(session.exec(query.order_by(Environment.name, Environment.id)))


def list_removed(session: Session, tenant_id: str) -> list[Environment]:
    """Those that can be put back, the last removed first."""
    query = select(Environment).where(
        Environment.tenant_id == tenant_id, col(Environment.removed_at).is_not(None)
    )
    return list(session.exec(query.order_by(col(Environment.removed_at).desc())))


def find(session: Session, environment_id: str, *, tenant_id: str) -> Environment | None:
    """None for one of another tenant, too: nobody learns that it exists."""
    environment = session.get(Environment, environment_id)
    if environment is None or environment.tenant_id != tenant_id or environment.removed_at:
        return None
    return environment


def get(session: Session, environment_id: str, *, tenant_id: str) -> Environment:
    environment = find(session, environment_id, tenant_id=tenant_id)
    if environment is None:
        raise UnknownEnvironment(environment_id)
    return environment


def remove(session: Session, environment_id: str, *, tenant_id: str, at: datetime) -> None:
    """Out of the wizard; nothing changes at Microsoft, and what was seen is kept."""
    get(session, environment_id, tenant_id=tenant_id).removed_at = at


def put_back(session: Session, environment_id: str, *, tenant_id: str) -> Environment:
    """Undo `remove`."""
    environment = session.get(Environment, environment_id)
    if environment is None or environment.tenant_id != tenant_id:
        raise UnknownEnvironment(environment_id)
    environment.removed_at = None
    return environment


def know_platform_id(session: Session, environment_id: str, platform_id: str) -> None:
    """Found by a look, for an environment that was added by its address."""
    environment = session.get_one(Environment, environment_id)
    environment.platform_id = environment.platform_id or platform_id


def _id(tenant_id: str, organization_id: str) -> str:
    """The same for the same organization, so that adding it twice is one row on any database."""
    return uuid5(NAMESPACE_URL, f"{tenant_id}/{organization_id}".lower()).hex
