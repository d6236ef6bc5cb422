"""One file's way through its treatment: what is asked, and what comes of it."""

from app.model import Audience, Context, Finding, Model
from app.redaction.files import FileRedactor, Rules
from app.redaction.policy import RedactionPolicy
from app.redaction.pseudonyms import Pseudonyms


class Job(Model):
    """A file as its sender declares it, for whom it is, and what is known of the pair.

    All of it is private: it goes to the process that treats the file and to nowhere else.
    """

    file_name: str
    content_type: str
    audience: Audience
    policy: RedactionPolicy
    version: str
    context: Context
    pseudonyms: Pseudonyms = Pseudonyms()

    def redactor(self) -> FileRedactor:
        """What redacts this file."""
        rules = Rules(self.policy, self.version, self.audience, self.context)
        return FileRedactor(rules, self.pseudonyms)


class Outcome(Model):
    """What became of a file. `reason` is in fixed words, or None when its content may cross.

    `content_type` is one of ours, not the sender's; `pseudonyms` is the table grown by the file.
    """

    reason: str | None
    content_type: str = "application/octet-stream"
    findings: tuple[Finding, ...] = ()
    pseudonyms: Pseudonyms = Pseudonyms()
