"""Whether a comment crosses, is held for a person, or stays where it is.

A reason is fixed words, safe to show, store and count. Where it cannot be told who may read the
source, the comment is held.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.document import Document, Mark, Paragraph, Text
from app.model import Issue, IssueComment, Restriction, Side, TicketComment
from app.sync.policy import CommentsToZendesk, MappingPolicy


@dataclass(frozen=True, slots=True)
class Crossing:
    """`public` is true only for a Jira comment that the policy's mark opened to the customer.

    `reviewable` says of a held one that the policy alone holds it: a person may let it cross.
    """

    kind: Literal["cross", "hold", "ignore"]
    reason: str = ""
    public: bool = False
    reviewable: bool = False


def comment_crosses_to_jira(comment: TicketComment, policy: MappingPolicy) -> Crossing:
    """Decide for a Zendesk comment by its own audience; Zendesk's system comments stay."""
    if comment.author.side == Side.SYSTEM or comment.author.id == "-1":
        return Crossing("ignore", "Zendesk wrote this comment by itself.")
    if not comment.body.blocks and not comment.attachments:
        return Crossing("ignore", "The comment is empty.")
    if comment.merged:
        return Crossing("ignore", "Zendesk wrote this comment when tickets were merged.")
    rules = policy.comments.to_jira
    kind = "public comments" if comment.public else "internal notes"
    match rules.public if comment.public else rules.internal:
        case "copy":
            return Crossing("cross")
        case "hold":
            return Crossing("hold", f"The policy holds {kind} for a person.", reviewable=True)
        case "ignore":
            return Crossing("ignore", f"The policy leaves {kind} in Zendesk.")


def comment_crosses_to_zendesk(
    comment: IssueComment, issue: Issue, policy: MappingPolicy
) -> Crossing:
    """Decide for a Jira comment by its visibility, its issue's security and its desk's mark.

    All three must allow it. The public mark counts only on a comment that nothing restricts.
    """
    rules = policy.comments.to_zendesk
    if not comment.body.blocks and not comment.attachments:
        return Crossing("ignore", "The comment is empty.")
    barrier = (
        _security_barrier(issue, rules)
        or _restriction_barrier(comment.restriction, rules)
        or _service_desk_barrier(comment, issue, rules)
    )
    if barrier:
        return barrier
    restricted = comment.restriction or issue.security_level or comment.internal
    if rules.public_mark and not restricted and carries_mark(comment.body, rules.public_mark.text):
        return Crossing("cross", public=True)
    return _unmarked(rules)


def project_is_named(issue: Issue, projects: Sequence[str]) -> bool:
    """Whether the policies name the project that the issue stands in now: it may have moved."""
    return issue.project in projects


def issue_is_open(issue: Issue, policy: MappingPolicy) -> bool:
    """Whether the issue's own fields may be told in Zendesk: no security level bars them."""
    return _security_barrier(issue, policy.comments.to_zendesk) is None


def _security_barrier(issue: Issue, rules: CommentsToZendesk) -> Crossing | None:
    if issue.security_level is None or issue.security_level in rules.security_levels:
        return None
    return Crossing("ignore", "The issue has a security level that the policy does not name.")


def _restriction_barrier(
    restriction: Restriction | None, rules: CommentsToZendesk
) -> Crossing | None:
    if restriction is None:
        return None
    if restriction.kind not in ("role", "group") or not restriction.value:
        return Crossing("hold", "The comment is restricted in a way that cannot be read.")
    if f"{restriction.kind}:{restriction.value}" in rules.restricted:
        return None
    return Crossing("ignore", "The comment is restricted to readers that the policy does not name.")


def _service_desk_barrier(
    comment: IssueComment, issue: Issue, rules: CommentsToZendesk
) -> Crossing | None:
    if comment.internal is None and issue.service_desk:
        return Crossing("hold", "Jira does not say whether this service desk comment is internal.")
    if comment.internal and not rules.service_desk_internal:
        return Crossing("ignore", "The comment is internal to the service desk.")
    return None


def _unmarked(rules: CommentsToZendesk) -> Crossing:
    match rules.unmarked:
        case "internal_note":
            return Crossing("cross")
        case "hold":
            words = "The policy holds comments without the public mark."
            return Crossing("hold", words, reviewable=True)
        case "ignore":
            return Crossing("ignore", "The policy leaves comments without the public mark in Jira.")


def carries_mark(body: Document, mark: str) -> bool:
    """Whether the text begins with the mark as a word of its own, in plain writing.

    A mark in code, a quotation, a list or further down is talk about the mark, not its use.
    """
    opening = _opening_text(body)
    if opening is None or opening.marks & {Mark.CODE, Mark.STRIKE}:
        return False
    rest = opening.text.lstrip().removeprefix(mark)
    return rest != opening.text.lstrip() and (not rest or rest[0].isspace())


def without_mark(body: Document, mark: str) -> Document:
    """The text without its mark; unchanged where it carries none."""
    opening = _opening_text(body)
    if opening is None or not carries_mark(body, mark):
        return body
    rest = opening.text.lstrip().removeprefix(mark).lstrip()
    kept = (Text(rest, opening.marks, opening.link),) if rest else ()
    first = body.blocks[0]
    inlines = first.inlines[1:] if isinstance(first, Paragraph) else ()
    return Document((Paragraph((*kept, *inlines)), *body.blocks[1:]))


def _opening_text(body: Document) -> Text | None:
    first = body.blocks[0] if body.blocks else None
    if not isinstance(first, Paragraph) or not first.inlines:
        return None
    inline = first.inlines[0]
    return inline if isinstance(inline, Text) else None
