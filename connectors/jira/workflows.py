"""Workflows as Jira's REST gives them: their transitions by the names of statuses. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.gate.names import plain_name
from connectors.jira.reading import Json, objects, text
from connectors.jira.setup_steps import GuardedTransition


@dataclass(frozen=True, slots=True)
class Move:
    """A transition with the names of the statuses that it begins in and leads to.

    `target` is empty for a looped one, which stays where the issue is; Jira writes it as a global
    transition without a target *(unverified)*.
    """

    raw: Json
    starts: tuple[str, ...]
    target: str

    @property
    def id(self) -> str:
        return str(self.raw.get("id"))

    @property
    def name(self) -> str:
        return str(self.raw.get("name") or self.id)

    @property
    def creates(self) -> bool:
        """Whether it is the one that makes the issue."""
        return self.raw.get("type") == "INITIAL"

    @property
    def told(self) -> str:
        """The transition in words for a person."""
        starts = ", ".join(self.starts) if self.raw.get("type") == "DIRECTED" else "anywhere"
        return f"transition {self.name} ({self.id}): {starts} → {self.target or 'the same status'}"


def status_names(workflow: Json, statuses: Sequence[Json]) -> Mapping[str, str]:
    """Names of the workflow's statuses by the references that its transitions use."""
    used = {one.get("statusReference") for one in objects(workflow.get("statuses"), "statuses")}
    return {
        text(one, "statusReference", "a status"): text(one, "name", "a status")
        for one in statuses
        if one.get("statusReference") in used
    }


def moves_of(workflow: Json, statuses: Sequence[Json]) -> list[Move]:
    """All transitions of the workflow, in its order."""
    names = status_names(workflow, statuses)
    return [_move(one, names) for one in objects(workflow.get("transitions"), "transitions")]


def _move(transition: Json, names: Mapping[str, str]) -> Move:
    target = names.get(str(transition.get("toStatusReference")), "")
    if transition.get("type") == "GLOBAL":
        return Move(transition, tuple(name for name in names.values() if name != target), target)
    links = objects(transition.get("links") or [], "links")
    starts = (names.get(str(link.get("fromStatusReference"))) for link in links)
    return Move(transition, tuple(name for name in starts if name), target)


def guard_of(
    move: Move, guarded: Sequence[GuardedTransition], exempt: Sequence[str]
) -> GuardedTransition | None:
    """The policy's entry that asks for an open gate here; None where none does.

    A transition is guarded as soon as one of the statuses that it begins in is: Jira's rules cannot
    tell them apart. The creation of an issue is no move that can be guarded.
    """
    if move.creates:
        return None
    return next((one for one in guarded if _covered(move, one, exempt)), None)


def not_meant(move: Move, guarded: GuardedTransition, exempt: Sequence[str]) -> tuple[str, ...]:
    """Statuses from which the rules will block although the policy asks for nothing there."""
    covered = set(_covered(move, guarded, exempt))
    return tuple(name for name in move.starts if name not in covered)


def _covered(move: Move, guarded: GuardedTransition, exempt: Sequence[str]) -> tuple[str, ...]:
    if not leads_to(move, guarded.to_status):
        return ()
    wanted, free = set(map(plain_name, guarded.from_statuses)), set(map(plain_name, exempt))
    return tuple(
        name
        for name in move.starts
        if plain_name(name) not in free and (not wanted or plain_name(name) in wanted)
    )


def leads_to(move: Move, status: str) -> bool:
    """Whether the move ends in the status of this name."""
    return bool(move.target) and plain_name(move.target) == plain_name(status)
