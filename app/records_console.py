"""What the store and the console share of people: who may do what there."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ConsoleRole(StrEnum):
    """What a person may do in the console. Each role may see everything; none includes another.

    An operator pauses, replays, releases and stops; a policy editor drafts; an approver publishes
    another person's draft.
    """

    VIEWER = "viewer"
    OPERATOR = "operator"
    POLICY_EDITOR = "policy_editor"
    APPROVER = "approver"


@dataclass(frozen=True, slots=True)
class ConsolePerson:
    """Who is signed in. `id` stands in the audit: `local:NAME`, or `oidc:SUBJECT`."""

    id: str
    name: str
    roles: frozenset[ConsoleRole]


@dataclass(frozen=True, slots=True)
class ConsoleSession:
    """A sign-in that lasts. `digest` is SHA-256 of the id that the browser holds, in hex.

    `groups` are those that the identity provider named and the settings know, none of a local
    account: which roles they give is asked of the settings each time. `proof` stands for what the
    person signed in with, so that a changed password or provider ends the session.
    """

    digest: str
    person: str
    name: str
    groups: tuple[str, ...]
    proof: str
    begun_at: datetime
    seen_at: datetime
