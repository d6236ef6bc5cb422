"""What the gate is told of a ticket: everything that the decision may rest on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from app.gate.packet import Packet, Waiver

Standing = Literal["unknown", "person", "inactive", "group"]


@dataclass(frozen=True, slots=True)
class GateEntry:
    """What is known of one linked ticket.

    `ticket_fields` holds the ticket's values under the names or ids that the policy's
    `ticket_field` uses, `jira_fields` those of its issues under the policy's `jira_field`.
    `has_logs` says whether a file is attached to the ticket; `links` are the URLs that stand in its
    conversation and on its issues, our own left out. `priority` is Zendesk's word. `packet` is None
    while nothing was entered. `owner_standing` is what Zendesk knows of the owner that
    `resolve_items` tells, and `engineers_copied` counts engineers on the customer's thread.
    """

    ticket_id: int
    packet: Packet | None = None
    waivers: Sequence[Waiver] = ()
    ticket_fields: Mapping[str, str] = field(default_factory=dict)
    priority: str | None = None
    has_logs: bool = False
    jira_fields: Mapping[str, str] = field(default_factory=dict)
    links: Sequence[str] = ()
    owner_standing: Standing = "unknown"
    engineers_copied: int = 0

    def with_packet(self, packet: Packet) -> "GateEntry":
        """The same with another packet."""
        return replace(self, packet=packet)

    def with_owner(self, standing: Standing) -> "GateEntry":
        """The same with what the directory says of the owner."""
        return replace(self, owner_standing=standing)

    def with_conversation(self, links: Sequence[str], *, has_logs: bool) -> "GateEntry":
        """The same with what the ticket's comments hold."""
        return replace(self, links=(*self.links, *links), has_logs=has_logs)

    def with_links(self, links: Sequence[str]) -> "GateEntry":
        """The same with more links."""
        return replace(self, links=(*self.links, *links))

    def with_jira_fields(self, values: Mapping[str, str]) -> "GateEntry":
        """The same with what its issues' fields hold."""
        return replace(self, jira_fields=values)
