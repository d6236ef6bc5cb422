"""What is done with a file of each kind, as the policy's rules say by its type.

The same for a file on its own and for one inside an archive. A file that no rule names, that is
larger than its rule allows, or that cannot be read in the way its rule asks for, does not cross.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from app.attachments.archives import MAX_DEPTH, Budget, Inner, open_gzip, open_zip
from app.attachments.content import Spooled
from app.attachments.decoding import read_text
from app.attachments.job import Job, Outcome
from app.attachments.jsons import redact_json, redact_json_lines
from app.attachments.kinds import (
    HEAD,
    TEXTS,
    Form,
    charset_of,
    form_of,
    is_allowed,
    plain_type,
    true_type,
)
from app.attachments.markup import MAX_MARKUP, Html, redact_html, redact_xml
from app.attachments.passages import LENGTH
from app.attachments.tables import redact_table
from app.attachments.writing import Write, redact_text
from app.errors import Held, RedactionFailed, UnreadableContent
from app.redaction.files import FileRedactor
from app.redaction.policy import AttachmentRule, FileTreatment

NOT_ALLOWED = "this type may not cross"
TOO_LARGE = "larger than the policy allows"
CANNOT_BE_CHECKED = "its content cannot be checked"

READ_TWICE = 2 * 1024 * 1024
"""Bytes of a text that is read once to learn and once to write: whom only its end names in full is
then found at its beginning too. A longer one is written as it is read."""

_TREATMENTS = {
    **dict.fromkeys(TEXTS, FileTreatment.REDACT),
    Form.IMAGE: FileTreatment.REENCODE,
    Form.ZIP: FileTreatment.OPEN,
    Form.GZIP: FileTreatment.OPEN,
    Form.PDF: FileTreatment.CHECK,
    Form.OFFICE: FileTreatment.CHECK,
}
_WRITTEN = {
    Form.TEXT: "text/plain",
    Form.TABLE: "text/csv",
    Form.JSON: "application/json",
    Form.JSON_LINES: "application/x-ndjson",
    Form.HTML: "text/html",
    Form.XML: "application/xml",
    Form.ZIP: "application/zip",
    Form.GZIP: "application/gzip",
    Form.PDF: "application/pdf",
}


@dataclass(frozen=True, slots=True)
class Treated:
    """Content that may cross, and its type in words of ours."""

    content: Spooled
    content_type: str


def rule_for(content_type: str, rules: Sequence[AttachmentRule]) -> AttachmentRule | None:
    """The first rule that names the type."""
    return next((rule for rule in rules if is_allowed(content_type, (rule.content_type,))), None)


def treat_job(job: Job, content: Spooled, html: Html | None) -> tuple[Outcome, Spooled | None]:
    """Treat one file. What may not cross comes back as a reason; nothing is raised for that."""
    redactor = job.redactor()
    treating = Treating(job.policy.attachments, redactor, html)
    try:
        treated = treating.treat(job.file_name, job.content_type, content)
    except RedactionFailed:
        return Outcome(reason=CANNOT_BE_CHECKED), None
    except Held as held:
        return Outcome(reason=str(held)), None
    outcome = Outcome(
        reason=None,
        content_type=treated.content_type,
        findings=redactor.findings,
        pseudonyms=redactor.pseudonyms,
    )
    return outcome, treated.content


class Treating:
    """Treats one file and all files inside it."""

    def __init__(
        self, rules: Sequence[AttachmentRule], redactor: FileRedactor, html: Html | None
    ) -> None:
        self._rules = rules
        self._redactor = redactor
        self._html = html
        self._budget = Budget()

    def treat(self, name: str, content_type: str, content: Spooled, depth: int = 0) -> Treated:
        """What crosses of the file. Raises Held, with the reason in fixed words."""
        kind = true_type(content_type, name, content.open().read(HEAD))
        rule = rule_for(kind, self._rules)
        form = form_of(kind)
        if rule is None:
            raise UnreadableContent(NOT_ALLOWED)
        if _TREATMENTS.get(form) is not rule.treatment:
            raise UnreadableContent(CANNOT_BE_CHECKED)
        if content.size > rule.max_bytes:
            raise UnreadableContent(TOO_LARGE)
        if form in {Form.ZIP, Form.GZIP}:
            return Treated(self._opened(form, name, content, depth), _WRITTEN[form])
        if form in {Form.IMAGE, Form.PDF, Form.OFFICE}:
            return self._as_it_is(form, kind, content)
        charset = charset_of(content_type)
        return Treated(self._redacted(form, name, content, charset), _WRITTEN[form])

    def _as_it_is(self, form: Form, kind: str, content: Spooled) -> Treated:
        """What cannot be redacted. Its readers are loaded here: a text takes less memory so."""
        if form is Form.IMAGE:
            from app.attachments.images import reencode

            return Treated(*reencode(content.open()))
        if form is Form.PDF:
            from app.attachments.pdf import check_pdf

            return Treated(check_pdf(content.open(), self._redactor), _WRITTEN[form])
        from app.attachments.office import check_office

        return Treated(check_office(content.open(), self._redactor), plain_type(kind))

    def _redacted(self, form: Form, name: str, content: Spooled, charset: str) -> Spooled:
        if form in {Form.HTML, Form.XML}:
            return self._redacted_markup(form, content, charset)
        written = Spooled()

        def write(text: str) -> None:
            written.write(text.encode("utf-8", "replace"))

        if LENGTH < content.size <= READ_TWICE:
            self._write(form, name, read_text(content.open(), charset), lambda _: None)
        self._write(form, name, read_text(content.open(), charset), write)
        return written

    def _write(self, form: Form, name: str, pieces: Iterator[str], write: Write) -> None:
        match form:
            case Form.TABLE:
                is_tabbed = PurePosixPath(name.lower()).suffix == ".tsv"
                redact_table(pieces, self._redactor, write, separator="\t" if is_tabbed else "")
            case Form.JSON:
                redact_json(pieces, self._redactor, write)
            case Form.JSON_LINES:
                redact_json_lines(pieces, self._redactor, write)
            case _:
                redact_text(pieces, self._redactor, write)

    def _redacted_markup(self, form: Form, content: Spooled, charset: str) -> Spooled:
        if content.size > MAX_MARKUP:
            raise UnreadableContent(TOO_LARGE)
        if form is Form.XML:
            return Spooled(redact_xml(content.open(), self._redactor))
        if self._html is None:
            raise UnreadableContent(CANNOT_BE_CHECKED)
        text = "".join(read_text(content.open(), charset))
        return Spooled(redact_html(text, self._redactor, self._html).encode())

    def _opened(self, form: Form, name: str, content: Spooled, depth: int) -> Spooled:
        if depth >= MAX_DEPTH:
            raise UnreadableContent("it stands in too many archives")

        def treat(inner: Inner) -> Spooled:
            return self.treat(inner.name, "", inner.content, depth + 1).content

        if form is Form.GZIP:
            return open_gzip(content.open(), name, treat, self._budget)
        return open_zip(content.open(), treat, self._rename, self._budget)

    def _rename(self, name: str) -> str:
        """The entry's path with each of its parts redacted and fit for any file system."""
        parts = PurePosixPath(name.replace("\\", "/")).parts
        return "/".join(_plain_part(self._redactor.line(part)) for part in parts)


def _plain_part(part: str) -> str:
    kept = "".join(
        sign if sign.isprintable() and sign not in '/\\:*?"<>|' else "_" for sign in part
    )
    return kept.strip(". ") or "_"
