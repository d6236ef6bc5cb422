"""What the sidebar goes by, as frozen models: a part of `policies/mapping`."""

from typing import Literal

from pydantic import Field

from app.model import Model

Role = Literal["agent", "admin"]


class SuspectsPolicy(Model):
    """Which other tickets are shown before an agent escalates, and what is told of them.

    `known_issue_field` is the Jira field (name or id) whose text, redacted, tells what is known of
    an issue. `error_code_fields` are ticket fields (title or id) that hold an error code.
    """

    days: int = Field(default=30, ge=1, le=180)
    known_issue_field: str | None = None
    error_code_fields: tuple[str, ...] = ()


class ReviewPolicy(Model):
    """Who may settle what is stuck, from the sidebar.

    Comments that `comments` holds may be released by the roles of `release`, and so may a text
    that holds a kind of `kinds` which the redaction policy holds: such a find crosses as a
    placeholder. What cannot be parsed or checked is never released. `discard` empty means nobody.
    """

    release: tuple[Role, ...] = ()
    discard: tuple[Role, ...] = ("admin",)
    kinds: tuple[str, ...] = ()
    min_reason_words: int = Field(default=3, ge=1, le=50)


class UpdateExamples(Model):
    """Sentences that the linter tries: each of `hits` has a problem, no `near_misses` one does."""

    hits: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()


class UpdatePolicy(Model):
    """How the customer update speaks.

    `jargon` are engineers' words, found whole and in any case; `promises` are phrases that take a
    commitment that their own sentence names, besides dates to come. A commitment is Jira's due
    date or fix version, or what the packet items `commitment_items` say. `escalation_point` says
    whom to turn to; it may hold `{agent}`, the name of the ticket's assignee.
    """

    jargon: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    commitment_items: tuple[str, ...] = ()
    escalation_point: str = Field(
        default="Reply to this message; {agent} answers for it.", max_length=400
    )
    examples: UpdateExamples = UpdateExamples()
