"""How the two sides map onto each other, as frozen models; `app.policy` loads `policies/mapping`.

Everything that may cross stands here by name. What is not named does not cross.
"""

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import Field, model_validator

from app.model import Model
from app.sync.corrections_policy import CorrectionsPolicy
from app.sync.operating_policy import AccountsPolicy, OwnershipPolicy, SilencePolicy, SyncPolicy
from app.sync.sidebar_policy import ReviewPolicy, SuspectsPolicy, UpdatePolicy

Direction = Literal["to_jira", "to_zendesk", "both"]
Winner = Literal["zendesk", "jira"]


class IssueTextPolicy(Model):
    """How a new issue's summary and description are made of packet items.

    The summary is `summary_prefix` (may hold `{severity}`) and the first sentence of the item
    `summary_item`, cut at `summary_limit` characters (Jira takes 255). `description_items` are
    shown in this order under their labels; other items do not reach the description.
    """

    summary_item: str = Field(min_length=1)
    summary_prefix: str = Field(default="", max_length=40)
    summary_limit: int = Field(default=120, ge=20, le=255)
    description_items: tuple[str, ...] = Field(min_length=1)


class IssuePolicy(Model):
    """Where a new issue is made: a project's key and an issue type's name.

    Issues of the projects in `also_link` may be linked too, and those of guarded projects; of any
    other project none may.
    """

    project: str = Field(min_length=1)
    issue_type: str = Field(min_length=1)
    also_link: tuple[str, ...] = ()
    text: IssueTextPolicy


class CommentHeadings(Model):
    """The words above a copied comment that tell who speaks, by role and never by name.

    The first four, which engineers read, may hold `{ticket}`.
    """

    customer: str = "The customer of ticket #{ticket} wrote:"
    support: str = "Support wrote to the customer of ticket #{ticket}:"
    internal_note: str = "Support noted on ticket #{ticket}:"
    packet: str = "Escalation packet of ticket #{ticket}:"
    engineering: str = "Engineering wrote:"
    corrected: str = "[corrected]"


class CommentsToJira(Model):
    """`hold` keeps the comment for a person, `ignore` leaves it where it is."""

    public: Literal["copy", "hold", "ignore"] = "copy"
    internal: Literal["copy", "hold", "ignore"] = "copy"


class MarkExamples(Model):
    """First lines that the linter tries: each of `hit` carries the mark, no `miss` one does."""

    hit: tuple[str, ...] = ()
    miss: tuple[str, ...] = ()


class PublicMark(Model):
    """A word that an engineer's comment begins with to be shown to the customer."""

    text: str = Field(min_length=3, max_length=40)
    examples: MarkExamples = MarkExamples()


class CommentsToZendesk(Model):
    """What of Jira's comments reaches the ticket: as internal notes, but for the public mark.

    `restricted` names roles and groups whose comments may cross all the same, as `role:NAME` or
    `group:NAME`; `security_levels` likewise for issues. `service_desk_internal` lets internal
    comments of Jira Service Management cross.
    """

    unmarked: Literal["internal_note", "hold", "ignore"] = "internal_note"
    public_mark: PublicMark | None = None
    restricted: tuple[str, ...] = ()
    security_levels: tuple[str, ...] = ()
    service_desk_internal: bool = False


class CommentsPolicy(Model):
    """`history` says whether comments older than the link are copied when it is made."""

    to_jira: CommentsToJira = CommentsToJira()
    to_zendesk: CommentsToZendesk = CommentsToZendesk()
    headings: CommentHeadings = CommentHeadings()
    history: Literal["copy", "none"] = "none"


class PriorityPolicy(Model):
    """Zendesk's word (lower case) to Jira's name. Where both have one, `winner`'s stands."""

    direction: Direction = "to_jira"
    winner: Winner = "zendesk"
    values: Mapping[str, str] = {}


class StatusWords(Model):
    """What a ticket shows while its issue is in a status; what is left out is left alone.

    `solved` and `closed` are not offered: Zendesk mails customers about them.
    """

    shows: str | None = None
    tag: str | None = Field(default=None, pattern=r"^[a-z0-9_-]+$")
    status: Literal["open", "pending", "hold"] | None = None


class StatusPolicy(Model):
    """Jira's status (its name) to the ticket. `zendesk_field` takes the words of `shows`.

    Zendesk's status never moves an issue: it shows on the issue's remote link.
    """

    zendesk_field: str | None = None
    to_zendesk: Mapping[str, StatusWords] = {}


class FieldMapping(Model):
    """One custom field on both sides, by title or id.

    With `values` (Zendesk's value to Jira's) only what is listed crosses. Without, it is text,
    which goes through redaction and therefore one way only: the way back would overwrite the
    source with its redacted copy.
    """

    zendesk: str = Field(min_length=1)
    jira: str = Field(min_length=1)
    direction: Direction
    winner: Winner | None = None
    values: Mapping[str, str] = {}

    @model_validator(mode="after")
    def _both_ways_only_with_values(self) -> Self:
        if self.direction == "both" and not self.values:
            raise ValueError("text crosses one way only; list `values`, or choose one direction")
        if self.direction == "both" and self.winner is None:
            raise ValueError("say which side wins when both have a value: `winner: zendesk|jira`")
        return self


class OwnerPolicy(Model):
    """Jira's assignee as the owner that support sees in a ticket field.

    `assigned` shows that there is one in the words below, `name` the redacted name.
    """

    zendesk_field: str = Field(min_length=1)
    show: Literal["assigned", "name"] = "assigned"
    assigned: str = "An engineer owns this"
    unassigned: str = "Not yet assigned"


class RemoteLinkPolicy(Model):
    """The link that stands on the issue. Templates hold `{ticket}`, the URL `{zendesk}` too."""

    title: str = Field(default="Zendesk ticket #{ticket}", max_length=120)
    url: str = Field(default="{zendesk}/agent/tickets/{ticket}", max_length=400)
    resolved_statuses: tuple[str, ...] = ("solved", "closed")


class AttachmentsPolicy(Model):
    """Which way files may go: `copy`, or `announce` that there is one and of what kind.

    Which types may cross at all, and how, stands with the redaction policy.
    """

    to_jira: Literal["copy", "announce"] = "copy"
    to_zendesk: Literal["copy", "announce"] = "announce"


class DeliveryPolicy(Model):
    """What happens to a delivery that fails for the last time, and when that is."""

    max_attempts: int = Field(default=100, ge=1, le=1000)
    on_parked: Literal["continue", "wait"] = "continue"


class MappingPolicy(Model):
    """The whole of `policies/mapping`."""

    issues: IssuePolicy
    comments: CommentsPolicy = CommentsPolicy()
    priority: PriorityPolicy = PriorityPolicy()
    status: StatusPolicy = StatusPolicy()
    fields: tuple[FieldMapping, ...] = ()
    owner: OwnerPolicy | None = None
    remote_link: RemoteLinkPolicy = RemoteLinkPolicy()
    attachments: AttachmentsPolicy = AttachmentsPolicy()
    delivery: DeliveryPolicy = DeliveryPolicy()
    suspects: SuspectsPolicy = SuspectsPolicy()
    review: ReviewPolicy = ReviewPolicy()
    customer_update: UpdatePolicy = UpdatePolicy()
    corrections: CorrectionsPolicy = CorrectionsPolicy()
    silence: SilencePolicy = SilencePolicy()
    engineer_sync: SyncPolicy = SyncPolicy()
    ownership: OwnershipPolicy = OwnershipPolicy()
    accounts: AccountsPolicy = AccountsPolicy()
