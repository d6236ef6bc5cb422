"""Given names and surnames of many cultures, and the words of English, as sets to look up in.

The names are those that Faker keeps for its locales, the words are pyspellchecker's. They are read
once, when the first text asks (about a quarter of a second), and folded as texts are.
"""

import gzip
import json
import re
import sys
from collections.abc import Iterable, Iterator, KeysView, Mapping
from contextlib import contextmanager
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType
from typing import NamedTuple

from app.redaction.canonical import fold
from app.redaction.given_names import GIVEN_NAMES
from app.redaction.more_names import MORE_GIVEN, MORE_SURNAMES
from app.redaction.name_words import EVERYDAY, NAME_WORDS
from app.redaction.technical_words import TECHNICAL
from app.redaction.words import NOT_A_NAME, words

_PART = re.compile(r"[^\s.,()]+")
_FEWEST = 3
_RARE, _COMMON = 150, 1000
"""Times that a word is met in the counted texts."""
_BRITISH = words(
    """
    colour colours coloured colouring favourite favourites favoured behaviour behaviours centre
    centres centred cheque cheques programme programmes tyre tyres labour labels labelled labelling
    neighbour neighbours neighbouring honour honours honoured harbour harbours flavour flavours
    odour odours rumour rumours humour armour vapour metre metres millimetre millimetres centimetre
    centimetres kilometre kilometres litre litres millilitre millilitres fibre fibres theatre
    theatres calibre sabre lustre spectre meagre analyse analyses analysed analysing paralyse
    organise organised organising organisation organisations organiser kerb kerbs jewellery
    aluminium initialise initialised initialisation optimise optimised optimisation authorise
    authorised authorisation customise customised customisation visualise visualised visualisation
    synchronise synchronised synchronisation categorise categorised personalise personalised
    recognise recognised prioritise prioritised summarise summarised utilise utilised utilisation
    finalise finalised minimise minimised maximise maximised normalise normalised localise localised
    pyjamas draught draughts manoeuvre manoeuvres paediatric paediatrics anaesthetic orthopaedic
    gynaecology haematology oesophagus defence defences offence offences licence licences pretence
    dreamt catalogue catalogues dialogue dialogues analogue instalment instalments enrol enrolment
    fulfil fulfilment skilful wilful travelling traveller travellers cancelled cancelling
    modelling modelled signalling totalling tunnelling fuelled levelled channelled grey greys
    storey storeys plough ploughs mould moulds moulding sceptical ageing judgement acknowledgement
    """
)
"""British spellings, of which the counted texts hold few: none of them is anybody's name."""
_PARTICLES = words("van von de der den del della la le da di do dos das bin ibn al el abu zu y e")


class Stock(NamedTuple):
    """Folded. `given` are names wherever they stand; `both` are names and words or places; `counts`
    says of English words that are not in `given` how often they are met, `common` are those that
    are used often."""

    given: frozenset[str]
    both: frozenset[str]
    surnames: frozenset[str]
    counts: Mapping[str, int]
    common: frozenset[str]

    @property
    def words(self) -> KeysView[str]:
        """English words, without given names."""
        return self.counts.keys()

    def has_all(self, words: Iterable[str]) -> bool:
        """Whether all of them are English words."""
        return all(map(self.counts.__contains__, words))

    def is_rare(self, word: str) -> bool:
        """Whether it is an English word that is hardly ever used."""
        return self.counts.get(word, _COMMON) <= _RARE

    def is_said(self, word: str) -> bool:
        """Whether it is an English word that is used often, and no given name."""
        return word in self.common and word not in self.given

    def is_borne(self, word: str) -> bool:
        """Whether it is a given name, or a surname that is no English word."""
        return word in self.given or (word in self.surnames and word not in self.counts)

    def is_name(self, word: str) -> bool:
        """Whether anybody bears it, whatever else it means."""
        return word in self.given or word in self.surnames or word in self.both


@lru_cache(maxsize=1)
def stock() -> Stock:
    """The names and words, read once."""
    given, surnames = _read_names()
    both = (given & (NAME_WORDS | NOT_A_NAME | EVERYDAY)) | (NAME_WORDS - NOT_A_NAME)
    known = frozenset((given | GIVEN_NAMES | MORE_GIVEN) - both)
    counts = _read_counts()
    common = frozenset(word for word, count in counts.items() if count > _COMMON)
    for word in known & counts.keys():
        del counts[word]
    for word in (EVERYDAY | TECHNICAL | _BRITISH) - known:
        counts.setdefault(word, _COMMON)
    return Stock(known, frozenset(both), frozenset(surnames | MORE_SURNAMES), counts, common)


def _read_counts() -> dict[str, int]:
    """The list of pyspellchecker without its checker, which keeps two copies at once: 10 MB."""
    path = files("spellchecker") / "resources" / "en.json.gz"
    with gzip.open(str(path), "rt", encoding="utf-8") as file:
        counts: dict[str, int] = json.load(file)
    return counts


def _read_names() -> tuple[set[str], set[str]]:
    given, surnames = set[str](), set[str]()
    for attribute, name in _lists():
        (given if attribute.startswith("first_") else surnames).add(name)
    return _folded(given), _folded(surnames)


def _lists() -> Iterator[tuple[str, str]]:
    with _locales() as locales:
        for module in iter_modules(locales.__path__):
            provider = import_module(f"{locales.__name__}.{module.name}").Provider
            for attribute in dir(provider):
                if attribute.startswith(("first_", "last_")):
                    for name in _strings(getattr(provider, attribute)):
                        yield attribute, name


@contextmanager
def _locales() -> Iterator[ModuleType]:
    """Faker's lists of names without Faker, which loads all that it has: 60 MB and a quarter of a
    second. The lists are let go when they are read."""
    spec = find_spec("faker") if "faker" not in sys.modules else None
    if spec is not None:
        hull = ModuleType("faker")
        hull.__path__ = list(spec.submodule_search_locations or ())
        sys.modules["faker"] = hull
    yield import_module("faker.providers.person")
    if spec is not None:
        for name in [name for name in sys.modules if name.partition(".")[0] == "faker"]:
            del sys.modules[name]


def _strings(value: object) -> Iterator[str]:
    """The names of a list, a table with weights, or a list of the same name in several scripts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Iterable):
        for item in value:
            yield from _strings(item)


def _folded(names: Iterable[str]) -> set[str]:
    """All in one go: folding name by name takes ten times as long."""
    parts = set(_PART.findall(fold("\n".join(set(names)))))
    return {part for part in parts if len(part) >= _FEWEST or not part.isascii()} - _PARTICLES
