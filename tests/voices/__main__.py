"""Weigh the words of the tones anew: `python -m tests.voices > policies/redaction/tones.yaml`.

`python -m tests.voices --judge` prints instead how each language fares with weights that were
learnt without the sentence asked. Both need scikit-learn, which `make bench` installs.
"""

import argparse
import sys
from collections.abc import Sequence

from tests.voices import Voice, read_examples, read_told_by_cases, read_voices
from tests.voices.learning import Learnt, group, judge, learn
from tests.voices.template import HEAD, RULES

HOW: dict[str, dict[str, float]] = {
    "zendesk": {"strictness": 1.0, "odds": 0.68, "least": 2, "most": 12},
    "jira": {"strictness": 1.0, "odds": 0.66, "least": 2, "most": 20},
}
"""An insult may be one word; talk of people is told by several."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.voices", description=__doc__)
    parser.add_argument("--judge", action="store_true", help="print how well unseen ones are told")
    judging = parser.parse_args().judge
    voices = [*read_voices(), *read_examples(), *read_told_by_cases()]
    voices.sort(key=lambda voice: voice.text[::-1])
    sys.stdout.write("" if judging else HEAD)
    for to in RULES:
        heard = [voice for voice in voices if voice.to == to]
        sys.stdout.write(_told(to, heard) if judging else _rule(to, heard))
    return 0


def _told(to: str, voices: Sequence[Voice]) -> str:
    lines = [f"to {to:8} {'found':>12} {'lost':>12}"]
    for language, (goes, found, stays, lost) in judge(voices, **HOW[to]).items():
        lines.append(f"   {language:8} {found:5} of {goes:4} {lost:5} of {stays:5}")
    return "\n".join(lines) + "\n"


def _rule(to: str, voices: Sequence[Voice]) -> str:
    learnt = learn(voices, **HOW[to])
    return RULES[to].format(needed=learnt.needed, weights=_weights(learnt))


def _weights(learnt: Learnt) -> str:
    return "\n".join(
        f'      - {{points: {count}, words: "{words}"}}' for count, words in group(learnt.points)
    )


if __name__ == "__main__":
    sys.exit(main())
