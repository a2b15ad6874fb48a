"""Tokens and secrets of a whole journey are looked for wherever something stays or is shown."""

import io
import json
import logging
import zipfile
from dataclasses import dataclass, field

import pytest
from sqlmodel import select

from app.exports import read_export
from app.practice.people import PEOPLE
from app.steps.update.secrets import SECRET_NAME, is_secret
from app.steps.update.translate import snapshot_of
from app.store.site_tables import SiteWrite
from tests.product import Person
from tests.security.between import Between
from tests.security.house import House, open_house
from tests.security.secretive import CANARY, paste_everywhere, paste_too_late, write_and_restore

pytestmark = pytest.mark.anyio

TALKATIVE = ("httpx", "httpcore", "msal", "dbos", "uvicorn", "sqlalchemy", "asyncio", "app")
GIVEN = ("access_token", "refresh_token", "id_token")
SENT = ("client_secret", "refresh_token", "code", "code_verifier")


@dataclass
class Trail:
    """What one journey has left behind."""

    between: list[Between] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    cookies: set[str] = field(default_factory=set)
    files: list[bytes] = field(default_factory=list)
    pasted: set[str] = field(default_factory=set)
    written: list[str] = field(default_factory=list)

    async def note(self, answer) -> None:
        await answer.aread()
        heads = [f"{k}: {v}" for k, v in answer.headers.multi_items() if k != "set-cookie"]
        self.answers.append("\n".join([*heads, answer.text]))
        for written in answer.headers.get_list("set-cookie"):
            name, _, value = written.partition(";")[0].partition("=")
            if name in ("__Host-session", "__Host-sign-in") and len(value) > 10:
                self.cookies.add(value)

    def spent(self) -> set[str]:
        """What MSAL tells a log at its loudest: codes and their verifiers, once they are used."""
        forms = [form for between in self.between for form in between.asked]
        return {form[name] for form in forms for name in ("code", "code_verifier") if name in form}

    def tokens(self) -> set[str]:
        found = set(self.pasted)
        for between in self.between:
            for body in between.said:
                said = json.loads(body) if body[:1] == b"{" else {}
                found |= {said[name] for name in GIVEN if name in said}
            for form in between.asked:
                found |= {form[name] for name in SENT if name in form}
        return found


def pieces(secret: str) -> set[str]:
    """Also a part of it would be too much. The beginnings of signed tokens are all alike."""
    if len(secret) < 60:
        return {secret}
    middle = len(secret) // 2
    return {secret[middle : middle + 30], secret[-30:]}


def secrets_of_the_site(exports) -> set[str]:
    return {
        value
        for content in exports.values()
        for record in snapshot_of(read_export(content)).records.values()
        if is_secret(record)
        if isinstance(value := record.value("adx_value"), str) and len(value) > 8
    }


@pytest.fixture(scope="module")
async def journey(stock, tmp_path_factory):
    """The house, what its people left behind, and what was logged, at the highest volume."""
    trail, said = Trail(), io.StringIO()

    def around(app):
        trail.between.append(Between(app))
        return trail.between[-1]

    levels = {name: logging.getLogger(name).level for name in ("", *TALKATIVE)}
    listener = logging.StreamHandler(said)
    listener.setFormatter(logging.Formatter("%(name)s %(message)s"))
    logging.getLogger().addHandler(listener)
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG)
    folder = tmp_path_factory.mktemp("canaries")
    async with open_house(stock, folder, around=around) as house:
        logging.getLogger("dbos").setLevel(logging.DEBUG)
        logging.getLogger("uvicorn").setLevel(logging.DEBUG)
        await walk(house, trail)
        yield house, trail, said.getvalue()
    logging.getLogger().removeHandler(listener)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


async def walk(house: House, trail: Trail) -> None:
    """All that a person does, and a sign-in that dies in the middle of it."""
    avery = house.make()
    avery.browser.event_hooks["response"].append(trail.note)
    await avery.sign_in()
    environment = await avery.add()
    await avery.get(f"{environment}/maps")
    await avery.post(f"{environment}/maps/look")
    await house.settled()
    review = await avery.merge(environment)
    await decide_all(avery, review)
    trail.files.append((await avery.get(f"{review}/merged.zip")).content)
    trail.pasted |= await paste_everywhere(house, avery, environment)
    trail.written += await write_and_restore(house, avery)
    for ends in (house.practice.tenant.expire_tokens, house.practice.tenant.revoke_grants):
        house.practice.tenant.expire_tokens()
        ends()
        await avery.get(f"{environment}/maps")
        await avery.post(f"{environment}/maps/look")
        await house.settled()
        await avery.get(f"{environment}/maps")
    await avery.get("/environments/add")
    await avery.get("/auth/callback?code=canary-code&state=canary-state")
    await avery.sign_in("no_role")
    await avery.sign_in("admin")
    await house.settled()
    await avery.get(environment)
    await avery.post("/sign-out")
    await avery.sign_in("admin")
    trail.pasted.add(await paste_too_late(house, avery, environment))
    house.people["admin"] = avery


async def decide_all(person: Person, review: str) -> None:
    await person.get(f"{review}?show=open")
    for link in [a["href"] for a in person.soup().select("ul.tasks a.row")]:
        if "/conflicts/" in link:
            await person.get(link)
            await person.post(f"{link}/decide", choice="template", seen="0")


def stored(house: House) -> bytes:
    """Every file that the product keeps, but for its keys."""
    files = house.product.settings.data_dir.rglob("*")
    return b"".join(f.read_bytes() for f in files if f.is_file() and "key" not in f.name)


async def test_the_journey_went_where_secrets_are(journey):
    house, trail, said = journey
    tokens = trail.tokens()
    assert len([token for token in tokens if token.startswith("eyJ")]) >= 8
    assert len([token for token in tokens if token.startswith("practice-refresh-")]) >= 4
    assert len([token for token in tokens if token.startswith("practice-code-")]) >= 2
    assert house.practice.tenant.client_secret in tokens
    assert len(trail.cookies) >= 5
    assert len(secrets_of_the_site(house.practice.tenant.exports)) >= 2
    assert trail.files[0][:2] == b"PK"
    assert any(f"Bearer {token}" in seen.get("authorization", "") for between in trail.between
               for seen in between.headers for token in tokens)  # fmt: skip
    sent = {seen.get("authorization") for between in trail.between for seen in between.headers}
    assert len([token for token in trail.pasted if f"Bearer {token}" in sent]) == 1
    for name in ("httpx", "httpcore", "msal", "sqlalchemy.engine"):
        assert f"\n{name}" in said, f"{name} was not listened to"


async def test_tokens_are_in_no_page_no_log_and_no_file(journey):
    house, trail, said = journey
    kept, shown = stored(house), "\n".join(trail.answers)
    assert b"browser_session" in kept
    for secret in trail.tokens():
        for piece in pieces(secret):
            assert piece not in shown
            assert piece not in said or secret in trail.spent()
            assert piece.encode() not in kept


async def test_the_cookie_of_a_session_is_in_no_page_no_log_and_no_file(journey):
    house, trail, said = journey
    kept, shown = stored(house), "\n".join(trail.answers)
    for cookie in trail.cookies:
        assert cookie not in shown
        assert cookie not in said
        assert cookie.encode() not in kept


async def test_secret_settings_of_a_site_are_in_no_page_no_log_and_no_readable_file(journey):
    house, trail, said = journey
    kept, shown = stored(house), "\n".join(trail.answers)
    for secret in secrets_of_the_site(house.practice.tenant.exports):
        assert secret not in shown
        assert secret not in said
        assert secret.encode() not in kept


async def test_secret_settings_that_are_written_and_taken_back_are_in_no_page_and_no_log(journey):
    """Though they are written: the journal names them, and holds their values only sealed."""
    house, trail, said = journey
    query = select(SiteWrite.title).where(SiteWrite.table_name == "adx_sitesetting")
    titles = await house.product.database(lambda s: list(s.exec(query)), ro=True)
    secret = {title for title in titles if SECRET_NAME.search(title)}
    kept, shown = stored(house), "\n".join(trail.answers)
    assert secret
    assert len(trail.written) == 4
    assert all(title in shown for title in secret)
    assert CANARY not in shown
    assert CANARY not in said
    assert CANARY.encode() not in kept


async def test_the_merged_export_holds_the_sites_secrets_and_none_of_ours(journey):
    house, trail, _ = journey
    with zipfile.ZipFile(io.BytesIO(trail.files[0])) as archive:
        members = b"\n".join(archive.read(name) for name in archive.namelist())
    site = secrets_of_the_site({"site": house.practice.tenant.exports["site.zip"]})
    assert any(secret.encode() in members for secret in site)
    for secret in (*trail.tokens(), *trail.cookies):
        assert not [piece for piece in pieces(secret) if piece.encode() in members]
    for person in PEOPLE:
        assert person.login.encode() not in members


async def test_the_download_of_secrets_is_written_down(journey):
    house, _, _ = journey
    assert ("Avery Example", "update.download") in await house.audited()
