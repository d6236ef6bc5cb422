"""The sidebar's own words in the agent's language.

The catalogues are gettext files beside this module, one folder a language; English is the source.
What the policy says (labels, hints, reasons) stays in the policy's words, so that the sidebar, Jira
and the command line agree.
"""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = "en"
LANGUAGES = (SOURCE, "de")
CATALOGUES = Path(__file__).parent / "locale"


def language_of(accepted: str | None) -> str:
    """The first of our languages in an `Accept-Language` header, English where there is none."""
    return negotiate_locale(_preferences(accepted or ""), LANGUAGES, sep="-") or SOURCE


def _preferences(header: str) -> list[str]:
    weighed = []
    for place, entry in enumerate(header.split(",")[:20]):
        tag, _, weight = entry.strip().partition(";q=")
        weighed.append((-_number(weight), place, tag.strip()))
    return [tag for weight, _, tag in sorted(weighed) if tag and weight < 0]


def _number(weight: str) -> float:
    try:
        return float(weight or 1)
    except ValueError:
        return 0.0


@cache
def words_of(language: str) -> NullTranslations:
    """The catalogue of one of `LANGUAGES`; the source's own is empty."""
    if language == SOURCE:
        return NullTranslations()
    compiled = BytesIO()
    path = CATALOGUES / language / "LC_MESSAGES" / "sidebar.po"
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def filled(words: NullTranslations, sentence: str, **values: object) -> str:
    """A sentence of the catalogue with its `%(name)s` filled in."""
    return words.gettext(sentence) % values
