from dataclasses import dataclass

from app.microsoft.dataverse import Dataverse
from app.sites.writing.attached import Attached
from app.sites.writing.ending import Ending
from app.sites.writing.hand import Hand
from app.sites.writing.journal import Journal
from app.sites.writing.known import Known
from app.sites.writing.looking import Looking
from app.sites.writing.sending import Sending


@dataclass(frozen=True)
class Hands:
    """What writes to one website."""

    row: Hand
    attached: Attached
    looking: Looking
    known: Known
    ending: Ending

    @classmethod
    def on(cls, dataverse: Dataverse, website_id: str, journal: Journal, known: Known) -> "Hands":
        looking, ending = Looking(dataverse), Ending(journal)
        sending = Sending(dataverse, looking, website_id)
        return cls(
            Hand(ending, looking, sending, known),
            Attached(ending, looking, sending, known),
            looking,
            known,
            ending,
        )
