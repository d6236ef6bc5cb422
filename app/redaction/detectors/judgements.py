"""What engineers say that somebody is: the whole sentence.

Where a sentence says of the customer, or of somebody who works there, that they are a such or very
so, it judges. That somebody is a guest or the owner of something is a fact.
"""

import re

from app.redaction.detectors.labels import is_label
from app.redaction.detectors.sentences import sentence_around, withheld
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

_SOMEBODY = (
    r"(?:\b(?:the|this|that|their) (?:customer|requester|guy|lady|bloke|chap|dude|"
    r"head of [a-z]+|boss|ceo|cto|cio|it (?:guy|guys|people|manager)|"
    r"admins?|consultants?|accountant|secretary|people|folks)|\btheir it|"
    r"\bs?he)"
)
_IS = r"(?:'s|'re| is| are| was| were| must be| can be| seems?(?: to be)?| sounds?)"
_VERY = (
    r"(?:(?:really|just|always|simply|obviously|clearly|honestly|frankly|again|still|being) )?"
    r"(?:an? |such an? |one of those |like |too |so |very |quite |rather |pretty |totally |"
    r"utterly |"
    r"completely |absolutely |extremely |incredibly |kind of |sort of |not (?:very|exactly|too|"
    r"really|the) )"
)
_ABROAD = (
    r"(?:der|die|dieser|diese) (?:typ (?:vom kunden|dort|da|drüben)|"
    r"kunde|kundin|kerl|dame|leute|admin|chef|chefin|it-leiter|"
    r"ansprechpartner|ansprechpartnerin)(?: (?:vom kunden|dort|da|drüben))? (?:ist|sind|war|waren) "
    r"(?:(?:echt|einfach|wirklich|halt|ja|leider|wieder|immer) )?(?:eine? |total |völlig |absolut |"
    r"ziemlich |sehr |so |etwas |ein bisschen |echt )|"
    r"\b(?:le|la|ce|cette|leur) (?:client|cliente|mec|gars|admin|dame|responsable) (?:est|"
    r"était|fait|"
    r"nous fait) (?:encore |toujours |vraiment )?(?:une? |son |sa |très |trop |un peu |"
    r"complètement |"
    r"totalement |vraiment )|"
    r"\b(?:el|la|este|esta|ese|esa|su) (?:cliente|clienta|tío|tía|señor|señora|admin) (?:es|"
    r"está|era) "
    r"(?:una? |muy |siempre |bastante |demasiado |realmente |completamente |un poco )|"
    r"\b(?:il|la|questo|questa|quel|quella) (?:cliente|tizio|tizia|signore|signora|"
    r"admin) (?:è|era) "
    r"(?:una? |molto |sempre |proprio |davvero |troppo |completamente |un po' )|"
    r"\b(?:o|a|este|esta|esse|essa) (?:cliente|cara|senhor|senhora|admin) (?:é|está|"
    r"era) (?:uma? |"
    r"muito |sempre |bem |mesmo |meio |completamente )|"
    r"\b(?:de|deze|die) (?:klant|vent|kerel|man|vrouw|beheerder) (?:is|was) (?:een |echt |heel |"
    r"erg |"
    r"nogal |gewoon |weer |altijd )|"
    r"\b(?:ten|ta|ci) (?:klientka|klienci|gość|facet|baba|pani|pan) (?:jest|są|to|był) |"
    r"(?:клиент|клиентка|заказчик|этот тип) (?:просто|реально|очень|какой-то|явно|вечно|совсем|"
    r"полный|полная|у нас) "
)
_GATES = (
    *("customer", "client", "requester", "reporter", "guy", "lady", "bloke", "chap", "dude"),
    *("head of ", " boss", " ceo", " cto", " cio", "the it ", "this it ", "that it ", "their it"),
    *(" admin", "consultant", " manager", "director", "accountant", "secretary", "people", "folks"),
    *(" contact", "he is ", "he's ", "he was ", "he must be", "he can be", "he seem", "he sound"),
    *("he are ", "he're ", "he were "),
)
_ABROAD_GATES = (
    *("kunde", "kundin", "kerl", "dame", "leute", "admin", "chef", "leiter", "ansprechpartner"),
    *("typ", "client", "mec ", "gars ", "responsable", "cliente", "clienta", " tío ", " tía "),
    *(" tipo ", "señor", "tizi", "signor", " cara ", "senhor", "klant", " vent ", "kerel", " man "),
    *(" vrouw ", "beheerder", "klient", "klienci", "gość", "facet", "baba", "pani ", " pan "),
    *("лиент", "аказчик", "этот тип"),
)
_ROLE = re.compile(
    r"(?:[\w-]+ ){0,2}(?:members?|guests?|admins?|administrators?|owners?|editors?|viewers?|users?|"
    r"customers?|clients?|tenants?|contacts?|managers?|agents?|participants?|recipients?|"
    r"subscribers?|resellers?|partners?|company|approvers?|roles?|part of|mitglied|gast|benutzer|"
    r"nutzer|kunde|firma|membre|invité|administrateur|utilisateur|miembro|invitad[oa]|usuari[oa]|"
    r"empresa|membro|utente|ospite|azienda|beheerder|gebruiker|bedrijf|użytkowni\w+|firm\w+|"
    r"employees?|colleagues?|persons?|individual|entity|programs?|programmes?|applications?|desktop|"
    r"server|service|process|library|browser|thin|web|test\w*|machine|field|type|object|record|term|"
    r"placeholder|duplicate|copy|subset|separate|optional|mandatory|programm|dienst|feld|rolle|prozess|datensatz|serveur|"
    r"programme|logiciel|navigateur|servidor|programa|programma|mitarbeiter\w*|kolleg\w+|coll[eè]g\w+|"
    r"long way|large number|different|new|few|lot of|great|good|pleased|happy|glad|right|"
    r"concern\w*|worr\w+|late|early|busy|unsure|sorry|sick|ill|upset|unhappy|satisfied|far|close|"
    r"similar|available|aware|interested|bit|little|big|small|old|young|short|long|slow|many|much|"
    r"often|quick|careful|keen|curious|frustrated|disappointed|annoyed|angry|those|"
    r"kind|patient|helpful|friendly|nett\w*|freundlich\w*)\b",
    re.IGNORECASE,
)
"""What somebody may be said to be."""


def _judged(candidate: Candidate) -> Candidate | None:
    view = candidate.view
    if _ROLE.match(view.text, candidate.end) or is_label(view.text, candidate.start, candidate.end):
        return None
    start, end = sentence_around(view.text, candidate.start, candidate.end)
    return withheld(candidate, start, end)


PATTERNS = (
    Pattern(
        "remark",
        "judged-is",
        rf"{_SOMEBODY}{_IS} {_VERY}",
        _GATES,
        Rank.REGION,
        ignore_case=True,
        check=_judged,
    ),
    Pattern(
        "remark",
        "judged-is-abroad",
        _ABROAD,
        _ABROAD_GATES,
        Rank.REGION,
        ignore_case=True,
        check=_judged,
    ),
)
