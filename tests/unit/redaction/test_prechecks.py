"""What is looked for before the work is done: whatever the work could find passes it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.redaction import readings
from app.redaction.canonical import Canonical
from app.redaction.detectors import encoded
from tests.unit.redaction.test_gates import UNKNOWN, Proof, _as_python, parser

SIGNED = [rule for rule in readings._BY_SIGNS if rule.signs]
TOKENS = [*encoded._OF_LONG, *encoded._PADDED, *encoded._RARE]


@pytest.mark.parametrize("rule", SIGNED, ids=lambda rule: str(rule.signs))
def test_a_sign_of_the_rule_stands_wherever_its_gate_does(rule: readings._Rule) -> None:
    parsed = parser.parse(_as_python(rule.gate.pattern.decode()))
    assert not Proof([sign.decode() for sign in rule.signs]).follow(parsed, {UNKNOWN})


@pytest.mark.parametrize("kind", encoded._PADDED)
def test_a_padded_token_holds_an_equals_sign(kind: encoded._Kind) -> None:
    parsed = parser.parse(kind.regex.pattern.decode())
    assert not Proof(["="]).follow(parsed, {UNKNOWN})


@given(st.data())
def test_every_token_that_is_decoded_is_looked_for(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(TOKENS))
    token = data.draw(
        st.from_regex(re.compile(kind.regex.pattern.decode(), re.ASCII), fullmatch=True)
    )
    view = Canonical(token, token)
    prechecks = ((encoded._OF_LONG, encoded._LONG), (encoded._RARE, encoded._ANY_RARE))
    for kinds, precheck in prechecks:
        assert kind not in kinds or precheck.search(view.data) is not None
