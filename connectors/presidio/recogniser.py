"""Presidio behind the plug for recognisers.

Needs the extra `presidio`; a language model, where one is wanted, is a spaCy package that the
operator installs. Sources: microsoft.github.io/presidio/analyzer (recognisers, NLP engines),
spacy.io/api/top-level#spacy.load.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from app.errors import ExtraMissing, RedactionFailed
from app.redaction.recogniser import Recognised

if TYPE_CHECKING:
    from presidio_analyzer import AnalyzerEngine

LANGUAGE = "en"
ONLINE = frozenset({"EmailRecognizer", "UrlRecognizer"})
"""They fetch a list of domains from the internet; addresses and links are found here anyway."""

KINDS = {
    "PERSON": "person_name",
    "LOCATION": "postal_address",
    "CREDIT_CARD": "card",
    "IBAN_CODE": "iban",
    "CRYPTO": "crypto_address",
    "US_SSN": "national_id",
    "US_ITIN": "tax_number",
    "UK_NHS": "national_id",
    "MAC_ADDRESS": "mac_address",
}
"""Presidio's entities that are taken over, and what they are called here."""


class PresidioRecogniser:
    """Finds what presidio finds with at least `min_score`, a share from 0 to 1."""

    name = "presidio"

    def __init__(self, analyzer: "AnalyzerEngine", min_score: float) -> None:
        self._analyzer = analyzer
        self._min_score = min_score
        known = set(analyzer.get_supported_entities(LANGUAGE))
        self._entities = [entity for entity in KINDS if entity in known]

    def find(self, text: str) -> Iterable[Recognised]:
        """Everything found. Raises RedactionFailed when presidio cannot read the text."""
        try:
            found = self._analyzer.analyze(
                text, LANGUAGE, entities=self._entities, score_threshold=self._min_score
            )
        except (ValueError, RuntimeError, MemoryError):
            raise RedactionFailed("The language recogniser could not read the text.") from None
        return [Recognised(hit.start, hit.end, KINDS[hit.entity_type]) for hit in found]


def open_presidio(model: str = "", min_score: float = 0.5) -> PresidioRecogniser:
    """Presidio with the spaCy model of that name, or with none where it is empty.

    Raises ExtraMissing when presidio or the model is not installed.
    """
    return PresidioRecogniser(open_analyzer(model), min_score)


def open_analyzer(model: str = "", *, without: Iterable[str] = ONLINE) -> "AnalyzerEngine":
    """Presidio's analyzer with its default recognisers for English, but for those named."""
    try:
        import presidio_analyzer
    except ImportError:
        raise ExtraMissing("presidio is not installed; install airlock[presidio].") from None
    registry = presidio_analyzer.RecognizerRegistry()
    registry.load_predefined_recognizers(languages=[LANGUAGE])
    for name in without:
        registry.remove_recognizer(name)
    return presidio_analyzer.AnalyzerEngine(
        registry=registry, nlp_engine=_nlp_engine(model), supported_languages=[LANGUAGE]
    )


def _nlp_engine(model: str) -> Any:
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    class Engine(SpacyNlpEngine):
        """spaCy with a model that is installed, never one that would be fetched."""

        def load(self) -> None:
            models: Any = {LANGUAGE: _load_model(model)}
            self.nlp = models

    engine = Engine(models=[{"lang_code": LANGUAGE, "model_name": model or "blank"}])
    engine.load()
    return engine


def _load_model(model: str) -> Any:
    import spacy

    if not model:
        return spacy.blank(LANGUAGE)
    try:
        return spacy.load(model)
    except OSError:
        raise ExtraMissing(
            f"The spaCy model {model} is not installed; install its package."
        ) from None
