from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """What a person reads about one finding. Marked texts: translated where they are shown.

    Texts may name `%(subject)s` and the finding's details. `ask` is what is asked of the person
    who can do it, where `do` is meant for the one who reads the page.
    """

    says: str
    means: str = ""
    do: str = ""
    who: str = ""
    link: str = ""
    ask: str = ""
