"""The page of who owns what, written from the policy itself."""

from collections.abc import Iterator, Sequence

from app.sync.operating_policy import OwnershipPolicy
from app.sync.ownership_table import OwnershipTable, tabulate

_INTRODUCTION = """\
# Who owns what

Which team answers for which part of the product, where its new issues go, and whom to turn to. This
page is written by `airlock policy ownership` from `policies/mapping`; the console shows the same at
`/console/ownership`. To change a line, see [engineer-sync.md](engineer-sync.md#ownership).
"""


def render_ownership(policy: OwnershipPolicy, severities: Sequence[str]) -> str:
    """The page as Markdown."""
    return "\n".join((_INTRODUCTION, *_lines(tabulate(policy, severities)))) + "\n"


def _lines(table: OwnershipTable) -> Iterator[str]:
    if not table.parts:
        yield "The policy names no team."
        return
    head = ("part", "team", "new issues", *(f"{one} contact" for one in table.severities))
    yield _row(head)
    yield _row(["---"] * len(head))
    for one in table.parts:
        part = f"{one.part} (`{one.value}`)" if one.value else one.part
        yield _row([part, one.team, one.routed, *one.contacts])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(' '.join(cell.split()).replace('|', '/') for cell in cells)} |"
