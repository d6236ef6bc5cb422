"""What the console refuses, in a person's words."""

from typing import Literal

from starlette.exceptions import HTTPException

from app.web.problems import Kind

Reason = Literal["sign-in-required", "role-required", "foreign-request"]

KINDS: dict[Reason, Kind] = {
    "sign-in-required": Kind(
        401, "You are not signed in, or your session has ended", "Sign in again."
    ),
    "role-required": Kind(
        403,
        "Your role does not allow this",
        "Ask whoever keeps Airlock's settings for the role (docs/console.md).",
    ),
    "foreign-request": Kind(
        403,
        "This did not come from one of Airlock's own pages",
        "Nothing was changed. Load the page again, then repeat what you did.",
    ),
}


class ConsoleRefused(HTTPException):
    """Answered in the form that the caller reads; see `app.web.errors`."""

    def __init__(self, reason: Reason) -> None:
        self.reason: Reason = reason
        self.kind = KINDS[reason]
        super().__init__(self.kind.status)
