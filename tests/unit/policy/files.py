"""A small, whole policy directory that tests write down and break."""

from pathlib import Path

from app.redaction.kinds import ENTITIES

GATES = """\
schema: 1
about: What a packet says.
guarded:
  - project: ENG
    to_status: Escalated
gate_field: Airlock gate
reasons_field: Airlock reasons
message: The packet is incomplete.
severities: [P1, P2]
items:
  context:
    label: Impact
    hint: Who and how many.
    rules: {needs_number: true}
    examples:
      good: [240 users are blocked]
      weak: [They are all very unhappy]
  severity:
    label: Severity
    hint: How bad it is.
every_packet: [context, severity]
patterns:
  bug: {label: A defect}
default_pattern: bug
"""

MAPPING = """\
schema: 1
about: What crosses.
issues:
  project: ENG
  issue_type: Bug
  text:
    summary_item: context
    description_items: [context, severity]
priority:
  values: {urgent: Highest}
"""

_RULE = """\
  {name}:
    about: A kind of private thing.
    placeholder: {placeholder}
    customer: mask
    engineering: mask
    examples:
      hits: [a]
      near_misses: [b]
"""

REDACTION = (
    "schema: 1\nabout: What is private.\nentities:\n"
    + "".join(
        _RULE.format(name=name, placeholder=name.replace("_", "-")) for name in sorted(ENTITIES)
    )
    + "audiences:\n  customer:\n    nodes: [list]\n  engineering:\n    nodes: [list]\n"
)


def write_policies(
    directory: Path, *, gates: str = GATES, mapping: str = MAPPING, redaction: str = REDACTION
) -> Path:
    """Write the three folders; an empty text leaves its folder empty."""
    for folder, text in (("gates", gates), ("mapping", mapping), ("redaction", redaction)):
        (directory / folder).mkdir(parents=True, exist_ok=True)
        if text:
            (directory / folder / "main.yaml").write_text(text, encoding="utf-8")
    return directory


def line_of(text: str, part: str) -> int:
    """The number of the first line that holds the part."""
    return next(at for at, line in enumerate(text.splitlines(), 1) if part in line)
