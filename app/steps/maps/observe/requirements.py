"""Looking at what dual-write stands on beside solutions, link and users: each thing for itself."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from app.microsoft.dataverse import Solution
from app.microsoft.errors import NotThere, RemoteError
from app.microsoft.power_platform import PlatformEnvironment
from app.microsoft.requirements import Companies, Company, PlugIns, SalesSettings, Team
from app.steps.maps.ground_facts import Ground, SeenPlace, SeenPlugIns, SeenSales, SeenTeam
from app.steps.maps.observe.asking import Place, elsewhere, fact, readable
from app.steps.maps.requirements import APPLICATIONS, PROSPECT
from app.wizard.facts import Fact

V = TypeVar("V")

VERSION = "Dataverse: RetrieveVersion"
PLACE = "Power Platform: environmentmanagement/environments"
TITLES = "Dataverse: solutions"
COMPANIES = "Dataverse: cdm_companies"
TEAMS = "Dataverse: teams"
PLUG_INS = "Dataverse: pluginassemblies, sdkmessageprocessingsteps"
SALES = "Dataverse: organizations"
PRINCIPALS = "Microsoft Graph: servicePrincipals"
_ONE = "internal"  # Microsoft's word for finance and operations in the same environment
_LINE_ITEM = 0


async def ground(place: Place, *, ask_graph: bool, before: Ground | None = None) -> Ground:
    """What is seen now. Graph is only asked on request; what it said before keeps its time."""
    dataverse, stands_on = place.microsoft.dataverse, place.microsoft.dual_write.requirements
    companies = await readable(stands_on.companies)
    owners = _by_code(place, companies, lambda seen: seen.column, lambda one: one.team_id)
    return Ground(
        version=fact(place, VERSION, await readable(dataverse.version), str),
        place=fact(place, PLACE, await elsewhere(lambda: _listed(place)), _place),
        prospect=fact(
            place, TITLES, await readable(lambda: dataverse.solutions_titled(PROSPECT)), _titles
        ),
        company_names=fact(place, COMPANIES, companies, _names),
        owners=owners,
        enabled=_by_code(place, companies, lambda seen: seen.has_flag, lambda one: one.is_enabled),
        teams=fact(place, TEAMS, await readable(lambda: _teams(place, owners.value or {})), list),
        principals=await _principals(place) if ask_graph else _said_before(place, before),
        plug_ins=fact(place, PLUG_INS, await readable(stands_on.plug_ins), _plug_ins),
        sales=fact(place, SALES, await readable(stands_on.sales_settings), _sales),
    )


async def _listed(place: Place) -> PlatformEnvironment:
    listed = await place.microsoft.admin.power_platform.environments()
    wanted = place.environment.platform_id
    for one in listed:
        if one.id == wanted or (not wanted and one.origin == place.environment.url):
            return one
    raise NotThere("list environments", code="environment_not_listed")


def _place(found: PlatformEnvironment) -> SeenPlace | None:
    if not found.kind:
        return None
    is_one = found.finance_kind.lower() == _ONE
    return SeenPlace(kind=found.kind, region=found.region, is_one=is_one)


def _titles(found: Sequence[Solution]) -> list[str]:
    return [one.friendly_name or one.unique_name for one in found if one.is_managed]


def _names(found: Companies | None) -> list[str] | None:
    return None if found is None else [one.name for one in found.rows]


def _by_code(
    place: Place,
    found: Companies | RemoteError | None,
    has_column: Callable[[Companies], object],
    said: Callable[[Company], V],
) -> Fact[dict[str, V]]:
    """What each company says, by its code: only where the definition of the table has a column
    for it.
    """
    if isinstance(found, Companies) and not has_column(found):
        return Fact[dict[str, V]].unknown(source=COMPANIES, reason="no_such_column", at=place.at)

    def told(seen: Companies | None) -> dict[str, V] | None:
        return None if seen is None else {one.code: said(one) for one in seen.rows}

    return fact(place, COMPANIES, found, told)


async def _teams(place: Place, owners: Mapping[str, str]) -> list[SeenTeam]:
    """The teams that own companies, and the one that everybody of the organization is in."""
    stands_on = place.microsoft.dual_write.requirements
    default = await stands_on.default_team()
    owning = await stands_on.teams(sorted({one for one in owners.values() if one}))
    seen = [_seen(one, owners, is_default=default is not None and one.id == default.id)
            for one in owning]  # fmt: skip
    if default and default.id not in {one.id for one in owning}:
        seen.append(_seen(default, owners, is_default=True))
    return seen


def _seen(team: Team, owners: Mapping[str, str], *, is_default: bool) -> SeenTeam:
    companies = sorted(code for code, owner in owners.items() if owner == team.id)
    roles = sorted(team.roles)
    return SeenTeam(
        id=team.id, name=team.name, roles=roles, companies=companies, is_default=is_default
    )


def _plug_ins(found: PlugIns) -> SeenPlugIns:
    return SeenPlugIns(
        assemblies=list(found.assemblies), steps=found.steps, disabled=list(found.disabled)
    )


def _sales(found: SalesSettings | None) -> SeenSales | None:
    if found is None:
        return None
    by_line = None if found.discount_method is None else found.discount_method == _LINE_ITEM
    return SeenSales(
        system_prices=found.system_prices, by_line=by_line, products_active=found.products_active
    )


async def _principals(place: Place) -> Fact[dict[str, bool]]:
    found = await elsewhere(lambda: place.microsoft.graph.service_principals(APPLICATIONS))
    return fact(place, PRINCIPALS, found, dict)


def _said_before(place: Place, before: Ground | None) -> Fact[dict[str, bool]]:
    if before and before.principals:
        return before.principals
    return Fact[dict[str, bool]].unknown(source=PRINCIPALS, reason="graph_not_asked", at=place.at)
