import httpx
import pytest
from sqlmodel import select

from app.access import sessions
from app.access.flows import own_path
from app.access.refusal import Reason, SignInRefused
from app.access.sign_in import SignIn
from app.microsoft.errors import Unavailable
from app.store.tables import AuditEntry, SignInFlow, TokenCache
from tests.access.provider import CLIENT, HOST, OTHER_TENANT, TENANT, USER

pytestmark = pytest.mark.anyio


async def refused(sign_in, params, cookie) -> SignInRefused:
    with pytest.raises(SignInRefused) as error:
        await sign_in.finish(params, cookie)
    return error.value


async def actions(database) -> list[str]:
    return await database(lambda s: [entry.action for entry in s.exec(select(AuditEntry))])


async def test_somebody_with_a_role_signs_in_and_comes_back_to_the_page(
    sign_in, provider, database, clock, settings
):
    url, flow_cookie = await sign_in.start("/environments/e1?tab=2")
    done = await sign_in.finish(provider.answer(url), flow_cookie)
    assert (done.user_id, done.next_path) == (USER, "/environments/e1?tab=2")
    visitor = await database(
        lambda s: sessions.find_visitor(s, done.cookie, now=clock.now(), settings=settings)
    )
    assert (visitor.name, visitor.role.value) == ("Avery Example", "operator")
    assert await actions(database) == ["sign_in"]


async def test_the_browser_learns_neither_verifier_nor_nonce_nor_secret(
    sign_in, provider, database
):
    url, cookie = await sign_in.start("/")
    asked = httpx.URL(url).params
    assert (asked["response_mode"], asked["code_challenge_method"]) == ("query", "S256")
    assert "secret-canary" not in url + cookie
    [row] = await database(lambda s: s.exec(select(SignInFlow)).all())
    assert b"code_verifier" not in row.flow
    assert cookie not in row.id


async def test_a_flow_works_once(sign_in, provider):
    url, cookie = await sign_in.start("/")
    answer = provider.answer(url)
    await sign_in.finish(answer, cookie)
    assert (await refused(sign_in, answer, cookie)).code is Reason.NO_FLOW


async def test_a_flow_that_failed_cannot_be_tried_again(sign_in, provider):
    url, cookie = await sign_in.start("/")
    answer = provider.answer(url)
    first = await refused(sign_in, {**answer, "state": "forged"}, cookie)
    assert first.code is Reason.NOT_THIS_FLOW
    assert (await refused(sign_in, answer, cookie)).code is Reason.NO_FLOW


async def test_an_answer_in_another_browser_is_refused(sign_in, provider):
    url, _ = await sign_in.start("/")
    _, other_cookie = await sign_in.start("/")
    answer = provider.answer(url)
    assert (await refused(sign_in, answer, other_cookie)).code is Reason.NOT_THIS_FLOW
    assert (await refused(sign_in, answer, "")).code is Reason.NO_FLOW


async def test_an_answer_after_ten_minutes_is_too_late(sign_in, provider, clock):
    url, cookie = await sign_in.start("/")
    clock.advance(minutes=10)
    assert (await refused(sign_in, provider.answer(url), cookie)).code is Reason.EXPIRED


async def test_a_code_that_was_meant_for_another_flow_is_refused(sign_in, provider):
    url, cookie = await sign_in.start("/")
    stolen, _ = await sign_in.start("/")
    answer = {**provider.answer(url), "code": provider.answer(stolen)["code"]}
    assert (await refused(sign_in, answer, cookie)).code is Reason.REFUSED


@pytest.mark.parametrize("params", [{}, {"code": "x"}, {"state": "x"}, {"error": "x"}])
async def test_half_an_answer_is_refused(sign_in, params):
    _, cookie = await sign_in.start("/")
    assert (await refused(sign_in, params, cookie)).code is Reason.NOT_THIS_FLOW


@pytest.mark.parametrize(
    ("error", "code"), [("access_denied", Reason.DECLINED), ("server_error", Reason.REFUSED)]
)
async def test_a_no_from_entra_keeps_its_words(sign_in, provider, error, code):
    url, cookie = await sign_in.start("/")
    state = provider.answer(url)["state"]
    said = {"state": state, "error": error, "error_description": "AADSTS65004: <b>declined\r\n"}
    refusal = await refused(sign_in, said, cookie)
    assert (refusal.code, refusal.detail) == (code, "AADSTS65004: <b>declined")


async def test_a_token_for_another_sign_in_is_refused(sign_in, provider):
    provider.claims = {"nonce": "another"}
    url, cookie = await sign_in.start("/")
    assert (await refused(sign_in, provider.answer(url), cookie)).code is Reason.NOT_THIS_FLOW


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"aud": "another-app"}, Reason.BAD_TOKEN),
        ({"exp": 1}, Reason.BAD_TOKEN),
        ({"tid": OTHER_TENANT}, Reason.FOREIGN_TENANT),
        ({"roles": []}, Reason.NO_ROLE),
    ],
)
async def test_whoever_is_turned_away_leaves_no_session_and_no_tokens(
    sign_in, provider, database, claims, code
):
    provider.claims = claims
    url, cookie = await sign_in.start("/")
    assert (await refused(sign_in, provider.answer(url), cookie)).code is code
    assert await database(lambda s: s.exec(select(TokenCache)).all()) == []
    assert await actions(database) == ["sign_in.refused"]


@pytest.fixture
def with_tenants(entra, keys, database, clock, settings):
    """The sign-in of a deployment that serves several tenants."""

    def made(*allowed: str) -> SignIn:
        changes = {"tenant": "organizations", "allowed_tenants": frozenset(allowed)}
        return SignIn(entra, keys, database, clock, settings.model_copy(update=changes))

    return made


async def test_with_several_tenants_the_listed_ones_get_in(with_tenants, provider):
    provider.issuer = f"{HOST}/{{tenantid}}/v2.0"
    sign_in = with_tenants(OTHER_TENANT, TENANT.upper())
    url, cookie = await sign_in.start("/")
    answer = provider.answer(url, iss=f"{HOST}/{TENANT}/v2.0")
    assert (await sign_in.finish(answer, cookie)).user_id == USER


async def test_an_answer_in_the_name_of_another_allowed_tenant_is_refused(with_tenants, provider):
    provider.issuer = f"{HOST}/{{tenantid}}/v2.0"
    sign_in = with_tenants(OTHER_TENANT, TENANT)
    url, cookie = await sign_in.start("/")
    answer = provider.answer(url, iss=f"{HOST}/{OTHER_TENANT}/v2.0")
    assert (await refused(sign_in, answer, cookie)).code is Reason.WRONG_ISSUER


@pytest.mark.parametrize("allowed", [(OTHER_TENANT,), ()])
async def test_with_several_tenants_nobody_else_does(with_tenants, provider, allowed):
    provider.issuer = f"{HOST}/{{tenantid}}/v2.0"
    sign_in = with_tenants(*allowed)
    url, cookie = await sign_in.start("/")
    assert (await refused(sign_in, provider.answer(url), cookie)).code is Reason.FOREIGN_TENANT


@pytest.mark.parametrize(
    "iss", ["https://evil.com", f"{HOST}/{OTHER_TENANT}/v2.0", "", f"{HOST}/{{tenantid}}/v2.0"]
)
async def test_an_answer_that_names_another_issuer_is_not_redeemed(sign_in, provider, iss):
    url, cookie = await sign_in.start("/")
    refusal = await refused(sign_in, provider.answer(url, iss=iss), cookie)
    assert refusal.code is Reason.WRONG_ISSUER
    assert not [path for path in provider.asked if path.endswith("/token")]


async def test_entra_being_away_is_no_refusal(sign_in, provider):
    url, cookie = await sign_in.start("/")
    provider.fault = httpx.ConnectError("x")
    with pytest.raises(Unavailable):
        await sign_in.finish(provider.answer(url), cookie)
    with pytest.raises(Unavailable):
        await sign_in.start("/")


async def test_signing_in_again_ends_the_old_session(sign_in, provider, database, clock, settings):
    url, cookie = await sign_in.start("/")
    first = await sign_in.finish(provider.answer(url), cookie)
    url, cookie = await sign_in.start("/")
    second = await sign_in.finish(provider.answer(url), cookie, previous=first.cookie)
    find = sessions.find_visitor
    now = clock.now()
    assert await database(lambda s: find(s, first.cookie, now=now, settings=settings)) is None
    assert await database(lambda s: find(s, second.cookie, now=now, settings=settings))


async def test_there_is_an_end_to_starting_sign_ins(sign_in, database, clock):
    await sign_in.start("/")
    flow = await database(lambda s: s.exec(select(SignInFlow)).one())

    def crowd(session) -> None:
        for number in range(499):
            fields = {**flow.model_dump(), "id": str(number)}
            session.add(SignInFlow(**fields))

    await database(crowd)
    with pytest.raises(SignInRefused) as error:
        await sign_in.start("/")
    assert error.value.code is Reason.TOO_MANY
    clock.advance(minutes=10)
    await sign_in.start("/")
    assert len(await database(lambda s: s.exec(select(SignInFlow)).all())) == 1


@pytest.mark.parametrize(
    ("client", "same", "other"),
    [
        ("203.0.113.5", "203.0.113.5", "203.0.113.6"),
        ("203.0.113.5", "::ffff:203.0.113.5", "::203.0.113.5"),
        ("2001:db8:1:2::3", "2001:db8:1:2:ffff::9", "2001:db8:1:3::3"),
        ("a socket", "a socket", ""),
    ],
)
async def test_sign_ins_are_counted_by_the_network_they_come_from(sign_in, client, same, other):
    for _ in range(50):
        await sign_in.start("/", client=client)
    with pytest.raises(SignInRefused) as error:
        await sign_in.start("/", client=same)
    assert error.value.code is Reason.TOO_MANY
    assert await sign_in.start("/", client=other)


async def test_a_flow_cookie_with_the_mark_of_another_network_opens_nothing(sign_in, provider):
    url, cookie = await sign_in.start("/", client="203.0.113.5")
    _, other = await sign_in.start("/", client="203.0.113.6")
    swapped = other.partition(".")[0] + "." + cookie.partition(".")[2]
    assert (await refused(sign_in, provider.answer(url), swapped)).code is Reason.NO_FLOW
    assert (await sign_in.finish(provider.answer(url), cookie)).user_id == USER


async def test_consent_is_asked_for_the_scope_that_was_missing(sign_in):
    scope = "https://contoso.crm4.dynamics.com/user_impersonation"
    url, _ = await sign_in.start("/", scope=scope, login_hint="avery@contoso.example")
    assert scope in httpx.URL(url).params["scope"].split()
    assert httpx.URL(url).params["login_hint"] == "avery@contoso.example"


async def test_signing_out_goes_by_entra_and_comes_back_here(sign_in, provider):
    url = httpx.URL(await sign_in.sign_out_url("http://127.0.0.1:8000/"))
    assert url.path == f"/{TENANT}/oauth2/v2.0/logout"
    assert url.params["post_logout_redirect_uri"] == "http://127.0.0.1:8000/"
    assert url.params["client_id"] == CLIENT
    provider.fault = httpx.ConnectError("x")
    assert (await sign_in.sign_out_url("http://127.0.0.1:8000/")).startswith(HOST)


def test_the_client_is_the_configured_one(entra):
    assert entra.client_id == CLIENT


@pytest.mark.parametrize("path", ["/", "/a/b?c=d&e=%2F", "/a%20b", "/a?next=https://x//y", "/~a;b"])
def test_a_path_of_ours_is_gone_back_to(path):
    assert own_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "", "evil.com", "https://evil.com", "https:evil.com", "//evil.com", "///evil.com",
        "/\\evil.com", "\\/evil.com", "\\\\evil.com", "/%2fevil.com", "/%5cevil.com", "/%2F/x",
        "/.//evil.com", "/a//evil.com", "/../x", "/%2e%2e//x", "/a\r\nSet-Cookie: a=b", "/a\tb",
        "/\t/evil.com", " /a", "/a b", "/\x00", "/\u2028", "/é", "javascript:alert(1)", "?x", "#x",
        "/" + "a" * 2000,
    ],
)  # fmt: skip
def test_any_other_wish_leads_to_the_first_page(path):
    assert own_path(path) == "/"
