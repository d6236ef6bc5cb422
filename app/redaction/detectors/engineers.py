"""People of the engineering side, by what they do and by their logins."""

from app.redaction.detectors.teams import TEAMS
from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import NOT_A_NAME, words

_GIVEN = r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿĀ-ſ'’]+(?:-[A-Z][a-z]+)?"
NAME = rf"{_GIVEN}(?: (?:{_GIVEN}|[A-Z]\.?)){{0,2}}"
NOBODY = words(
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


def person(candidate: Candidate) -> Candidate | None:
    """A name that is not of the language alone, of a product or of a time."""
    if candidate.text.endswith(("'s", "’s")):
        candidate = candidate._replace(end=candidate.end - 2)
    parts = [part.lower().strip(".'’") for part in candidate.text.split()]
    known = stock()
    if parts[0] in NOBODY or parts[-1] in NOBODY:
        return None
    named = any(known.is_name(part) or part not in known.words for part in parts)
    return candidate if named and not NOT_A_NAME.issuperset(parts) else None


def _colleague(candidate: Candidate) -> Candidate | None:
    """Whose approval it is: a rare word in capitals is a name as well."""
    name = candidate.text.lower().strip("'’")
    if name in NOBODY or name in NOT_A_NAME or stock().is_said(name):
        return None
    return candidate


def _worker(candidate: Candidate) -> Candidate | None:
    """The last name in front of the verb, with the one before it where that is none of a thing:
    `Redis Cluster failed over`, `Then Ann merges`."""
    first, parted, last = candidate.text.rpartition(" ")
    alone = person(candidate._replace(start=candidate.end - len(last)))
    if alone is None or not parted:
        return alone
    known, word = stock(), first.lower()
    named = word not in NOT_A_NAME and (known.is_name(word) or word not in known.words)
    return candidate if named else alone


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
    if text in NOBODY or (text in stock().words and not stock().is_name(text)):
        return None
    return candidate._replace(end=candidate.start + len(text), value=text.lower())


_TITLES = (
    r"pm|po|sre|qa|dba|cto|em|tl|ux|eng|dev|ops|devops|backend|frontend|platform|infra|security|on-?call|tester|"
    r"reviewer|assignee|architect|incident commander|ic|scribe|team lead|tech lead|"
    r"(?:team|équipe|equipo|equipe|zespół|squad) [\w -]{2,30}|[\w -]{2,20} (?:team|squad)|"
    r"(?:senior |staff |lead )?"
    r"(?:backend |frontend |software |platform |data |site reliability )?(?:engineer|developer|"
    r"entwickler|"
    r"entwicklerin|développeur|développeuse|desarrollador|desarrolladora|sviluppatore|programista)"
)
_TITLE_GATES = tuple(
    f"({title}"
    for title in sorted(
        words(
            """
            pm po sre qa dba cto em tl ux eng dev ops back front plat infra sec on-call oncall
            tester rev ass arch inc ic scribe team tech équipe equip zesp squad senior staff
            lead soft data site entw dév desarr svil prog mobile pay bill search
            """
        )
    )
)


def _someone(name: str, regex: str, *gates: str, check: Check = person) -> Pattern:
    return Pattern("person_name", name, regex, gates, rank=Rank.CUE, check=check)


_OF_INITIALS = ("agree", "check", "confirm", "approve", "reviewed", "fixed", "tested", "merged",
                "deployed", "says", "thinks", "will look", "has a fix")  # fmt: skip
_LANDS = words("u.s. u.k. u.n. e.u. u.s.a. u.a.e.")


def _initials(candidate: Candidate) -> Candidate | None:
    """Nations have initials as well."""
    return None if candidate.text.lower().replace(" ", "") in _LANDS else candidate


_OF_COLLEAGUES = sorted(
    words(
        """
        approval sign review go-ahead lgtm ok pull pr mr branch fix patch hotfix commit deploy
        rollout merge refactor change runbook laptop machine sandbox dev account test script
        spreadsheet
        """
    )
)
"""How begins what somebody of engineering gives, or has of their own."""

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
        "of-a-team",
        rf"(?:^|[^\w.])({NAME}) \(?(?i:from|in|at|of|on) (?i:the )?(?i:{TEAMS})(?:[ -]team)?"
        r"\)? (?i:says?|said|is|was|has|had|will|thinks?|told|found|looks?|looked|confirmed|"
        r"wants?|asked|fixed|wrote|owns|knows|can|does|did|just|already|also)\b",
        *(f" {word} " for word in ("from", "in", "at", "of", "on")),
        *(f"({word} " for word in ("from", "in", "at", "of", "on")),
    ),
    _someone(
        "role-bracketed",
        rf"\b(?:QA|PM|PO|SRE|DBA|CTO|VP|UX|(?i:{TEAMS}|devs?|backend|frontend|design|tester|architect|"
        rf"reviewer|author|owner|assignee))(?: team| lead)? \(({NAME})\)",
        "(",
    ),
    _someone(
        "bracketed-role",
        rf"(?:^|[^\w.])({NAME}) \((?i:{_TITLES})\)",
        *_TITLE_GATES,
        " team)",
        " squad)",
    ),
    _someone(
        "approval-of",
        rf"\b({_GIVEN})['’]s (?i:approval|sign-?off|review|go-ahead|lgtm|ok|okay|pull request|pr|"
        rf"mr|branch|fix|"
        r"patch|hotfix|commit|deploy|deployment|rollout|merge|refactor|refactoring|"
        r"change request|runbook|"
        r"laptop|machine|sandbox|dev box|account|test|tests|script|spreadsheet)\b",
        *(f"{mark} {word}" for mark in ("'s", "’s") for word in _OF_COLLEAGUES),
        check=_colleague,
    ),
    _someone(
        "spoken-with",
        rf"\b(?i:visto con|parlato con|sentito|verificato con|chiesto a|vu avec|parlé avec|"
        rf"vérifié avec|"
        r"demandé à|hablado con|hablé con|revisado con|visto con|preguntado a|falado com|"
        r"falei com|visto com|"
        r"gesprochen mit|abgestimmt mit|abgeklärt mit|geklärt mit|rücksprache mit|besproken met|"
        r"overlegd met|"
        r"gekeken met|ustalone z|rozmawiałem z|rozmawiałam z|zapytałem|zapytałam|zgodnie z|"
        r"talked with|talked to|"
        r"spoke with|spoke to|checked with|confirmed with|confirmed by|synced with|according to|"
        r"looked at with)"
        rf" ({NAME})",
        *(
            *(
                "visto co",
                "parlato con",
                "sentito",
                "verificato con",
                "chiesto a",
                "vu avec",
                "parlé avec",
            ),
            *(
                "vérifié avec",
                "demandé à",
                "hablado con",
                "hablé con",
                "revisado con",
                "preguntado a",
            ),
            *(
                "falado com",
                "falei com",
                "gesprochen mit",
                "abgestimmt mit",
                "abgeklärt mit",
                "geklärt mit",
            ),
            *(
                "rücksprache mit",
                "besproken met",
                "overlegd met",
                "gekeken met",
                "ustalone z",
                "rozmawiałe",
            ),
            *(
                "rozmawiała",
                "zapytał",
                "zgodnie z",
                "talked ",
                "spoke ",
                "checked with",
                "confirmed ",
            ),
            *("synced with", "according to", "looked at with"),
        ),
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
        rf"(?:^|[^\w.])((?:{_GIVEN} )?{_GIVEN}) (?i:rolls? back|rolled back|rolled out|reverts?|"
        r"reverted|deploys|deployed|merges|merged|rebased|rebases|bisects?|bisected|pushed|pushes|"
        r"hotfixed|hotfixes|backports?|backported|forward-?ports|re-?runs|patches|refactors|triages?|"
        r"triaged|cherry-picks|cherry-picked|"
        r"redeployed|drained|failed over|acks|acked|acknowledged|is paged|got paged|was paged|"
        r"ran the migration|broke prod|force-pushed|refactored|debugged|is debugging|"
        r"profiled|instrumented|on-?boarded|looked (?:at|into)|is looking|will look|dug into|"
        r"traced (?:it|this)|"
        r"reproduced|spotted|is on it|found the (?:bug|cause|culprit|leak|root|issue|problem|race)|"
        r"has a (?:fix|patch|hunch)|wrote a|opened a (?:pr|bug|ticket)|pulled the|picked (?:it|"
        r"this) up)\b",
        " roll",
        " revert",
        " deploy",
        " merge",
        " rebase",
        " bisect",
        " push",
        " backport",
        " forward",
        " rerun",
        " re-run",
        " patches",
        " triage",
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
        " refactor",
        " debugged",
        " is debugging",
        " profiled",
        " instrumented",
        " onboarded",
        " looked ",
        " is looking",
        " will look",
        " dug into",
        " traced ",
        " reproduced",
        " spotted",
        " is on it",
        " found the",
        " has a ",
        " wrote a",
        " opened a",
        " pulled the",
        " picked ",
        " on-boarded",
        check=_worker,
    ),
    _someone(
        "initials-at-work",
        r"\b((?:[A-Z]\. ?){1,2}[A-Z]\.) (?:agrees|agreed|checked|checks|confirmed|confirms|"
        r"approved|approves|reviewed|fixed|tested|merged|deployed|says|thinks|will look|"
        r"has a fix)\b",
        *(f". {verb}" for verb in _OF_INITIALS),
        check=_initials,
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
        "extension-told",
        r"(?:(?m:^)|\b(?i:or|and|und|ou|o|y|call|ring|dial|at|on|under|unter|via|my|tel|"
        r"phone)\b[ :]{1,2}|[,;(/] ?)"
        r"(?i:dect|ext|extn|extension|durchwahl|dw|nebenstelle|toestel|ramal|wew|"
        r"anexo)(?:[.:]{1,2} ?| )(\d{3,6})\b",
        (
            *(f"{word}{sign}" for word in ("ext", "extn", "dw", "wew") for sign in ".: "),
            *("dect", "extension", "durchwahl", "nebenstelle", "toestel", "ramal", "anexo"),
        ),
        rank=Rank.CUE,
    ),
    Pattern(
        "phone",
        "extension-alone",
        r"(?i:[\w.-]+\.[a-z]{2,}|\||•|·|,)[ \t]*\|?[ \t]*(?i:ext|extn|durchwahl|dw|desk|poste)"
        r"\.?:? ?(\d{3,6}|\d{1,2}-\d{2,4})[ \t]*(?:\n|$)",
        ("ext", "durchwahl", "dw", "desk", "poste"),
        rank=Rank.CUE,
    ),
)
