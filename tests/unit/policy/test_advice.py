"""What lint tells beyond what cannot work: overlaps, dead rules, words twice, cost of patterns."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from app.cli.root import app
from app.policy.loading import lint, load_directory
from app.policy.overlaps import find_overlaps
from app.policy.pattern_cost import HOSTILE_LENGTH, find_costly, redact_both, seconds_of
from app.policy.probe_text import probe_text
from app.policy.problems import Fault
from app.policy.sampling import pieces_of, repeat_to
from app.policy.word_lists import check_attachments, check_words
from app.redaction.policy import RedactionPolicy
from tests.fakes.policies import SHIPPED, shipped
from tests.unit.policy.files import REDACTION, write_policies

MOST_TIMES_TYPICAL = 20


def changed(**parts: Any) -> RedactionPolicy:
    lists = {"common_words": [], "generic_words": [], "product_words": []}
    return RedactionPolicy.model_validate({**dict(shipped().redaction), **lists, **parts})


def term(name: str, *words: str, entity: str = "customer_term", hit: str = "x") -> dict[str, Any]:
    examples = {"hits": [hit], "near_misses": ["y"]}
    return {"name": name, "entity": entity, "words": list(words), "examples": examples}


def pattern(name: str, regex: str, hit: str, entity: str = "customer_term") -> dict[str, Any]:
    examples = {"hits": [hit], "near_misses": ["y"]}
    return {"name": name, "entity": entity, "pattern": regex, "examples": examples}


def words_of(faults: Any) -> list[str]:
    return [f"{fault.what}; {fault.cure}" for fault in faults]


def costs(regex: str) -> list[Fault]:
    return list(find_costly(changed(patterns=[pattern("own", regex, "x")])))


def test_one_word_of_two_kinds_is_an_error_and_twice_the_same_is_a_warning() -> None:
    terms = [term("a", "Zeus", "Hera", "hera"), term("b", "zeus", entity="repository")]
    faults = list(check_words(changed(terms=terms)))
    assert [(fault.trail, fault.warning) for fault in faults] == [
        (("terms", 0, "words", 2), True),
        (("terms", 1, "words", 0), False),
    ]
    assert "`zeus` is of the kind customer_term already, in `a`" in faults[1].what


def test_a_term_inside_another_is_told() -> None:
    terms = [term("short", "atlas"), term("long", "Atlas Database", entity="repository")]
    (told,) = words_of(check_words(changed(terms=terms)))
    assert told.startswith("`atlas database` holds `atlas` of `short` (customer_term)")


@pytest.mark.parametrize("list_name", ["common_words", "generic_words"])
def test_a_term_that_stands_in_a_list_of_words_too_is_told(list_name: str) -> None:
    policy = changed(terms=[term("code names", "zeus")], **{list_name: ["Zeus"]})
    (told,) = words_of(check_words(policy))
    assert f"the term `zeus` stands in `{list_name}` too" in told


def test_an_attachment_rule_behind_one_that_takes_its_files_is_told() -> None:
    kinds = ["text/*", "text/csv", "application/json"]
    rules = [{"content_type": one, "treatment": "redact", "max_bytes": 1} for one in kinds]
    (fault,) = check_attachments(changed(attachments=rules))
    assert (fault.trail, fault.what) == (
        ("attachments", 1),
        "`text/csv` is never looked at: `text/*` above takes these files",
    )


def test_a_treatment_that_its_files_cannot_have_is_told() -> None:
    rules = [
        {"content_type": "image/png", "treatment": "redact", "max_bytes": 1},
        {"content_type": "image/jpeg", "treatment": "reencode", "max_bytes": 1},
        {"content_type": "text/csv", "treatment": "reencode", "max_bytes": 1},
    ]
    trails = [fault.trail for fault in check_attachments(changed(attachments=rules))]
    assert trails == [("attachments", 0, "treatment"), ("attachments", 2, "treatment")]


def test_two_rules_that_find_one_example_as_two_kinds_are_told_once() -> None:
    first = pattern("ours", r"PRJ-\d{4}", "see PRJ-1234")
    second = pattern("theirs", r"\bPRJ-[0-9]+\b", "PRJ-12", entity="account_id")
    (told,) = words_of(find_overlaps(changed(patterns=[first, second]), "overlap"))
    assert told == (
        "an example of `ours` (customer_term) is found by `theirs` as account_id too; "
        "narrow one of the two: the longer find counts"
    )


def test_a_rule_whose_examples_are_all_found_without_it_is_told() -> None:
    dead = pattern("mail", r"\w+@example\.com", "write to jo@example.com", entity="email")
    alive = pattern("handle", r"\bdesk!\w+", "write to desk!jo", entity="email")
    (told,) = words_of(find_overlaps(changed(patterns=[dead, alive]), "dead"))
    assert told.startswith("all examples of `mail` are found without it, by email")


def test_a_pattern_without_fixed_text_is_allowed_with_a_warning() -> None:
    (fault,) = costs(r"\b\d{3}-\d{2}-\d{4}\b")
    assert fault.warning
    assert "`own` holds no fixed text" in fault.what
    assert costs(r"\bPRJ-\d{3,6}\b") == []


@pytest.mark.parametrize(
    ("regex", "words"),
    [
        (r"[a-z]", "times as long on usual text as a usual pattern"),
        (r"(?s)qx.*!|qx", "grows faster than its text"),
        (r"qx[a-z ]*;|qx", "grows faster than its text"),
    ],
)
def test_a_pattern_that_costs_too_much_is_refused(regex: str, words: str) -> None:
    refused = [fault for fault in costs(regex) if not fault.warning]
    assert len(refused) == 1
    assert words in refused[0].what
    assert refused[0].trail == ("patterns", 0, "pattern")


def test_what_lint_lets_through_stays_near_usual_text_on_hostile_text() -> None:
    """A smaller run of what `make bench` measures over the patterns that ship."""
    regexes = [r"acct[ :=]+\d{6,9}"]
    own = [pattern(f"p{at}", regex, "x") for at, regex in enumerate(regexes)]
    policy = changed(patterns=own)
    assert [fault for fault in find_costly(policy) if not fault.warning] == []
    pieces = [piece for regex in regexes for piece in pieces_of(regex, 3)]
    redact_both(probe_text(1000), policy)
    typical = min(seconds_of(probe_text(HOSTILE_LENGTH), policy) for _ in range(2))
    texts = [repeat_to(piece, HOSTILE_LENGTH) for piece in pieces]
    assert max(seconds_of(text, policy) for text in texts) < MOST_TIMES_TYPICAL * typical


def test_warnings_are_told_at_their_line_and_do_not_refuse_the_files(tmp_path: Path) -> None:
    text = REDACTION + (
        "terms:\n  - name: names\n    entity: email\n    words: [zeus, hera,\n      zeus]\n"
        "    examples: {hits: [zeus], near_misses: [b]}\n"
    )
    folder = write_policies(tmp_path, redaction=text)
    line = next(at for at, one in enumerate(text.splitlines(), 1) if one == "      zeus]")
    (told,) = (str(problem) for problem in lint(folder) if problem.warning)
    where = f"{tmp_path}/redaction/main.yaml:{line}"
    assert told == f"{where}: warning: `zeus` stands already in `names`; delete one of the two"
    assert load_directory(folder).redaction.terms[0].words == ("zeus", "hera", "zeus")


def test_lint_ends_with_one_for_errors_only_and_tells_all_as_one_object(tmp_path: Path) -> None:
    good = CliRunner().invoke(app, ["policy", "lint", str(SHIPPED), "--json"])
    assert good.exit_code == 0, good.stderr
    assert json.loads(good.stdout)["ok"]
    folder = write_policies(tmp_path, redaction=REDACTION.replace("  email:\n", "  emial:\n"))
    bad = CliRunner().invoke(app, ["policy", "lint", str(folder), "--json"])
    assert bad.exit_code == 1
    answer = json.loads(bad.stdout)
    assert not answer["ok"]
    assert {"file", "line", "severity", "what", "cure"} == answer["problems"][0].keys()
