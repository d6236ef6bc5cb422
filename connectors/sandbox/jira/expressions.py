"""A small part of Jira's expressions: what a Forge validator says over an issue's properties.

Literals, `issue.id`, `issue.key`, `issue.properties`, members by dot or bracket, `!`, `==`, `!=`,
`&&`, `||` and brackets. Whatever else is written, and every mistake at run time, is an error, and a
validator whose expression is in error refuses (docs/vendors.md).
"""

import json
import re
from collections.abc import Callable
from typing import Any

from connectors.sandbox.jira.records import Issue, Json

_TOKEN = re.compile(r"\s*(==|!=|&&|\|\||[!().\[\]]|\d+|'[^']*'|\"[^\"]*\"|[A-Za-z_]\w*)")
_WORDS = {"true": True, "false": False, "null": None}


class ExpressionError(Exception):
    """The expression means nothing, or fails on this issue."""


def evaluate(expression: str, issue: Issue) -> Any:
    """Return the expression's value for the issue. Raises ExpressionError."""
    parser = _Parser(_tokens(expression), {"issue": _issue(issue)})
    value = parser.either()
    if parser.rest:
        raise ExpressionError(f"unexpected: {parser.rest[0]}")
    return value()


def _issue(issue: Issue) -> Json:
    return {"id": int(issue.issue_id), "key": issue.key, "properties": _Properties(issue)}


class _Properties:
    """Looked up by key; one that is not there is null."""

    def __init__(self, issue: Issue) -> None:
        self.values = issue.properties


def _tokens(expression: str) -> list[str]:
    found, place, text = [], 0, expression.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise ExpressionError(f"unexpected: {text[place]}")
        found.append(match[1])
        place = match.end()
    return found


_Value = Callable[[], Any]


class _Parser:
    """Gives what is to be computed; the right side of `&&` and `||` only when it is needed."""

    def __init__(self, tokens: list[str], names: Json) -> None:
        self.rest = tokens
        self._names = names

    def either(self) -> _Value:
        value = self._both()
        while self._take("||"):
            value = _or(value, self._both())
        return value

    def _both(self) -> _Value:
        value = self._equality()
        while self._take("&&"):
            value = _and(value, self._equality())
        return value

    def _equality(self) -> _Value:
        left = self._negation()
        for sign, wanted in (("==", True), ("!=", False)):
            if self._take(sign):
                return _compare(left, self._negation(), wanted=wanted)
        return left

    def _negation(self) -> _Value:
        if self._take("!"):
            inner = self._negation()
            return lambda: not _boolean(inner())
        return self._member()

    def _member(self) -> _Value:
        value = self._atom()
        while self.rest and self.rest[0] in (".", "["):
            if self._take("."):
                value = _get(value, _constant(self._next()))
            else:
                self._next()
                value = _get(value, self.either())
                self._expect("]")
        return value

    def _atom(self) -> _Value:
        word = self._next()
        if word == "(":
            inner = self.either()
            self._expect(")")
            return inner
        if word in _WORDS:
            return _constant(_WORDS[word])
        if word in self._names:
            return _constant(self._names[word])
        if word.isdigit():
            return _constant(json.loads(word))
        if word[0] in "'\"":
            return _constant(word[1:-1])
        raise ExpressionError(f"unknown: {word}")

    def _take(self, token: str) -> bool:
        if self.rest[:1] != [token]:
            return False
        self.rest = self.rest[1:]
        return True

    def _next(self) -> str:
        if not self.rest:
            raise ExpressionError("it ends too early")
        token, *self.rest = self.rest
        return token

    def _expect(self, token: str) -> None:
        if not self._take(token):
            raise ExpressionError(f"{token} is missing")


def _constant(value: Any) -> _Value:
    return lambda: value


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ExpressionError("no boolean")
    return value


def _and(left: _Value, right: _Value) -> _Value:
    return lambda: _boolean(left()) and _boolean(right())


def _or(left: _Value, right: _Value) -> _Value:
    return lambda: _boolean(left()) or _boolean(right())


def _compare(left: _Value, right: _Value, *, wanted: bool) -> _Value:
    def compare() -> bool:
        one, other = left(), right()
        same = isinstance(one, bool) == isinstance(other, bool) and one == other
        return same is wanted

    return compare


def _get(holder: _Value, name: _Value) -> _Value:
    def get() -> Any:
        found, key = holder(), name()
        if isinstance(found, _Properties):
            return found.values.get(key)
        if not isinstance(found, dict):
            raise ExpressionError("nothing to look into")
        return found.get(key)

    return get
