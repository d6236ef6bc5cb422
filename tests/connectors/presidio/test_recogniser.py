"""Presidio behind the plug, without a language model: it adds finds, and a failure holds."""

from collections.abc import Iterable

import pytest

from app.document import from_plain
from app.errors import ExtraMissing, RedactionFailed
from app.redaction.engine import redact
from app.redaction.pseudonyms import Pseudonyms
from app.redaction.recogniser import Recognised, Tools
from connectors.presidio.recogniser import PresidioRecogniser, open_presidio
from tests.unit.redaction.support import CONTEXT, ENGINEERING, POLICY

pytest.importorskip("presidio_analyzer", reason="the extra presidio is not installed")


@pytest.fixture(scope="module")
def presidio() -> PresidioRecogniser:
    return open_presidio()


def _redact(text: str, *recognisers: object) -> object:
    return redact(
        from_plain(text),
        audience=ENGINEERING,
        policy=POLICY,
        version="shipped",
        context=CONTEXT,
        pseudonyms=Pseudonyms(),
        tools=Tools(recognisers=recognisers),  # type: ignore[arg-type]
    )


def test_it_finds_cards_without_a_model(presidio: PresidioRecogniser) -> None:
    text = "The card 4111 1111 1111 1111 was refused."
    (found,) = presidio.find(text)
    assert (text[found.start : found.end], found.entity) == ("4111 1111 1111 1111", "card")


def test_the_service_text_stays_whole(presidio: PresidioRecogniser) -> None:
    assert not [*presidio.find("The export of version 4.2 stops at row 7.")]


class Finds:
    """Takes every `zebra` for a person."""

    name = "animals"

    def find(self, text: str) -> Iterable[Recognised]:
        at = text.find("zebra")
        return [Recognised(at, at + 5, "person_name")] if at >= 0 else []


def test_what_a_recogniser_finds_is_acted_on_by_the_policy() -> None:
    result = _redact("It was the zebra that reset it.", Finds())
    assert result.text.plain == "It was the [person-1] that reset it."
    assert [finding.detector for finding in result.findings] == ["animals"]


class Fails:
    name = "broken"

    def find(self, text: str) -> Iterable[Recognised]:
        raise RedactionFailed("The language recogniser could not read the text.")


def test_a_recogniser_that_fails_holds_the_text() -> None:
    result = _redact("An ordinary sentence.", Fails())
    assert result.text is None
    assert "recogniser" in result.held


def test_a_model_that_is_not_installed_is_told_by_name() -> None:
    with pytest.raises(ExtraMissing, match="xx_no_such_model"):
        open_presidio("xx_no_such_model")
