"""What an editor offers while a policy file is written."""

import pytest

from app.policy.completing import offers


def labels(file: str, before: str) -> set[str]:
    return {offer.label for offer in offers(file, before)}


def test_the_keys_of_a_file_are_offered_with_what_they_are_for() -> None:
    found = {offer.label: offer for offer in offers("redaction/ours.yaml", "schema: 1\n")}
    assert {"about", "entities", "terms", "patterns"} <= found.keys()
    assert found["terms"].detail == "Words of your house, found whole and in any case."
    assert found["terms"].key


@pytest.mark.parametrize(
    ("file", "before", "expected"),
    [
        ("redaction/a.yaml", "entities:\n  code_name:\n    ", "placeholder"),
        ("redaction/a.yaml", "terms:\n  - name: a\n    ", "words"),
        ("redaction/a.yaml", "terms:\n  - ", "entity"),
        ("redaction/a.yaml", "terms:\n  - name: a\n    examples:\n      ", "near_misses"),
        ("gates/a.yaml", "items:\n  context:\n    rules:\n      ", "needs_number"),
        ("mapping/a.yaml", "comments:\n  to_jira:\n    ", "public"),
    ],
)
def test_keys_are_those_of_the_place(file: str, before: str, expected: str) -> None:
    found = labels(file, before)
    assert expected in found
    assert "entities" not in found


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("entities:\n  email:\n    customer: ", {"allow", "pseudonymise", "hold"}),
        ("entities:\n  email:\n    customer: al", {"allow"}),
        ("strict_names: ", {"true", "false"}),
        ("schema: ", {"1"}),
    ],
)
def test_values_are_those_that_are_known(before: str, expected: set[str]) -> None:
    assert expected <= labels("redaction/a.yaml", before)


@pytest.mark.parametrize("before", ["", "\n\n", "- - - a:", ":", "a:\n b:\n  c:\n   d: ", "\t\t"])
def test_half_written_files_are_no_mistake(before: str) -> None:
    assert isinstance(offers("gates/a.yaml", before), tuple)
    assert offers("notes/a.yaml", before) == ()
