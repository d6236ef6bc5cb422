"""The engineer sync as a file: written from an agenda, read back with every mistake at once."""

from collections import Counter
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from app.policy.files import PolicyFile
from app.policy.problems import Fault, Problem
from app.policy.reading import Source, read_plain
from app.policy.validating import tell, validate
from app.services.sync_views import Agenda, AgendaItem
from app.sync.sync_notes import SyncNotes

_WIDTH = 4_096
_WORDS = (
    ("is no key of a policy", "is no key of these notes"),
    ("the policy lacks", "the file lacks"),
    ("write a policy, or delete the file", "write `date: …` and the rest"),
)


def write_agenda(agenda: Agenda) -> str:
    """The agenda as YAML to be filled in; what is only to be read stands in comments."""
    cases = CommentedSeq()
    for at, item in enumerate(agenda.items):
        cases.append(_case(item))
        cases.yaml_set_comment_before_after_key(at, before=_headline(item), indent=2)
    whole = CommentedMap({"date": agenda.day, "attendees": list(agenda.attendees), "cases": cases})
    yaml, text = YAML(), StringIO()
    yaml.width = _WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(whole, text)
    return text.getvalue()


def _case(item: AgendaItem) -> CommentedMap:
    return CommentedMap(
        {
            "id": item.issue_key,
            "ask": item.ask or item.held,
            "owner": item.owner,
            "due": None,
            "decision": "",
            "followup": "",
        }
    )


def _headline(item: AgendaItem) -> str:
    tickets = ", ".join(f"#{number}" for number in item.tickets)
    told = (item.severity or "no severity", item.status, f"tickets {tickets}", item.summary)
    return " | ".join(" ".join(one.split()) for one in told if one)


def read_notes(text: str, name: str) -> tuple[SyncNotes | None, Source]:
    """The notes, None where they do not hold; and every reason why not, by line of `name`."""
    source = read_plain(PolicyFile(name, text.encode))
    notes = validate(source, SyncNotes)
    if notes is not None:
        seen: Counter[str] = Counter()
        for at, case in enumerate(notes.cases):
            seen[case.id.casefold()] += 1
            if seen[case.id.casefold()] > 1:
                what = f"`{case.id}` stands here a second time"
                tell(source, Fault(("cases", at, "id"), what, "put both into one case"))
    return notes, source


def problems_of(source: Source) -> tuple[Problem, ...]:
    """In the order of their lines, in words for notes."""
    return tuple(
        Problem(one.file, one.line, _plain(one.what), _plain(one.cure))
        for one in sorted(source.problems)
    )


def _plain(what: str) -> str:
    """The linter's words for policies, said of notes."""
    for policys, ours in _WORDS:
        what = what.replace(policys, ours)
    return what
