import pytest
from pydantic import SecretStr

from app.settings import Settings
from tests.access.conformance.service import SECRET, Browser, entra, running, way_to
from tests.access.provider import CLIENT, TENANT


@pytest.fixture(scope="module")
def service():
    with running() as service:
        yield service


@pytest.fixture
def browser(service):
    browser = Browser(service.at)
    with browser.http:
        yield browser


@pytest.fixture
def settings(tmp_path, service) -> Settings:
    return Settings(
        data_dir=tmp_path,
        tenant=TENANT,
        client_id=CLIENT,
        client_secret=SecretStr(SECRET),
        microsoft_at=service.at,
    )


@pytest.fixture
def way(service):
    with way_to(service.at) as http:
        yield http


@pytest.fixture(name="entra")
def ours(way):
    return entra(way)
