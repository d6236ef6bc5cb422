"""Words of the house that one side may read are not taken for somebody there."""

import pytest

from app.document import from_plain
from app.model import Audience
from app.redaction.engine import redact
from app.redaction.policy import RedactionPolicy
from app.redaction.pseudonyms import Pseudonyms
from tests.unit.redaction.support import CONTEXT, CUSTOMER, ENGINEERING, POLICY

_EXAMPLES = {"hits": ["We wait for Hera."], "near_misses": ["We wait for her."]}
_HOUSE = RedactionPolicy.model_validate(
    {
        **POLICY.model_dump(),
        "terms": [
            {
                "name": "code names",
                "entity": "feature_flag",
                "words": ["Hera", "Northwind Traders"],
                "examples": _EXAMPLES,
            }
        ],
    }
)


def _read_by(audience: Audience, text: str) -> str:
    result = redact(
        from_plain(text),
        audience=audience,
        policy=_HOUSE,
        version="house-terms",
        context=CONTEXT,
        pseudonyms=Pseudonyms(),
    )
    assert result.text is not None, result.held
    return result.text.plain


@pytest.mark.parametrize("text", ["Thanks, Hera", "I spoke to Hera about it", "Please ask Hera."])
def test_a_word_that_engineering_may_read_is_nobodys_name_there(text: str) -> None:
    assert _read_by(ENGINEERING, text) == text
    assert "Hera" not in _read_by(CUSTOMER, text)


def test_a_longer_name_around_the_word_goes_all_the_same() -> None:
    assert "Hera" not in _read_by(ENGINEERING, "I spoke to Hera Papadopoulos about it")


def test_a_password_that_is_the_word_goes_all_the_same() -> None:
    assert _read_by(ENGINEERING, "The password is Hera") == "The password is [password]"


def test_the_tickets_own_customer_goes_even_where_the_word_is_listed() -> None:
    assert "Northwind" not in _read_by(ENGINEERING, "It fails at Northwind Traders.")
