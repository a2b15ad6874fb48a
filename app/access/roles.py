"""What a person may do here, from the app roles that an Entra administrator assigned."""

from collections.abc import Iterable
from enum import Enum
from functools import total_ordering

from typing_extensions import override


@total_ordering
class Role(Enum):
    """Each role may do what the ones before it may."""

    READER = "reader"
    OPERATOR = "operator"
    ADMIN = "admin"

    @override
    def __str__(self) -> str:
        return self.value

    def __lt__(self, other: "Role") -> bool:
        return _ORDER.index(self) < _ORDER.index(other)


_ORDER = tuple(Role)
_ASSIGNED = {
    "Wizard.Reader": Role.READER,
    "Wizard.Operator": Role.OPERATOR,
    "Wizard.Admin": Role.ADMIN,
}


def highest_role(assigned: Iterable[object]) -> Role | None:
    """The highest of the app roles in a token; others than ours mean nothing here."""
    ours = [_ASSIGNED[name] for name in assigned if isinstance(name, str) and name in _ASSIGNED]
    return max(ours, default=None)
