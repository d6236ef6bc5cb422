"""Payment cards and international account numbers, told by their check digits."""

import re

from stdnum import iban, luhn

from app.redaction.canonical import Canonical
from app.redaction.detectors.cues import compact, cued, is_inside, spell
from app.redaction.detectors.phone import digits_of
from app.redaction.detectors.shapes import Row, is_technical
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import phrases, words

_ISSUERS = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|35\d{14}|3[0689]\d{12,17}|"
    r"(?:50|5[6-8]|6\d|8[12])\d{10,17}|9792\d{12}|1\d{14}"
)
"""The first digits that card schemes give, with the lengths that they use."""

_SPACED = (
    "9999 9999 9999 9999",
    "9999 999999 99999",
    "9999 999999 9999",
    "9999 9999 9999 9999 999",
    "999999 9999999999999",
    "9999 9999 9999 999",
    "9999 9999 99999",
)


def _card_value(view: Canonical, start: int, end: int) -> str | None:
    """The digits, where an issuer gives such numbers and the check digit holds."""
    text = view.text[start:end]
    digits = digits_of(text)
    if _ISSUERS.fullmatch(digits) is None or len(set(digits)) < 2 or not luhn.is_valid(digits):
        return None
    return None if text == digits and is_technical(view, start) else digits


CARDS = (
    Row(
        "card",
        "card",
        (
            *(shape.replace(" ", sign) for shape in _SPACED for sign in " -."),
            *("9" * length for length in range(13, 20)),
            *(" ".join("9" * length) for length in range(13, 20)),
        ),
        _card_value,
    ),
)
"""How cards are written where no word stands beside them."""

_CARD_WORDS = phrases(
    """card, card number, card no, credit card, debit card, cc number, ccnum, visa, mastercard,
    amex, american express, kreditkarte, kreditkartennummer, kartennummer, ec-karte,
    girokarte, carte bancaire, carte bleue, carte de crédit, numéro de carte, tarjeta,
    tarjeta de crédito, carta di credito, numero carta, cartão, cartão de crédito, creditcard,
    creditcardnummer, kortnummer, kreditkort, betalkort, karta kredytowa, numer karty,
    karty kredytowej, kreditní karta, číslo karty, bankkártya, kredi kartı, kart numarası,
    номер карты, карта, 信用卡, 卡号, クレジットカード, 카드번호"""
)
_CODE_WORDS = phrases(
    """cvv, cvv2, cvc, cvc2, card security code, security code, card verification,
    kartenprüfnummer, prüfnummer, prüfziffer, sicherheitscode, cryptogramme,
    código de seguridad, código de segurança, codice di sicurezza, veiligheidscode,
    beveiligingscode, säkerhetskod, kod zabezpieczający, güvenlik kodu"""
)
_EXPIRY_WORDS = phrases(
    """exp, exp date, exp., expires, expiry, expiry date, expiration, expiration date,
    valid thru, valid until, valid to, good thru, gültig bis, ablaufdatum, verfallsdatum,
    verfall, date d'expiration, expire le, expire, caduca, caducidad, fecha de caducidad,
    vencimiento, vence, validade, scadenza, scade, geldig tot, vervaldatum, giltig till,
    utgår, ważna do"""
)
_NEAR_CARD = re.compile(
    r"card|visa|master|amex|karte|carte|carta|tarjeta|cartao|kort|kart|cvv|cvc|cvn|"
    r"\d{4}[ .-]\d{4}|[*x]{4}"
)
_AROUND = 160


def _near_card(candidate: Candidate) -> Candidate | None:
    """Codes and months mean a card's only where a card is spoken of."""
    around = candidate.before(_AROUND) + " " + candidate.after(_AROUND // 2)
    return candidate if _NEAR_CARD.search(around) is not None else None


def _called_card(candidate: Candidate) -> Candidate | None:
    """A number that is called a card may be mistyped, and is private all the same."""
    digits = digits_of(candidate.text)
    if is_inside(candidate) or _ISSUERS.fullmatch(digits) is None:
        return None
    return candidate._replace(value=digits)


def _track(candidate: Candidate) -> Candidate | None:
    """What a card's stripe holds: the number, the month of expiry and what only banks may read."""
    digits = re.split(r"[=^dD]", candidate.text, maxsplit=1)[0]
    taken = _ISSUERS.fullmatch(digits) is not None and luhn.is_valid(digits)
    return candidate._replace(value=digits) if taken else None


def _iban(candidate: Candidate) -> Candidate | None:
    """As many letters and digits as the country has; what follows is no part of it."""
    text = candidate.text
    length = _LENGTHS.get(text[:2].upper(), 0)
    places = [place for place, character in enumerate(text) if character.isalnum()][:length]
    if not length or len(places) < length:
        return None
    end = places[-1] + 1
    number = compact(text[:end]).upper()
    inside = text[end : end + 1].isalnum() or not iban.is_valid(number, check_country=False)
    return None if inside else candidate._replace(end=candidate.start + end, value=number)


_LENGTHS = {
    word[:2]: int(word[2:])
    for word in words(
        """
        AD24 AE23 AL28 AO25 AT20 AZ28 BA20 BE16 BF28 BG22 BH22 BI27 BJ28 BR29 BY28 CF27 CG27 CH21
        CI28 CM27 CR22 CV25 CY28 CZ24 DE22 DJ27 DK18 DO28 DZ26 EE20 EG29 ES24 FI18 FK18 FO18 FR27
        GA27 GB22 GE22 GI23 GL18 GQ27 GR27 GT28 GW25 HN28 HR21 HU28 IE22 IL23 IQ23 IR26 IS26 IT27
        JO30 KM27 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MA28 MC27 MD24 ME22 MG27 MK19 ML28
        MN20 MR27 MT31 MU30 MZ25 NE28 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33
        SA24 SC31 SD18 SE24 SI19 SK24 SM27 SN28 SO23 ST25 SV28 TD27 TG28 TL23 TN24 TR26 UA29 VA22
        VG24 XK20 YE30
        """
    )
}
"""How many letters and digits each country's IBAN has (the SWIFT registry)."""

_CODE, _CODE_GATES = spell(_CODE_WORDS)
_EXPIRY, _EXPIRY_GATES = spell(_EXPIRY_WORDS)

PATTERNS = (
    Pattern(
        "card",
        "track",
        r"(?:\b|%[bB])(\d{13,19}(?:=|\^[^\n^\x02]{2,30}\^|[dD])\d{7}[\d?]{0,30})",
        rank=Rank.CHECKED,
        gates=("=", "^", "d"),
        check=_track,
    ),
    *cued(
        "card",
        "card-cue",
        _CARD_WORDS,
        _called_card,
        value=r"\d(?:[ .-]{0,2}\d){12,18}",
        reach=24,
    ),
    Pattern(
        "card",
        "card-code",
        rf"(?:^|[^A-Za-z]){_CODE}(?i:[ _-]?(?:code|number|no|nr)\b\.?)?[\"']?"
        r"(?i:[ \t]*(?:is|was|ist|lautet|es|est|:|=)?[ \t\"'(]*)(\d{3,4})\b",
        _CODE_GATES,
        rank=Rank.CHECKED,
        check=_near_card,
    ),
    Pattern(
        "card",
        "card-expiry",
        rf"(?:^|[^A-Za-z]){_EXPIRY}[\"']?(?i:[ \t]*(?:is|on|in|date|:|=)?[ \t\"'(:]*)"
        r"((?:0?[1-9]|1[0-2]) ?[/-] ?(?:20)?\d\d)\b",
        _EXPIRY_GATES,
        rank=Rank.CHECKED,
        check=_near_card,
    ),
    Pattern(
        "iban",
        "iban",
        r"\b([A-Za-z]{2}[ -]?\d{2}(?:[ .-]?[A-Za-z0-9]){11,31})",
        rank=Rank.CHECKED,
        check=_iban,
    ),
)
