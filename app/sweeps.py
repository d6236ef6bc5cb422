"""Wires `airlock resweep` on the service's foundation."""

from app.foundation import Foundation
from app.services.accounts import OwnAccounts
from app.services.comment_reading import CommentReading
from app.services.files import Files
from app.services.resweep_issues import IssueTexts
from app.services.resweeping import Resweeping


def make_resweeping(base: Foundation) -> Resweeping:
    """What redacts again what was sent already."""
    reading = CommentReading(
        base.zendesk, base.jira, OwnAccounts(base.store, base.zendesk, base.jira), base.disclosure,
        Files(base.disclosure), base.traits, base.reviewing(),
    )  # fmt: skip
    return Resweeping(base.store, base.policies, reading, base.clock)


def make_issue_texts(base: Foundation) -> IssueTexts:
    """What tells which texts of issues a resweep cannot mend."""
    accounts = OwnAccounts(base.store, base.zendesk, base.jira)
    return IssueTexts(base.store, base.jira, accounts, base.disclosure)
