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


def _no_button(candidate: Candidate) -> Candidate | None:
    """A switch of a device is turned by hand, and its name says where to."""
    if _BUTTONS.fullmatch(candidate.text) or _BY_HAND.search(candidate.before(50)):
        return None
    return candidate


PATTERNS = (
    Pattern(
        "feature_flag",
        "flag-switch",
        rf"{_SWITCH}{_CALLED}(?:[ :=`\"'„«“「『(]{{1,3}}|[はが을를]{{0,1}}[ `「『]{{0,2}})"
        rf"({_LOUD}|{_SMALL})(?:[^\w]|$)",
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
)
