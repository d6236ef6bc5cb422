"""What becomes of copies when a ticket or an issue goes: a part of `policies/mapping`."""

from typing import Literal, Self

from pydantic import Field, model_validator

from app.model import Model

Fate = Literal["keep", "remove"]


class CorrectionsPolicy(Model):
    """`keep` leaves the copies where they stand, `remove` takes them away.

    What can come back is sent again when it does: a ticket that is restored, an issue that is moved
    back into a project that the policies name. The copies of a ticket that is deleted for good are
    always removed. The words are told to engineers (`merged`, which may hold `{ticket}` and
    `{target}`) and to support, as an internal note.
    """

    moved_away: Fate = "keep"
    ticket_deleted: Fate = "keep"
    issue_deleted: Fate = "keep"
    merged: str = Field(
        default="Ticket #{ticket} was merged into ticket #{target}.", min_length=1, max_length=200
    )
    issue_deleted_words: str = Field(
        default="Engineering deleted an issue that was linked to this ticket. Nothing more will "
        "come from it.",
        min_length=1,
        max_length=200,
    )

    @model_validator(mode="after")
    def _names_the_target(self) -> Self:
        if "{target}" not in self.merged:
            raise ValueError("`merged` must hold `{target}`: engineers look for the ticket there")
        return self
