"""The page that says for each kind what each side gets to read, written from the policy itself."""

from collections.abc import Iterator, Sequence

from app.document import from_plain, to_plain
from app.model import Action, Audience
from app.redaction.engine import redact
from app.redaction.kinds import (
    CUSTOMER_CONTEXT,
    ENGINEERING,
    PEOPLE_CONTEXT,
    PERSONAL,
    SECRETS,
)
from app.redaction.policy import EntityRule, Numbering, RedactionPolicy
from app.redaction.pseudonyms import Pseudonyms

_INTRODUCTION = """\
# Who reads what

Each kind of private thing, what becomes of it in a text that the customer's side reads, and in a
text that engineering reads. This page is written by `airlock policy table` from the files in
`policies/redaction/`; a test compares the two, so that the page cannot lie. To change a line, see
[policies.md](policies.md).

| word | what it means |
| --- | --- |
| as written | the text stays as it is |
| pseudonymise | a placeholder stands there, the same for the same thing in all texts of a ticket |
| mask | each letter and digit becomes `*`; length and separators stay |
| generalise | a sentence says in general what stood there, once in a paragraph |
| drop | a placeholder says that something was taken out, and nothing more |
| hold | the whole text waits for a person |

The customer in the examples is Jane Roe of Northwind Traders, with ticket field NW-2291-B; Mark
Okafor is her colleague, Lena Fischer is of support, Ravi Menon an engineer, Fabrikam another
customer. *Becomes* shows what engineering gets to read or, where engineering may read it, the
customer.
"""
_GROUPS = (
    ("The ticket's customer, known from the ticket", CUSTOMER_CONTEXT),
    ("Other people and customers, known from the ticket and the issue", PEOPLE_CONTEXT),
    ("What belongs to people, wherever it stands", PERSONAL),
    ("Secrets", SECRETS),
    ("What engineering keeps to itself", ENGINEERING),
)
_HEAD = (
    "| kind | what it is | customer's side | engineering | example | becomes |\n"
    "| --- | --- | --- | --- | --- | --- |\n"
)
_LONGEST = 110
_UNSHOWN = "(not shown here)"


def render_table(policy: RedactionPolicy) -> str:
    """The page as Markdown: a table for each group of kinds, in the order of their names."""
    return "\n".join((_INTRODUCTION, *_sections(policy)))


def _sections(policy: RedactionPolicy) -> Iterator[str]:
    grouped = frozenset[str]().union(*(kinds for _, kinds in _GROUPS))
    own = policy.entities.keys() - grouped
    for title, kinds in (*_GROUPS, ("Kinds of the house's own", own)):
        rows = [_row(name, policy) for name in sorted(kinds & policy.entities.keys())]
        if rows:
            yield f"## {title}\n\n{_HEAD}{''.join(rows)}"


def _row(name: str, policy: RedactionPolicy) -> str:
    rule = policy.entities[name]
    example = rule.examples.hits[0]
    cells = (
        f"`{name}`",
        _plain(rule.about),
        _treatment(rule, rule.customer),
        _treatment(rule, rule.engineering),
        _UNSHOWN if name in SECRETS else _code(example),
        _code(_becomes(example, rule, policy)),
    )
    return f"| {' | '.join(cells)} |\n"


def _treatment(rule: EntityRule, action: Action) -> str:
    match action:
        case Action.ALLOW:
            return "as written"
        case Action.HOLD | Action.MASK:
            return action.value
        case Action.GENERALISE:
            return f"generalise: {_plain(rule.sentence or '')}"
        case _:
            return f"{action.value}: `{_placeholder(rule, action)}`"


def _placeholder(rule: EntityRule, action: Action) -> str:
    numbered = rule.numbering is Numbering.ALWAYS and action is Action.PSEUDONYMISE
    return f"[{rule.placeholder}{'-1' if numbered else ''}]"


def _becomes(example: str, rule: EntityRule, policy: RedactionPolicy) -> str:
    hidden = rule.engineering is not Action.ALLOW
    result = redact(
        from_plain(example),
        audience=Audience.ENGINEERING if hidden else Audience.CUSTOMER,
        policy=policy,
        version="table",
        context=policy.example_context,
        pseudonyms=Pseudonyms(),
    )
    return to_plain(result.text.document) if result.text is not None else "(held)"


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _code(text: str) -> str:
    line = " ⏎ ".join(_lines(text.splitlines())).replace("`", "'").replace("|", "\\|")
    return f"`{line[:_LONGEST]}…`" if len(line) > _LONGEST else f"`{line}`"


def _lines(lines: Sequence[str]) -> Iterator[str]:
    return (line.strip() for line in lines if line.strip())
