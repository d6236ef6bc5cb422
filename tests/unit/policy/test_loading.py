"""Loading a directory: all or nothing, one version for one meaning, the last good kept."""

from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from app.errors import PolicyError
from app.policy.files import digest_of, read_texts
from app.policy.loading import lint_texts, load_directory, load_texts
from app.policy.schema import json_schema
from tests.unit.policy.files import GATES, MAPPING, write_policies

SHIPPED = Path(__file__).parents[3] / "policies"


def test_a_whole_directory_loads(tmp_path: Path) -> None:
    policies = load_directory(write_policies(tmp_path))
    assert policies.gate.projects == ("ENG",)
    assert policies.gate.items["context"].rules.needs_number
    assert policies.mapping.priority.values == {"urgent": "Highest"}


def test_the_version_follows_meaning_and_not_form(tmp_path: Path) -> None:
    first = load_directory(write_policies(tmp_path / "a")).version
    commented = GATES.replace("severities: [P1, P2]", "# worst first\nseverities:\n- P1\n- P2")
    assert load_directory(write_policies(tmp_path / "b", gates=commented)).version == first
    changed = GATES.replace("Who and how many.", "Who, and how many.")
    assert load_directory(write_policies(tmp_path / "c", gates=changed)).version != first


def test_one_policy_may_stand_in_several_files(tmp_path: Path) -> None:
    write_policies(tmp_path)
    more = """schema: 1
about: More.
patterns:
  call: {label: A call}
guarded:
  - {project: OPS, to_status: Escalated}
"""
    (tmp_path / "gates" / "more.yml").write_text(more)
    policies = load_directory(tmp_path)
    assert set(policies.gate.patterns) == {"bug", "call"}
    assert policies.gate.projects == ("ENG", "OPS")


def test_what_two_files_say_differently_is_refused_with_both_places(tmp_path: Path) -> None:
    write_policies(tmp_path)
    (tmp_path / "gates" / "more.yaml").write_text("schema: 1\nabout: More.\nmessage: No.\n")
    with pytest.raises(PolicyError) as refused:
        load_directory(tmp_path)
    (problem,) = refused.value.problems
    assert problem.startswith(f"{tmp_path}/gates/more.yaml:3: `message` is given already in")
    assert f"{tmp_path}/gates/main.yaml:8" in problem


def test_an_unknown_key_is_refused_at_start(tmp_path: Path) -> None:
    write_policies(tmp_path, gates=GATES + "mod: warn\n")
    with pytest.raises(PolicyError, match="did you mean `mode`"):
        load_directory(tmp_path)


def test_texts_load_as_the_folder_does_and_problems_name_them(tmp_path: Path) -> None:
    write_policies(tmp_path)
    texts = read_texts(tmp_path)
    assert load_texts(texts) == load_directory(tmp_path)
    broken = {**texts, "gates/main.yaml": GATES + "mod: warn\n"}
    with pytest.raises(PolicyError) as refused:
        load_texts(broken, "version 7: ")
    assert refused.value.problems[0].startswith("version 7: gates/main.yaml:")
    assert "did you mean `mode`" in refused.value.problems[0]


def test_a_file_of_a_draft_must_stand_in_one_of_the_folders(tmp_path: Path) -> None:
    texts = read_texts(write_policies(tmp_path))
    odd = {**texts, "gates/../x.yaml": "schema: 1", "other/x.yaml": "", "gates/x.txt": ""}
    told = {problem.file for problem in lint_texts(odd) if "no name" in problem.what}
    assert told == {"gates/../x.yaml", "other/x.yaml", "gates/x.txt"}


def test_a_digest_tells_texts_apart_also_where_they_mean_the_same(tmp_path: Path) -> None:
    texts = read_texts(write_policies(tmp_path))
    commented = {**texts, "gates/main.yaml": f"# a word\n{texts['gates/main.yaml']}"}
    assert load_texts(commented).version == load_texts(texts).version
    assert digest_of(commented) != digest_of(texts)
    assert digest_of(dict(reversed(texts.items()))) == digest_of(texts)


def test_the_json_schema_takes_good_files_and_refuses_unknown_keys() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for kind, text in (("gates", GATES), ("mapping", MAPPING)):
        part = {"$ref": f"#/$defs/{kind}", "$defs": schema["$defs"]}
        content = YAML(typ="safe").load(text)
        jsonschema.validate(content, part)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**content, "mod": "warn"}, part)
