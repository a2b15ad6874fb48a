"""Puts out of order what dual-write stands on, and back in order: one thing at a time."""

from collections.abc import Collection

from app.practice.dataverse.filters import Entity
from app.practice.dataverse.organization import Organization
from app.practice.dataverse.platform_rows import DUAL_WRITE_ROLES, SALESPERSON
from app.practice.dataverse.solutions import solution_row
from app.practice.plot import Groundwork

_OLDER = "ProspectToCash"  # the unique name is made up: only the title is known
_OLDER_TITLE = "Prospect to Cash"


def lay(organization: Organization, how: Groundwork) -> None:
    """Whatever was out of order before is mended first. Told again, nothing changes."""
    with organization.store.transaction():
        _companies(organization, off=how is Groundwork.COMPANIES)
        _owners(organization, missing=how is Groundwork.OWNERS)
        _roles(organization, DUAL_WRITE_ROLES, missing=how is Groundwork.ROLES)
        _roles(organization, (SALESPERSON,), missing=how is Groundwork.READING)
        _steps(organization, off=how is Groundwork.PLUG_INS)
        _sales(organization, differs=how is Groundwork.SALES)
        _older(organization, there=how is Groundwork.PROSPECT)


def _companies(organization: Organization, *, off: bool) -> None:
    """The second company is linked and not enabled."""
    for number, row in enumerate(organization.store.rows("cdm_company")):
        on: Entity = {"cdm_isenabledfordualwrite": not (off and number)}
        _set(organization, "cdm_company", row, on)


def _owners(organization: Organization, *, missing: bool) -> None:
    """The second company has none; a sound one has the default team."""
    default = next(row for row in organization.store.rows("team") if row.get("isdefault"))
    for number, row in enumerate(organization.store.rows("cdm_company")):
        team = None if missing and number else default["teamid"]
        _set(organization, "cdm_company", row, {"_cdm_defaultowningteam_value": team})


def _roles(organization: Organization, names: Collection[str], *, missing: bool) -> None:
    store = organization.store
    roles = [row["roleid"] for row in store.rows("role") if row["name"] in names]
    for team in store.rows("team"):
        for role in roles:
            pair = (str(team["teamid"]), str(role))
            if store.is_linked("teamroles_association", pair) == missing:
                change = store.unlink if missing else store.link
                change("teamroles_association", pair)


def _steps(organization: Organization, *, off: bool) -> None:
    for number, row in enumerate(organization.store.rows("sdkmessageprocessingstep")):
        is_off = off and not number
        state: Entity = {"statecode": int(is_off), "statuscode": 2 if is_off else 1}
        _set(organization, "sdkmessageprocessingstep", row, state)


def _sales(organization: Organization, *, differs: bool) -> None:
    for row in organization.store.rows("organization"):
        settings: Entity = {
            "createproductswithoutparentinactivestate": not differs,
            "discountcalculationmethod": int(differs),
        }
        _set(organization, "organization", row, settings)


def _older(organization: Organization, *, there: bool) -> None:
    row = solution_row(organization.id, _OLDER, organization.now)
    known = organization.store.find("solution", str(row["solutionid"]))
    if there and not known:
        organization.store.put("solution", {**row, "friendlyname": _OLDER_TITLE})
    if known and not there:
        organization.store.delete("solution", str(row["solutionid"]), organization.clock.now())


def _set(organization: Organization, table: str, row: Entity, values: Entity) -> None:
    if any(row.get(name) != value for name, value in values.items()):
        organization.store.put(table, {**row, **values})
