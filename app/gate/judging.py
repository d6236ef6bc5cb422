"""One item's state: from its policy, from what support entered, and from what stands elsewhere."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from app.gate.copies import find_copies
from app.gate.entry import GateEntry
from app.gate.policy import OWNER, SEVERITY, GatePolicy
from app.gate.quality import NOWHERE, Bearings, find_weaknesses
from app.gate.severity import (
    asked_severities,
    contradiction,
    is_tolerated,
    proposed_severity,
)
from app.gate.sources import is_answered_elsewhere

ItemState = Literal["present", "missing", "weak", "waived"]

_STANDINGS = {
    "inactive": "This person's account in Zendesk is not active; name somebody who can act.",
    "group": "This is a group in Zendesk; name the one person who answers for it.",
}
_COPY = "This only repeats what another item says; say here what this one asks for."


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item's state. `reason` and `hint` are the policy's and our own words, never an entry."""

    key: str
    label: str
    state: ItemState
    reason: str = ""
    hint: str = ""


def chosen_severity(entry: GateEntry, policy: GatePolicy) -> str | None:
    """The packet's severity, None while it is none of the policy's."""
    severity = entry.packet.severity if entry.packet else None
    return severity if severity in policy.severities else None


class Judge:
    """Judges the items of one entry. `keys` are those asked for, in the policy's order."""

    def __init__(
        self,
        entry: GateEntry,
        policy: GatePolicy,
        keys: Sequence[str],
        waived: Collection[str] = (),
    ) -> None:
        self._entry = entry
        self._policy = policy
        self._severity = chosen_severity(entry, policy)
        asked = asked_severities(self._severity, entry.priority, policy)
        self._authorities = policy.authorities_for(asked[0])
        self._judged: dict[tuple[str, str], tuple[str, ...]] = {}
        self._copies: frozenset[str] = frozenset()
        self._copies = self._find_copies(keys, waived)

    def _find_copies(self, keys: Sequence[str], waived: Collection[str]) -> frozenset[str]:
        prose = {
            key: text
            for key in keys
            if (text := self._entered(key)) and key not in (SEVERITY, OWNER)
            if self._policy.items[key].multiline and not self._policy.items[key].choices
        }
        spare = {key for key in keys if key in waived or self._needs_no_entry(key)}
        return find_copies(prose, keys, spare)

    def _needs_no_entry(self, key: str) -> bool:
        field = self._in_ticket_field(key)
        fielded = bool(field.strip()) and not self._weaknesses(key, field)
        return fielded or self._is_answered_elsewhere(key)

    def _is_answered_elsewhere(self, key: str) -> bool:
        bearings = self._bearings(key, entered=False)
        return is_answered_elsewhere(self._policy.items[key], self._entry, bearings)

    def best_answer(self, key: str) -> str:
        """Support's own text: the sidebar's entry, or the ticket field's while that is weak."""
        answers = [self._entered(key), self._in_ticket_field(key)]
        filled = [answer for answer in answers if answer.strip()]
        good = (answer for answer in filled if not self._weaknesses(key, answer))
        return next(good, filled[0] if filled else "")

    def judge(self, key: str) -> ItemResult:
        """The item's state as it stands, waivers left aside."""
        item, hint = self._policy.items[key], self._hint(key)
        answer = self.best_answer(key)
        weaknesses = (*self._weaknesses(key, answer), *self._misfits(key, answer))
        if not weaknesses or self._is_answered_elsewhere(key):
            return ItemResult(key, item.label, "present", hint=hint)
        if not answer:
            return ItemResult(key, item.label, "missing", "Nothing is entered yet.", hint)
        return ItemResult(key, item.label, "weak", " ".join(weaknesses), hint)

    def _entered(self, key: str) -> str:
        packet = self._entry.packet
        if key == SEVERITY:
            return (packet and packet.severity) or ""
        return packet.items.get(key, "") if packet else ""

    def _in_ticket_field(self, key: str) -> str:
        name = self._policy.items[key].ticket_field
        return self._entry.ticket_fields.get(name or "", "") if key != SEVERITY else ""

    def _weaknesses(self, key: str, answer: str) -> tuple[str, ...]:
        entered = answer == self._entered(key)
        found = self._judged.get((key, answer))
        if found is None:
            choices = self._policy.severities if key == SEVERITY else None
            bearings = self._bearings(key, entered=entered)
            found = find_weaknesses(answer, self._policy.items[key], choices, bearings)
            self._judged[key, answer] = found
        return (_COPY,) if entered and key in self._copies and not found else found

    def _bearings(self, key: str, *, entered: bool) -> Bearings:
        packet = self._entry.packet
        moment = packet.entered.get(key) if packet and entered else NOWHERE.entered
        return Bearings(entered=moment, authorities=self._authorities)

    def _misfits(self, key: str, answer: str) -> tuple[str, ...]:
        """What is wrong with a good text beside what is known of the ticket."""
        if key == OWNER and answer:
            told = _STANDINGS.get(self._entry.owner_standing, "")
        elif key == SEVERITY and not is_tolerated(self._severity, self._priority, self._policy):
            told = contradiction(self._severity, self._priority, self._policy)
        else:
            told = ""
        return (told,) if told else ()

    @property
    def _priority(self) -> str | None:
        return self._entry.priority

    def _hint(self, key: str) -> str:
        hint = self._policy.items[key].hint
        proposed = proposed_severity(self._priority, self._policy)
        if key == SEVERITY and proposed and self._severity in (None, proposed):
            return f"{hint} The ticket's priority suggests {proposed}."
        return hint

    def warnings(self) -> tuple[str, ...]:
        """What is worth a look and never closes the gate."""
        told = []
        if is_tolerated(self._severity, self._priority, self._policy):
            difference = contradiction(self._severity, self._priority, self._policy)
            label = self._policy.labels.get(SEVERITY, "Severity")
            told += [f"{label}: {difference}"] if difference else []
        if self._policy.warn_when_engineer_copied and self._entry.engineers_copied:
            told.append(_copied(self._entry.engineers_copied))
        return tuple(told)


def _copied(count: int) -> str:
    who = "An engineer is" if count == 1 else f"{count} engineers are"
    return (
        f"{who} copied on the customer's thread; take them off the ticket, Jira is where"
        " engineering answers."
    )
