"""How the services beside Dataverse are to behave in this rehearsal: one choice for each matter."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Licences(StrEnum):
    """What the tenant has bought."""

    TRIAL = "trial"
    FULL = "full"
    PAYG = "payg"
    BOUGHT = "bought"
    ELSEWHERE = "elsewhere"
    LEGACY = "legacy"
    GRACE = "grace"
    FINANCE = "finance"
    PREMIUM = "premium"
    NOTHING = "nothing"
    FORBIDDEN = "forbidden"


class Room(StrEnum):
    """How much of the tenant's storage is used."""

    PLENTY = "plenty"
    TIGHT = "tight"
    COVERED = "covered"  # one kind is full, and the database covers it
    FULL = "full"


class Consent(StrEnum):
    """Whether an administrator has agreed that licences may be read through Microsoft Graph."""

    GRANTED = "granted"
    NEEDED = "needed"


class Creation(StrEnum):
    """The tenant setting about who may create sites."""

    OPEN = "open"
    LOCKED = "locked"


class Installing(StrEnum):
    SMOOTH = "smooth"
    RETRY = "retry"
    FAIL = "fail"
    QUEUE = "queue"  # a second installation waits for its turn instead of being refused


class Provisioning(StrEnum):
    SMOOTH = "smooth"
    FAIL = "fail"


class Answers(StrEnum):
    """How the admin API takes what it is asked to change."""

    PLAIN = "plain"
    BARE = "bare"  # 202 without a body
    BUSY = "busy"  # 409 OperationNotStartable
    CROWDED = "crowded"  # 500 InsufficientCapacity
    ODD = "odd"  # words nobody has heard before, and null where a value was


class Operations(StrEnum):
    """What an address in Operation-Location answers."""

    PLAIN = "plain"
    BUSY = "busy"  # 409 for a while: not ready, ask again
    GONE = "gone"  # 404


class NoPolicy(StrEnum):
    """How an environment without a billing policy is told."""

    MISSING = "missing"  # 404
    SILENT = "silent"  # 204
    NULL = "null"  # 200 with null


class Waits(StrEnum):
    """The form of Retry-After."""

    SECONDS = "seconds"
    DATE = "date"


class Syncing(StrEnum):
    """How an initial sync ends."""

    SMOOTH = "smooth"
    LOOKUP = "lookup"  # a referenced row is missing
    MANY = "many"  # more than ten lookups, exported from Dataverse


class Gateway(StrEnum):
    SMOOTH = "smooth"
    SESSION = "session"  # 200 with a sign-in page
    EMPTY = "empty"  # the list of maps comes back empty
    BUSY = "busy"  # 429


class Finance(StrEnum):
    OPEN = "open"
    FORBIDDEN = "forbidden"
    UNKNOWN = "unknown"  # 401: the person is no user there
    GONE = "gone"  # 404
    PAGE = "page"  # 200 with a sign-in page
    BUSY = "busy"  # 429
    SILENT = "silent"  # dual-write's configuration is not offered
    WORDS = "words"  # statuses come as words instead of numbers


class Groundwork(StrEnum):
    """What is out of order beneath dual-write, in every environment that has it."""

    SOUND = "sound"
    COMPANIES = "companies"  # a company is not enabled for dual-write
    OWNERS = "owners"  # a company names no team
    ROLES = "roles"  # the teams have lost their roles
    READING = "reading"  # no role of the teams reads customers and orders
    PLUG_INS = "plug_ins"  # a step is switched off
    SALES = "sales"  # products arrive as drafts, and discounts go by unit
    PROSPECT = "prospect"  # the older integration is there
    STRANGERS = "strangers"  # the tenant does not know the applications


class Plot(BaseModel):
    model_config = ConfigDict(validate_assignment=True, extra="forbid")

    licences: Licences = Licences.TRIAL
    room: Room = Room.PLENTY
    consent: Consent = Consent.GRANTED
    creation: Creation = Creation.OPEN
    installing: Installing = Installing.SMOOTH
    provisioning: Provisioning = Provisioning.SMOOTH
    syncing: Syncing = Syncing.SMOOTH
    gateway: Gateway = Gateway.SMOOTH
    finance: Finance = Finance.OPEN
    groundwork: Groundwork = Groundwork.SOUND
    answers: Answers = Answers.PLAIN
    operations: Operations = Operations.PLAIN
    no_policy: NoPolicy = NoPolicy.MISSING
    waits: Waits = Waits.SECONDS

    def choose(self, name: str, value: str) -> None:
        """Raises KeyError or ValueError for what is not on offer."""
        if name not in type(self).model_fields:
            raise KeyError(name)
        setattr(self, name, value)

    @classmethod
    def choices(cls) -> dict[str, list[str]]:
        return {name: [str(one) for one in type(getattr(cls(), name))] for name in cls.model_fields}
