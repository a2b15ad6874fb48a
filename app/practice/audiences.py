"""What tokens can be asked for, beside the organizations."""

from app.practice.admin.asking import API, POWER_APPS
from app.practice.entra.scopes import GRAPH
from app.practice.environments import ENVIRONMENTS
from app.practice.links import finance_host

AUDIENCES = frozenset(
    {GRAPH, API, POWER_APPS, *(f"https://{finance_host(one)}" for one in ENVIRONMENTS)}
)
