"""Colleagues of engineering in more languages: by what they do, and by their team."""

import re

from app.redaction.detectors.engineers import NOBODY
from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import NOT_A_NAME, gates, one_of, phrases

_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž][a-zß-öø-ÿĀ-ž'’]+(?:-[A-ZÀ-Þ][a-zß-ž]+)?"
_FIRM_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\wà-žĀ-ž'’&-]*"
_NAME = rf"{_WORD}(?: (?:(?:van|von|de|der|den|di|da|la|ter) ){{0,2}}{_WORD}){{0,2}}"
_ROLES = phrases(
    """ohjelmoija, ohjelmoijamme, kehittäjä, kehittäjämme, koodari, koodarimme, kollegani,
    kollegamme, työkaverini, testaaja, ontwikkelaar, programmeur, collega, teamgenoot, tester,
    utvecklare, utvecklaren, programmerare, kollegan, min kollega, vår kollega, udvikler,
    udvikleren, programmør, utvikler, utvikleren, vývojář, vývojářka, programátor, kolega,
    kolegyně, programista, programistka, koleżanka, deweloper, fejlesztő, fejlesztőnk, kollégám,
    kollégánk, dezvoltator, programator, colegul, colega, colega meu, entwickler, entwicklerin,
    programmierer, kollege, kollegin, développeur, développeuse, collègue, desarrollador,
    desarrolladora, programador, programadora, compañero, compañera, desenvolvedor,
    desenvolvedora, sviluppatore, sviluppatrice, ekipten, ekibinden, ekipteki, ekibimizden,
    ekibindeki, ekip arkadaşim, ekip arkadaşimiz, takim arkadaşim, geliştirici, geliştiricimiz,
    yazilimci, yazilimcimiz, mühendisimiz, mühendis, inženýr, inżynier, ingénieur, ingeniero,
    engenheiro, ingegnere, ingenieur, insinööri, ingenjör, ingeniør"""
)
_OF_TEAM = (
    r"van (?:het )?team|van ons team|vom team|aus dem team|aus unserem team|de l'équipe|"
    r"de notre équipe|"
    r"del equipo|de nuestro equipo|da equipe|da equipa|da nossa equip[ae]|del team|del nostro team|"
    r"z zespołu|z naszego zespołu|z týmu|z našeho týmu|från teamet|från team|fra teamet|fra team|"
    r"tiimistä|din echipa"
)


def _by_role(candidate: Candidate) -> Candidate | None:
    """Two parts of which none is an everyday word, or one that is a name and no word."""
    parts = [part.lower().strip(".'’") for part in candidate.text.split()]
    known = stock()
    if parts[0] in NOBODY or not NOT_A_NAME.isdisjoint(parts):
        return None
    if len(parts) == 1:
        told = known.is_name(parts[0]) and parts[0] not in known.words
    else:
        told = any(known.is_name(part) for part in parts) or known.words.isdisjoint(parts)
    return candidate if told else None


_BESIDE = re.compile(
    r"\b(?:à|avec|par|pour|et|chez|de|mit|von|bei|und|an|con|por|para|y|e|a|da|com|met|door|en|aan|z|"
    r"od|do|i|med|av|och|og|til)\s$"
)
"""In front of whom something is asked or told."""


def _of_team(candidate: Candidate) -> Candidate | None:
    """As by a role; a word of no language is a name too where a comma parts it from its team."""
    known, told = stock(), _by_role(candidate)
    if told is not None or candidate.after(1) != ",":
        return told
    new = " " not in candidate.text and candidate.text.lower() not in known.words
    return candidate if new and _BESIDE.search(candidate.before(8)) is not None else None


def _in_charge(candidate: Candidate) -> Candidate | None:
    """Behind a colon two parts are a name; without one they must be known as such."""
    parts = [part.lower().strip(".'’") for part in candidate.text.split()]
    if len(parts) > 1 and candidate.before(3).rstrip().endswith(":"):
        return candidate if NOT_A_NAME.isdisjoint(parts) else None
    return _by_role(candidate)


_CLIENTS = (
    r"(?:[Kk]und(?:e|in|en)|[Cc]lient(?:e|es|s|i)?|[Kk]lant(?:en)?|[Kk]lien(?:t|ta|tem|tów|tka|cie)|"
    r"[Zz]ákazník(?:a|em)?|[Mm]andant(?:en)?)"
)
_ANOTHER = (
    r"(?:(?:ein|einem|einen|eines|dem|der|beim) ander(?:e[rnms]?)|eine(?:r)? andere[rn]?|"
    r"(?:un|chez un|à un|d'un) autre|otr[oa]|outr[oa]|un altr[oa]|een andere?|"
    r"inn(?:y|ego|emu|ym|ych|a|ą)|jin(?:ý|ého|ému)|en annan|en anden|en annen)"
)


def _other(candidate: Candidate) -> Candidate | None:
    """A name that does not begin with a word of the sentence."""
    parts = [part.lower().strip(".'’") for part in candidate.text.split()]
    known = stock()
    ordinary = len(parts) == 1 and parts[0] in known.common
    return None if ordinary or parts[0] in NOBODY or parts[0] in NOT_A_NAME else candidate


_TEAM_OF = re.compile(
    r"(?i:support|service|kunden|client|success|deine|ihr|scrum|projekt|gestion|vertriebs)"
)


def _team(candidate: Candidate) -> Candidate | None:
    """No team that the reader deals with."""
    return None if _TEAM_OF.match(candidate.text) is not None else candidate


def _of_language(candidate: Candidate) -> Candidate | None:
    """`équipe Support` is the one that writes."""
    return None if _TEAM_OF.match(candidate.text.split()[-1]) is not None else candidate


_HOUSES = (
    r"(?:mairie|commune|ville|clinique|lycée|collège|école|banque|hôpital|coopérative|ayuntamiento|"
    r"colegio|clínica|hospital|universidad|banco|cooperativa|comune|scuola|ospedale|banca|"
    r"prefeitura|escola|gemeente|school|ziekenhuis|urząd|szkoła|szpital|klinika|škola|nemocnice|"
    r"kommun|skola|skole|sykehus|sygehus)"
)
_FIRM = (
    rf"{_WORD}(?:(?: (?:de|du|des|der|den|di|da|do|del|della|la|le|van|von|y|et|und|&)){{0,2}} "
    rf"{_FIRM_WORD}){{0,4}}"
)
_CYRILLIC_ROLE = (
    r"(?:[Рр]азработчи[кц][а-яіїє]{0,3}|[Пп]рограмм?(?:ист|іст|ер)[а-яіїє]{0,3}|"
    r"[Ии]нженер[а-яіїє]{0,3}|[Іі]нженер[а-яіїє]{0,3}|"
    r"[Тт]естиров?щик[а-яіїє]{0,3}|[Тт]естувальни[кц][а-яіїє]{0,3}|[Кк]оллег[а-яіїє]|"
    r"[Кк]олег[а-яіїє]{1,3}|[Кк]олежк[а-яіїє]{1,3}|"
    r"[Рр]озробни[кц][а-яіїє]{0,3}|[Іі]нжењер[а-яіїє]{0,2}|[Тт]имлид[а-яіїє]{0,2}|"
    r"[Тт]імлід[а-яіїє]{0,2}|[Дд]евопс[а-яіїє]{0,2})"
)
_CYRILLIC_WORD = r"[А-ЯЁІЇЄҐЂЈЉЊЋЏ][а-яёіїєґђјљњћџ'’]+(?:-[А-ЯЁІЇЄҐ][а-яёіїєґ]+)?"
_CHARGED = (
    r"(?:担当者?|開発者|エンジニア|同僚|レビュー(?:ア|担当)?|负责人|負責人|工程师|工程師|"
    r"同事|담당자?|개발자|"
    r"엔지니어|리뷰|동료|المسؤولة?|المهندسة?|المطورة?|المبرمجة?|الزميلة?|زميلنا|המפתחת?|המהנדסת?|"
    r"הקולגה|אחראית?|ผู้ดูแล|ผู้รับผิดชอบ|วิศวกร|นักพัฒนา|[Pp]hụ trách|[Kk]ỹ sư|[Ll]ập trình viên|"
    r"[Đđ]ồng nghiệp|[Pp]engembang|[Pp]enanggung jawab|[Rr]ekan)"
)
PATTERNS = (
    Pattern(
        "person_name",
        "colleague-by-role-cyrillic",
        rf"(?:^|[^\wа-яёіїє\[\]*]){_CYRILLIC_ROLE} ({_CYRILLIC_WORD}(?: {_CYRILLIC_WORD}){{1,2}})",
        (
            *("азработч", "рограм", "нженер", "естиро", "естувал", "оллег", "олег", "олежк"),
            *("озробни", "нжењер", "имлид", "імлід", "евопс"),
        ),
        rank=Rank.CUE,
    ),
    Pattern(
        "person_name",
        "colleague-in-charge",
        rf"{_CHARGED}[ :|\t]{{0,3}}({_NAME})",
        (
            *(
                "担当",
                "開発者",
                "エンジニア",
                "同僚",
                "レビュー",
                "负责人",
                "負責人",
                "工程师",
                "工程師",
            ),
            *("同事", "담당", "개발자", "엔지니어", "리뷰", "동료", "المسؤول", "المهندس", "المطور"),
            *("المبرمج", "الزميل", "زميلنا", "המפתח", "המהנדס", "הקולגה", "אחראי", "ผู้ดูแล"),
            *("ผู้รับผิดชอบ", "วิศวกร", "นักพัฒนา", "hụ trách", "ỹ sư", "trình viên", "nghiệp"),
            *("engembang", "enanggung jawab", "rekan"),
        ),
        rank=Rank.CUE,
        check=_in_charge,
    ),
    Pattern(
        "other_customer",
        "customer-other-abroad",
        rf"\b(?i:{_ANOTHER}) {_CLIENTS}(?:,| \(| namens| nommé| llamado| chiamato|:)* "
        rf"(?:(?:die|der|das|dem|den|la|le|les|l'|el|los|il|lo|de|het|o|a|os) ?)?"
        r"(?:(?:firm[ayęąie]{1,2}|spółk[aię]|společnost\w?|firman|firmaet|bedrijf|entreprise|société|"
        r"empresa|ditta|azienda|compania|gesellschaft|"
        rf"{_HOUSES}(?: de| di| del| della| van| von| der)?) (?:d')?)?"
        rf"({_FIRM})",
        (
            *("ander", "autre ", "otro ", "otra ", "outro ", "outra ", "altro ", "altra "),
            *(
                "inny ",
                "innego ",
                "innemu ",
                "innym ",
                "innych ",
                "inna ",
                "inną ",
                "jin",
                "en annan ",
                "en annen ",
            ),
        ),
        rank=Rank.CUE,
        check=_other,
    ),
    Pattern(
        "other_customer",
        "customer-in-brackets",
        rf"({_FIRM}) [(](?i:(?:other|another|different|ein anderer|anderer|autre|otro|"
        rf"outro|altro|andere?|inny|jiný) (?:customer|client|tenant|account|kunde|"
        rf"cliente|klant|klient|zákazník))[),]",
        (
            *("(other ", "(another ", "(different ", "(ein ", "(ander", "(autre ", "(otro "),
            *("(outro ", "(altro ", "(inny ", "(jin"),
        ),
        rank=Rank.CUE,
        check=_other,
    ),
    Pattern(
        "team",
        "team-owner",
        r"\b(?i:owners?|owned by|owning team|team|assigned to|with|dono|zuständig|verantwortlich|"
        r"responsable|właściciel|eigenaar)(?i: is)?[ :]{1,3}(?:the )?"
        r"([A-Z][\w&-]+(?: [A-Z][\w&-]+){0,2} (?:[Tt]eam|[Ss]quad|[Gg]uild))\b",
        (" team", " squad", " guild"),
        check=_team,
    ),
    Pattern(
        "team",
        "team-joined",
        r"(?:^|[\s(,:])([A-ZÄÖÜ][\wäöüß]+(?:-[A-ZÄÖÜ][\wäöüß]+){0,3}-[Tt]eam)\b",
        ("-team",),
        check=_team,
    ),
    Pattern(
        "team",
        "team-of-language",
        r"(?:^|[\s(,:'’])((?:[Zz]espół|[Zz]espołu|[Zz]espołem|[ÉEée]quipe|[Ee]quipo|"
        r"[Ss]quadra|[Tt]ým|[Tt]ýmu) [A-ZÀ-ÞĀ-Ž][\wà-žĀ-ž-]{3,})\b",
        ("zesp", "quipe", "quipo", "squadra", "týmu", "tým "),
        check=_of_language,
    ),
    Pattern(
        "person_name",
        "colleague-by-role",
        rf"(?:^|[\s(,;:>.])(?i:{one_of(_ROLES)}) ({_NAME})",
        gates(_ROLES),
        rank=Rank.CUE,
        check=_by_role,
    ),
    Pattern(
        "person_name",
        "colleague-of-team",
        rf"(?:^|[\s(,;:>.])({_NAME}),? (?:{_OF_TEAM})\b",
        (
            *("van team", "van het team", "van ons team", "vom team", "dem team", "unserem team"),
            *("de l'équipe", "de l'equipe", "notre équipe", "notre equipe", "equipo", "equipe"),
            *("equipa", "del team", "nostro team", "zespołu", "zespolu", "týmu", "tymu"),
            *("från team", "fran team", "fra team", "tiimist", "din echipa"),
        ),
        rank=Rank.CUE,
        check=_of_team,
    ),
)
