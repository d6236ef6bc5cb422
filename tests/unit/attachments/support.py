"""Files for the tests of attachments, treated as the service treats them but without a process."""

import io
import zipfile
from collections.abc import Mapping

from app.attachments.content import Spooled
from app.attachments.job import Job, Outcome
from app.attachments.markup import Html
from app.attachments.treating import treat_job
from app.model import Audience, Context
from app.redaction.files import FileRedactor, Rules
from app.redaction.policy import RedactionPolicy
from app.redaction.pseudonyms import Pseudonyms
from connectors.zendesk.html import read_html, write_html
from tests.fakes.policies import shipped

HTML = Html(read_html, write_html)
MAIL = "jane.roe@northwind.example"
"""The address of the imagined customer of the policies that ship."""

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

OPEN_RULES = (
    ("text/*", "redact"),
    ("application/json", "redact"),
    ("application/x-ndjson", "redact"),
    ("application/xml", "redact"),
    ("image/*", "reencode"),
    ("application/zip", "open"),
    ("application/gzip", "open"),
    ("application/pdf", "check"),
    ("application/vnd.*", "check"),
)
"""A policy that names every kind of file that can be treated."""


def policy_with(
    rules: tuple[tuple[str, str], ...] = OPEN_RULES, max_bytes: int = 50_000_000
) -> RedactionPolicy:
    """The policy that ships with these rules for files."""
    files = [
        {"content_type": kind, "treatment": treatment, "max_bytes": max_bytes}
        for kind, treatment in rules
    ]
    return RedactionPolicy.model_validate(
        {**shipped().redaction.model_dump(), "attachments": files}
    )


def job_for(
    name: str,
    content_type: str,
    *,
    audience: Audience = Audience.ENGINEERING,
    policy: RedactionPolicy | None = None,
    context: Context | None = None,
) -> Job:
    policy = policy or policy_with()
    return Job(
        file_name=name,
        content_type=content_type,
        audience=audience,
        policy=policy,
        version="test",
        context=policy.example_context if context is None else context,
    )


def treat(
    name: str,
    content_type: str,
    content: bytes,
    *,
    audience: Audience = Audience.ENGINEERING,
    policy: RedactionPolicy | None = None,
) -> tuple[Outcome, bytes]:
    """The outcome, and the content that crosses (empty when none does)."""
    job = job_for(name, content_type, audience=audience, policy=policy)
    outcome, treated = treat_job(job, Spooled(content), HTML)
    return outcome, b"" if treated is None else treated.open().read()


def crossed(name: str, content_type: str, content: bytes) -> bytes:
    """The content that crosses. Fails where none does."""
    outcome, treated = treat(name, content_type, content)
    assert outcome.reason is None, outcome.reason
    return treated


def reason(name: str, content_type: str, content: bytes) -> str:
    """Why nothing crosses. Fails where something does."""
    outcome, treated = treat(name, content_type, content)
    assert outcome.reason is not None
    assert treated == b""
    return outcome.reason


def redactor_for(audience: Audience = Audience.ENGINEERING) -> FileRedactor:
    policies = shipped()
    context = policies.redaction.example_context
    return FileRedactor(Rules(policies.redaction, "test", audience, context), Pseudonyms())


def zipped(files: Mapping[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in files.items():
            archive.writestr(name, part)
    return content.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
