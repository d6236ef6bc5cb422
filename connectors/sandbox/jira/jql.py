"""A small JQL: clauses on the fields that a bridge asks for, AND, OR, NOT, brackets, ORDER BY."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from connectors.sandbox.jira.fields import plain
from connectors.sandbox.jira.problems import JiraError
from connectors.sandbox.jira.records import Field, Issue
from connectors.sandbox.jira.state import JiraState, first

Test = Callable[[Issue], bool]
Sort = tuple[Callable[[Issue], Any], bool]

_TOKEN = re.compile(
    r"""\s*(?:(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
    r"""|(?P<sign><=|>=|!=|!~|[=<>~(),])|(?P<word>[^\s=<>!~(),"']+))"""
)
_UNITS = {"m": 60, "h": 3600, "d": 86400, "w": 604800}
_RELATIVE = re.compile(r"^([+-]?)(\d+)([mhdw])$")
_DATES = ("%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y-%m-%d", "%Y/%m/%d")
_KEYS = ("key", "issue", "issuekey", "id")
_CATEGORIES = {
    "TODO": ("to do", "new"),
    "IN_PROGRESS": ("in progress", "indeterminate"),
    "DONE": ("done",),
}
_MOMENTS: dict[str, Callable[[Issue], datetime]] = {
    "updated": lambda issue: issue.updated,
    "updateddate": lambda issue: issue.updated,
    "created": lambda issue: issue.created,
    "createddate": lambda issue: issue.created,
    "statuscategorychangeddate": lambda issue: issue.category_changed,
}


@dataclass(frozen=True)
class Query:
    """A parsed query. `bounded` is false when nothing but the order was asked."""

    test: Test
    order: list[Sort]
    bounded: bool

    def run(self, issues: list[Issue]) -> list[Issue]:
        """Return the issues that match, in the query's order, newest first without one."""
        found = [issue for issue in issues if self.test(issue)]
        found.sort(key=lambda issue: int(issue.issue_id), reverse=True)
        for key, reverse in reversed(self.order):
            found.sort(key=key, reverse=reverse)
        return found


def parse_query(state: JiraState, text: str) -> Query:
    """Return the query; a text that is no JQL, or names what does not exist, is refused with 400.

    Dates are in UTC, to the minute, or relative to now (`-5m`).
    """
    return _Parser(state, _tokens(text)).query()


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    position = 0
    while text[position:].strip():
        match = _TOKEN.match(text, position)
        if match is None:
            raise JiraError(400, f"Error in the JQL Query at character {position + 1}.")
        kind = str(match.lastgroup)
        raw = match.group(kind)
        value = re.sub(r"\\(.)", r"\1", raw[1:-1]) if kind == "string" else raw
        tokens.append((kind, value))
        position = match.end()
    return tokens


class _Parser:
    """Recursive descent over the tokens."""

    def __init__(self, state: JiraState, tokens: list[tuple[str, str]]) -> None:
        self._state = state
        self._tokens = tokens
        self._at = 0

    def query(self) -> Query:
        bounded = bool(self._tokens) and not self._is_word("order")
        test = self._either() if bounded else _always
        order = self._order()
        if self._at < len(self._tokens):
            raise JiraError(400, f"Error in the JQL Query: unexpected '{self._peek()[1]}'.")
        return Query(test, order, bounded)

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "")

    def _next(self) -> str:
        token = self._peek()
        if token[0] == "end":
            raise JiraError(400, "Error in the JQL Query: it ends too early.")
        self._at += 1
        return token[1]

    def _is_word(self, word: str) -> bool:
        kind, value = self._peek()
        return kind == "word" and value.lower() == word

    def _accept(self, word: str) -> bool:
        found = self._is_word(word) or self._peek() == ("sign", word)
        self._at += found
        return found

    def _either(self) -> Test:
        tests = [self._both()]
        while self._accept("or"):
            tests.append(self._both())
        return tests[0] if len(tests) == 1 else lambda issue: any(t(issue) for t in tests)

    def _both(self) -> Test:
        tests = [self._single()]
        while self._accept("and"):
            tests.append(self._single())
        return tests[0] if len(tests) == 1 else lambda issue: all(t(issue) for t in tests)

    def _single(self) -> Test:
        if self._accept("not"):
            inner = self._single()
            return lambda issue: not inner(issue)
        if self._accept("("):
            test = self._either()
            if not self._accept(")"):
                raise JiraError(400, "Error in the JQL Query: a bracket is not closed.")
            return test
        return self._clause()

    def _clause(self) -> Test:
        field = self._next().lower()
        sign = self._next().lower()
        if sign == "not":
            self._expect("in")
            sign = "not in"
        if sign == "is":
            negated = self._accept("not")
            return _emptiness(self._state, field, self._next(), negated=negated)
        values = self._values() if sign in ("in", "not in") else [self._value()]
        return build_test(self._state, field, sign, values)

    def _expect(self, word: str) -> None:
        if not self._accept(word):
            raise JiraError(400, f"Error in the JQL Query: expecting '{word}'.")

    def _values(self) -> list[str]:
        self._expect("(")
        values = [self._value()]
        while self._accept(","):
            values.append(self._value())
        self._expect(")")
        return values

    def _value(self) -> str:
        value = self._next()
        if self._accept("("):
            self._expect(")")
            return f"{value}()"
        return value

    def _order(self) -> list[Sort]:
        if not self._accept("order"):
            return []
        self._expect("by")
        order = [self._sort()]
        while self._accept(","):
            order.append(self._sort())
        return order

    def _sort(self) -> Sort:
        name = self._next().lower()
        descending = self._accept("desc")
        if not descending:
            self._accept("asc")
        return _sort_key(self._state, name), descending


def _always(_issue: Issue) -> bool:
    return True


def _sort_key(state: JiraState, name: str) -> Callable[[Issue], Any]:
    if name in _MOMENTS:
        return _MOMENTS[name]
    if name in _KEYS:
        return lambda issue: (issue.project_id, int(issue.key.rsplit("-", 1)[1]))
    text = _reader(state, name)
    return lambda issue: sorted(text(issue))


def build_test(state: JiraState, field: str, sign: str, values: list[str]) -> Test:
    """Return the test of one clause; 400 for a field, operator or value that does not exist."""
    if field in _MOMENTS:
        return _moment_test(state, field, sign, values[0])
    if field in _KEYS:
        values = [_known_key(state, field, value) for value in values]
    read = _reader(state, field)
    wanted = {value.lower() for value in values}
    if sign in ("=", "in"):
        return lambda issue: bool(read(issue) & wanted)
    if sign in ("!=", "not in"):
        return lambda issue: bool(read(issue)) and not read(issue) & wanted
    if sign in ("~", "!~"):
        words = values[0].lower().strip("*")
        return lambda issue: any(words in text for text in read(issue)) == (sign == "~")
    raise JiraError(400, f"The operator '{sign}' is not supported by the '{field}' field.")


def _known_key(state: JiraState, field: str, value: str) -> str:
    issue = state.find_issue(value)
    if issue is None:
        raise JiraError(400, f"An issue with key '{value}' does not exist for field '{field}'.")
    return issue.key


def _emptiness(state: JiraState, field: str, word: str, *, negated: bool) -> Test:
    if word.lower() not in ("empty", "null"):
        raise JiraError(400, "Error in the JQL Query: expecting 'EMPTY' or 'NULL'.")
    read = _reader(state, field)
    return lambda issue: bool(read(issue)) == negated


def _reader(state: JiraState, field: str) -> Callable[[Issue], set[str]]:
    """Return what reads the lower-case texts by which a clause may name an issue's value."""
    if field in _KEYS:
        return lambda issue: {issue.key.lower()}
    if field == "project":
        return lambda issue: _project_names(state, issue)
    if field == "status":
        return lambda issue: {issue.status_id, state.statuses[issue.status_id].name.lower()}
    if field == "statuscategory":
        return lambda issue: set(_CATEGORIES[state.statuses[issue.status_id].category])
    if field in ("issuetype", "type"):
        return lambda issue: {issue.type_id, state.issue_types[issue.type_id].name.lower()}
    return _value_reader(state, field)


def _project_names(state: JiraState, issue: Issue) -> set[str]:
    project = state.project_of(issue)
    return {project.project_id, project.key.lower(), project.name.lower()}


def _value_reader(state: JiraState, field: str) -> Callable[[Issue], set[str]]:
    number = re.fullmatch(r"cf\[(\d+)\]", field)
    field_id = f"customfield_{number.group(1)}" if number else field
    target = first(f for f in state.fields.values() if field_id in (f.field_id, f.name.lower()))
    if target is None:
        raise JiraError(
            400, f"Field '{field}' does not exist or you do not have permission to view it."
        )
    return partial(_texts, state, target)


def _texts(state: JiraState, target: Field, issue: Issue) -> set[str]:
    value = issue.values.get(target.field_id)
    if value is None or value == []:
        return set()
    if isinstance(value, list):
        return {str(one).lower() for one in value}
    texts = {plain(state, target, value).lower()}
    return texts if isinstance(value, dict) else texts | {str(value).lower()}


def _moment_test(state: JiraState, field: str, sign: str, value: str) -> Test:
    read, limit = _MOMENTS[field], _moment(state, field, value)
    if sign == ">=":
        return lambda issue: read(issue) >= limit
    if sign == ">":
        return lambda issue: read(issue) > limit
    if sign == "<=":
        return lambda issue: read(issue) <= limit
    if sign == "<":
        return lambda issue: read(issue) < limit
    raise JiraError(400, f"The operator '{sign}' is not supported by the '{field}' field here.")


def _moment(state: JiraState, field: str, value: str) -> datetime:
    if value.lower() == "now()":
        return state.now()
    if relative := _RELATIVE.match(value):
        seconds = int(relative.group(2)) * _UNITS[relative.group(3)]
        past = relative.group(1) != "+"
        return state.now() + timedelta(seconds=-seconds if past else seconds)
    if value.isdigit():
        return datetime.fromtimestamp(int(value) / 1000, UTC)
    for pattern in _DATES:
        try:
            return datetime.strptime(value, pattern).replace(tzinfo=UTC)
        except ValueError:
            continue
    raise JiraError(
        400,
        f"Date value '{value}' for field '{field}' is invalid. Valid formats include: "
        "'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format "
        "e.g. '-5d', '4w 2d'.",
    )
