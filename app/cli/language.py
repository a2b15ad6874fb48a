from enum import StrEnum


class Language(StrEnum):
    """The languages of the product, for `--lang`."""

    EN = "en"
    KO = "ko"
