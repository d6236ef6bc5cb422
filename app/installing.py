"""What the vendors must hold for the policies in force, as the connectors' setup wants it."""

from collections.abc import Iterator

from app.gate.token import TOKEN_PATTERN
from app.ports import PolicySet
from connectors.jira.gate_loop import GateLoop
from connectors.jira.setup_steps import GuardedTransition, LoopWanted, SetupConfig
from connectors.zendesk.setup import FieldWanted

OWNED = "Written by Airlock; agents read it."


def zendesk_endpoint(public_url: str) -> str:
    """Where Zendesk posts to."""
    return f"{public_url.rstrip('/')}/webhooks/zendesk"


def jira_endpoint(public_url: str) -> str:
    """Where Jira posts to."""
    return f"{public_url.rstrip('/')}/webhooks/jira"


def gate_loop(policies: PolicySet) -> GateLoop | None:
    """The looped transition that sets the gate field, where the policy has one."""
    gate = policies.gate
    loop = gate.loop_transition
    return GateLoop(gate.gate_field, loop.name) if loop is not None else None


def jira_setup_config(
    policies: PolicySet, public_url: str, secret: str, *, shared: bool = False
) -> SetupConfig:
    """Fields, webhook and guarded transitions as the gate's policy names them.

    `shared` lets workflows be changed that projects without a guarded transition use too.
    """
    gate, loop = policies.gate, policies.gate.loop_transition
    return SetupConfig(
        webhook_url=jira_endpoint(public_url),
        webhook_secret=secret,
        projects=policies.projects,
        gate_field=gate.gate_field,
        reasons_field=gate.reasons_field,
        guarded=tuple(
            GuardedTransition(
                guarded.project, guarded.to_status, gate.message, guarded.from_statuses
            )
            for guarded in gate.guarded
        ),
        pattern=TOKEN_PATTERN,
        exempt_statuses=gate.unguarded_statuses,
        loop=LoopWanted(loop.name, loop.group) if loop is not None else None,
        revert=gate.revert,
        shared=shared,
    )


def zendesk_fields(policies: PolicySet) -> tuple[FieldWanted, ...]:
    """The ticket fields that the policies write or read by title; an id is taken as it is."""
    titles = dict.fromkeys(_field_titles(policies))
    return tuple(FieldWanted(title, description=OWNED) for title in titles if not title.isdigit())


def _field_titles(policies: PolicySet) -> Iterator[str]:
    mapping = policies.mapping
    if mapping.status.zendesk_field:
        yield mapping.status.zendesk_field
    if mapping.owner is not None:
        yield mapping.owner.zendesk_field
    yield from (field.zendesk for field in mapping.fields)
    yield from (item.ticket_field for item in policies.gate.items.values() if item.ticket_field)
