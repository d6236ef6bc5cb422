"""How the parts of a text file reach redaction and what is written of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from app.attachments.decoding import readable
from app.attachments.names import is_known
from app.attachments.passages import LENGTH, passages
from app.redaction.files import Field, FileRedactor

Write = Callable[[str], None]

_MANY = 400
_BESIDE = 8


def redact_text(
    pieces: Iterable[str], redactor: FileRedactor, write: Write, *, length: int = LENGTH
) -> None:
    """Redact a text of any length and write it piece by piece, passages of `length` at a time."""
    for passage in passages(pieces, redactor.private_spans, length=length):
        write(redactor.passage(passage.text, before=passage.before, after=passage.after))


def redact_fields(fields: Sequence[Field], redactor: FileRedactor) -> list[str]:
    """The values of the fields, in order; those of many are redacted some hundreds at a time."""
    values: list[str] = []
    fields = [field._replace(value=readable(field.value)) for field in fields]
    for start, end in _batches(fields):
        before = fields[max(0, start - _BESIDE) : start]
        after = fields[end : end + _BESIDE]
        batch = fields[start:end]
        if len(batch) == 1 and len(batch[0].value) > LENGTH:
            values.append(redact_long(batch[0].value, redactor))
        else:
            values += redactor.fields(batch, before=_short(before), after=_short(after))
    return values


def redact_names(names: Sequence[str], redactor: FileRedactor) -> list[str]:
    """The names of columns or keys, redacted but for those that say what stands under them."""
    own = [name for name in names if not is_known(name)]
    redacted = iter(redact_fields([Field("", name) for name in own], redactor))
    return [name if is_known(name) else next(redacted) for name in names]


def redact_long(text: str, redactor: FileRedactor) -> str:
    """A text that is in memory already, redacted passage by passage."""
    parts: list[str] = []
    redact_text([text], redactor, parts.append)
    return "".join(parts)


def in_portions(rows: Iterable[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    """Rows in portions that fit into memory whatever their number."""
    portion: list[Sequence[str]] = []
    size = 0
    for row in rows:
        portion.append(row)
        size += sum(map(len, row)) + 16 * len(row)
        if size > LENGTH:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _batches(fields: Sequence[Field]) -> Iterator[tuple[int, int]]:
    start, size = 0, 0
    for number, field in enumerate(fields):
        length = len(field.name) + len(field.value)
        if number > start and (size + length > LENGTH or number - start >= _MANY):
            yield start, number
            start, size = number, 0
        size += length
    if start < len(fields):
        yield start, len(fields)


def _short(fields: Sequence[Field]) -> list[Field]:
    return [field for field in islice(fields, _BESIDE) if len(field.value) <= LENGTH // 16]
