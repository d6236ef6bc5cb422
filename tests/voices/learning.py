"""How the words of the tones are weighed: by a logistic regression over the words of sentences."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from tests.voices import Voice

SCALE = 10
"""Points for each unit of the regression's logarithm of odds."""


class Learnt(NamedTuple):
    """Points by word, and how many of them make a find."""

    needed: int
    points: Mapping[str, int]

    def weigh(self, words: Iterable[str]) -> int:
        return sum(self.points.get(word, 0) for word in words)


def learn(
    voices: Sequence[Voice], *, strictness: float, odds: float, least: int, most: int
) -> Learnt:
    """Words in fewer than three sentences, or of fewer points than `least`, count for nothing; none
    counts for more than `most`, so that no word tells a tone by itself.

    `strictness` is the regression's inverse regularisation, `odds` how likely to go a sentence must
    be at least.
    """
    vectoriser = CountVectorizer(analyzer=lambda voice: sorted(voice.words), min_df=3, binary=True)
    counts = vectoriser.fit_transform(voices)
    model = LogisticRegression(C=strictness, max_iter=1000, random_state=0)
    weights = [voice.times for voice in voices]
    model.fit(counts, [voice.goes for voice in voices], sample_weight=weights)
    points = {
        str(word): max(-most, min(most, round(float(weight) * SCALE)))
        for word, weight in zip(vectoriser.get_feature_names_out(), model.coef_[0], strict=True)
    }
    bar = float(numpy.log(odds / (1 - odds)) - model.intercept_[0])
    kept = {word: count for word, count in points.items() if abs(count) >= least}
    return Learnt(max(1, round(bar * SCALE)), kept)


def group(points: Mapping[str, int]) -> list[tuple[int, str]]:
    """The words of each number of points, the highest first."""
    words = defaultdict[int, list[str]](list)
    for word, count in points.items():
        words[count].append(word)
    return [(count, ", ".join(sorted(words[count]))) for count in sorted(words, reverse=True)]


def judge(voices: Sequence[Voice], parts: int = 5, **how: float) -> dict[str, tuple[int, ...]]:
    """For each language how many go and are found, and how many stay and are lost, each sentence by
    weights that were learnt without it."""
    told = defaultdict[str, list[int]](lambda: [0, 0, 0, 0])
    for part in range(parts):
        learnt = learn([v for at, v in enumerate(voices) if at % parts != part], **how)
        for voice in itertools.islice(voices, part, None, parts):
            found = learnt.weigh(voice.words) >= learnt.needed
            row = told[voice.language]
            row[0 if voice.goes else 2] += 1
            row[1 if voice.goes else 3] += found
    return {language: tuple(row) for language, row in sorted(told.items())}
