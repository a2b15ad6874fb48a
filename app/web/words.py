from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """What a person reads about one finding. Marked texts: translated where they are shown.

    Texts may name `%(subject)s` and the finding's details.
    """

    says: str
    means: str = ""
    do: str = ""
    who: str = ""
    link: str = ""
