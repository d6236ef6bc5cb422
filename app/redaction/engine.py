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
from app.redaction.context import collect
from app.redaction.dictionary import Dictionary, dictionary_of
from app.redaction.joined import Joined, join, rewrite, weave
from app.redaction.leaves import unseen_strings
from app.redaction.policy import AudienceRule, NodeName, RedactionPolicy
from app.redaction.pseudonyms import Pseudonyms, Table, originals
from app.redaction.scan import scan

_ROUNDS = 3
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
) -> Redaction:
    """Make a document fit for its audience, or hold it.

    Never raises, whatever the document holds. Redacting the result again changes nothing.
    """
    compiled = compile_policy(policy, version, audience)
    table, findings = Table(pseudonyms), list[Finding]()
    try:
        finished = _finish(document, compiled, context, table, findings)
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
) -> Redaction:
    """As `redact`, for one line: a subject, a title, a name, a reason."""
    return redact(
        Document((Paragraph((Text(" ".join(text.split())),)),)),
        audience=audience,
        policy=policy,
        version=version,
        context=context,
        pseudonyms=pseudonyms,
    )


def _finish(
    document: Document,
    compiled: Compiled,
    context: Context,
    table: Table,
    findings: list[Finding],
) -> Document:
    for _ in range(_ROUNDS):
        known = collect(context, table.grown().entries, compiled.audience, compiled.lexicon)
        dictionary = dictionary_of(known)
        joined = join(document, compiled.rule)
        edits = _edits(joined, compiled, dictionary, table, findings)
        woven = weave(document, compiled.rule, joined.changed(edits))
        if not edits and _settled(woven, joined, compiled):
            return woven
        document = woven
    raise RedactionFailed("Something private was still found in the finished text.")
