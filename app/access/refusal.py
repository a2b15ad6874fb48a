"""Why somebody could not sign in. Codes here; the words are where they are shown."""

from enum import StrEnum


class Reason(StrEnum):
    TOO_MANY = "too_many"  # sign-ins under way
    NO_FLOW = "no_flow"  # never started here, used already, or in another browser
    EXPIRED = "expired"
    NOT_THIS_FLOW = "not_this_flow"
    WRONG_ISSUER = "wrong_issuer"
    DECLINED = "declined"  # by the person, or by an administrator's rule
    REFUSED = "refused"  # by Entra, in the words of `detail`
    BAD_TOKEN = "bad_token"  # noqa: S105
    FOREIGN_TENANT = "foreign_tenant"
    NO_ROLE = "no_role"


class SignInRefused(Exception):
    def __init__(self, code: Reason, detail: str = "") -> None:
        super().__init__(code.value)
        self.code, self.detail = code, detail
