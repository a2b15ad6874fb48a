"""What a run remembers of its plan beside the writes themselves."""

from collections.abc import Mapping
from typing import Any

from app.merge.plan import LeftOut, Plan, Why


def told(plan: Plan) -> dict[str, Any]:
    """Ids and titles only: this is kept in clear."""
    return {
        "ids": [[table, old, new] for (table, old), new in sorted(plan.ids.items())],
        "left_out": [
            [left.table, left.record_id, left.title, left.why.value, left.because_of]
            for left in plan.left_out
        ],
    }


def plan_of(said: Mapping[str, Any]) -> Plan:
    """The plan without its writes, which are in the journal."""
    return Plan(
        writes=(),
        left_out=tuple(
            LeftOut(table, record_id, title, Why(why), because_of)
            for table, record_id, title, why, because_of in said["left_out"]
        ),
        ids={(table, old): new for table, old, new in said["ids"]},
    )
