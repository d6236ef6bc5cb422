"""What stands in the place of what was found."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.errors import RedactionFailed
from app.model import Action, Audience, Finding
from app.redaction.compiled import REPEATED, Compiled
from app.redaction.generalise import is_general
from app.redaction.hits import Hit
from app.redaction.joined import Edit, Joined
from app.redaction.kinds import SAME_AS
from app.redaction.policy import Numbering
from app.redaction.pseudonyms import INTERNAL, Table

_SEPARATORS = frozenset(" -./:,;()+@#_'\"[]{}<>|\\")
MASKED = "*"


def mask(value: str) -> str:
    """The value's shape: its separators and its length, and no letter, digit, mark or sign of it.

    Masking what is masked changes nothing, and no detector finds anything in it.
    """
    return "".join(char if char in _SEPARATORS else MASKED for char in value)


@dataclass(slots=True)
class Acting:
    """Turns finds into edits and findings, for one text."""

    joined: Joined
    compiled: Compiled
    table: Table
    findings: list[Finding] = field(default_factory=list)
    _said: set[tuple[int, str]] = field(default_factory=set)

    def edits(self, hits: Sequence[Hit]) -> list[Edit]:
        """An edit for each find. Raises RedactionFailed where the policy holds such texts."""
        edits: list[Edit] = []
        for hit in hits:
            action = self.compiled.action(hit.entity)
            text = self._replacement(hit, action)
            if self._continues(edits, hit, action, text):
                edits[-1] = edits[-1]._replace(end=hit.end)
                continue
            edits.append(Edit(hit.start, hit.end, text))
            self._note(hit, action, text)
        return edits

    def _note(self, hit: Hit, action: Action, text: str) -> None:
        """An attribute often repeats what the text says; it is told once."""
        placeholder = text if action is not Action.MASK else ""
        finding = Finding(
            entity=hit.entity, detector=hit.detector, placeholder=placeholder, action=action
        )
        if hit.start < self.joined.tail or finding not in self.findings:
            self.findings.append(finding)

    def _continues(self, edits: list[Edit], hit: Hit, action: Action, text: str) -> bool:
        """A passage that goes on where the last one stopped needs no words of its own."""
        if action is not Action.GENERALISE or text != REPEATED or not edits:
            return False
        between = self.joined.text[edits[-1].end : hit.start]
        sentence = f"[{self.compiled.entities[hit.entity].sentence}]"
        return not between.strip() and edits[-1].text in {REPEATED, sentence}

    def _replacement(self, hit: Hit, action: Action) -> str:
        match action:
            case Action.PSEUDONYMISE:
                return self._pseudonym(hit)
            case Action.GENERALISE:
                return self._sentence(hit)
            case Action.MASK:
                return mask(hit.original)
            case Action.DROP:
                return f"[{self.compiled.entities[hit.entity].placeholder}]"
            case _:
                raise RedactionFailed(
                    f"The text holds something of the kind {hit.entity}, which the policy holds."
                )

    def _pseudonym(self, hit: Hit) -> str:
        rule = self.compiled.entities[hit.entity]
        if rule.numbering is Numbering.NEVER:
            return f"[{rule.placeholder}]"
        kind = SAME_AS.get(hit.entity, hit.entity)
        if self.compiled.audience is Audience.CUSTOMER:
            kind = INTERNAL + kind
        bare_first = rule.numbering is Numbering.FROM_SECOND
        return self.table.placeholder(
            kind, hit.value, hit.original, rule.placeholder, bare_first=bare_first
        )

    def _sentence(self, hit: Hit) -> str:
        """What may be told of the value; else the policy's sentence, once in each block."""
        if is_general(hit.general):
            return f"[{self.compiled.entities[hit.entity].placeholder}: {hit.general}]"
        sentence = f"[{self.compiled.entities[hit.entity].sentence}]"
        place = (self.joined.block_at(hit.start), sentence)
        if place in self._said:
            return REPEATED
        self._said.add(place)
        return sentence
