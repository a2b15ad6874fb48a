"""Looking at what the owning teams may read: a team that may not read a row cannot own it."""

from collections.abc import Sequence

from app.microsoft.errors import UnexpectedReply
from app.steps.maps.ground_facts import SeenReach, SeenTeam
from app.steps.maps.observe.asking import Place, fact, readable
from app.steps.maps.portal import SYNCED_TABLES
from app.wizard.facts import Fact

REACH = "Dataverse: RetrieveTeamPrivileges, EntityDefinitions"


async def reach(place: Place, teams: Fact[list[SeenTeam]] | None) -> Fact[list[SeenReach]]:
    """Of the teams that were seen. The answer's form was never seen filled: if it differs, nobody
    knows, and the look goes on.
    """
    if teams is None or teams.value is None:
        reason = teams.reason if teams else "not_told"
        return Fact[list[SeenReach]].unknown(source=REACH, reason=reason, at=place.at)
    those = teams.value
    try:
        found = await readable(lambda: _reach(place, those))
    except UnexpectedReply as error:
        found = error
    return fact(place, REACH, found, lambda seen: seen or None)


async def _reach(place: Place, teams: Sequence[SeenTeam]) -> list[SeenReach]:
    """Nothing where no table says which privilege it wants."""
    dataverse = place.microsoft.dataverse
    wanted = await dataverse.read_privileges(SYNCED_TABLES)
    tables = [one for one in SYNCED_TABLES if one in wanted]
    seen = []
    for team in teams if tables else ():
        held = await dataverse.team_privileges(team.id)
        missing = {one: wanted[one].name for one in tables if wanted[one].id not in held}
        seen.append(SeenReach(team=team.name, tables=tables, missing=missing))
    return seen
