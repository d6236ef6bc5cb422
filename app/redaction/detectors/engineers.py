"""People of the engineering side, by what they do, by their logins, and as speakers in a chat."""

from app.redaction.detectors.colleagues import TEAMS
from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import NOT_A_NAME, words

_GIVEN = r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿĀ-ſ'’]+(?:-[A-Z][a-z]+)?"
_NAME = rf"{_GIVEN}(?: (?:{_GIVEN}|[A-Z]\.?)){{0,2}}"
_NOBODY = words(
    """
    support sales engineering team teams customer customers client admin user users system bot
    jenkins github gitlab slack jira zendesk kubernetes docker google microsoft apple amazon aws
    azure stripe paypal cloudflare today tomorrow yesterday week month year monday tuesday
    wednesday thursday friday saturday sunday january february march april may june july august
    september october november december nobody somebody someone everybody everyone anyone this
    that it they we he she you i who what note update status result time start end warning error
    info debug answer question reply summary action owner version build deploy release
    """
)


def _person(candidate: Candidate) -> Candidate | None:
    """A name that is not of the language alone, of a product or of a time."""
    if candidate.text.endswith(("'s", "’s")):
        candidate = candidate._replace(end=candidate.end - 2)
    parts = [part.lower().strip(".'’") for part in candidate.text.split()]
    known = stock()
    if parts[0] in _NOBODY or parts[-1] in _NOBODY:
        return None
    named = any(known.is_name(part) or part not in known.words for part in parts)
    return candidate if named and not NOT_A_NAME.issuperset(parts) else None


def _owner(candidate: Candidate) -> Candidate | None:
    """A given name with the s of German in front of what engineers make."""
    name = candidate.text[:-1].lower()
    known = stock()
    if name not in known.given or name in known.words:
        return None
    return candidate._replace(end=candidate.end - 1)


def _login(candidate: Candidate) -> Candidate | None:
    """A word of the language behind `author` is none."""
    text = candidate.text.rstrip(".-")
    if text in _NOBODY or (text in stock().words and not stock().is_name(text)):
        return None
    return candidate._replace(end=candidate.start + len(text), value=text.lower())


def _someone(name: str, regex: str, *gates: str, check: Check = _person) -> Pattern:
    return Pattern("person_name", name, regex, gates, rank=Rank.CUE, check=check)


PATTERNS = (
    Pattern(
        "engineer_person",
        "mention-wiki",
        r"\[~(?:accountid:)?([\w.@:+-]+)\]",
        ("[~",),
        rank=Rank.HOUSE,
    ),
    Pattern(
        "engineer_person",
        "login-told",
        r"\b(?i:(?:reviewed|co-authored|authored|signed-off|acked|tested|reported|suggested)-by|"
        r"author|committer|reviewer|approver|assignee|committed by|pushed by|deployed by|"
        r"merged by|authored by|on-?call|owner)(?: is|:|=)? `?"
        r"([a-z][a-z0-9]*(?:[._-][a-z0-9]+)+|[a-z][a-z0-9]{2,})`?(?:[,;)\n]|\.?$|\.\s)",
        (
            "-by",
            "author",
            "committer",
            "reviewer",
            "approver",
            "assignee",
            "committed by",
            "pushed by",
            "deployed by",
            "merged by",
            "oncall",
            "on-call",
            "owner",
        ),
        rank=Rank.CUE,
        check=_login,
    ),
    _someone(
        "chat-line",
        rf"(?m)^[ \t>*]*\[\d{{1,2}}:[012345]\d(?::\d\d)?(?: ?[AaPp][Mm])?\] ({_NAME}): ",
        ":0",
        ":1",
        ":2",
        ":3",
        ":4",
        ":5",
    ),
    _someone(
        "of-a-team",
        rf"(?:^|[^\w.])({_NAME}) \(?(?i:from|in|at|of|on) (?i:the )?(?i:{TEAMS})(?:[ -]team)?"
        r"\)? (?i:says?|said|is|was|has|had|will|thinks?|told|found|looks?|looked|confirmed|"
        r"wants?|asked|fixed|wrote|owns|knows|can|does|did|just|already|also)\b",
        *(f" {word} " for word in ("from", "in", "at", "of", "on")),
        *(f"({word} " for word in ("from", "in", "at", "of", "on")),
    ),
    _someone(
        "role-bracketed",
        rf"\b(?:QA|PM|PO|SRE|DBA|CTO|VP|UX|(?i:{TEAMS}|devs?|backend|frontend|design|tester|architect|"
        rf"reviewer|author|owner|assignee))(?: team| lead)? \(({_NAME})\)",
        "(",
    ),
    _someone(
        "paged",
        r"\b(?i:pages?|paged|paging|woke(?: up)?|called in|escalated to|handing over to|"
        r"handed (?:it )?(?:over )?to|assigned (?:it )?to|pairing with|paired with|pairing w/|"
        rf"synced with|(?:spoke|talked|checked|chatted|synced) w/|blocked on|waiting (?:on|"
        rf"for)) ({_GIVEN})(?:['’]s)?"
        r"(?:[.,;)\n]|$| [+&]| (?:and|who|from|in|on|at|to|for|as|"
        r"review|approval|answer|ok|patch|pr|mr|fix|branch|change|sign-?off|feedback)\b)",
        "page",
        "paging",
        "woke",
        "called in",
        "escalated to",
        "handed",
        "handing over",
        "assigned",
        "pair",
        "synced with",
        " w/",
        "blocked on",
        "waiting ",
    ),
    _someone(
        "at-work",
        rf"(?:^|[^\w.])({_GIVEN}) (?i:rolls? back|rolled back|rolled out|reverts?|reverted|deploys|"
        r"deployed|merges|merged|rebased|bisects?|bisected|pushed|hotfixed|cherry-picked|"
        r"redeployed|drained|failed over|acks|acked|acknowledged|is paged|got paged|was paged|"
        r"ran the migration|broke prod|force-pushed|refactored|debugged|is debugging|"
        r"profiled|instrumented|on-?boarded)\b",
        " roll",
        " revert",
        " deploy",
        " merge",
        " rebase",
        " bisect",
        " pushed",
        " hotfix",
        " cherry",
        " redeploy",
        " drained",
        " failed over",
        " ack",
        " paged",
        " is paged",
        " got paged",
        " was paged",
        " ran the",
        " broke prod",
        " force-pushed",
        " refactored",
        " debugged",
        " is debugging",
        " profiled",
        " instrumented",
        " onboarded",
        " on-boarded",
    ),
    _someone(
        "at-work-abroad",
        rf"(?:^|[,;.(] )({_GIVEN}) (?:robi (?:przegląd|review)|przegląda|sprawdza to|"
        rf"schaut (?:sich|drauf|"
        r"drüber|gerade)|prüft (?:das|es|gerade|noch)|baut gerade|relit|relira|"
        r"fait la revue|regarde ça|"
        r"lo revisa|está revisando|sta rivedendo|kijkt (?:ernaar|mee|er))\b",
        " robi ",
        " przegl",
        " sprawdza",
        " schaut",
        " pr",
        " baut",
        " reli",
        " fait la",
        " regarde",
        " lo revisa",
        " revisando",
        " sta riv",
        " kijkt",
    ),
    _someone(
        "work-of",
        rf"\b({_GIVEN}s) (?:Fix|Patch|Branch|Commit|Merge|Review|Umbau|Hotfix|PR|MR)\b",
        *(f" {word}" for word in ("fix", "patch", "branch", "commit", "merge", "review")),
        " umbau",
        " hotfix",
        " pr",
        " mr",
        check=_owner,
    ),
    Pattern(
        "issue_key",
        "event-told",
        r"\b(?i:sentry|bugsnag|rollbar|crashlytics|honeybadger)"
        r"(?: issue| event| id| group)?[ :#]{1,3}"
        r"([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)\b",
        ("sentry", "bugsnag", "rollbar", "crashlytics", "honeybadger"),
    ),
    Pattern(
        "phone",
        "extension-alone",
        r"(?i:[\w.-]+\.[a-z]{2,}|\||•|·|,)[ \t]*\|?[ \t]*(?i:ext|extn|durchwahl|dw)\.?:? ?"
        r"(\d{3,6})[ \t]*(?:\n|$)",
        ("ext", "durchwahl", "dw"),
        rank=Rank.CUE,
    ),
)
