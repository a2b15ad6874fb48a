"""Looks in which every requirement is met, and what is made of them: one row for each."""

from app.steps.maps import STEP
from app.steps.maps.facts import MapState
from app.steps.maps.ground_facts import (
    Ground,
    SeenPlace,
    SeenPlugIns,
    SeenReach,
    SeenSales,
    SeenTeam,
)
from app.steps.maps.ground_rows import ground_view
from app.steps.maps.portal import ACCEPTED
from app.steps.maps.requirements import (
    APPLICATIONS,
    ROLES,
    subject_of,
)
from app.wizard.facts import Fact
from app.wizard.statement import Kind, Statement
from tests.steps.maps_samples import AT, exact, facts

PLUG_INS = [
    "Microsoft.Dynamics.Integrator.DualWriteRegistration.Plugins",
    "Microsoft.Dynamics.Integrator.DualWriteRuntime.Plugins",
]
TEAM = SeenTeam(name="USMF", roles=list(ROLES), companies=["USMF"])
STOPPED = {one: MapState.STOPPED for maps in ACCEPTED.values() for one in maps}


def ground(**changed):
    sound = {
        "version": exact("9.2.24032.170"),
        "place": exact(SeenPlace(kind="Production", region="EUR")),
        "prospect": Fact[list[str]].exact([], source="test", at=AT),
        "company_names": Fact[list[str]].exact(["One", "Two"], source="test", at=AT),
        "owners": Fact[dict[str, str]].exact({"USMF": "t", "DEMF": "t"}, source="test", at=AT),
        "enabled": seen(dict[str, bool | None], {"USMF": True, "DEMF": True}),
        "teams": Fact[list[SeenTeam]].exact([TEAM], source="test", at=AT),
        "reach": seen(list[SeenReach], [SeenReach(team="USMF", tables=["account"])]),
        "principals": Fact[dict[str, bool]].exact(
            dict.fromkeys(APPLICATIONS, True), source="test", at=AT
        ),
        "plug_ins": exact(SeenPlugIns(assemblies=PLUG_INS, steps=9)),
        "sales": exact(SeenSales(system_prices=True, by_line=True, products_active=True)),
    }
    return Ground(**{**sound, **changed})


def seen(kind, value):
    return Fact[kind].exact(value, source="test", at=AT)


def unseen(kind, reason="403"):
    return Fact[kind].unknown(source="test", reason=reason, at=AT)


def look(maps=None, **changed):
    return facts(maps, **{"ground": ground(), **changed})


def said(requirement, value="yes", by="Kim"):
    code = subject_of(requirement)
    return {code: Statement(code, Kind.ATTESTED, value, by, AT, note="seen on the page", id="s")}


def rows(look_, told=None):
    known = STEP.with_said(look_, told or {})
    view = ground_view(known, STEP.judge(look_, told or {}))
    return {row.requirement: row for row in view.rows}


def standing(look_, requirement, told=None):
    return rows(look_, told)[requirement].standing
