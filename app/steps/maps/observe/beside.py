"""What is looked at beside the maps: the requirements, and rows that make an initial sync fail."""

from app.steps.maps.facts import MapsFacts
from app.steps.maps.observe import business, finance, requirements
from app.steps.maps.observe.asking import Place
from app.steps.maps.observe.reach import reach


async def beside(
    place: Place, linked_to: str, before: MapsFacts | None, *, rows: bool, graph: bool
) -> dict[str, object]:
    """Parts of the facts. Rows that are not asked for are those of the last look."""
    looked = await requirements.ground(
        place, ask_graph=graph, before=before.ground if before else None
    )
    ground = looked.model_copy(update={"reach": await reach(place, looked.teams)})
    if rows:
        return {
            "ground": ground,
            "rows": await business.rows(place),
            "totals": await business.totals(place),
            "finance_rows": await finance.rows(place, linked_to),
        }
    if before is None:
        return {"ground": ground}
    kept = {"rows": before.rows, "totals": before.totals, "finance_rows": before.finance_rows}
    return {"ground": ground, **kept}
