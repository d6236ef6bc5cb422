"""What the store and the console share of people: who may do what there."""

from dataclasses import dataclass
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
