"""Repositories and branches by what is done with them, and by their names in other languages."""

import re

from app.redaction.patterns import Candidate, Pattern

_PATH = r"[a-z][\w.-]*(?:/[a-z][\w.-]*\w)+"
_NAME = rf"(?:{_PATH}|[a-z][a-z0-9]*(?:[-_][a-z0-9]+)+)"
_WORK = (
    r"(?:PR|MR|CL|[Pp]ull [Rr]equest|[Mm]erge [Rr]equest|[Bb]ranch|[Rr]ebased?|[Pp]ushed|"
    r"[Cc]heck(?:ed)? ?out|[Cc]herry-pick(?:ed)?|[Bb]ackport(?:ed)?)"
)


def _distinct(candidate: Candidate) -> Candidate | None:
    """`on/off-switch` is a word; behind the writer's letters or a team stands a name of parts."""
    first = candidate.text.partition("/")[0]
    return None if first in {"on", "and", "read", "he", "she", "yes", "in", "up"} else candidate


_VERSIONED = re.compile(
    r"\b(?:commits?|branche?s?|git|merge|fusionn\w*|push|pouss\w+|mr|pr|ram[ao]s?|zweig\w*|code|"
    r"correcti\w+|patch|rebas\w+|clon\w+|tag|sous-module|submodule|větv\w+|gałę\w+|ветк\w+|"
    r"коммит\w*)\b"
)


def _no_page(candidate: Candidate) -> Candidate | None:
    """No part of an address or of a longer path. A depot holds goods as well: a name without a path
    is a repository's where a word of version control is near."""
    if re.search(r"[\w./:]$", candidate.before(1)):
        return None
    around = candidate.before(80) + " " + candidate.after(60)
    return candidate if "/" in candidate.text or _VERSIONED.search(around) else None


PATTERNS = (
    Pattern(
        "branch",
        "branch-of-work",
        rf"\b{_WORK}\b[^\n\[\]*\x02]{{0,80}}? (?:from|on|off|onto|into|to) [`\"']?"
        r"([a-z]{2,12}/[a-z0-9]+(?:[-_.][a-z0-9]+)+)\b",
        (
            *("pr ", "mr ", "cl ", "request", "branch", "rebase", "pushed", "check"),
            *("cherry-pick", "backport"),
        ),
        check=_distinct,
    ),
    Pattern(
        "repository",
        "repository-cue-abroad",
        r"(?:\b(?i:dépôt|depot|repositorio|repositório|repozytori\w{1,3}|repozitář\w{0,3}|"
        rf"archivio git|kodearkivet)|[Рр]епозитори\w{{0,3}}) "
        r"(?:(?:es|é|è|ist|est|to|je|är|er|is) )?"
        rf"[`\"'«]?({_NAME})",
        (
            *(
                "dépôt",
                "depot",
                "repositori",
                "repositóri",
                "repozytori",
                "repozit",
                "archivio git",
            ),
            *("kodearkivet", "епозитори"),
        ),
        check=_no_page,
    ),
    Pattern(
        "repository",
        "repository-cue-unspaced",
        rf"(?:リポジトリ|レポジトリ|仓库|倉庫|代码库|저장소|레포)[ :：は「`\"']{{0,3}}({_NAME})",
        ("リポジトリ", "レポジトリ", "仓库", "倉庫", "代码库", "저장소", "레포"),
    ),
)
