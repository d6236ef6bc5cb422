"""One file through redaction, passage by passage, with the pair's placeholders carried along.

A file is longer than a comment and has no rich text, so each passage is redacted with what stands
before and behind it, and only its own part is taken. What grows with the file is bounded.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.document import Block, Cell, CodeBlock, Document, Heading, Row, Table, Text
from app.errors import RedactionFailed
from app.model import Audience, Context, Finding, RedactedText
from app.redaction.compiled import compile_policy
from app.redaction.dictionary import dictionaries_of, forget_tables
from app.redaction.engine import Redaction, redact, redact_line
from app.redaction.joined import join
from app.redaction.policy import AudienceRule, NodeName, RedactionPolicy
from app.redaction.pseudonyms import Pseudonym, Pseudonyms
from app.redaction.recogniser import Recognised, Tools
from app.redaction.scan import scan

MAX_NEW = 1000
"""How many new values of one file get a number of their own; the others share the number 0, which
is given to none. It bounds the memory that a file of any length takes."""

MAX_FINDINGS = 500

_OWN = 2
"""The place of a passage, between what stands before it and behind it."""

_EVERYTHING = AudienceRule(nodes=tuple(NodeName), link_schemes=())
_NUMBERED = re.compile(r"^\[([a-z0-9-]*?)(?:-\d+)?\]$")
_CUED = re.compile(r"^\t<([a-z_]+)>: ", re.MULTILINE)
_SHOWN = re.compile(r"\w")


class Field(NamedTuple):
    """A value and the name under which it stands in the file: a column's head, a key, a tag.

    `entity` is the kind that the name says the value is; None when the name says nothing.
    """

    name: str
    value: str
    entity: str | None = None


class _FieldNames:
    """Takes the word of a field's name for what the field is."""

    name = "field-name"

    def find(self, text: str) -> Iterator[Recognised]:
        for cue in _CUED.finditer(text):
            end = min(_end_of_row(text, cue.end()), len(text))
            if _SHOWN.search(text, cue.end(), end):
                yield Recognised(cue.end(), end, cue.group(1))


_TOOLS = Tools(recognisers=(_FieldNames(),))


@dataclass(frozen=True, slots=True)
class Rules:
    """Under which policy, for whom and with what is known a file is redacted."""

    policy: RedactionPolicy
    version: str
    audience: Audience
    context: Context


class FileRedactor:
    """Redacts the parts of one file in order.

    Every method raises RedactionFailed when the policy holds what it found: the file may not cross.
    """

    def __init__(self, rules: Rules, pseudonyms: Pseudonyms) -> None:
        everything = dict.fromkeys(Audience, _EVERYTHING)
        self._rules = rules
        self._policy = rules.policy.model_copy(update={"audiences": everything})
        self._version = f"{rules.version}:files"
        self._before = len(pseudonyms.entries)
        self._pseudonyms = pseudonyms
        self._findings: dict[Finding, None] = {}

    @property
    def pseudonyms(self) -> Pseudonyms:
        """The pair's table, grown by this file."""
        return self._pseudonyms

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, each thing once; beyond some hundred things kinds alone."""
        return tuple(self._findings)

    def passage(self, text: str, *, before: str = "", after: str = "") -> str:
        """A passage redacted; `before` and `after` are read with it and not returned."""
        if not text.strip():
            return text
        parts = enumerate((before, text, after), 1)
        shown = tuple(Heading(place, (Text(part),)) for place, part in parts if part.strip())
        document, unnumber = self._take(self._redact(Document(shown)))
        return unnumber("".join(_text_at(_OWN, block) for block in document.blocks))

    def fields(
        self, fields: Sequence[Field], *, before: Sequence[Field] = (), after: Sequence[Field] = ()
    ) -> list[str]:
        """The values of the fields, redacted; neighbours are read with them and not returned."""
        rows = tuple(Row((Cell((CodeBlock(_shown(one)),)),)) for one in (*before, *fields, *after))
        document, unnumber = self._take(self._redact(Document((Table(rows),))))
        (table,) = document.blocks
        if not isinstance(table, Table) or len(table.rows) != len(rows):
            raise RedactionFailed("The fields of a file could not be told apart when redacted.")
        own = table.rows[len(before) : len(before) + len(fields)]
        return [
            unnumber(_value_in(row, field)) if field.value.strip() else field.value
            for row, field in zip(own, fields, strict=True)
        ]

    def rich(self, document: Document) -> Document:
        """A rich text redacted, with the nodes that the policy lets the audience see."""
        rules = self._rules
        redaction = redact(
            document,
            audience=rules.audience,
            policy=rules.policy,
            version=rules.version,
            context=rules.context,
            pseudonyms=self._pseudonyms,
        )
        return self._take(redaction)[0]

    def line(self, text: str) -> str:
        """A name or title, redacted."""
        rules = self._rules
        redaction = redact_line(
            text,
            audience=rules.audience,
            policy=rules.policy,
            version=rules.version,
            context=rules.context,
            pseudonyms=self._pseudonyms,
        )
        document, unnumber = self._take(redaction)
        return unnumber(RedactedText(document, rules.audience, rules.version).line)

    def private_spans(self, text: str) -> list[tuple[int, int]]:
        """Where in a text something stands that would be changed, in order and apart."""
        compiled = compile_policy(self._policy, self._version, self._rules.audience)
        entries = self._pseudonyms.entries
        known = dictionaries_of(
            self._rules.context, entries, self._rules.audience, compiled.lexicon
        )
        joined = join(Document((CodeBlock(text),)), _EVERYTHING)
        return [(hit.start, hit.end) for hit in scan(joined, compiled, known)]

    def _redact(self, document: Document) -> Redaction:
        return redact(
            document,
            audience=self._rules.audience,
            policy=self._policy,
            version=self._version,
            context=self._rules.context,
            pseudonyms=self._pseudonyms,
            tools=_TOOLS,
        )

    def _take(self, redaction: Redaction) -> tuple[Document, "_Unnumber"]:
        """Keep what was learned, as far as there is room; how to write what there was none for."""
        if redaction.text is None:
            raise RedactionFailed(redaction.held or "The file was held.")
        entries = redaction.pseudonyms.entries
        room = self._before + MAX_NEW
        unnumber = _Unnumber(entries[room:])
        if len(entries) > len(self._pseudonyms.entries) < room:
            self._pseudonyms = Pseudonyms(entries=entries[:room])
            forget_tables()
        for finding in redaction.findings:
            self._note(finding, unnumber(finding.placeholder))
        return redaction.text.document, unnumber

    def _note(self, finding: Finding, placeholder: str) -> None:
        told = placeholder if len(self._findings) < MAX_FINDINGS else ""
        self._findings[
            Finding(
                entity=finding.entity,
                detector=finding.detector,
                placeholder=told,
                action=finding.action,
            )
        ] = None


class _Unnumber:
    """Writes placeholders for which there was no room with the number 0."""

    def __init__(self, entries: Sequence[Pseudonym]) -> None:
        self._changes = {
            entry.placeholder: _NUMBERED.sub(r"[\1-0]", entry.placeholder) for entry in entries
        }
        words = "|".join(map(re.escape, self._changes))
        self._pattern = re.compile(words) if words else None

    def __call__(self, text: str) -> str:
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda found: self._changes[found.group()], text)


def _text_at(place: int, block: Block) -> str:
    """The text of the part at this place. Parts are headings, told apart by their level when one
    of them is gone; a block of code would go whole where a trace stands in it."""
    inlines = block.inlines if isinstance(block, Heading) and block.level == place else ()
    return "".join(one.text for one in inlines if isinstance(one, Text))


def _shown(field: Field) -> str:
    """The field as a line that the detectors can read: a cue and its value."""
    if field.entity is not None:
        return f"<{field.entity}>: {field.value}"
    return f"{field.name}: {field.value}" if field.name else field.value


def _value_in(row: Row, field: Field) -> str:
    """The value alone; where the name was changed too, what stands behind the first colon."""
    block = row.cells[0].blocks[0] if row.cells[0].blocks else None
    text = block.text if isinstance(block, CodeBlock) else ""
    name = f"<{field.entity}>" if field.entity is not None else field.name
    if not name:
        return text
    if text.startswith(f"{name}: "):
        return text.removeprefix(f"{name}: ")
    return text.partition(": ")[2] if ": " in text else text


def _end_of_row(text: str, start: int) -> int:
    """A row's text ends with a space, a line feed and the next row's tab."""
    ends = [end for sign in (" \n\t", "\n\x02") if (end := text.find(sign, start)) >= 0]
    return min(ends, default=len(text.rstrip()))
