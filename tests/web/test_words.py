"""The sidebar's words: each in every language, none left over, what is filled in kept."""

import re
from collections.abc import Iterable, Iterator

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from app.web.cards import DIRECTIONS, MATCHES
from app.web.pages import HERE
from app.web.panel import AGES, ITEM_WORDS, SYNC_WORDS
from app.web.problems import KINDS, UNEXPECTED, http_kind
from app.web.silence_words import AHEAD, OVERDUE
from app.web.words import CATALOGUES, LANGUAGES, SOURCE, language_of, words_of

TRANSLATED = [language for language in LANGUAGES if language != SOURCE]
PLACEHOLDER = re.compile(r"%\(\w+\)s")
IN_CODE = {"gettext": None, "filled": (2,), "Told": (2, 3), "Kind": (2, 3)}
STATUSES = (401, 404, 405, 413, 422, 428)


def said() -> set[str]:
    """Every word of the sidebar's own, from templates and code."""
    found: set[str] = set()
    for path in sorted((HERE / "templates").glob("*.html")):
        with path.open("rb") as file:
            options = {"newstyle_gettext": "true", "trimmed": "true"}
            found |= texts(extract("jinja2.ext:babel_extract", file, {"_": None}, options=options))
    for name in ("panel", "sidebar", "cards", "pages"):
        with (HERE / f"{name}.py").open("rb") as file:
            found |= texts(extract("python", file, IN_CODE))
    found |= {*ITEM_WORDS.values(), *SYNC_WORDS.values(), *DIRECTIONS.values(), *MATCHES.values()}
    found |= {sentence for sentence, _ in AGES} | {*AHEAD, *OVERDUE}
    for kind in (*KINDS.values(), UNEXPECTED, *(http_kind(status)[1] for status in STATUSES)):
        found |= {kind.title, kind.detail}
    return found - {""}


def texts(messages: Iterable[tuple[object, ...]]) -> set[str]:
    return set(flat(message[1] for message in messages))


def flat(texts: Iterable[object]) -> Iterator[str]:
    for text in texts:
        if isinstance(text, str):
            yield text
        elif isinstance(text, tuple):
            yield from flat(text)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_word_of_the_sidebar_is_translated_and_none_is_left_over(language: str) -> None:
    with (CATALOGUES / language / "LC_MESSAGES" / "sidebar.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    known = {str(one.id): str(one.string) for one in catalogue if one.id}
    assert sorted(said() - known.keys()) == []
    assert sorted(known.keys() - said()) == []
    assert [text for text, words in known.items() if not words] == []
    assert not any(one.fuzzy for one in catalogue if one.id)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_what_is_filled_in(language: str) -> None:
    words = words_of(language)
    for text in said():
        assert sorted(PLACEHOLDER.findall(words.gettext(text))) == sorted(
            PLACEHOLDER.findall(text)
        ), text


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        (None, "en"),
        ("", "en"),
        ("de", "de"),
        ("de-AT", "de"),
        ("en-GB", "en"),
        ("fr, de;q=0.5", "de"),
        ("de;q=0.2, en;q=0.9", "en"),
        ("de;q=0", "en"),
        ("de;q=much", "en"),
        ("xx-XX,,;;q=1", "en"),
    ],
)
def test_the_agents_language_is_chosen_by_preference(accepted: str | None, language: str) -> None:
    assert language_of(accepted) == language
