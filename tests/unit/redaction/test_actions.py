"""What stands in the place of what was found, for each action and both audiences."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.document import from_plain
from app.model import Action, Audience
from app.redaction.actions import MASKED, mask
from app.redaction.engine import Redaction, redact
from app.redaction.policy import RedactionPolicy
from app.redaction.pseudonyms import Pseudonyms
from tests.unit.redaction.support import CONTEXT, CUSTOMER, ENGINEERING, POLICY

VALUES = {
    "phone": "+44 7700 900812",
    "email": "amina.diallo@contoso.example",
    "postal_address": "14 Quarry Lane, Hebden Bridge, HX7 8AD",
    "birth_date": "3 May 1984",
    "handle": "@zofia_krawiec",
    "iban": "DE89 3704 0044 0532 0130 00",
    "mac_address": "00:1A:2B:3C:4D:5E",
}
SENTENCES = {
    "birth_date": "born on {}",
    "handle": "Telegram: {}",
}
BOTH = pytest.mark.parametrize("audience", [CUSTOMER, ENGINEERING])
EACH = pytest.mark.parametrize("kind", sorted(VALUES))


@cache
def _policy(action: Action) -> RedactionPolicy:
    """The policy that ships, with the kinds of this table treated so toward both."""
    told = {"customer": action, "engineering": action, "sentence": "something private"}
    changed = {kind: POLICY.entities[kind].model_copy(update=told) for kind in VALUES}
    return POLICY.model_copy(update={"entities": {**POLICY.entities, **changed}})


def _run(
    text: str, action: Action, audience: Audience, pseudonyms: Pseudonyms | None = None
) -> Redaction:
    return redact(
        from_plain(text),
        audience=audience,
        policy=_policy(action),
        version=f"all {action}",
        context=CONTEXT,
        pseudonyms=pseudonyms or Pseudonyms(),
    )


def _told(redaction: Redaction) -> str:
    assert redaction.text is not None, redaction.held
    return redaction.text.plain


def _text(kind: str) -> str:
    return f"See {SENTENCES.get(kind, '{}').format(VALUES[kind])} and it fails."


@BOTH
@EACH
def test_a_mask_keeps_separators_and_length_alone(kind: str, audience: Audience) -> None:
    redaction = _run(_text(kind), Action.MASK, audience)
    told = _told(redaction)
    assert VALUES[kind] not in told
    assert len(told) == len(_text(kind))
    assert told.count(MASKED) == sum(map(str.isalnum, VALUES[kind]))
    assert redaction.findings[0].placeholder == ""


@BOTH
@EACH
def test_what_is_masked_is_not_found_again(kind: str, audience: Audience) -> None:
    once = _run(_text(kind), Action.MASK, audience)
    again = _run(_told(once), Action.MASK, audience)
    assert _told(again) == _told(once)
    assert again.findings == ()


@BOTH
@EACH
def test_a_pseudonym_has_a_number_and_keeps_it_in_the_pair(kind: str, audience: Audience) -> None:
    label = POLICY.entities[kind].placeholder
    once = _run(_text(kind), Action.PSEUDONYMISE, audience)
    assert f"[{label}-1]" in _told(once)
    again = _run(_text(kind), Action.PSEUDONYMISE, audience, once.pseudonyms)
    assert f"[{label}-1]" in _told(again)
    assert again.pseudonyms == once.pseudonyms


@BOTH
@EACH
def test_what_is_dropped_leaves_its_word_and_no_entry(kind: str, audience: Audience) -> None:
    redaction = _run(_text(kind), Action.DROP, audience)
    assert f"[{POLICY.entities[kind].placeholder}]" in _told(redaction)
    assert redaction.pseudonyms == Pseudonyms()


@BOTH
@EACH
def test_what_is_generalised_tells_the_general_or_the_sentence(
    kind: str, audience: Audience
) -> None:
    general = {
        "postal_address": "[address: United Kingdom]",
        "birth_date": "[birth-date: May 1984]",
    }
    told = _told(_run(_text(kind), Action.GENERALISE, audience))
    assert general.get(kind, "[something private]") in told
    assert VALUES[kind] not in told


@BOTH
@EACH
def test_a_kind_that_is_held_holds_the_text(kind: str, audience: Audience) -> None:
    redaction = _run(_text(kind), Action.HOLD, audience)
    assert redaction.text is None
    assert kind in (redaction.held or "")
    assert VALUES[kind] not in (redaction.held or "")


@pytest.mark.parametrize(
    "spellings",
    [
        ("+44 7700 900812", "0044 7700 900812", "07700 900812", "07700-900812"),
        ("amina@contoso.example", "AMINA@CONTOSO.EXAMPLE", "amina [at] contoso [dot] example"),
        ("DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        ("00:1A:2B:3C:4D:5E", "00-1a-2b-3c-4d-5e"),
        ("12 Baker Street, London", "12 BAKER STREET, LONDON"),
    ],
)
def test_one_value_has_one_placeholder_however_it_is_spelled(spellings: tuple[str, ...]) -> None:
    table = _run(f"See {spellings[0]}", Action.PSEUDONYMISE, ENGINEERING).pseudonyms
    told = {
        _told(_run(f"See {spelling}", Action.PSEUDONYMISE, ENGINEERING, table))
        for spelling in spellings
    }
    assert len(told) == 1


@given(st.text(max_size=60))
def test_no_letter_digit_or_mark_survives_a_mask(value: str) -> None:
    masked = mask(value)
    assert len(masked) == len(value)
    assert not any(map(str.isalnum, masked))
    assert masked.isascii()
    assert mask(masked) == masked


def test_a_mask_keeps_the_shape() -> None:
    assert mask("+44 (0)20 7946-0018") == "+** (*)** ****-****"
    assert mask("j.roe@a-b.example") == "*.***@*-*.*******"
