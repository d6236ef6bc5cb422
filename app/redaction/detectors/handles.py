"""Names that people bear on networks and chats, told by the network's name or address beside them.

Not theirs: decorators, scopes of packages, at-rules, variables and words that call a whole channel.
"""

import re

from app.redaction.detectors.any_case import listed
from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import NOT_A_NAME, gates, one_of, words

_NETWORKS = listed(
    """twitter, instagram, insta, venmo, cash app, paypal.me, telegram,
    mastodon, bluesky, threads, tiktok, snapchat, discord,
    skype, wechat, weixin, line id, kakaotalk, kakao, viber, signal, reddit, github, gitlab,
    bitbucket, linkedin, facebook, messenger, xing, youtube, twitch, steam, psn, xbox live, icq,
    matrix, irc, keybase, stack overflow, vk, qq, medium, pinterest, quora, tumblr"""
)
_UNSPACED = listed(
    "微信号, 微信, QQ号, カカオ, ライン, 카카오톡, 텔레그램, телеграм, телеграмм, скайп, تلغرام"
)
_KINDS = (
    r"(?i:user ?name|user|id|handle|name|account|profile|nick(?:na"
    r"me)?|tag|contact|benutzername|usuario|identifiant)"
)
_NAME = r"@?[A-Za-z0-9_](?:[\w.:-]{1,38}[A-Za-z0-9_])(?:#\d{4})?"
_PATHS = (
    r"(?:twitter\.com/|(?:^|[/.\s(])x\.com/|instagram\.com/|facebook\.com/|fb\.com/|"
    r"linkedin\.com/(?:in|pub)/|"
    r"t\.me/|telegram\.me/|tiktok\.com/@|threads\.net/@|reddit\.com/(?:u|user)/|snapchat\.com/add/|"
    r"xing\.com/profile/|medium\.com/@|youtube\.com/@|keybase\.io/|about\.me/|bsky\.app/profile/|"
    r"vk\.com/|twitch\.tv/|discordapp\.com/users/|discord\.com/users/|paypal\.me/|venmo\.com/|"
    r"cash\.app/|skype:|pinterest\.com/)"
)
_NOT_PEOPLE = words(
    """
    share intent home search hashtag login explore privacy settings i status help about events
    groups pages watch sharer sharer.php dialog plugins oauth feed company jobs learning tr p reel
    reels legal signup developers business policies tos terms embed v2 v3 api graphql add channel
    """
)
_WHOLE_CHANNEL = words(
    """
    here channel everyone all team support media import override app param return returns throws
    deprecated types babel angular vue nestjs charset font-face keyframes supports page layer
    property container namespace include extend mixin use each if else for while function author
    since see link code value version todo inject autowired bean test before after component
    injectable input output entity table column id getter setter property pytest mock patch
    dataclass
    staticmethod classmethod suppresswarnings nullable notnull requestmapping getmapping postmapping
    restcontroller service repository controller configuration click submit change model echo off
    example domain latest next beta alpha master main upstream local host localhost
    """
)
_TALKS = re.compile(
    r"(?:\b(?:dm|ping|pinged|follow|message|ask|asked|cc|hi|hey|hello|thanks|contact|tell|"
    r"tweet|tweeted|by|with|"
    r"from|to|and|user|handle|username|account|find me|reach me|me|as|is|on|for|via|insta|"
    r"ig)[ ,:]{1,2}|^|\n)$"
)
_SOCIAL = re.compile(
    r"\b(?:twitter|instagram|insta|telegram|mastodon|bluesky|threads|tiktok|snapchat|discord|"
    r"reddit|tweet|tweeted|"
    r"dm|dms|handle|follow|follower|youtube|wechat|linkedin|github|slack|ig|twitch|x|snap|"
    r"revolut|monzo|venmo|cashapp|cash app|paypal|kik|zelle|signal|tg|bsky|skype|pix|mobilepay)\b"
)
_SPOKEN_TO = re.compile(
    r"[,:]? (?:can|could|would|will|please|pls|is|was|said|says|thanks|any|do|did|has|have|"
    r"what|when|why|how|see|fyi|"
    r"on|for|about|from|asked|wrote|told|confirmed|mentioned|reported|and i|i|we|you|the)\b|"
    r"[?!.,]?$|[?!.,]?\n"
)
_CALLS = re.compile(
    r"(?:\b(?:cc|ping(?:ed)?|dm|thanks|hi|hey|hello|ask|asked|tell|contact|follow)[ ,:]{1,2}|"
    r"@[\w.-]+,? (?:and )?)$"
)
_LEAST_OF_NAME = 5
_OF_CODE = re.compile(
    r"\b(?:decorators?|annotations?|directives?|at-rules?|pragmas?)[ :,]{1,2}"
    r"(?:@[\w.]+(?:, | and ))*$"
)
_ALONE = re.compile(r"(?:^|\n|[|·•/,]) ?$")
_ALONE_AFTER = re.compile(r" ?(?:$|\n|[|·•/,])")
_MARKED = re.compile(r"@?[A-Za-z].*[\d_.:#@-]|@|_")


_PUT = re.compile(r"\[handle(?:-\d*\]?)?|\bhandle-\d+\]")
"""What stands for another handle tells nothing: else a text that has one would say more."""


def _at_sign(candidate: Candidate) -> Candidate | None:
    """`@name` where people are spoken of or to."""
    name = candidate.text[1:].rstrip(".-")
    after = set(candidate.view.text[candidate.end : candidate.end + 1])
    if name.lower().split(".")[0] in _WHOLE_CHANNEL or after & set("/({[\"'=@"):
        return None
    candidate = candidate._replace(end=candidate.start + 1 + len(name))
    near = _PUT.sub("", f"{candidate.before(40)} | {candidate.after(40)}")
    social = _SOCIAL.search(near) is not None and _OF_CODE.search(candidate.before(40)) is None
    before = candidate.before(24)
    spoken = _TALKS.search(before) and _SPOKEN_TO.match(candidate.after(12))
    if not (social or spoken or _CALLS.search(before) or _is_called(candidate)):
        return None
    return _valued(candidate)


def _is_called(candidate: Candidate) -> bool:
    """A given name and a surname, or a name that stands alone on its line or between signs."""
    parts = re.split("[._-]", candidate.text[1:].lower())
    known = stock()
    if len(parts) > 1 and any(part in known.given or part in known.surnames for part in parts):
        return True
    alone = _ALONE.search(candidate.before(4)) and _ALONE_AFTER.match(candidate.after(4))
    if alone and _holds_name(parts[0]):
        return True
    return bool(alone) and _MARKED.match(candidate.text[1:]) is not None and len(parts) > 1


def _holds_name(word: str) -> bool:
    """Whether it ends with a surname or begins with a given name, and is no word itself."""
    known = stock()
    if word in known.words or not word.isalpha():
        return False
    sizes = range(_LEAST_OF_NAME, len(word))
    return any(
        (word[-size:] in known.surnames and word[-size:] not in known.common)
        or word[:size] in known.given
        for size in sizes
    )


def _valued(candidate: Candidate) -> Candidate:
    return candidate._replace(value=candidate.text.lower().strip("@"))


def _path(candidate: Candidate) -> Candidate | None:
    name = candidate.text.rstrip(".,;:!?-")
    if name.lower() in _NOT_PEOPLE or not name:
        return None
    return _valued(candidate._replace(end=candidate.start + len(name)))


_OWN_PAGE = re.compile(
    r"\b(?:my|me|i'm|i am|his|her|handle|profile|username|user ?name|find me|mein|meine|mon|mi|mio|"
    r"meu|mijn)\b[^.\n]{0,60}$"
)
_OWNER = re.compile(r"/? \((?:she|he|they|me|sie|er|elle|il)\b")
_ITS_PAGES = words(
    """
    about apps blog collections contact customer-stories enterprise events explore features issues
    join login marketplace new notifications orgs organizations pricing pulls readme search security
    settings sponsors stars site team topics trending groups help dashboard projects users
    """
)


def _code_page(candidate: Candidate) -> Candidate | None:
    """A page of one name on a site for code, where a person speaks of it as theirs."""
    name = candidate.text.rstrip(".-")
    if name.lower() in _ITS_PAGES or re.match(r"/[\w-]", candidate.after(2)):
        return None
    before = candidate.view.folded[max(0, candidate.start - 100) : candidate.start]
    owned = _OWNER.match(candidate.after(12)) or _OWN_PAGE.search(before[: before.rfind("git")])
    if owned is None:
        return None
    return _valued(candidate._replace(end=candidate.start + len(name)))


def _told(*, surely: bool) -> Check:
    """A name behind a network's: an ordinary word is none, unless the words say that it is one."""

    def check(candidate: Candidate) -> Candidate | None:
        name = candidate.text.rstrip(".:-")
        bare = name.lstrip("@").lower()
        if (
            bare in NOT_A_NAME
            or bare in _WHOLE_CHANNEL
            or bare in _SAID
            or (bare.isdigit() and not surely)
        ):
            return None
        if not surely and not _MARKED.match(name):
            return None
        if candidate.after(1) in {"/", "(", "="}:
            return None
        return _valued(candidate._replace(end=candidate.start + len(name)))

    return check


_SAID = words(
    """
    is was are has down broken failed fails fail not works working login logins integration the a
    an and or in on to for of my our your their this that it them me via by with from when since
    because only also still just sync import export app bot api connector notifications messages
    wrong missing empty required invalid unknown expired disabled enabled linked locked unlinked
    cannot can can't does doesn't did won't will would should no yes none null connected suspended
    """
)


def _live(candidate: Candidate) -> Candidate | None:
    """A name of Skype; a flag of a player is none."""
    text = candidate.text.rstrip(".-")
    name = text.partition(":")[2].strip(".")
    told = re.search(r"[\d._]", name) is not None or "skype" in candidate.before(40)
    if not told or name in {"true", "false", "null"} or candidate.before(1) in {'"', "'"}:
        return None
    return _valued(candidate._replace(end=candidate.start + len(text)))


def _in_parts(candidate: Candidate) -> Candidate | None:
    """Right behind a messenger's name a name of parts or with figures, of which one is a person's;
    `telegram bot_api` and `skype 8.96` are the product's."""
    text = candidate.text.rstrip(".:-")
    parts = re.findall(r"[a-z]{2,}", text.lower())
    if not re.search(r"[a-z][\d._]", text.lower()) or candidate.after(1) in {"/", "(", "="}:
        return None
    if not any(map(stock().is_borne, parts)) or not NOT_A_NAME.isdisjoint(parts):
        return None
    return _valued(candidate._replace(end=candidate.start + len(text)))


_MESSENGERS = "skype|telegram|wechat|viber|snapchat|instagram|insta|whatsapp|discord|kakaotalk"


def _tagged(candidate: Candidate) -> Candidate | None:
    """`name#1234` of Discord, where Discord or a contact is spoken of."""
    if _SOCIAL.search(candidate.before(60)) or _SOCIAL.search(candidate.after(40)):
        return _valued(candidate)
    return None


def _numbered(candidate: Candidate) -> Candidate | None:
    """A name that is no word in front of the figures that Signal puts behind it."""
    word = candidate.text.lstrip("@").partition(".")[0].lower()
    return None if word in stock().words else _valued(candidate)


def _pattern(name: str, regex: str, literals: tuple[str, ...], check: Check) -> Pattern:
    return Pattern("handle", name, regex, literals, rank=Rank.CUE, check=check)


def _marked(candidate: Candidate) -> Candidate | None:
    """A name with a sign or a figure in it is no word of the sentence."""
    taken = any(sign.isdigit() or sign in "_." for sign in candidate.text.strip("."))
    return candidate if taken else None


PATTERNS = (
    _pattern(
        "handle-on",
        r"(?:^|[^\w@./-])([A-Za-z][\w.]{3,29}) (?i:on (?:insta|instagram|twitter|tiktok|telegram|"
        r"discord|snapchat|snap|facebook|threads|mastodon|github|steam|xbox|psn))\b",
        tuple(
            f" on {name}"
            for name in (
                "insta",
                "twitter",
                "tiktok",
                "telegram",
                "discord",
                "snap",
                "facebook",
                "threads",
                "mastodon",
                "github",
                "steam",
                "xbox",
                "psn",
            )
        ),
        _marked,
    ),
    _pattern(
        "handle-path",
        rf"(?i:{_PATHS})@?([\w.%:-]{{2,64}})",
        (
            "twitter.com/",
            "x.com/",
            "instagram.com/",
            "facebook.com/",
            "fb.com/",
            "linkedin.com/",
            "t.me/",
            "telegram.me/",
            "tiktok.com/",
            "threads.net/",
            "reddit.com/",
            "snapchat.com/",
            "xing.com/",
            "medium.com/",
            "youtube.com/",
            "keybase.io/",
            "about.me/",
            "bsky.app/",
            "vk.com/",
            "twitch.tv/",
            "discordapp.com/",
            "discord.com/",
            "paypal.me/",
            "venmo.com/",
            "cash.app/",
            "skype:",
            "pinterest.com/",
        ),
        _path,
    ),
    _pattern(
        "handle-code-page",
        r"(?i:github\.com/|gitlab\.com/|gist\.github\.com/)@?([A-Za-z0-9][\w-]{1,38})",
        ("github.com/", "gitlab.com/"),
        _code_page,
    ),
    _pattern(
        "handle-at",
        r"(?:^|[\s(\[{\"',:;])(@[A-Za-z0-9_][\w.-]{1,38})\b",
        ("@",),
        _at_sign,
    ),
    _pattern(
        "handle-named",
        rf"\b{one_of(_NETWORKS)}(?: {_KINDS}){{1,2}}(?: ?[:=] ?| is | ist | est | es |"
        rf" )[\"']?({_NAME})",
        gates(_NETWORKS),
        _told(surely=True),
    ),
    _pattern(
        "handle-network",
        rf"\b{one_of(_NETWORKS)}(?:(?: ?[:=] ?| is | ist | est | es )[\"']?({_NAME})|"
        rf" [\"']?(?:@[\w.-]+|\w[\w.]*#\d{{4}}))",
        gates(_NETWORKS),
        _told(surely=False),
    ),
    _pattern(
        "handle-own",
        rf"\b(?i:my|mein|mon|mi|il mio|meu|mijn) {one_of(_NETWORKS)}(?: {_KINDS})?(?: is |"
        rf" ist | est | es | è |: ?)({_NAME})",
        gates(_NETWORKS),
        _told(surely=True),
    ),
    _pattern(
        "handle-unspaced",
        rf"(?:{'|'.join(_UNSPACED)})(?:号|號|ID|id)?[ ]?[:是는은 =]*({_NAME})",
        _UNSPACED
        if all(word == word.lower() for word in _UNSPACED)
        else tuple(w.lower() for w in _UNSPACED),
        _told(surely=True),
    ),
    _pattern(
        "handle-live",
        r"(?:^|[^\w/])(live:\.?[A-Za-z][\w.-]{3,40})",
        ("live:",),
        _live,
    ),
    _pattern(
        "handle-messenger",
        rf"\b(?i:{_MESSENGERS}) (?i:at |as |name |id )?({_NAME})",
        tuple(_MESSENGERS.split("|")),
        _in_parts,
    ),
    _pattern(
        "handle-signal",
        r"\b[Ss]ignal(?:[: ]| is | at | as | name | user ?name )"
        r"[ ]?(@?[A-Za-z_]\w{2,31}\.\d{2,9})(?:[^\w./]|[.]?(?:\s|$))",
        ("signal",),
        _numbered,
    ),
    _pattern(
        "handle-in-game",
        r"\b(?i:in[- ]?game (?:name|nick|id)|ign(?: is|:)|gamer ?tag|character name|"
        r"char name|player name|"
        r"spielername|pseudo en jeu|nick en el juego|summoner name|steam name)"
        rf"(?: is| ist| est|:|=)?[ \"'“(]{{1,2}}({_NAME})",
        (
            "game name",
            "-game name",
            "game nick",
            "game id",
            "ign",
            "gamertag",
            "gamer tag",
            "character name",
            "char name",
            "player name",
            "spielername",
            "pseudo en jeu",
            "en el juego",
            "summoner name",
            "steam name",
            "ingame name",
        ),
        _told(surely=False),
    ),
    _pattern("handle-tag", r"(?:^|[^\w#])(\w[\w.]{1,31}#\d{4})\b", ("#",), _tagged),
)
