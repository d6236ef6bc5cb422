"""What the models of silence, engineer sync and ownership cannot see."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from app.gate.policy import GatePolicy
from app.policy.checks_gate import check_unique
from app.policy.problems import Fault, Faults, Trail
from app.sync.operating_policy import OwnershipPolicy, SilencePolicy
from app.sync.policy import MappingPolicy
from app.sync.silence import due_at, state_at

_EXAMPLE_NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def check_operating(policy: MappingPolicy, gate: GatePolicy | None) -> Faults:
    """Severities, items, components and teams that are not there, and what has two owners."""
    if gate is not None:
        yield from _check_severities(policy, gate)
        item, trail = policy.engineer_sync.ask_item, ("engineer_sync", "ask_item")
        if item is not None and item not in gate.items:
            cure = "add it in gates, or correct it"
            yield Fault(trail, f"`{item}` is no item of the gate", cure)
    yield from _check_patience(policy.silence, gate)
    yield from _check_components(policy.ownership)
    yield from _check_teams(policy.ownership)
    yield from check_unique(("accounts", "strategic"), policy.accounts.strategic)


def try_operating_examples(policy: MappingPolicy) -> Faults:
    """Each clock against what it should show, and each component against its owner."""
    yield from _try_clocks(policy.silence)
    yield from _try_owners(policy.ownership)


def _check_severities(policy: MappingPolicy, gate: GatePolicy) -> Faults:
    named: list[tuple[Trail, str]] = [
        (("silence", "hours", name), name) for name in policy.silence.hours
    ]
    urgent = policy.engineer_sync.urgent
    named += [(("engineer_sync", "urgent", at), name) for at, name in enumerate(urgent)]
    for key, team in policy.ownership.teams.items():
        trail: Trail = ("ownership", "teams", key, "contacts")
        named += [((*trail, name), name) for name in team.contacts]
    for trail, name in named:
        if name not in gate.severities:
            cure = f"write one of {', '.join(gate.severities)}"
            yield Fault(trail, f"`{name}` is no severity of the gate", cure)


def _check_patience(policy: SilencePolicy, gate: GatePolicy | None) -> Faults:
    """A warning where a worse severity may hear nothing for longer than a milder one."""
    known = [name for name in gate.severities if name in policy.hours] if gate is not None else []
    for worse, milder in pairwise(known):
        if policy.hours[worse] > policy.hours[milder]:
            what = f"{worse} waits longer for an update than {milder}"
            cure = f"give {worse} {policy.hours[milder]:g} hours or less"
            yield Fault(("silence", "hours", worse), what, cure, warning=True)


def _check_components(policy: OwnershipPolicy) -> Faults:
    if policy.components and policy.ticket_field is None:
        what = "nothing tells a ticket's component"
        cure = "name the ticket's field: `ticket_field: Product area`"
        yield Fault(("ownership", "components"), what, cure)
    owners: dict[str, str] = {}
    for key, team in policy.teams.items():
        for at, component in enumerate(team.components):
            trail: Trail = ("ownership", "teams", key, "components", at)
            if component not in policy.components:
                cure = "add it to `components`, or correct it"
                yield Fault(trail, f"`{component}` is no component", cure)
            if component in owners:
                what = f"`{component}` is owned by `{owners[component]}` already"
                yield Fault(trail, what, "keep one owner; the other may be a contact")
            owners.setdefault(component, key)


def _check_teams(policy: OwnershipPolicy) -> Faults:
    if not policy.teams:
        return
    names = ", ".join(policy.teams)
    if policy.default is None:
        what = "nobody owns what no team lists"
        yield Fault(("ownership", "teams"), what, f"add `default:` with one of {names}")
    yield from _unknown_teams(policy, [(("ownership", "default"), policy.default)])
    for component, team in policy.examples.items():
        yield from _unknown_teams(policy, [(("ownership", "examples", component), team)])


def _unknown_teams(policy: OwnershipPolicy, named: Iterable[tuple[Trail, str | None]]) -> Faults:
    for trail, name in named:
        if name is not None and name not in policy.teams:
            cure = f"write one of {', '.join(policy.teams)}"
            yield Fault(trail, f"`{name}` is no team", cure)


def _try_clocks(policy: SilencePolicy) -> Faults:
    shown = {example.state for example in policy.examples}
    if policy.hours and not {"fine", "overdue"} <= shown:
        cure = "add `examples:` with one that is fine and one that is overdue, or more"
        yield Fault(("silence",), "the clock has no examples", cure)
    for at, example in enumerate(policy.examples):
        last = _EXAMPLE_NOW - timedelta(hours=example.hours)
        due = due_at(last, None, example.severity, policy)
        state = state_at(due, _EXAMPLE_NOW, policy)
        if state != example.state:
            what = f"the clock shows {state.value} here, not {example.state}"
            yield Fault(("silence", "examples", at), what, "correct `hours` or the example")


def _try_owners(policy: OwnershipPolicy) -> Faults:
    owned = any(team.components for team in policy.teams.values())
    others = set(policy.components) - set(policy.examples)
    if owned and others == set(policy.components):
        cure = "add `examples:` with a component and the team that must own it"
        yield Fault(("ownership",), "the ownership has no examples", cure)
    for component, expected in policy.examples.items():
        found = policy.team_of(component)
        if expected in policy.teams and found != expected:
            what = f"`{component}` is owned by `{found}` here, not `{expected}`"
            trail: Trail = ("ownership", "examples", component)
            yield Fault(trail, what, "correct the team's `components` or the example")
