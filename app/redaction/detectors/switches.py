"""Flags that other languages call switches: `der Schalter USE_NEW_TAX`, `la bascule neuf.v2`."""

import re

from app.redaction.patterns import Candidate, Pattern

_SWITCH = (
    r"(?:(?i:(?:um)?schalters?|kippschalter|merkmalsschalter|funktionsschalter|interrupteurs?|"
    r"bascules?|commutateurs?|drapeaux?|indicateurs?|interruptor(?:es)?|conmutador(?:es)?|"
    r"banderas?|bandeiras?|chaves? de funcionalidade|interruttor[ei]|selettor[ei]|"
    r"prze[lł][aą]cznik\w{0,3}|flag[aięąę]|schakelaars?|vlag|strömbrytare\w?|brytare\w?|"
    r"bryter\w{0,2}|kontakten|flagga\w?|kytkin|kytkime\w+|lippu|p[rř]ep[ií]na[cč]\w{0,2}|"
    r"vlajk[ayu]|anahtar[ıi]?|kapcsoló\w?|comutator\w{0,2}|toggles?|switch(?:es)?|"
    r"kill[ -]?switch(?:es)?)|"
    r"[Пп]ереключател[а-яіїє]{0,3}|[Тт]умблер[а-яіїє]{0,2}|[Фф]лаг[а-яіїє]{0,2}|[Пп]еремикач[а-яіїє]{0,2}|"
    r"[Пп]рапор[а-яіїє]{0,3}|スイッチ|フラグ|トグル|开关|開關|스위치|플래그)"
)
_GATES = (
    *("schalter", "interrupt", "bascule", "commutateur", "drapeau", "indicateur", "conmutador"),
    *("bandera", "bandeira", "chave", "interrutt", "selettor", "cznik", "flag", "schakelaar"),
    *("vlag", "brytare", "bryter", "kontakten", "kytki", "lippu", "vlajk", "anahtar", "kapcsol"),
    *("comutator", "toggle", "switch", "pína", "pina", "ереключател", "умблер"),
    *(
        "лаг",
        "еремикач",
        "рапор",
        "スイッチ",
        "フラグ",
        "トグル",
        "开关",
        "開關",
        "스위치",
        "플래그",
    ),
)
_CALLED = (
    r"(?: (?:named|called|namens|mit (?:dem )?namen|nommée?|appelée?|llamad[oa]|chamad[oa]|"
    r"chiamat[oa]|denominat[oa]|o nazwie|genaamd|som heter|med navn(?:et)?|под названием))?"
)
_LOUD = r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+"
_SMALL = (
    r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+|[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*\.[a-z0-9]+(?:[.-][a-z0-9]+)*"
)
_BUTTONS = re.compile(r"(?:ON|OFF|EIN|AUS|AN|AUTO|MAN|MANUAL|NOT|STOP|START|RESET|HALT|I|O|_)+")
"""What stands beside a switch that one turns by hand."""

_BY_HAND = re.compile(
    r"\b(?:press|flip|push|drucken|drücken|betatigen|betätigen|legen|kippen|appuyez|actionnez|"
    r"pulse|accione|premere|prema|pressione|naci[sś]nij|druk)\b[^.!?]{0,30}$"
)


_READERS_THINGS = (
    r"(?:profile?n?s?|files?|settings?|preferences|config\w*|scripts?|templates?|machine|computer|"
    r"device|code|program\w*|profil\w*|datei\w*|einstellung\w*|vorlage|skript\w*|fichiers?|"
    r"parametres|reglages|archivos?|ajustes|perfil|arquivos?|impostazioni|profilo|bestand\w*|"
    r"instelling\w*|plik\w*|ustawieni\w*)\b"
)
_READERS = (
    r"\b(?:your|ihre[rnms]?|ihr|deine[rnms]?|dein|votre|vos|tu|tus|su|sus|seu|sua|seus|suas|tuo|tua|"
    rf"tuoi|suo|vostro|vostre|uw|je|jouw|twoi\w*|swoi\w*)(?: [\w-]{{2,20}})? {_READERS_THINGS}"
)
_OF_READER = re.compile(
    rf"[\w ,\"'`»“()-]{{0,40}}(?:{_READERS}|"
    r"\b(?:tool|program|script|file|import|export) (?:that |which )?"
    r"you (?:run|use|have|host|start|wrote|sent|installed))"
)
_OF_READER_BEFORE = re.compile(rf"{_READERS}[\w ,'-]{{0,40}}[\"'`„«“]?$")
"""What stands in the reader's own files and settings is no flag of the house."""

_NATIONAL = re.compile(
    r"\b(?:drapeaux?|vlag|banderas?|bandeiras?|vlajk[ayu]|lippu|flagga\w*|flag[aięąe]|прапор\w*)\b"
    r"[\w ]{0,20}[ :=`\"'„«“(]{1,3}$"
)
"""Words that are first of all a country's flag."""

_RELEASED = re.compile(
    r"feat(?:ure)?s?|ff|releases?|rollout|flags?|toggles?|kill|enabled?|disabled?|beta|alpha|canary|"
    r"experiment\w*|exp|ab|new|old|next|legacy|neu\w*|neuf|neuve|nouve\w*|nuev[oa]|nov[oaeýáé]|"
    r"nuov[oa]|nieuwe?|now[yae]|ny|nya|nytt|uusi|v\d+|use|show|allow"
)
_PARTS = re.compile(r"[._-]")
_FILE = re.compile(
    r".*\.(?:svg|png|jpe?g|gif|webp|ico|pdf|csv|txt|xml|json|ya?ml|ini|conf|html?|css|js|ts|py|docx?|"
    r"xlsx?|zip|com|org|net)"
)


def _is_flag(candidate: Candidate) -> bool:
    """Whether the name is one that a feature's flag bears, and no file's or a country's."""
    text = candidate.text
    if text.isupper():
        return True
    released = any(map(_RELEASED.fullmatch, _PARTS.split(text)))
    if _FILE.fullmatch(text) is not None:
        return False
    if _NATIONAL.search(candidate.before(50)) is not None:
        return released
    return released or "-" in text or "_" in text


def _no_button(candidate: Candidate) -> Candidate | None:
    """A switch of a device is turned by hand, and its name says where to; the reader's own stay."""
    if _BUTTONS.fullmatch(candidate.text) or _BY_HAND.search(candidate.before(50)):
        return None
    of_reader = _OF_READER.match(candidate.after(90)) or _OF_READER_BEFORE.search(
        candidate.before(80)
    )
    return None if of_reader is not None or not _is_flag(candidate) else candidate


PATTERNS = (
    Pattern(
        "feature_flag",
        "flag-switch",
        rf"{_SWITCH}{_CALLED}(?:[ :=`\"'„«“「『(]{{1,3}}|[はが을를]{{0,1}}[ `「『]{{0,2}})"
        rf"({_LOUD}|{_SMALL})\b",
        _GATES,
        check=_no_button,
    ),
    Pattern(
        "feature_flag",
        "flag-switch-behind",
        rf"\b({_LOUD})[`\"'“»]?[ -](?i:schalter|flag|toggle|switch|kill[ -]?switch|bascule|"
        r"interrupteur|interruttore|interruptor|schakelaar)\b",
        ("schalter", "flag", "toggle", "switch", "bascule", "interr", "schakelaar"),
        check=_no_button,
    ),
    Pattern(
        "feature_flag",
        "flag-shipped-behind",
        r"\b(?i:ship(?:ped|ping|s)?|hid(?:e|den|ing)|gated?|gating|put|guard(?:ed|ing)?|live|kept|keep|"
        r"merged?|merging|released?|releasing|rolled out|lands?|landed|goes|go|is|sits?|stays?)"
        r"(?: (?i:it|this|that|them|out|the (?:fix|change|feature|patch)))? (?i:behind) [`\"']?"
        r"([a-z][a-z0-9]*(?:[._-][a-z0-9]+){0,3}[._][a-z0-9]+(?:[._-][a-z0-9]+){0,3})\b",
        ("behind ",),
        check=_no_button,
    ),
)
