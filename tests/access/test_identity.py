import base64
import hmac
import json
from datetime import UTC, datetime, timedelta

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from app.access.identity import Expected, identify
from app.access.refusal import Reason, SignInRefused
from app.access.roles import Role
from tests.access.provider import CLIENT, HOST, KEY, OID, OTHER_TENANT, TENANT

AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
NOW = int(AT.timestamp())
STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
GOOD = {
    "ver": "2.0", "iss": f"{HOST}/{TENANT}/v2.0", "aud": CLIENT, "tid": TENANT, "oid": OID,
    "sub": "s", "preferred_username": "avery@contoso.example", "name": "Avery Example",
    "roles": ["Wizard.Reader", "Wizard.Admin", "Else"], "nbf": NOW, "exp": NOW + 3599,
}  # fmt: skip


def keys(**extra):
    jwk = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
    return {"keys": [{"kty": "RSA", "kid": "other", "n": "AQAB", "e": "AQAB"},
                     {**jwk, "kid": "k1", "use": "sig", **extra}]}  # fmt: skip


def expected(**changes):
    plain = {"client_id": CLIENT, "issuer": f"{HOST}/{{tenantid}}/v2.0",
             "tenants": frozenset({TENANT}), "now": AT}  # fmt: skip
    return Expected(**{**plain, **changes})


def signed(claims=GOOD, key=KEY, algorithm="RS256", kid="k1"):
    return jwt.encode(claims, key, algorithm, headers={"kid": kid} if kid else {})


def confused() -> str:
    """Signed with a password, and the password is the public key that everybody knows."""
    public = KEY.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    parts = ({"alg": "HS256", "typ": "JWT", "kid": "k1"}, GOOD)
    said = b".".join(base64.urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=") for p in parts)
    seal = base64.urlsafe_b64encode(hmac.digest(public, said, "sha256")).rstrip(b"=")
    return f"{said.decode()}.{seal.decode()}"


def refusal_of(token, keys=keys(), expected=expected()) -> Reason:  # noqa: B008
    with pytest.raises(SignInRefused) as refused:
        identify(token, keys, expected)
    assert token not in str(refused.value)
    return refused.value.code


def test_a_good_token_gives_the_person_with_the_highest_role():
    who = identify(signed(), keys(), expected())
    assert (who.user_id, who.role) == (f"{TENANT}/{OID}", Role.ADMIN)


@pytest.mark.parametrize(
    "change",
    [
        {"aud": "another-app"},
        {"aud": [CLIENT]},
        {"aud": None},
        {"iss": f"{HOST}/{OTHER_TENANT}/v2.0"},
        {"iss": f"https://evil.com/{TENANT}/v2.0"},
        {"iss": f"https://sts.windows.net/{TENANT}/"},
        {"iss": f"{HOST}/{{tenantid}}/v2.0"},
        {"tid": OTHER_TENANT},
        {"tid": ""},
        {"exp": NOW - 121},
        {"exp": None},
        {"exp": "never"},
        {"nbf": NOW + 121},
        {"ver": "1.0"},
        {"oid": ""},
        {"oid": None},
        {"roles": "Wizard.Admin"},
    ],
)
def test_a_token_that_is_wrong_in_one_place_is_refused(change):
    kept = {name: value for name, value in {**GOOD, **change}.items() if value is not None}
    assert refusal_of(signed(kept)) is Reason.BAD_TOKEN


@pytest.mark.parametrize("change", [{"exp": NOW - 119}, {"nbf": NOW + 119}])
def test_clocks_may_differ_by_two_minutes(change):
    assert identify(signed({**GOOD, **change}), keys(), expected())


def test_a_token_from_another_tenant_is_refused_though_it_is_genuine():
    theirs = {**GOOD, "tid": OTHER_TENANT, "iss": f"{HOST}/{OTHER_TENANT}/v2.0"}
    assert refusal_of(signed(theirs)) is Reason.FOREIGN_TENANT


def test_somebody_without_a_role_is_refused_by_name():
    for roles in ([], ["Else"], [7], None):
        claims = {
            name: value for name, value in {**GOOD, "roles": roles}.items() if value is not None
        }
        assert refusal_of(signed(claims)) is Reason.NO_ROLE


def test_a_signature_by_anybody_else_is_refused():
    assert refusal_of(signed(key=STRANGER)) is Reason.BAD_TOKEN
    assert refusal_of(signed(kid="unknown")) is Reason.BAD_TOKEN
    assert refusal_of(signed(kid="")) is Reason.BAD_TOKEN
    assert refusal_of(signed(kid="other")) is Reason.BAD_TOKEN
    head, body, _ = signed().split(".")
    assert refusal_of(f"{head}.{body}.") is Reason.BAD_TOKEN
    forged = base64.urlsafe_b64encode(json.dumps({**GOOD, "oid": "x"}).encode()).decode()
    signature = signed().split(".")[2]
    assert refusal_of(f"{head}.{forged.rstrip('=')}.{signature}") is Reason.BAD_TOKEN


def test_only_the_one_algorithm_counts():
    assert refusal_of(confused()) is Reason.BAD_TOKEN
    assert refusal_of(signed(key=None, algorithm="none")) is Reason.BAD_TOKEN
    assert refusal_of(signed(algorithm="RS512")) is Reason.BAD_TOKEN
    assert refusal_of(signed(algorithm="PS256")) is Reason.BAD_TOKEN


def test_a_key_that_belongs_to_another_issuer_signs_nothing_here():
    theirs = keys(issuer=f"{HOST}/{OTHER_TENANT}/v2.0")
    assert refusal_of(signed(), theirs) is Reason.BAD_TOKEN
    assert identify(signed(), keys(issuer=f"{HOST}/{{tenantid}}/v2.0"), expected())


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "....", "\x00"])
def test_what_is_no_token_is_refused(token):
    with pytest.raises(SignInRefused):
        identify(token, keys(), expected())


@pytest.mark.parametrize("listed", [{}, {"keys": None}, {"keys": []}, {"keys": [{"kid": "k1"}]}])
def test_without_usable_keys_nobody_gets_in(listed):
    assert refusal_of(signed(), listed) is Reason.BAD_TOKEN


def test_a_single_tenant_names_its_issuer_in_full():
    whole = expected(issuer=f"{HOST}/{TENANT}/v2.0")
    assert identify(signed(), keys(), whole)
    assert refusal_of(signed(), keys(), expected(issuer=f"{HOST}/{OTHER_TENANT}/v2.0"))


def test_a_name_cannot_start_a_new_line_in_a_log():
    name = "Avery\r\n2026-01-01 admin\u2028signed in" + "x" * 999
    who = identify(signed({**GOOD, "name": name}), keys(), expected())
    assert who.name.startswith("Avery 2026-01-01 admin signed in")
    assert len(who.name) == 200


def test_time_is_the_clocks_and_not_the_machines():
    later = expected(now=AT + timedelta(hours=2))
    assert refusal_of(signed(), keys(), later) is Reason.BAD_TOKEN
