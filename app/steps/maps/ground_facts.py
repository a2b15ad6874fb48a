"""What is looked at beside solutions, link and users: one fact for each thing Microsoft asks for.

None stands for "not looked at by the version that made this look".
"""

from pydantic import BaseModel, ConfigDict

from app.wizard.facts import Fact


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SeenPlace(_Part):
    """What Power Platform says of the environment, in its words.

    `is_one` is true where Dataverse and finance and operations are one environment.
    """

    kind: str
    region: str = ""
    is_one: bool = False


class SeenTeam(_Part):
    """`companies` are the codes of those whose rows it owns.

    `id` is empty in a look of an older version.
    """

    name: str
    id: str = ""
    roles: list[str]
    companies: list[str] = []
    is_default: bool = False


class SeenReach(_Part):
    """What the roles of a team let it read of `tables`; `missing` has the privilege for each."""

    team: str
    tables: list[str]
    missing: dict[str, str] = {}


class SeenPlugIns(_Part):
    assemblies: list[str]
    steps: int
    disabled: list[str] = []


class SeenSales(_Part):
    """None where the setting is not there."""

    system_prices: bool | None = None
    by_line: bool | None = None
    products_active: bool | None = None


class SeenRows(_Part):
    """`more` is true when Dataverse counted no further. `examples` are names."""

    count: int
    more: bool = False
    examples: list[str] = []


class Ground(_Part):
    """`owners` maps the code of a company to the id of its default owning team, or to nothing.

    `enabled` maps it to whether dual-write carries the company; None is a row that does not say.
    `principals` maps application ids that the tenant knows to whether they may sign in.
    """

    version: Fact[str] | None = None
    place: Fact[SeenPlace] | None = None
    prospect: Fact[list[str]] | None = None
    company_names: Fact[list[str]] | None = None
    owners: Fact[dict[str, str]] | None = None
    enabled: Fact[dict[str, bool | None]] | None = None
    teams: Fact[list[SeenTeam]] | None = None
    reach: Fact[list[SeenReach]] | None = None
    principals: Fact[dict[str, bool]] | None = None
    plug_ins: Fact[SeenPlugIns] | None = None
    sales: Fact[SeenSales] | None = None
