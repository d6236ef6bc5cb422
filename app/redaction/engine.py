"""The one way from a text to a text that may cross.

Joined text, canonical view, finds, actions, and the document again; then the finished document is
scanned once more, and what is still found after a few rounds holds the text. Pure: no clock, no
input or output, nothing logged, and the same answer for the same question. Time is linear in the
text; a caller that reads hostile or very large input bounds it from outside.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.document import Document, Paragraph, Text
from app.errors import RedactionFailed
from app.model import Audience, Context, Finding, RedactedText
from app.redaction.actions import Acting
from app.redaction.compiled import Compiled, compile_policy
from app.redaction.dictionary import Dictionaries, dictionaries_of
from app.redaction.hits import Hit, resolve
from app.redaction.joined import Edit, Joined, join, rewrite, strings_of, weave
from app.redaction.patterns import Look
from app.redaction.policy import AudienceRule, NodeName, RedactionPolicy
from app.redaction.pseudonyms import Pseudonym, Pseudonyms, Table, originals
from app.redaction.recogniser import PLAIN, Recogniser, Tools
from app.redaction.rescan import excerpt, leaves_words_whole, move_back, windows
from app.redaction.scan import scan, scan_learnt

_ROUNDS = 5
_EVERYTHING = AudienceRule(nodes=tuple(NodeName))
_PLACEHOLDER = re.compile(r"\[[a-z0-9-]{1,80}\]")


@dataclass(frozen=True, slots=True)
class Redaction:
    """`text` may cross, or is None and `held` says why in fixed words.

    `pseudonyms` is the pair's table grown by this text; it is to be kept when `text` is sent.
    """

    text: RedactedText | None
    held: str | None
    findings: tuple[Finding, ...]
    pseudonyms: Pseudonyms


def redact(
    document: Document,
    *,
    audience: Audience,
    policy: RedactionPolicy,
    version: str,
    context: Context,
    pseudonyms: Pseudonyms,
    tools: Tools = PLAIN,
) -> Redaction:
    """Make a document fit for its audience, or hold it.

    Never raises, whatever the document holds. Redacting the result again changes nothing.
    """
    compiled = compile_policy(policy, version, audience, accelerated=tools.accelerated)
    table, findings = Table(pseudonyms), list[Finding]()
    try:
        known = dictionaries_of(context, pseudonyms.entries, audience, compiled.lexicon)
        look = _Look(compiled, known, tools.recognisers, Look())
        finished = _finish(document, look, table, findings)
    except RedactionFailed as failure:
        return Redaction(None, str(failure), tuple(findings), pseudonyms)
    text = RedactedText(finished, audience, version)
    return Redaction(text, None, tuple(findings), table.grown())


def redact_line(
    text: str,
    *,
    audience: Audience,
    policy: RedactionPolicy,
    version: str,
    context: Context,
    pseudonyms: Pseudonyms,
    tools: Tools = PLAIN,
) -> Redaction:
    """As `redact`, for one line: a subject, a title, a name, a reason."""
    return redact(
        Document((Paragraph((Text(" ".join(text.split())),)),)),
        audience=audience,
        policy=policy,
        version=version,
        context=context,
        pseudonyms=pseudonyms,
        tools=tools,
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """How one text is looked at: with which policy, whose context, and what from outside."""

    compiled: Compiled
    known: Dictionaries
    recognisers: tuple[Recogniser, ...]
    shown: Look

    def first(self, joined: Joined) -> list[Hit]:
        """All that the text holds; in a look again, all that replacing may have brought about."""
        return scan(joined, self.compiled, self.known, self.recognisers, self.shown)

    def again(
        self, before: Joined, edits: Sequence[Edit], after: Joined, learnt: Sequence[Pseudonym]
    ) -> list[Hit]:
        """What the changed text holds: around its changes, and what it has taught, everywhere."""
        self.shown.again = leaves_words_whole(before.text, edits)
        spans = windows(before, after, edits)
        hits = self.first(excerpt(after, spans)) if spans else []
        moved = list(move_back(hits, spans))
        if not learnt:
            return moved
        return resolve([*moved, *scan_learnt(after, self.compiled, learnt, self.shown)])


def _finish(document: Document, look: _Look, table: Table, findings: list[Finding]) -> Document:
    """Round by round, until nothing is found and nothing changes any more.

    What one round learned (a name in a signature) is known to the next.
    """
    joined = join(document, look.compiled.rule)
    table.avoid(look.compiled.placeholders.findall(joined.text) if "[" in joined.text else ())
    hits = look.first(joined)
    for _ in range(_ROUNDS):
        edits = Acting(joined, look.compiled, table, findings).edits(hits)
        woven = weave(document, look.compiled.rule, joined.changed(edits))
        if woven == document and not edits:
            _refuse_unseen(woven, joined)
            return woven
        before, document = joined, woven
        joined = join(document, look.compiled.rule)
        hits = look.again(before, edits, joined, table.new())
    raise RedactionFailed("Something private was still found in the finished text.")


def _refuse_unseen(document: Document, joined: Joined) -> None:
    """Whatever string the finished document holds must be one that was looked at."""
    seen = {joined.text[start:end] for start, end in joined.leaves}
    if not seen.issuperset(strings_of(document)):
        raise RedactionFailed("The finished text holds something that was not looked at.")


def withheld_counts(findings: Sequence[Finding]) -> Mapping[str, int]:
    """How many things of each kind were found, for people to see; kinds only, never values."""
    return dict(Counter(finding.entity for finding in findings))


def rehydrate(text: RedactedText, pseudonyms: Pseudonyms) -> RedactedText:
    """Turn placeholders back into what they stand for, for readers on the customer's side.

    What was withheld from the customer stays withheld. Raises RedactionFailed for a text that is
    for engineering.
    """
    if text.audience is not Audience.CUSTOMER:
        raise RedactionFailed("Placeholders are turned back for the customer's side only.")
    known = originals(pseudonyms)

    def turn_back(leaf: str) -> str:
        return _PLACEHOLDER.sub(lambda found: known.get(found.group(), found.group()), leaf)

    return RedactedText(rewrite(text.document, _EVERYTHING, turn_back), text.audience, text.policy)
