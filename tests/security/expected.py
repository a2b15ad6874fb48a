"""What each route is to do for whom. A route that is not told of here fails every test.

One line for each, by the route's name. `page` is looked at; `deed` changes something. A deed needs
at least an operator, succeeds with the fields given, and leaves one entry in the audit log.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from app.access.roles import Role
from tests.security.deciding import chosen, chosen_again, done_to_many
from tests.security.routes import Route
from tests.security.standing import (
    agreed,
    armed,
    askable,
    claimed,
    lacking,
    ready,
    sealed,
)
from tests.security.writing import looked, writable

Prepare = Callable[[Any, Mapping[str, str]], Awaitable[Mapping[str, str]]]
"""With the house and the places: makes what a deed needs, and gives more of its fields."""


@dataclass(frozen=True, slots=True)
class Expected:
    """`least`: who may; None: anybody, signed in or not. `answer`: what they get.

    `fields`: what the form sends, or the address says. `before`: deeds that have to be done
    first, by name. `audited`: the action in the audit log.
    """

    least: Role | None
    answer: int
    fields: Mapping[str, str] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    audited: str = ""
    prepare: Prepare | None = None


def page(
    least: Role | None = Role.READER, *, answer: int = 200, audited: str = "",
    prepare: Prepare | None = None, **fields: str,
) -> Expected:  # fmt: skip
    return Expected(least, answer, fields, audited=audited, prepare=prepare)


def deed(
    audited: str, *, least: Role = Role.OPERATOR, before: tuple[str, ...] = (),
    prepare: Prepare | None = None, **fields: str,
) -> Expected:  # fmt: skip
    return Expected(least, 303, fields, before, audited, prepare)


WISH = {"name": "Contoso Portal", "subdomain": "contoso-customers", "language": "1033"}


EXPECTED: dict[str, Expected] = {
    "static": page(None, answer=307),  # the folder itself: to its own address, where nothing is
    "health.show": page(None),
    "sign_in.show": page(None),
    "sign_in.start": page(None, answer=303),
    "sign_in.finish": page(None, answer=403),  # without a sign-in under way
    "sign_out.leave": Expected(Role.READER, 200, audited="sign_out"),
    "appearance": Expected(None, 303, {"look": "dark"}),
    "environments.list": page(),
    "environments.offer": page(Role.OPERATOR),
    "environments.add": deed(
        "environments.add", address="https://contoso-template.crm4.dynamics.com"
    ),
    "environments.remove": deed("environments.remove"),
    "environments.put_back": deed("environments.put_back", before=("environments.remove",)),
    "overview.show": page(),
    "runs.show": page(),
    "runs.stop": deed("runs.stop"),
    "runs.resume": deed("runs.take_over"),
    "overview.look": deed("overview.look"),
    "about.show": page(),
    "licensing.users": deed("licensing.users", number="250"),
    "licensing.show": page(),
    "licensing.look": deed("licensing.look"),
    "licensing.state": Expected(Role.OPERATOR, 307, {"subject": "entitlement"}),
    "licensing.withdraw": Expected(Role.OPERATOR, 307),
    "statements.show": page(),
    "statements.state": deed("statements.state", value="have", note="seen in the admin center"),
    "statements.renew": deed("statements.renew", still_true="yes"),
    "statements.withdraw": deed("statements.withdraw"),
    "links.create": Expected(
        Role.OPERATOR, 200, {"language": "ko", "for_whom": "Dana"}, audited="links.create"
    ),
    "links.revoke": deed("links.revoke"),
    "answers.show": page(None),
    "answers.answer": Expected(
        None, 303, {"name": "Dana Kim", "value": "have", "note": "Invoice 4711"},
        audited="links.answer", prepare=sealed,
    ),
    "answers.thanks": page(None),
    "requests.show": page(),
    "requests.asked": deed("requests.asked", prepare=askable, who="Dana, who buys licences"),
    "requests.end": deed("requests.end"),
    "maps.show": page(),
    "maps.look": deed("maps.look"),
    "maps.watch": deed("maps.watch"),
    "maps.claim": deed("maps.claim", need="products", note="runs since Monday"),
    "maps.withdraw": deed("maps.withdraw", prepare=claimed),
    "maps.plan_install": page(prepare=lacking),
    "maps.install": deed("maps.install", prepare=lacking),
    "maps.expert": page(Role.OPERATOR, prepare=agreed),
    "maps.enable": deed("maps.enable", least=Role.ADMIN, understood="yes"),
    "maps.disable": deed("maps.disable", prepare=agreed),
    "maps.paste": deed("maps.paste", prepare=agreed),
    "maps.forget": deed("maps.forget", prepare=armed),
    "maps.plan_start": page(Role.OPERATOR, prepare=armed),
    "maps.start": deed("maps.start", prepare=armed, master="AX", understood="yes"),
    "maps.ask": page(),
    "maps.explain": Expected(Role.READER, 200, {"error_text": "Unable to look up organization"}),
    "maps.errors": page(),
    "maps.explain_anywhere": Expected(Role.READER, 200, {"error_text": "DIPV1018"}),
    "maps.finance_on": deed("maps.finance_on", prepare=agreed),
    "maps.finance_off": deed("maps.finance_off"),
    "maps.finance_sign_in": page(Role.OPERATOR, answer=303, prepare=agreed),
    "provisioning.show": page(),
    "provisioning.look": deed("provisioning.look"),
    "provisioning.watch": deed("provisioning.watch"),
    "provisioning.baseline": deed("provisioning.baseline", note="nothing was edited yet"),
    "provisioning.offer": page(Role.OPERATOR, prepare=ready),
    "provisioning.propose": Expected(Role.OPERATOR, 303, WISH, prepare=ready),
    "provisioning.check": page(Role.OPERATOR, prepare=ready, **WISH),
    "provisioning.create": deed("provisioning.create", prepare=ready, **WISH),
    "update.show": page(),
    "update.look": deed("update.look"),
    "update.read": deed(
        "update.read", before=("update.look",),
        take_site="e6c1e672-7c15-5590-809c-86f08e4c3d3c",  # of the practice tenant
        take_template="folder:template.zip", take_base="none",
    ),
    "update.download_file": page(Role.OPERATOR, audited="update.download_file"),
    "update.merge": deed(
        "update.merge",
        base="folder:base.zip", site="folder:site.zip", template="folder:template.zip",
    ),
    "update.review": page(),
    "update.record": page(),
    "update.records": page(),
    "update.text": page(),
    "update.conflict": page(),
    "update.preview": Expected(Role.OPERATOR, 200, {"choice": "site", "seen": "0"}),
    "update.reveal": Expected(Role.ADMIN, 200, audited="update.reveal"),
    "update.bulk": page(wish="site"),
    "update.bulk_decide": deed("update.bulk_decide", wish="later", prepare=chosen),
    "update.undo_all": page(),
    "update.undo_all_now": deed("update.undo_all_now", prepare=chosen_again),
    "update.bring_back": deed("update.bring_back", prepare=done_to_many),
    "update.decisions": page(),
    "update.export": page(),
    "update.hand_in": deed("update.hand_in", file="{}"),
    "update.decision_file": page(),
    "update.take_decisions": deed("update.take_decisions"),
    "update.download": page(Role.OPERATOR, answer=303),  # back: not everything is decided
    "update.decide": deed("update.decide", choice="site", seen="0"),
    "update.take_back": deed("update.take_back", before=("update.decide",), seen="1"),
    "update.check": page(),
    "update.apply": Expected(Role.OPERATOR, 303, audited="update.apply", prepare=writable),
    "update.writing": page(),
    "update.restore_check": page(),
    "update.restore_look": deed("update.restore_look"),
    "update.restore": Expected(Role.OPERATOR, 303, audited="update.restore", prepare=looked),
}  # fmt: skip

MOVED = frozenset({"licensing.state", "licensing.withdraw"})
"""Old addresses: the browser is told to send the same form to the new one."""
QUESTIONS = (
    frozenset({"maps.explain", "maps.explain_anywhere", "provisioning.propose", "update.preview"})
    | MOVED
)
"""Sent as a form, so that what was typed stands in no address: they change nothing here."""
EVERYWHERE = frozenset({"environment_id", "step", "subject", "code"})
"""Places that every environment has: what stands in them is no thing of one of them."""
WITHOUT_SESSION = frozenset({"answers.answer"})
"""Deeds of people without an account: test_one_time_links.py holds them to rules of their own."""
BELOW_OPERATOR = (
    frozenset({"sign_out.leave", "appearance", "maps.explain", "maps.explain_anywhere"})
    | WITHOUT_SESSION
)
"""The only deeds that need no role: one ends a session, one sets a cookie, two explain a text,
one answers a question that an operator has asked by a link.
"""
NOT_AUDITED = frozenset({"appearance"}) | QUESTIONS
WRITES = {
    "sign_in.start": frozenset({"sign_in_flow"}),
    "sign_in.finish": frozenset({"sign_in_flow", "audit_entry"}),
    "maps.finance_sign_in": frozenset({"sign_in_flow"}),
    "update.download": frozenset({"audit_entry"}),
    "update.download_file": frozenset({"audit_entry"}),
}
"""The only routes that write though they are read, and where: a sign-in that has left is
remembered, and is used up and written down when it comes back; who takes a site away is, too.
"""


def expectation(route: Route) -> Expected:
    if route.name in EXPECTED:
        return EXPECTED[route.name]
    kind = "page()" if route.is_safe else f'deed("{route.name}", field="value")'
    pytest.fail(
        f"Nobody said who may use {route}. Add it to EXPECTED in tests/security/expected.py, like:"
        f'\n    "{route.name}": {kind},\nand a new name in its path to MAKERS in house.py.'
    )
