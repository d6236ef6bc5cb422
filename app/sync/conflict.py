"""Who wins when the two sides differ."""

from typing import Literal

from app.sync.policy import Direction, Winner

Settlement = Literal["to_jira", "to_zendesk", "same"]


def settle(
    zendesk: str | None, jira: str | None, direction: Direction, winner: Winner | None
) -> Settlement:
    """Which way a value goes; both are given in Jira's words, None where there is none.

    One way: the source's value stands, an empty one included. Both ways: an empty side takes the
    other's, and where both have one the winner's stands. Settling again changes nothing.
    """
    if (zendesk or None) == (jira or None):
        return "same"
    if direction != "both":
        return direction
    if not zendesk:
        return "to_zendesk"
    if not jira:
        return "to_jira"
    return "to_jira" if winner == "zendesk" else "to_zendesk"
