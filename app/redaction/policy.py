"""What the files in `policies/redaction/` say: which kinds exist and who may see them.

The files of a directory together make one `RedactionPolicy`: mappings are merged, lists joined.
Field names are the YAML's own keys; unknown keys are refused by the models, and what a model cannot
see (a rule without a detector, a pattern that does not compile) is told by `policy_problems`.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

import re2
from pydantic import Field

from app.model import Action, Audience, Context, Model

MAX_PATTERN_LENGTH = 500
LABEL = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"


class Numbering(StrEnum):
    """`[email-1]`, `[email-2]`; or `[customer]`, `[customer-2]`; or always `[secret]`."""

    ALWAYS = "always"
    FROM_SECOND = "from_second"
    NEVER = "never"


class NodeName(StrEnum):
    """Document nodes that a policy may allow or withhold; text itself is always looked at."""

    LINK = "link"
    CARD = "card"
    MEDIA = "media"
    EMOJI = "emoji"
    DATE = "date"
    LOZENGE = "lozenge"
    HEADING = "heading"
    LIST = "list"
    TABLE = "table"
    QUOTE = "quote"
    PANEL = "panel"
    EXPAND = "expand"
    CODE = "code"
    RULE = "rule"


class Extent(StrEnum):
    """What a remark takes: its sentence, the part of it up to a comma or an "and", or itself."""

    SENTENCE = "sentence"
    PART = "part"
    PHRASE = "phrase"


class FileTreatment(StrEnum):
    """What happens to an allowed attachment.

    Text is redacted; a picture is drawn anew without metadata, whatever it shows; an archive is
    opened and its files treated by their own rules; a document (PDF, Office) is checked, and
    crosses whole if nothing private is found in it.
    """

    REDACT = "redact"
    REENCODE = "reencode"
    OPEN = "open"
    CHECK = "check"


class Examples(Model):
    """Sentences that a rule must find something in, and sentences that it must leave alone."""

    hits: tuple[str, ...] = Field(min_length=1)
    near_misses: tuple[str, ...] = Field(min_length=1)


class EntityRule(Model):
    """One kind of private thing. `customer` and `engineering` say what happens to it in a text
    that this audience will read.

    `placeholder` is the word in square brackets that stands for it; `sentence` is what a
    generalised passage becomes, once in each paragraph.
    """

    about: str
    placeholder: str = Field(pattern=LABEL)
    numbering: Numbering = Numbering.ALWAYS
    sentence: str | None = None
    customer: Action
    engineering: Action
    examples: Examples

    def action_for(self, audience: Audience) -> Action:
        """What happens to this kind in a text for the audience."""
        return self.customer if audience is Audience.CUSTOMER else self.engineering


class Rule(Model):
    """A finding rule of the house's own: what it finds is of the kind `entity`."""

    name: str
    entity: str
    examples: Examples


class TermRule(Rule):
    """Words of the house (code names, internal products) found as whole words in any case."""

    words: tuple[str, ...] = Field(min_length=1)


class PatternRule(Rule):
    """A regular expression of RE2; its first group, if it has one, is what is private."""

    pattern: str = Field(max_length=MAX_PATTERN_LENGTH)
    ignore_case: bool = False


class RemarkRule(Rule):
    """Blunt remarks: the whole sentence that holds one of the phrases is found.

    `(a|b|)` in a phrase stands for a, b or nothing, `a ... b` for b with a shortly before it, `a…`
    for every word that begins with a. A sentence stays if a word of it that begins with one of
    `unless` stands within some words of the phrase, and where there are words in `beside`, so does
    one that holds none of them.
    `extent` says how much is found. Whoever may read `entity` loses the whole sentence as `also`.
    """

    entity: str = "remark"
    phrases: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    extent: Extent = Extent.SENTENCE
    also: str | None = None


class Weight(Model):
    """What each of some words counts for; fewer than nothing speaks against a find."""

    points: int = Field(strict=True)
    words: str
    """Words and pairs of words, parted by commas."""


class ToneRule(Rule):
    """Sentences told by their words together: the points of each word, and of each pair of words
    that stand side by side, are added up, each once, and `needed` points or more are a find.

    `extent` is the whole sentence, or those parts of it that count for more than nothing.
    """

    entity: str = "remark"
    needed: int = Field(gt=0)
    weights: tuple[Weight, ...] = Field(min_length=1)
    extent: Literal[Extent.SENTENCE, Extent.PART] = Extent.SENTENCE


class InternalPlaces(Model):
    """Where engineering works. A host is exact, or `*.corp` for every host that ends so."""

    hosts: tuple[str, ...] = ()
    not_issue_keys: tuple[str, ...] = ()


class AudienceRule(Model):
    """What of a rich text's form one audience gets to see; nodes not named become fixed words."""

    nodes: tuple[NodeName, ...]
    link_schemes: tuple[str, ...] = ("http", "https")


class AttachmentRule(Model):
    """A kind of file that may cross, by content type (`text/*`); other files are announced.

    The first rule that names a type decides; a larger file is announced too.
    """

    content_type: str
    treatment: FileTreatment
    max_bytes: int = Field(gt=0)


class RedactionPolicy(Model):
    """All redaction files together; `schema` and `about` are the files' own heads.

    `common_words` are names that are words too (Mark, Target): alone they count as a name only
    where the text shows it. `generic_words` never stand for a customer (Ltd, bank, yes, high).
    `product_words` are names of products, vendors and screens that are nobody's name. With
    `strict_names` a word in capitals inside an English sentence that is in no dictionary and no
    product's name counts as a person's name wherever a person could stand.
    `private_fields` are titles or ids of ticket fields whose values are private. `rehydrate` lets
    placeholders in engineers' text be turned back in internal notes. `example_context` is the
    imagined customer that the rules' examples speak of.
    """

    entities: Mapping[str, EntityRule]
    terms: tuple[TermRule, ...] = ()
    patterns: tuple[PatternRule, ...] = ()
    remarks: tuple[RemarkRule, ...] = ()
    tones: tuple[ToneRule, ...] = ()
    internal: InternalPlaces = InternalPlaces()
    common_words: tuple[str, ...] = ()
    generic_words: tuple[str, ...] = ()
    product_words: tuple[str, ...] = ()
    strict_names: bool = False
    audiences: Mapping[Audience, AudienceRule]
    attachments: tuple[AttachmentRule, ...] = ()
    private_fields: tuple[str, ...] = ()
    rehydrate: bool = False
    example_context: Context = Context()


def own_rules(policy: RedactionPolicy) -> tuple[tuple[str, tuple[Rule, ...]], ...]:
    """All finding rules of the house's own, by the key under which they stand."""
    return (
        ("terms", policy.terms),
        ("patterns", policy.patterns),
        ("remarks", policy.remarks),
        ("tones", policy.tones),
    )


def quiet_options(*, ignore_case: bool = False) -> re2.Options:
    """RE2's options for every pattern of this room: nothing is written to stderr."""
    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = not ignore_case
    return options
