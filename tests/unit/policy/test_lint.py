"""Every mistake is told by file and line, with its cure."""

from pathlib import Path
from time import process_time

import pytest

from app.policy.loading import lint
from tests.unit.policy.files import GATES, MAPPING, REDACTION, line_of, write_policies


def problems_of(directory: Path) -> list[str]:
    """The problems without those of the redaction examples, which are another test's."""
    found = [str(problem) for problem in lint(directory)]
    return [text.removeprefix(f"{directory}/") for text in found if "/redaction/" not in text]


def test_a_good_directory_has_no_problem(tmp_path: Path) -> None:
    assert problems_of(write_policies(tmp_path)) == []


# (what is replaced, by what, at which line, which words)
GATE_MISTAKES = [
    ("gate_field:", "gatefield:", "gatefield", "did you mean `gate_field`?"),
    ("gate_field: Airlock gate\n", "", "guarded:", "the policy lacks `gate_field`"),
    ("    label: Impact", "    lable: Impact", "lable", "did you mean `label`?"),
    ("severities: [P1, P2]", "severities: P1", "severities", "write a list"),
    ("severities: [P1, P2]", "severities: [P1, P1]", "severities", "stands here twice"),
    ("needs_number: true", "needs_number: many", "needs_number", "write true or false"),
    ("needs_number: true", "min_words: few", "min_words", "write a whole number"),
    ("message: ", "mode: strict\nmessage: ", "mode: strict", "write 'enforce' or 'warn'"),
    ("default_pattern: bug", "default_pattern: bag", "default_pattern", "write one of bug"),
    ("{label: A defect}", "{label: A defect, items: [logs]}", "items: [logs]", "`logs` is no item"),
    ("[context, severity]", "[severity]", "  context:", "nothing asks for `context`"),
    ("[context, severity]", "[context]", "every_packet", "no packet is asked for its severity"),
    ("reasons_field: Airlock reasons", "reasons_field: Airlock gate", "reasons_field", "one field"),
    (
        "    hint: Who",
        "    required_for: [P9]\n    hint: Who",
        "required_for",
        "`P9` is no severity; write one of P1, P2",
    ),
    (
        "severities:",
        "severity_by_priority: {huge: P1, urgent: P7}\nseverities:",
        "severity_by_priority",
        "`huge` is no priority of Zendesk",
    ),
    (
        "guarded:\n  - project: ENG\n    to_status: Escalated\n",
        "guarded: []\n",
        "guarded",
        "at least 1 item",
    ),
    (
        "guarded:\n",
        "guarded:\n  - {project: ENG, to_status: Escalated}\n",
        "  - project: ENG",
        "stands here twice",
    ),
    ("240 users", "Some users", "good:", "this good example of `context` is found weak"),
    ("They are all very unhappy", "5 are unhappy", "weak:", "passes all rules"),
    ("      good: [240 users are blocked]\n", "", "rules:", "have no examples"),
    ("[P1, P2]", "&all [P1, P2]", "severities", "the anchor `&all`"),
    ("message: The packet", "message: !secret The packet", "message", "the tag `!secret`"),
    ("message:", "gate_field: Twice\nmessage:", "gate_field: Twice", "a second time"),
    ("schema: 1", "schema: 2", "schema", "no known version"),
    ("schema: 1\n", "", "about", "`schema` is missing"),
    ("about: What a packet says.\n", "", "schema: 1", "`about` is missing"),
    ("patterns:\n", "patterns: [\n", "default_pattern", "this is no YAML"),
]


@pytest.mark.parametrize(("old", "new", "place", "words"), GATE_MISTAKES)
def test_a_mistake_in_a_gate_is_told_at_its_line(
    tmp_path: Path, old: str, new: str, place: str, words: str
) -> None:
    text = GATES.replace(old, new, 1)
    assert text != GATES
    found = problems_of(write_policies(tmp_path, gates=text))
    here = f"gates/main.yaml:{line_of(text, place)}: "
    assert any(problem.startswith(here) and words in problem for problem in found), found


MAPPING_MISTAKES = [
    ("project: ENG", "project: OPS", "project", "no transition is guarded; add it to `guarded`"),
    ("summary_item: context", "summary_item: impact", "summary_item", "`impact` is no item"),
    ("[context, severity]", "[context, context]", "description_items", "stands here twice"),
    ("{urgent: Highest}", "{huge: Highest}", "huge", "`huge` is no priority of Zendesk"),
    (
        "  values: {urgent: Highest}",
        "  direction: both\n  values: {urgent: Highest, high: Highest}",
        "high: Highest",
        "stands for two values",
    ),
    ("priority:", "remote_link: {title: Ticket}\npriority:", "title", "all tickets would look"),
    (
        "priority:",
        "remote_link:\n  title: '{ticket} {subject}'\npriority:",
        "title",
        "nothing stands for {subject}; write {ticket}",
    ),
    (
        "priority:",
        "comments:\n  to_zendesk: {restricted: [Developers]}\npriority:",
        "restricted",
        "write `role:Developers` or `group:Developers`",
    ),
    (
        "priority:",
        "comments:\n  to_zendesk:\n    public_mark: {text: '#customer'}\npriority:",
        "public_mark",
        "the public mark has no examples",
    ),
    (
        "priority:",
        """comments:
  to_zendesk:
    public_mark:
      text: "#customer"
      examples:
        hit: ["the #customer"]
        miss: ["#customer x"]
priority:""",
        "hit:",
        "would not be public",
    ),
    (
        "priority:",
        "fields:\n  - {zendesk: A, jira: B, direction: both, winner: jira}\npriority:",
        "zendesk: A",
        "text crosses one way only; list `values`",
    ),
    (
        "priority:",
        """fields:
  - {zendesk: A, jira: B, direction: to_jira}
  - {zendesk: C, jira: B, direction: to_jira}
priority:""",
        "zendesk: C",
        "two rules write Jira's field `B`",
    ),
    (
        "priority:",
        "status: {to_zendesk: {Done: {status: solved}}}\npriority:",
        "solved",
        "write 'open', 'pending' or 'hold'",
    ),
]


@pytest.mark.parametrize(("old", "new", "place", "words"), MAPPING_MISTAKES)
def test_a_mistake_in_a_mapping_is_told_at_its_line(
    tmp_path: Path, old: str, new: str, place: str, words: str
) -> None:
    text = MAPPING.replace(old, new, 1)
    found = problems_of(write_policies(tmp_path, mapping=text))
    here = f"mapping/main.yaml:{line_of(text, place)}: "
    assert any(problem.startswith(here) and words in problem for problem in found), found


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    gates = GATES.replace("gate_field", "gatefield").replace("[P1, P2]", "P1")
    mapping = MAPPING.replace("project", "projekt")
    found = problems_of(write_policies(tmp_path, gates=gates, mapping=mapping))
    assert len(found) == 5
    assert found == sorted(found, key=lambda text: (text.split(":")[0], int(text.split(":")[1])))


def test_an_empty_folder_and_an_empty_file_are_told(tmp_path: Path) -> None:
    write_policies(tmp_path, gates="", mapping="# nothing yet\n")
    assert problems_of(tmp_path) == [
        "gates:1: no policy file here; add one, or name the folder",
        "mapping/main.yaml:1: the file is empty; write a policy, or delete the file",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a: \xff\xfe", "not in UTF-8"),
        (b"[" * 50_000, "nested too deeply"),
        (b"# " + b"x" * 1_000_001, "larger than"),
        (b"a: 1\n---\nb: 2\n", "this is no YAML"),
        (b"- a\n- b\n", "a policy file holds keys and values"),
        (b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", "the anchor `&a`"),
        (b"a: !!python/object/apply:os.system [ls]\n", "the tag"),
        (b"? [a, b]\n: c\n", "a key must be one plain word"),
        (b"a: \x07\n", "this is no YAML"),
    ],
)
def test_hostile_yaml_is_told_and_not_run(tmp_path: Path, content: bytes, words: str) -> None:
    write_policies(tmp_path)
    (tmp_path / "gates" / "main.yaml").write_bytes(content)
    assert any(words in problem for problem in problems_of(tmp_path))


def test_ten_thousand_mistakes_are_told_in_seconds(tmp_path: Path) -> None:
    """Looking for each among all those before it took minutes."""
    write_policies(tmp_path)
    path = tmp_path / "gates" / "main.yaml"
    path.write_text("a:\n" + "".join(f"- &a{at} x\n" for at in range(10_000)))
    began = process_time()
    told = problems_of(tmp_path)
    assert sum("the anchor" in problem for problem in told) == 10_000
    assert process_time() - began < 8


def test_a_pattern_that_costs_too_much_is_told_at_its_line(tmp_path: Path) -> None:
    text = REDACTION + (
        "patterns:\n  - name: costly\n    entity: email\n    pattern: '\\p{L}{1,300}9'\n"
        "    examples: {hits: [a9], near_misses: [b]}\n"
    )
    found = [str(problem) for problem in lint(write_policies(tmp_path, redaction=text))]
    here = f"{tmp_path}/redaction/main.yaml:{line_of(text, 'pattern:')}: "
    assert any(problem.startswith(here) for problem in found), found


RULES = """\
terms:
  - name: code names
    entity: emial
    words: Zeus
    examples: {hits: [Zeus]}
  - name: numbers
    entity: email
    words: [12, null]
    examples: {hits: [Zeus], near_misses: [x]}
patterns:
  - name: ahead
    entity: email
    pattern: 'a(?=b)'
    examples: {hits: [ab], near_misses: []}
"""


def test_a_rules_kind_and_pattern_are_judged_although_other_things_have_no_shape(
    tmp_path: Path,
) -> None:
    text = REDACTION + RULES
    found = [str(problem) for problem in lint(write_policies(tmp_path, redaction=text))]
    for place, words in (
        ("entity: emial", "there is no kind named emial; did you mean `email`?"),
        ("words: Zeus", "`terms.code names.words` is no list; write a list: [one, two]"),
        ("examples: {hits: [Zeus]}", "`terms.code names.examples` lacks `near_misses`"),
        ("words: [12", "an entry of `terms.numbers.words` is no text; write text; a number"),
        ("words: [12", "an entry of `terms.numbers.words` is empty"),
        ("(?=b)", "there is no look-around: write what stands around, and a group"),
        ("near_misses: []", "`patterns.ahead.examples.near_misses` needs at least 1 item"),
    ):
        here = f"{tmp_path}/redaction/main.yaml:{line_of(text, place)}: "
        assert any(line.startswith(here) and words in line for line in found), (words, found)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("a:\n\t- b\n", "2: this is no YAML: found character '\\t'"),
        ("a: 1\nb: one: two\n", "2: this is no YAML: mapping values are not allowed here; put a"),
        ('a: 1\nb: "two\nc: 3\n', "2: this quote is never closed; close it on this line"),
        ("a: 1\n---\nb: 2\n", "2: this is no YAML: but found another document; take away"),
    ],
)
def test_what_is_no_yaml_is_told_at_the_line_where_it_went_wrong(
    tmp_path: Path, content: str, told: str
) -> None:
    (problem,) = problems_of(write_policies(tmp_path, gates=content))
    assert problem.startswith(f"gates/main.yaml:{told}")


def test_a_kind_in_two_files_and_a_list_that_is_none_are_told_once_each(tmp_path: Path) -> None:
    write_policies(tmp_path, redaction=REDACTION + "private_fields: [Region]\n")
    kind = REDACTION[: REDACTION.index("audiences:")]
    (tmp_path / "redaction" / "ours.yaml").write_text(kind + "private_fields: Contract value\n")
    found = [problem.what for problem in lint(tmp_path) if problem.file.endswith("ours.yaml")]
    (told,) = [what for what in found if "`email`" in what]
    place = f"{tmp_path}/redaction/main.yaml:{line_of(REDACTION, '  email:')}"
    assert told == f"the kind `email` is described already in {place}"
    assert "`private_fields` is a list in other files, and not here" in found


def test_policy_files_that_nothing_reads_are_warned_of(tmp_path: Path) -> None:
    write_policies(tmp_path)
    (tmp_path / "redaction" / "more").mkdir()
    for place in ("ours.yaml", "redaction/Ours.YAML", "redaction/more/ours.yml"):
        (tmp_path / place).write_text("schema: 1\nabout: Ours.\n")
    (tmp_path / "README.md").write_text("Ours.")
    unread = [problem for problem in lint(tmp_path) if problem.what == "nothing reads this file"]
    assert all(problem.warning for problem in unread)
    assert [problem.file.removeprefix(f"{tmp_path}/") for problem in unread] == [
        "ours.yaml",
        "redaction/Ours.YAML",
        "redaction/more/ours.yml",
    ]


def test_a_folder_that_does_not_exist_is_told_as_such(tmp_path: Path) -> None:
    found = [problem.what for problem in lint(tmp_path / "nowhere")]
    assert found == ["there is no such folder"] * 3


def test_a_pattern_that_takes_everything_is_told_alone(tmp_path: Path) -> None:
    text = REDACTION + (
        "patterns:\n  - name: everything\n    entity: email\n    pattern: '.+'\n"
        "    examples: {hits: [a9], near_misses: [b]}\n"
    )
    (problem,) = lint(write_policies(tmp_path, redaction=text))
    assert problem.line == line_of(text, "pattern:")
    assert problem.what.startswith("`everything` takes ")


def test_a_kind_without_a_rule_is_told(tmp_path: Path) -> None:
    text = REDACTION.replace("  email:\n", "  emial:\n")
    found = [str(problem) for problem in lint(write_policies(tmp_path, redaction=text))]
    assert any(f":{line_of(text, 'entities:')}: no rule for email" in problem for problem in found)
    assert any(
        f":{line_of(text, 'emial')}: nothing finds this kind" in problem for problem in found
    )


def test_redaction_examples_that_come_out_otherwise_are_told_at_their_line(tmp_path: Path) -> None:
    start = REDACTION.index("  email:\n")
    rule = REDACTION[start : REDACTION.index("near_misses: [b]\n", start)]
    mended = rule.replace("hits: [a]", "hits: [write to jane@example.com, nothing here]")
    text = REDACTION.replace(rule, mended).replace(
        "here]\n      near_misses: [b]", "here]\n      near_misses:\n        - to ann@example.com"
    )
    problems = lint(write_policies(tmp_path, redaction=text))
    told = [(problem.line, problem.what) for problem in problems if "kind email" in problem.what]
    assert told == [
        (line_of(text, "nothing here"), "nothing of the kind email is found in this hit"),
        (
            line_of(text, "ann@example.com"),
            "something of the kind email is found in this near miss",
        ),
    ]
