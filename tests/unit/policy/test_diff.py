"""What a change of the policies is, in words, and what it would have done to texts."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from app.cli.root import app
from app.policy.comparing import compare
from app.ports import PolicySet
from tests.fakes.policies import SHIPPED, shipped

SAMPLES = (
    {"id": "mail", "format": "text", "input": "Write to jo.ek@fabrikam.example about zeus."},
    {"id": "plain", "format": "text", "input": "The export stops."},
    {"id": "link", "format": "html", "input": '<p><a href="https://x.example">x</a></p>'},
)
SECRET_PARTS = ("jo.ek", "fabrikam", "zeus", "x.example")


def changed(alter: Callable[[dict[str, Any]], object]) -> PolicySet:
    tree = shipped().model_dump(mode="json")
    alter(tree)
    return PolicySet.model_validate({**tree, "version": "new"})


def told(alter: Callable[[dict[str, Any]], object]) -> list[str]:
    return [str(change) for change in compare(shipped(), changed(alter))]


def entity(name: str, **values: str) -> Callable[[dict[str, Any]], object]:
    return lambda tree: tree["redaction"]["entities"][name].update(values)


def test_the_same_policies_have_no_difference() -> None:
    assert compare(shipped(), shipped()) == ()


@pytest.mark.parametrize(
    ("alter", "words"),
    [
        (
            entity("email", engineering="allow"),
            "redaction: `email` in texts that engineering reads: pseudonymise → allow (shows more)",
        ),
        (
            entity("email", customer="drop"),
            "redaction: `email` in texts that the customer's side reads: pseudonymise → drop",
        ),
        (
            entity("commit", engineering="hold"),
            "redaction: `commit` in texts that engineering reads: allow → hold (shows less)",
        ),
        (
            entity("email", placeholder="address"),
            "redaction: the placeholder of `email`: email → address",
        ),
        (
            lambda tree: tree["redaction"]["private_fields"].remove("Tenant"),
            "redaction: private_fields: removed Tenant (shows more)",
        ),
        (
            lambda tree: tree["redaction"]["audiences"]["customer"]["nodes"].remove("link"),
            "redaction: nodes for the customer's side: removed link (shows less)",
        ),
        (
            lambda tree: tree["redaction"]["product_words"].append("zeus"),
            "redaction: product_words: added zeus (shows more)",
        ),
        (
            lambda tree: tree["gate"]["every_packet"].remove("tried"),
            "gates: every_packet: removed tried",
        ),
    ],
)
def test_a_change_is_told_in_words(alter: Callable[[dict[str, Any]], object], words: str) -> None:
    assert told(alter) == [words]


def test_a_new_rule_is_told_with_what_it_finds_and_without_its_examples() -> None:
    rule = {
        "name": "code names", "entity": "feature_flag", "words": ["zeus", "hera"],
        "examples": {"hits": ["said zeus"], "near_misses": ["y"]},
    }  # fmt: skip
    (line,) = told(lambda tree: tree["redaction"]["terms"].append(rule))
    assert "the rule `code names` of terms: added" in line
    assert "words zeus, hera (shows less)" in line
    assert "said zeus" not in line


def test_what_words_count_for_is_told_by_the_word_and_in_short_where_they_are_many() -> None:
    def lower(tree: dict[str, Any]) -> None:
        weights = tree["redaction"]["tones"][0]["weights"]
        word, _, rest = weights[0]["words"].partition(",")
        weights[0]["words"] = rest or "nothing else"
        weights.append({"points": 1, "words": word})

    (line,) = told(lower)
    assert "the weights of `tone-of-talk`" in line
    assert "(shows more)" in line
    few = [{"points": 5, "words": "a word"}]
    (line,) = told(lambda tree: tree["redaction"]["tones"][0].update(weights=few))
    assert "→ 1 words" in line
    assert len(line) < 200
    (line,) = told(lambda tree: tree["redaction"]["tones"][0].update(needed=9999))
    assert line.endswith("→ 9999 (shows more)")


def test_other_examples_are_no_change() -> None:
    assert told(entity("email", about="Mail.")) == []


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """The folder that ships and a copy that shows mail to engineering, no links, and hides zeus."""
    new = Path(shutil.copytree(SHIPPED, tmp_path / "new"))
    for file in (new / "redaction").glob("*.yaml"):
        text = file.read_text("utf-8")
        start = text.find("  email:\n")
        if start >= 0:
            head, tail = text[:start], text[start:]
            text = head + tail.replace("engineering: pseudonymise", "engineering: allow", 1)
        file.write_text(text.replace("nodes: [link, ", "nodes: ["), "utf-8")
    (new / "redaction" / "ours.yaml").write_text(
        "schema: 1\nabout: Ours.\nterms:\n  - name: code names\n    entity: feature_flag\n"
        "    words: [zeus]\n    examples: {hits: [zeus], near_misses: [hello]}\n"
    )
    return SHIPPED, new


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    file = tmp_path / "samples.jsonl"
    lines = [json.dumps(sample) for sample in SAMPLES]
    file.write_text("\n".join([*lines, "", '{"id": 7}']), "utf-8")
    return file


def diff(*arguments: object) -> Any:
    return CliRunner().invoke(app, ["policy", "diff", *map(str, arguments)])


def test_samples_are_tried_toward_both_sides_and_their_text_is_not_told(
    folders: tuple[Path, Path], samples: Path
) -> None:
    answer = diff(*folders, "--samples", samples, "--json")
    assert answer.exit_code == 0, answer.output
    texts = json.loads(answer.stdout)["texts"]
    assert (texts["looked_at"], texts["changed"]) == (6, 4)
    assert (texts["gained"], texts["lost"]) == ({"feature_flag": 1}, {"email": 1})
    found = {
        (one["where"]["id"], one["audience"]): (one["gained"], one["lost"], one["altered"])
        for one in texts["differences"]
    }
    assert found[("mail", "engineering")] == ({}, {"email": 1}, True)
    assert found[("mail", "customer")] == ({"feature_flag": 1}, {}, True)
    assert found[("link", "customer")] == ({}, {}, True)
    assert ("plain", "customer") not in found
    assert [one["where"] for one in texts["unread"]] == [{"line": 5}]
    for part in SECRET_PARTS:
        assert part not in json.dumps(texts)


def test_people_read_the_same_in_lines(folders: tuple[Path, Path], samples: Path) -> None:
    lines = diff(*folders, "--samples", samples).stdout.splitlines()
    assert any("`email` in texts that engineering reads: pseudonymise → allow" in x for x in lines)
    assert "6 texts looked at, 4 would come out otherwise" in lines
    assert "  line 1 id mail, for engineering: lost email 1" in lines
    (unread,) = [line for line in lines if line.startswith("  line 5: not looked at")]
    assert unread.endswith("missing, or not as it must be: `format`, `id`, `input`")


def test_without_texts_only_the_rules_are_compared(folders: tuple[Path, Path]) -> None:
    answer = diff(SHIPPED, SHIPPED)
    assert answer.exit_code == 0
    assert answer.stdout.splitlines()[1:] == ["  no rule changed"]
    assert json.loads(diff(*folders, "--json").stdout)["texts"]["looked_at"] == 0


def test_no_text_that_can_be_read_is_a_no(folders: tuple[Path, Path], tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text("nothing\n")
    assert diff(*folders, "--samples", file).exit_code == 1


def test_a_folder_that_is_missing_or_does_not_hold_is_a_wrong_use(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    assert diff(SHIPPED, tmp_path / "nowhere").exit_code == 2
    gates = folders[1] / "gates" / "escalation.yaml"
    gates.write_text(gates.read_text("utf-8").replace("mode:", "mod:", 1), "utf-8")
    refused = diff(*folders)
    assert refused.exit_code == 2
    assert "did you mean `mode`?" in " ".join(refused.stderr.split())
