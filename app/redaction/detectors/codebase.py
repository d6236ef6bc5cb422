"""What engineering calls its work: repositories, branches, commits, builds, keys, flags, SQL."""

import re

from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern

_REPOSITORY_HOSTS = r"(?:github|gitlab|gitea|bitbucket|codeberg|dev\.azure)(?:\.[a-z0-9-]+)+"
_LINE_OF_WORK = r"(?:pull|pulls|pull-requests|merge_requests|commit|commits|blob|tree)"
_PROSE = re.compile(
    r"\A\s*select\s+(?:the|a|an|any|one|some|your|my|this|that|these|those|it|both|each|every|"
    r"another|only)\b|\bfrom\s+(?:the|a|an|your|my|this|that)\b",
    re.IGNORECASE,
)
_SIGNS = re.compile("[*=;<>]")
_SQL_TALK = re.compile(r"[*=;_<>]|\bjoin\b|\bvalues\b|\bwhere\b|\blimit\b", re.IGNORECASE)


def _mixed_hex(candidate: Candidate) -> Candidate | None:
    text = candidate.text
    mixed = any(map(str.isdigit, text)) and any(map(str.isalpha, text))
    return candidate if mixed else None


def _distinct_branch(candidate: Candidate) -> Candidate | None:
    """`fix/workaround` is prose; `fix/login-2` is a branch."""
    text = candidate.text.rstrip(".")
    if not any(character in "-_0123456789" for character in text):
        return None
    return candidate._replace(end=candidate.start + len(text))


def _statement(candidate: Candidate) -> Candidate | None:
    """Prose can begin with `select` too: it has none of the signs of a statement."""
    if _PROSE.search(candidate.text) is not None and _SIGNS.search(candidate.text) is None:
        return None
    return candidate if _SQL_TALK.search(candidate.text) is not None else None


PATTERNS = (
    Pattern("repository", "git-remote", r"\bgit@[\w.-]+:[\w./-]+", ("git@",), rank=Rank.HOUSE),
    Pattern(
        "repository",
        "repository-url",
        rf"(?:\b(?:https?|ssh|git)://)?(?:[\w.-]+@)?\b{_REPOSITORY_HOSTS}[/:][^\s<>\"'\x02)\]]+",
        ("github.", "gitlab.", "bitbucket.", "codeberg.", "azure.", "gitea."),
        rank=Rank.HOUSE,
        ignore_case=True,
    ),
    Pattern(
        "repository",
        "repository-page",
        rf"(?:\bhttps?://)?\b[\w-]+(?:\.[\w-]+)+/[^\s<>\"'\x02)\]]*/{_LINE_OF_WORK}/[\w./-]*\w",
        ("/pull", "/merge_requests/", "/commit", "/blob/", "/tree/"),
        rank=Rank.HOUSE,
    ),
    Pattern(
        "repository",
        "repository-cue",
        r"\b(?:repo|repository|monorepo)[ :`\"']{1,3}([\w.]+(?:[/_-][\w.]+)+)",
        ("repo",),
        ignore_case=True,
    ),
    Pattern(
        "repository",
        "pull-request",
        r"\b(?:pr|mr|pull request|merge request)[ ]?[#!]?\d{1,7}\b",
        ("pr", "mr", "request"),
        ignore_case=True,
    ),
    Pattern("commit", "commit-long", r"\b(?:[0-9a-f]{40}|[0-9a-f]{64})\b", check=_mixed_hex),
    Pattern(
        "commit",
        "commit-cue",
        r"\b(?:commits?|commit hash|sha1?|rev|revision|changeset|hash|cherry-pick(?:ed)?|reverted?|"
        r"bisected to|merged|HEAD is|fixed in|landed in)[ :`\"'(#]{1,3}([0-9a-f]{7,64})\b",
        ("commit", "sha", "rev", "change", "hash", "cherry", "bisect", "merged", "head is", " in"),
        ignore_case=True,
        check=_mixed_hex,
    ),
    Pattern(
        "branch",
        "branch-name",
        r"\b(?:feature|feat|bugfix|hotfix|release|fix|chore|refactor|support|users?|origin|refs/heads)"
        r"/[\w.#-]+(?:/[\w.#-]+)*",
        ("/",),
        check=_distinct_branch,
    ),
    Pattern(
        "branch",
        "branch-cue",
        r"\bbranch(?: named| called)?[ :`\"']{1,3}([\w.]+(?:[/_-][\w.]+)+)",
        ("branch",),
        ignore_case=True,
    ),
    Pattern(
        "build",
        "build-number",
        r"\b(?:build|pipeline|job|deploy(?:ment)?|image tag|release candidate)"
        r"(?:[ ](?:number|no\.?|id|run))?[ ]?[#:]?[ ]?v?(\d[\w.+-]*[\w])",
        ("build", "pipeline", "job", "deploy", "image tag", "release candidate"),
        ignore_case=True,
    ),
    Pattern(
        "build",
        "build-version",
        r"\bv?\d+\.\d+(?:\.\d+)*(?:\+[\w.-]*\w|-(?i:snapshot|rc|alpha|beta|dev|nightly|ci|pre|build)"
        r"(?:[\w.+-]*\w)?)",
        (".",),
    ),
    Pattern(
        "build",
        "version-four",
        r"\b(?:version|release|v)[ ]?:?[ ]?(\d+\.\d+\.\d+\.\d+)\b",
        ("version", "release", "v"),
        ignore_case=True,
    ),
    Pattern(
        "feature_flag",
        "flag-cue",
        r"\b(?:feature[ -]?)?(?:flag|toggle|kill[ -]?switch|experiment)s?"
        r"(?: named| called)?[ :=`\"']{1,3}([a-z0-9]+(?:[._-][a-z0-9]+)+)",
        ("flag", "toggle", "switch", "experiment"),
        ignore_case=True,
    ),
    Pattern(
        "feature_flag",
        "flag-switched",
        r"(?:^|[^\w./-])([a-z][a-z0-9]*(?:_[a-z0-9]+)+)[`\"']? (?:is|was|are|to be)"
        r" (?:now |still |again |turned |switched |not )?(?:on|off|enabled|disabled)\b",
        ("_",),
    ),
    Pattern(
        "feature_flag",
        "flag-to-switch",
        r"\b(?i:(?:turn|switch)(?:ed|ing)? (?:on|off)|(?:enabl|disabl|toggl)(?:e|ed|ing))"
        r"(?: the)? [`\"']?([a-z][a-z0-9]*(?:_[a-z0-9]+)+)\b",
        ("_",),
    ),
    Pattern(
        "feature_flag",
        "flag-named",
        r"([a-z0-9]+(?:[._-][a-z0-9]+)+)[`\"']? (?:feature )?(?:flag|toggle|kill[ -]?switch)\b",
        (" flag", " feature flag", " toggle", " kill"),
        ignore_case=True,
        check=lambda candidate: None if candidate.text.lower() == "feature-flag" else candidate,
    ),
    Pattern(
        "sql",
        "sql-select",
        r"\bSELECT\b[^;\x02]*?\bFROM\s+[\w.\"`\[\]]+(?:[^\n;\x02]*;?)(?:\n[ \t]*"
        r"(?:WHERE|AND|OR|JOIN|LEFT|INNER|GROUP|ORDER|LIMIT|HAVING|ON)\b[^\n;\x02]*;?)*",
        ("select",),
        ignore_case=True,
        rank=Rank.REGION,
        check=_statement,
    ),
    Pattern(
        "sql",
        "sql-write",
        r"\b(?:INSERT\s+INTO\s+[\w.\"`\[\]]+|UPDATE\s+[\w.\"`\[\]]+\s+SET\b|DELETE\s+FROM\s+"
        r"[\w.\"`\[\]]+\s+WHERE\b|(?:ALTER|CREATE|DROP|TRUNCATE)\s+(?:TABLE|INDEX|VIEW|SCHEMA)\b)"
        r"[^\n;\x02]*;?",
        ("insert", "update", "delete", "alter", "create", "drop", "truncate"),
        ignore_case=True,
        rank=Rank.REGION,
        check=_statement,
    ),
)


def issue_keys(not_keys: tuple[str, ...]) -> Pattern:
    """Issue keys (`ABC-123`), without the standards and names that look like them."""
    known = frozenset(word.upper() for word in not_keys)

    def check(candidate: Candidate) -> Candidate | None:
        return None if candidate.text.partition("-")[0] in known else candidate

    taken: Check = check
    regex = r"(?:^|[^\w-])([A-Z][A-Z0-9_]{1,9}-[1-9]\d{0,6})(?:[^\w-]|$)"
    return Pattern("issue_key", "issue-key", regex, ("-",), check=taken)
