"""What the gate asks for, as frozen models; `app.policy` loads `policies/gates` into them.

The severities are ordered, worst first. Two item keys have a meaning of their own: `severity` is
answered by the packet's severity and `owner` by the person who answers for the escalation.
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from app.gate.names import plain_name
from app.model import Model

SEVERITY = "severity"
OWNER = "owner"


class GuardedTransition(Model):
    """Moving an issue of `project` (a key) into `to_status` takes an open gate.

    `from_statuses` narrows it to transitions that begin there; empty means from anywhere.
    """

    project: str = Field(min_length=1)
    to_status: str = Field(min_length=1)
    from_statuses: tuple[str, ...] = ()


class QualityRules(Model):
    """What makes an entry weak. A rule that is left out is not asked.

    `max_characters`, `paragraphs`, `one_sentence`, `one_question` and `one_person` bound an entry;
    all other rules only ever gain from text that is added at its end. `hours_ahead` counts from the
    moment at which the entry was made. `names_authority` asks for a name of the policy's
    `authorities`.
    """

    min_words: int = Field(default=0, ge=0, le=200)
    max_characters: int | None = Field(default=None, ge=20, le=20_000)
    min_steps: int = Field(default=0, ge=0, le=50)
    paragraphs: int | None = Field(default=None, ge=1, le=20)
    hours_ahead: int | None = Field(default=None, ge=1, le=24 * 365)
    needs_number: bool = False
    needs_date: bool = False
    needs_version: bool = False
    needs_link: bool = False
    names_authority: bool = False
    one_sentence: bool = False
    one_question: bool = False
    one_person: bool = False


class ItemExamples(Model):
    """Entries that the linter runs through the rules: each of `good` passes, no `weak` one does."""

    good: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


class ItemPolicy(Model):
    """One thing that a packet says.

    `required_for` names severities; empty means all of them. `ticket_field` is the Zendesk field
    (title or id) whose value answers the item while the sidebar's entry does not, `jira_field` the
    linked issue's (name or id) that stands in after it. With `attachment_answers` a file on the
    ticket answers it too, and so does a link to one of the hosts of `link_answers` (`*.host` takes
    in every host below). `choices` closes the answer to these.
    """

    label: str = Field(min_length=1, max_length=80)
    hint: str = Field(min_length=1, max_length=300)
    multiline: bool = True
    required_for: tuple[str, ...] = ()
    ticket_field: str | None = Field(default=None, min_length=1)
    jira_field: str | None = Field(default=None, min_length=1)
    attachment_answers: bool = False
    link_answers: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    rules: QualityRules = QualityRules()
    examples: ItemExamples = ItemExamples()


class PatternPolicy(Model):
    """A kind of escalation. `items` are asked besides those of every packet."""

    label: str = Field(min_length=1, max_length=80)
    items: tuple[str, ...] = ()


class WaiverPolicy(Model):
    """Who may grant an exception, and how far it may reach. `roles` empty means nobody."""

    roles: tuple[Literal["agent", "admin"], ...] = ()
    max_days: int = Field(default=7, ge=1, le=90)
    min_reason_words: int = Field(default=4, ge=1, le=50)
    whole_packet: bool = False


class LoopTransition(Model):
    """The transition from a status to itself through which alone the gate field is written.

    Jira lets only members of `group` take it, so nobody else can set the field.
    """

    name: str = Field(min_length=1, max_length=60)
    group: str = Field(min_length=1)


class GatePolicy(Model):
    """The whole of `policies/gates`.

    `gate_field` and `reasons_field` are names of Jira fields; `message` is what Jira's validator
    shows, always the same words. In mode `warn` the gate says what is missing and lets pass.
    A transition that begins in one of `unguarded_statuses` is not guarded (coming back to a status
    that the issue had reached before). `severity_by_priority` maps Zendesk's priority to the
    severity that is proposed to the agent; it never answers for one, and a severity that is more
    than `severity_tolerance` steps away from it is weak. `authorities` names, by severity, who may
    stand for a promise to the customer; one of a worse severity stands for the milder ones too.

    `revert` names projects in which a guarded transition that passed without a valid value is taken
    back. `engineers` tells engineers among the people copied on a ticket: e-mail addresses,
    `@domain`, or full names.
    """

    mode: Literal["enforce", "warn"] = "enforce"
    guarded: tuple[GuardedTransition, ...] = Field(min_length=1)
    unguarded_statuses: tuple[str, ...] = ()
    gate_field: str = Field(min_length=1)
    reasons_field: str = Field(min_length=1)
    message: str = Field(min_length=1, max_length=255)
    severities: tuple[str, ...] = Field(min_length=1)
    severity_by_priority: Mapping[str, str] = {}
    severity_tolerance: int = Field(default=1, ge=0, le=10)
    authorities: Mapping[str, tuple[str, ...]] = {}
    items: Mapping[str, ItemPolicy] = Field(min_length=1)
    every_packet: tuple[str, ...] = Field(min_length=1)
    patterns: Mapping[str, PatternPolicy] = Field(min_length=1)
    default_pattern: str
    waivers: WaiverPolicy = WaiverPolicy()
    revert: tuple[str, ...] = ()
    loop_transition: LoopTransition | None = None
    warn_when_engineer_copied: bool = True
    engineers: tuple[str, ...] = ()

    @property
    def projects(self) -> tuple[str, ...]:
        """Keys of the projects with a guarded transition, in the policy's order."""
        return tuple(dict.fromkeys(transition.project for transition in self.guarded))

    @property
    def labels(self) -> Mapping[str, str]:
        """Each item's label by its key."""
        return {key: item.label for key, item in self.items.items()}

    @property
    def reads_links(self) -> bool:
        """Whether a link in the conversation may answer an item."""
        return any(item.link_answers for item in self.items.values())

    def keys_of(self, pattern: str) -> tuple[str, ...]:
        """Keys of all items of a pattern, those of every packet first.

        An unknown pattern is asked for everything, so that a renamed one cannot open a gate.
        """
        known = self.patterns.get(pattern)
        extra = known.items if known else tuple(self.items)
        return tuple(dict.fromkeys((*self.every_packet, *extra)))

    def rank(self, severity: str | None) -> int:
        """Place in the order of severities, 0 the worst; what is not chosen or known comes last."""
        return self.severities.index(severity) if severity in self.severities else 1_000

    def authorities_for(self, severity: str) -> tuple[str, ...]:
        """Who may stand for a promise at this severity: those of the worse ones are among them."""
        reached = self.severities[: self.rank(severity) + 1]
        names = (name for one in reversed(reached) for name in self.authorities.get(one, ()))
        return tuple(dict.fromkeys(names))

    @property
    def status_names(self) -> frozenset[str]:
        """All statuses that the policy names, as `plain_name` reads them."""
        starts = (name for guarded in self.guarded for name in guarded.from_statuses)
        names = (*self.unguarded_statuses, *starts)
        return self.guarded_statuses | frozenset(map(plain_name, names))

    @property
    def guarded_statuses(self) -> frozenset[str]:
        """The statuses that take an open gate to reach, as `plain_name` reads them."""
        return frozenset(plain_name(transition.to_status) for transition in self.guarded)

    def guards(self, project: str, from_status: str, to_status: str) -> bool:
        """Whether this move takes an open gate. Statuses are compared as `plain_name` reads them.

        A move to nowhere that can be read takes one wherever the project has a guarded transition.
        """
        start, target = plain_name(from_status), plain_name(to_status)
        if not target:
            return project in self.projects
        if start in map(plain_name, self.unguarded_statuses):
            return False
        return any(_matches(guarded, project, start, target) for guarded in self.guarded)


def _matches(guarded: GuardedTransition, project: str, start: str, target: str) -> bool:
    """`start` and `target` are plain names already."""
    return (
        guarded.project == project
        and plain_name(guarded.to_status) == target
        and (not guarded.from_statuses or start in map(plain_name, guarded.from_statuses))
    )
