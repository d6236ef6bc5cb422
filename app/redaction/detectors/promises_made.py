"""Promises that were given, and plans to ship, in the languages that `roadmap_told` leaves: the
whole sentence.

`Obiecaliśmy to naprawić w wersji 5.8 w czerwcu`, `планируем выпустить в третьем квартале`. Each
says when; a call or a visit that was promised stays.
"""

import re

from app.redaction.detectors.roadmap_told import is_promised
from app.redaction.detectors.sentences import sentence_around, withheld
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

_GIVEN = (
    r"\b(?:obieca(?:liśmy|łyśmy|łem|łam|no)|(?:zobowiąza|deklarowa)liśmy|slíbili jsme|"
    r"slíbil[ai]? jsem|sľúbili sme|sľúbil[ai]? som|abbiamo promesso|ho promesso|avevamo promesso|"
    r"hemos prometido|prometimos|le prometí|prometemos|prometi|avions promis|avons promis|"
    r"ai promis|hebben beloofd|heb beloofd|beloofden|vi (?:har )?lova(?:de|t)|jag (?:har )?"
    r"lova(?:de|t)|vi (?:har )?lovet|vi lovede|jeg (?:har )?lovet|jeg lovede|lupasimme|"
    r"olemme luvanneet|lupasin|megígértük|megígértem|am promis|i-am promis|le-am promis|"
    r"söz verdik|söz verdim|söz vermiştik|obećali smo|obljubili smo|pažadėjome|solījām|apsolījām|"
    r"lubasime|haben (?:\w+ ){0,3}?zugesagt|wurde zugesagt|toegezegd)|"
    r"обещали|пообещали|пообіцяли|обіцяли|обещахме|υποσχεθήκαμε"
)
_GIVEN_GATES = (
    *("obieca", "zobowi", "deklarowali", "slíbil", "sľúbil", "promesso", "promet", "promis"),
    *("beloof", "lova", "love", "lupasi", "luvanneet", "ígért", "söz ver", "obećali", "obljubili"),
    *("adėjome", "olījām", "lubasime", "zugesagt", "toegezegd", "бещали", "ообіцяли", "обіцяли"),
    *("біцяли", "бещахме", "ποσχεθήκαμε"),
)
_SAID = r"[^\s.!?\[\]*]{1,20}"
_PLANNED = (
    r"(?:планируем|рассчитываем|намерены|собираемся|хотим|плануємо|"
    rf"збираємося|планираме) (?:{_SAID} ){{0,2}}?(?:выпус|исправ|добав|внедр|реализ|выкат|релиз|"
    r"запус|закр|почин|сделать|випуст|виправ|дода|впровад|реаліз|запус|пусн|поправ|издад)|"
    rf"\b(?:planujemy|zamierzamy|chcemy|plánujeme|hodláme|chceme) (?:{_SAID} ){{0,3}}?(?:wyda|"
    r"wypuś|napraw|doda|wdroż|popraw|udostęp|vydat|opravit|přidat|nasadit|vydať|opraviť|pridať)|"
    rf"\b(?:planerar|avser|tänker|räknar med) (?:vi )?(?:att )?(?:{_SAID} )?(?:släpp|lanser|rätta|"
    r"fixa|åtgärd|införa|lägga till|leverera)|"
    rf"\b(?:planlægger|planlegger|regner med|satser på|har tenkt) (?:vi )?(?:at |å )?(?:{_SAID} )?"
    r"(?:udgiv|udsend|ret|lancer|lanser|slipp|rett|fiks|tilføj|legge til|lever)|"
    rf"\b(?:aiomme|suunnittelemme|tarkoituksemme on) (?:{_SAID} )?(?:julkais|korja|lisä|toimitt)|"
    r"(?:kiadni|javítani|kijavítani|bevezetni|élesíteni) (?:tervezzük|szeretnénk|fogjuk)|"
    rf"(?:tervezzük|szeretnénk|fogjuk) (?:{_SAID} )?(?:kiadni|javítani|kijavítani|bevezetni|"
    r"élesíteni)|"
    r"(?:yayinla|düzelt|çikar|ekle|gider|sun)\w{0,8} (?:planliyoruz|hedefliyoruz|düşünüyoruz)|"
    r"\b(?:intenționăm|plănuim|avem în plan|vrem) să (?:lans|repar|adăug|livr|corect|public)|"
    r"(?:σχεδιάζουμε|σκοπεύουμε) να (?:κυκλοφορ|διορθώσ|προσθέσ|εκδώσ)|"
    rf"\b(?:planiramo|namjeravamo|nameravamo|načrtujemo) (?:{_SAID} )?(?:izda|objav|poprav|"
    r"isprav|dod)"
)
_PLANNED_GATES = (
    *("анируем", "ссчитываем", "амерены", "обираемся", "отим", "лануємо", "бираємося", "ланираме"),
    *("planujemy", "zamierzamy", "chcemy", "nujeme", "hodláme", "chceme", "planerar", "avser"),
    *("tänker", "räknar med", "planlægger", "planlegger", "regner med", "satser på", "tenkt"),
    *("aiomme", "suunnittelemme", "tarkoituksemme", "tervezzük", "szeretnénk", "fogjuk"),
    *("planliyoruz", "hedefliyoruz", "düşünüyoruz", "intenționăm", "plănuim", "avem în plan"),
    *("vrem ", "χεδιάζουμε", "κοπεύουμε", "planiramo", "namjeravamo", "nameravamo", "rtujemo"),
)


_NO_WARE = re.compile(
    r"\b(?:devolv|reembols|dinero|dinheiro|formul|terug ?te ?betal|terug ?te ?bellen|terugbel|"
    r"terugbetal|pengar|penge|betala|återbetal|tilbagebetal|rahat|raho|palaut|maksa|zwr[oó]c|"
    r"pieni[aą]d|użytkownik|uživatel|katalog|faktur|peníze|pénz|деньг|вернуть|возврат|гроші|"
    r"повернути|счет|счёт|рахун|каталог|para iade)",
    re.IGNORECASE,
)
"""What is promised to the reader besides software: money, forms, invoices."""


def _is_ours(sentence: str) -> bool:
    return is_promised(sentence) and _NO_WARE.search(sentence) is None


def _promise(candidate: Candidate) -> Candidate | None:
    place = sentence_around(candidate.view.text, candidate.start, candidate.end)
    return withheld(candidate, *place) if candidate.view.judge(_is_ours, *place) else None


def _promises(name: str, regex: str, gates: tuple[str, ...]) -> Pattern:
    return Pattern("roadmap", name, regex, gates, Rank.REGION, ignore_case=True, check=_promise)


PATTERNS = (
    _promises("promise-was-given", _GIVEN, _GIVEN_GATES),
    _promises("planned-to-ship", _PLANNED, _PLANNED_GATES),
)
