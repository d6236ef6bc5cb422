"""Teams and chat channels of the engineering side."""

from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import words

TEAMS = (
    r"(?:platform|payments?|billing|infra(?:structure)?|storage|search|frontend|front-end|"
    r"backend|back-end|mobile|ios|android|web|data|core|security|identity|auth|growth|"
    r"devops|sre|ops|qa|release|networking?|database|db|dba|api|integrations?|checkout|"
    r"ledger|reporting|analytics|ml|ai|ingest(?:ion)?|messaging|notifications?|sync|export|"
    r"import|onboarding|compliance|tooling|dev|development|engineering|observability|"
    r"reliability|kernel|compiler|build)"
)
_GERMAN = (
    "Plattform|Infrastruktur|Datenbank|Netzwerk|Zahlungs|Abrechnungs|Such|Daten|Schnittstellen|"
    "Sicherheits|Entwickler|Entwicklungs|Betriebs|Kern|Speicher|Server|Cloud|App|Frontend|Backend"
)
"""What a team of engineering works at, as German puts it in front of the word."""

_TEAM_WORDS = words(
    """
    lead leads leader leaders settings setting plan plans members member name names page view drive
    calendar chat owner owners admin admins manager site folder channel library inbox viewer edition
    account server explorer foundation city services support
    """
)


def _own_team(candidate: Candidate) -> Candidate | None:
    """A `Team Lead` and the `Team Plan` are of every house."""
    last = candidate.text.split()[-1].lower()
    return None if last in _TEAM_WORDS else candidate


_CHATS = "teams|slack|discord|mattermost|zulip|webex|rocketchat"
_TITLES = (
    r"(?:(?:Staff|Senior|Principal|Lead|Junior|Sr\.?|Jr\.?) )?(?:[A-Z]\w+ ){0,2}"
    r"(?:Engineer(?:ing Manager)?|Developer|Architect|SRE|Tester|Entwickler(?:in)?)"
)
_THEIRS = ("your ", "ihrem ", "ihr ", "ihren ", "votre ", "su ", "vostro ")


def _our_channel(candidate: Candidate) -> Candidate | None:
    """The channel that the reader has is theirs."""
    before = candidate.before(60).rpartition(".")[2]
    return None if any(word in f" {before}" for word in _THEIRS) else candidate


def _not_yours(candidate: Candidate) -> Candidate | None:
    """`Your dev team` is the reader's."""
    return None if candidate.before(7).endswith(_THEIRS) else candidate


PATTERNS = (
    Pattern(
        "team",
        "channel",
        r"(?:^|[\s(\[,;:>])(#[a-z][a-z0-9]*(?:[-_][a-z0-9]+)+)\b",
        ("#",),
    ),
    Pattern(
        "team",
        "channel-cue",
        r"\b(?i:slack|channel|teams channel|asked in|posted in|thread in|see|discussed in|"
        r"over in)[ :`\"']{1,3}(#[a-z][a-z0-9_-]{1,40})\b",
        ("#",),
    ),
    Pattern(
        "team",
        "team",
        rf"\b(?i:the |our |from |with |by |to |ask |ping |asked )*((?i:{TEAMS})(?:[ "
        rf"-](?i:{TEAMS}))? (?:team|squad|guild|tribe|crew|folks|guys|on-?call|oncall|"
        rf"chapter))\b",
        (
            "team",
            "squad",
            "guild",
            "tribe",
            "crew",
            "folks",
            "guys",
            "on-call",
            "oncall",
            "chapter",
        ),
        check=_not_yours,
    ),
    Pattern(
        "team",
        "team-small",
        r"\b(?:[Tt]he|[Oo]ur|with|by|to|[Aa]sk|from) ([a-z][a-z-]+ "
        r"(?:squad|tribe|guild|on-?call))\b",
        (" squad", " tribe", " guild", " oncall", " on-call"),
    ),
    Pattern(
        "team",
        "team-titled",
        r"(?:\b(?i:engineers?|developers?|architect|tester|sre|devops|lead|qa|\d sp|"
        r"sprint[ \w-]{0,12})"
        r"[ ,/|·–-]{1,4}|(?i:assigned to|owned by|belongs to|moved to|ask|ping|with|from|"
        r"over to|(?:escalated|given|routed|passed|transferred|goes|went|handed|on) to|by) )"
        r"([Tt]eam [A-Z][a-z]{2,})\b",
        ("team ",),
        check=_own_team,
    ),
    Pattern(
        "team",
        "team-abroad",
        rf"\b((?i:team|squad|équipe|equipo|equipe|zespół|zespołu) (?i:{TEAMS}|plateforme|"
        rf"plataforma|infraestructura|développement|desarrollo)|"
        rf"(?:{_GERMAN}|(?i:{TEAMS}))-(?:Team|Crew)s?|[A-ZÄÖÜ][a-zäöüß]{{2,20}}-(?:Gilde|Squad|Tribe))\b",
        ("team", "squad", "quipe", "equip", "zesp", "-crew", "-gilde", "-tribe"),
    ),
    Pattern(
        "team",
        "channel-named",
        rf"\b(?i:{_CHATS})[ -](?i:channel|chat|group|room|kanal|thread|space|canale?)[ :]{{1,2}}"
        r"([\"'“„«`][^\"'”“»`\n\x02\[\]*]{2,50}[\"'”“»`])",
        tuple(f"{chat}{gap}" for chat in _CHATS.split("|") for gap in " -"),
        check=_our_channel,
    ),
    Pattern(
        "team",
        "team-in-signature",
        rf"(?m)^[ \t>]*{_TITLES}(?:, | at | @ | \| | / | - )"
        r"([A-Z][\w&/-]*(?: (?:&|and|[A-Z][\w&/-]*)){0,3})[ \t]*$",
        ("engineer", "developer", "architect", "sre", "tester", "entwickler"),
        rank=Rank.CUE,
        check=_own_team,
    ),
)
