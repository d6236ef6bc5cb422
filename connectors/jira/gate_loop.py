"""The stronger variant: the gate field is set by a looped transition that is ours alone.

Such a field stands on no edit or create screen, so nobody can type a value; the screen of the
looped transition alone holds it, and a condition offers that transition to our group alone. Jira
takes a field's value with a transition only from that transition's screen, and answers 400
otherwise (docs/vendors.md). Which transition it is, is looked up for each write, because a number
means another transition in another workflow.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.errors import WriteRefused
from connectors.jira.reading import Json, objects, text


@dataclass(frozen=True, slots=True)
class GateLoop:
    """The gate field and the transition that sets it, both by name."""

    field_name: str
    transition: str


def find_loop(listed: object, loop: GateLoop, field_id: str, issue: str) -> str:
    """The transition's id among those that Jira offers us, read with their fields.

    Raises WriteRefused where none can be told to stay in the status and to hold the field: taking
    another transition of that name would move the issue.
    """
    named = [one for one in objects(listed, "transitions") if _has_name(one, loop.transition)]
    fit = [one for one in named if _stays(one) and field_id in _fields(one)]
    if len(fit) == 1:
        return text(fit[0], "id", "a transition")
    raise WriteRefused(
        f"Issue {issue} offers our account no looped transition {loop.transition!r} with the field "
        f"{loop.field_name!r} on its screen, so the gate cannot be written. Run `airlock doctor`, "
        "and `airlock setup jira --apply` to make it.",
        status=400,
        fields=(field_id,),
    )


def transition_with(transition_id: str, fields: Mapping[str, Any]) -> Json:
    """The body that takes a transition and sets what stands on its screen."""
    return {"transition": {"id": transition_id}, "fields": dict(fields)}


def _has_name(transition: Json, name: str) -> bool:
    found = transition.get("name")
    return isinstance(found, str) and found.casefold() == name.casefold()


def _stays(transition: Json) -> bool:
    """Cloud says it; a Data Center does not, and there the screen's field must do."""
    told = [transition.get(name) for name in ("looped", "isLooped")]
    return all(one is None or one is True for one in told)


def _fields(transition: Json) -> Sequence[str]:
    fields = transition.get("fields")
    return list(fields) if isinstance(fields, dict) else []
