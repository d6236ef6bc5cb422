"""What the linter says of the gate's sources, people and rules that contradict each other."""

from pathlib import Path

import pytest

from app.policy.loading import lint, load_directory
from tests.unit.policy.files import GATES, line_of, write_policies

RULES = "    rules: {needs_number: true}"
GOOD = "good: [240 users are blocked]"


def told(directory: Path, gates: str) -> list[str]:
    write_policies(directory, gates=gates)
    return [str(problem) for problem in lint(directory) if "/gates/" in str(problem)]


# (what is replaced, by what, at which line, which words)
WARNINGS = [
    (
        RULES,
        "    choices: [One, Two]\n" + RULES,
        "  context:",
        "has rules that are never asked, for it has choices",
    ),
    (
        RULES,
        "    rules: {needs_number: true, min_words: 30, max_characters: 40}",
        "  context:",
        "asks for more than its `max_characters` hold",
    ),
    (
        RULES,
        "    rules: {needs_number: true, paragraphs: 2, one_question: true}",
        "  context:",
        "asks for paragraphs and for one thing alone",
    ),
    (
        RULES,
        "    multiline: false\n    rules: {needs_number: true, paragraphs: 2}",
        "  context:",
        "asks for paragraphs in a field of one line",
    ),
    (
        RULES,
        "    ticket_field: Deadline\n    rules: {hours_ahead: 24}",
        "  context:",
        "only the sidebar can answer it",
    ),
]


@pytest.mark.parametrize(("old", "new", "place", "words"), WARNINGS, ids=lambda one: one[-30:])
def test_rules_that_contradict_each_other_are_told_where_they_stand(
    tmp_path: Path, old: str, new: str, place: str, words: str
) -> None:
    gates = GATES.replace(old, new)
    found = [text for text in told(tmp_path, gates) if words in text]
    assert found, told(tmp_path, gates)
    line = int(found[0].removeprefix(f"{tmp_path}/gates/main.yaml:").split(":")[0])
    assert line >= line_of(gates, place)


def test_a_severity_at_which_nobody_may_stand_for_a_promise_never_opens(tmp_path: Path) -> None:
    gates = GATES.replace(RULES, "    rules: {names_authority: true}").replace(
        GOOD, "good: [Our Team Lead stands for it]"
    )
    some = gates + "authorities: {P2: [Team Lead]}\n"
    (warning,) = told(tmp_path, some)
    assert "warning: no good example of `context` opens a gate of `bug` at P1" in warning
    assert "The policy names nobody who may stand for it" in warning
    assert told(tmp_path, gates + "authorities: {P1: [Team Lead]}\n") == []


def test_a_warning_does_not_keep_the_files_from_being_used(tmp_path: Path) -> None:
    gates = GATES.replace(RULES, "    ticket_field: Deadline\n" + RULES).replace(
        "needs_number: true", "hours_ahead: 24"
    )
    gates = gates.replace(GOOD, "good: [2026-01-03 10:00 Z]")
    (warning,) = told(tmp_path, gates)
    assert ": warning: " in warning
    assert load_directory(tmp_path).gate.items["context"].rules.hours_ahead == 24


@pytest.mark.parametrize(
    ("added", "words"),
    [
        ("revert: [OPS]", "no transition of `OPS` is guarded; write one of ENG"),
        ("authorities: {P9: [Lead]}", "`P9` is no severity"),
        ("authorities: {P1: [' ']}", "this name is empty"),
        ("engineers: ['']", "this name is empty"),
        ("loop_transition: {name: Set packet}", "lacks `group`"),
        ("severity_tolerance: -1", "write a larger number"),
        ("warn_when_enginer_copied: false", "did you mean `warn_when_engineer_copied`?"),
    ],
)
def test_a_mistake_about_people_and_projects_is_told(
    tmp_path: Path, added: str, words: str
) -> None:
    (problem,) = told(tmp_path, f"{GATES}{added}\n")
    assert words in problem
    key = added.split(":")[0]
    assert problem.startswith(f"{tmp_path}/gates/main.yaml:{line_of(GATES + added, key)}:")


@pytest.mark.parametrize(
    ("added", "words"),
    [
        ("    link_answers: ['https://logs.example']", "is no host; write a host such as"),
        ("    link_answer: [logs.example]", "did you mean `link_answers`?"),
        ("    rules: {hour_ahead: 24}", "did you mean `hours_ahead`?"),
    ],
)
def test_a_mistake_about_a_source_is_told(tmp_path: Path, added: str, words: str) -> None:
    gates = GATES.replace(RULES, added)
    assert any(words in problem for problem in told(tmp_path, gates))


def test_a_severity_is_answered_by_no_other_source(tmp_path: Path) -> None:
    gates = GATES.replace("    label: Severity", "    jira_field: Priority\n    label: Severity")
    (problem,) = told(tmp_path, gates)
    assert "the severity is always chosen by a person" in problem
