"""Names that a line's form tells: of chats, last lines and passengers, behind `I am`, `my son`."""

import re
from collections.abc import Callable

from app.redaction.canonical import fold
from app.redaction.detectors.any_case import listed
from app.redaction.detectors.cues import spell
from app.redaction.detectors.name_columns import HEADS
from app.redaction.detectors.name_particles import PARTICLES
from app.redaction.detectors.names import is_ordinary
from app.redaction.hits import Rank
from app.redaction.name_cues import ASKING, LABELS, PEOPLE
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import NOT_A_NAME, words

_UPPER = r"[A-ZÀ-ÖØ-ÞĀ-ſΆ-ΫЀ-Я]"
_WORD = rf"{_UPPER}[A-Za-zÀ-ɏΆ-ώЀ-ӿẠ-ỹ'-]+"
_FULL = rf"{_WORD}(?:[ \t]{PARTICLES}(?:{_WORD}|{_UPPER}\.)){{1,3}}"
_NAME = rf"{_WORD}(?:[ \t]{PARTICLES}(?:{_WORD}|{_UPPER}\.)){{0,3}}"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?"
_DAY = r"(?:\d{1,4}[-./]\d{1,2}[-./]\d{1,4},? )?"
_ROLES = words(
    """
    agent support visitor customer bot system admin operator advisor client user guest supervisor
    kunde berater conseiller visiteur cliente agente medewerker klant konsultant klient server
    """
)
_SELF = listed(
    """je soussigné, je soussignée, io sottoscritto, io sottoscritta, el abajo firmante,
    la abajo firmante, eu abaixo assinado, ja niżej podpisany, ja niżej podpisana, les escribe,
    le escribe, te escribe, os escribe, vous écrit, vi scrive, ti scrive, aqui quem fala é,
    sou a, sou o, eu sou a, eu sou o, aqui é a, aqui é o, aqui fala a, aqui fala o, meu nome é,
    o meu nome é, me chamo, chamo-me, sóc la, sóc en, em dic, jag heter, mitt namn är, jeg heter,
    mit navn er, mitt navn er, navnet mitt er, nimeni on, minun nimeni on, nazywam się, nazywam sie,
    mam na imię,
    jmenuji se, jmenuju se, moje jméno je, volám sa, a nevem, nevem, mă numesc, numele meu este,
    zovem se, moje ime je,
    ime mi je, benim adım, adım, ismim, mans vārds ir, mano vardas, mu nimi on, minu nimi on,
    ik heet,
    mijn naam is, ich heiße, ich heisse, mein name ist, mon nom est, je suis m., je suis mme,
    nama saya,
    tên tôi là, ako po si, ang pangalan ko ay, jina langu ni, is ainm dom, меня зовут, мене звати,
    z tej strony, merhaba ben, merhabalar ben, selam ben, selamlar ben, казвам се, името ми е,
    με λένε,
    ονομάζομαι"""
)
_AM = listed(
    """ich bin, je suis, c'est, soy, yo soy, habla, sono, sou, eu sou, ik ben, jag är, jeg er, olen,
    mina olen,
    jestem, jsem, som, sunt, ja sam, jaz sem, saya, tôi là, ako si, esu, es esmu, itt, здесь"""
)
"""What may follow is a trade or a state as well."""

_KIN = listed(
    """son, daughter, mum, mom, mother, dad, father, uncle, aunt, cousin, niece, nephew, grandma,
    grandpa, grandmother, grandfather, granddaughter, grandson, wife, husband, brother, sister,
    fiancé, fiancée, fiance, stepson, stepdaughter, twin, flatmate, roommate, neighbour, neighbor,
    carer,
    girlfriend, boyfriend, in-law, nanny, da, ma, mam, mammy, mummy, daddy, nan, nana, granny,
    helper, housekeeper, caregiver, guardian, fosterson, ex,
    hubby, missus, landlord, landlady, mate, buddy, childminder"""
)
_KIN_ABROAD = listed(
    """mein sohn, meine tochter, mein mann, meine frau, mein vater, meine mutter, mein bruder, meine
    schwester, meine oma, mein opa, meine nichte, mein neffe, mon fils, ma fille, mon mari,
    ma femme,
    mon père, ma mère, mon frère, ma sœur, ma soeur, mi hijo, mi hija, mi marido, mi mujer,
    mi esposa,
    mi esposo, mi padre, mi madre, mi hermano, mi hermana, meu filho, minha filha, meu marido, minha
    mulher, minha esposa, meu pai, minha mãe, meu irmão, minha irmã, mio figlio, mia figlia, mio
    marito, mia moglie, mio padre, mia madre, mio fratello, mia sorella, mijn zoon, mijn dochter,
    mijn
    man, mijn vrouw, mijn vader, mijn moeder, mijn broer, mijn zus, mój syn, moja córka, mój mąż,
    moja
    żona, mój ojciec, moja matka, můj syn, moje dcera, můj manžel, moje manželka, môj syn, moja
    dcéra, môj manžel, min son, min dotter, min man, min fru, min sønn, min datter, min mann,
    min kone,
    min søn, min mand, poikani, tyttäreni, mieheni, vaimoni, oğlum, kızım, eşim, fiam, lányom,
    férjem,
    feleségem, buurman, buurvrouw, nachbar, nachbarin, vecino, vecina, voisin, voisine, vizinho,
    vizinha, sąsiad, sąsiadka, soused, sousedka, granne, naboen, naapuri, komşum, zwager, schwager,
    schwägerin, tante, onkel, oncle, tonton, tata, tío, tía, abuela, abuelo, avó, avô, nonno, nonna,
    niño, niña, bebé, enfant, bambino, bambina, criança, dziecko, mon pote, mon copain,
    ma copine, mon ami, mon amie, ma meuf, mein kumpel,
    mein freund,
    meine freundin, mein kind, mi amigo, mi amiga, mi novio, mi novia, mi suegra, mi suegro, meu
    amigo, minha amiga, mio amico, mia amica, mio nonno, mia nonna, mijn vriend, mijn vriendin, mijn
    buurman, mijn buurvrouw, mój kolega, moja koleżanka, mój brat, moja siostra, můj bratr,
    moje sestra,
    min kompis, min bror, min syster, min søster, min søn, fiul meu, fiica mea, soțul meu,
    soția mea, chauffeur, conductor, conducteur,
    chauffören, kierowca, kierowcy, řidič, řidiče"""
)
_FAMILY = listed(
    "fam., familie, famille, familia, famiglia, rodzina, rodina, família, familien, család"
)
_NAMED = listed(
    """nazwisko, nazwiskiem, o nazwisku, imię, na nazwisko, nachname, vorname, zuname, familienname,
    nom de famille, prénom, apellido, apellidos, de apellido, cognome, di cognome, sobrenome,
    apelido,
    achternaam, voornaam, příjmení, jméno, priezvisko, efternamn, förnamn, etternavn, efternavn,
    sukunimi, etunimi, soyadım, soyadı, vezetéknév, keresztnév, surname, last name, family name,
    maiden name, first name, фамилия, прізвище, ім'я, по фамилии"""
)
_CALLS = listed(
    """calls me, call me, calling me, goes by, go by, known as, nicknamed, aka, a.k.a., alias,
    genannt, rufname, spitzname, on m'appelle, me dicen, todos me llaman, mi chiamano, me chamam,
    noemen me, mówią mi, mówią na mnie, říkají mi"""
)
_PAYS = listed(
    """zahlung an, überweisung an, gutschrift an, auszahlung an, payment to, transfer to, payout to,
    refund to, virement à, virement pour, paiement à, transferencia a, pago a, abono a, bonifico a,
    bonifico a favore di, pagamento a, transferência para, pagamento para, betaling aan, overboeking
    naar, przelew do, przelew dla, platba pro, t.n.v., ten name van, a nombre de, em nome de,
    a nome di, intestato a, intestata a, intestati a, a favor de, ausgestellt auf, lautend auf,
    établi au nom de,
    au nom de, im namen von, zuhanden, zu händen, z. hd., z.hd., zhd., zugunsten, tav, t.a.v.,
    na koncie, z konta, na konto, auf dem konto von, vom konto von, sur le compte de, en la cuenta
    de, de la cuenta de, na conta de, sul conto di, dal conto di, op de rekening van, on the account
    of, the account of, in the account of,
    beneficiary, payee, account holder, kontoinhaber, kontoinhaberin, titulaire, titular,
    intestatario, titularka, właściciel konta, majitel účtu, hesap sahibi, a.n., atas nama"""
)
_HEADS = listed(
    """à, aan, til, fra, naar, do, od, komu, kopia, kopie, copie, copia, dw, kime, kimden, bilgi,
    lähettäjä, vastaanottaja, kopio, feladó, címzett, expéditeur, destinataire, mittente,
    destinatario, remitente, remetente, destinatário, nadawca, odbiorca, odesílatel, příjemce,
    odosielateľ, gönderen, alıcı, către, de la, от, кому, копия, від, копія, afzender,
    verzonden door"""
)
_OFFICES = listed(
    """geschäftsführer, geschäftsführerin, geschäftsführung, inhaber, inhaberin, vorstand,
    prokurist,
    vertreten durch, inh., gérant, gérante, président, présidente, administrador, administradora,
    apoderado, apoderada, gerente, titolare, amministratore, legale rappresentante, zaakvoerder,
    bestuurder, prezes, prezes zarządu, jednatel, jednatelka, konateľ, ügyvezető, vd,
    toimitusjohtaja, daglig leder, direktør, yetkili, contactpersoon, ansprechperson,
    sachbearbeiter,
    sachbearbeiterin, bearbeiter, kontaktperson, osoba kontaktowa, kontaktní osoba, interlocuteur,
    persona de contacto, pessoa de contacto, referente, yhteyshenkilö"""
)
_HEAD_WORDS = frozenset(part for head in HEADS for part in head.split())
_TOLD = NOT_A_NAME | LABELS | PEOPLE | ASKING | _ROLES
_TOWN = rf"(?:, {_WORD}(?: {_WORD})?)?"
_LONGEST_ALONE = 14
_OF_THINGS = re.compile(r"-[a-zà-ÿ]|[a-zà-ÿ][A-Z]|[A-Z]{2}")
"""How products and terms are written: `A-labels`, `GraphQL`."""


def _parts(candidate: Candidate) -> list[str]:
    return [fold(part).strip(".") for part in re.split(r"[ \t]+", candidate.text)]


def _unsaid(word: str) -> bool:
    """Whether a folded word is in no dictionary and tells of no thing."""
    return word not in stock().words and word not in NOT_A_NAME and word not in LABELS


def _plainly(candidate: Candidate) -> Candidate | None:
    """Words of which none tells what somebody or something is, and one at least is a name or
    unknown."""
    parts = [part for part in _parts(candidate) if len(part) > 1]
    if not parts or parts[0] in _TOLD:
        return None
    taken = any(not is_ordinary(part) for part in parts)
    return _valued(candidate) if taken else None


def _labelled(candidate: Candidate) -> Candidate | None:
    """Right behind `surname`: no head, no rule of a form, no column's type."""
    parts = _parts(candidate)
    if candidate.after(1) == "(" or (candidate.text.isupper() and "_" in candidate.before(12)):
        return None
    return None if not _HEAD_WORDS.isdisjoint(parts) else _plainly(candidate)


def _valued(candidate: Candidate) -> Candidate:
    text = candidate.text.removesuffix("'s")
    value = " ".join(fold(text).split())
    return candidate._replace(end=candidate.start + len(text), value=value)


def _rather(candidate: Candidate) -> Candidate | None:
    """Behind `I am`: the first word is a name, or neither of two is any word."""
    parts, known = _parts(candidate), stock()
    if parts[0] in NOT_A_NAME or parts[0] in PEOPLE or parts[0] in LABELS:
        return None
    named = known.is_name(parts[0].partition("-")[0]) and not is_ordinary(parts[-1])
    return _valued(candidate) if named or all(map(_unsaid, parts)) else None


def _of_kin(candidate: Candidate) -> Candidate | None:
    """Whom somebody calls theirs, unless it is a word that is often said in English."""
    return _whose(candidate, lambda word: word in NOT_A_NAME or stock().is_said(word))


def _of_kin_abroad(candidate: Candidate) -> Candidate | None:
    """In brackets somebody is told more of: `(Unai, 6 years)`."""
    if candidate.before(1) == "(" and candidate.after(1) != ",":
        return None
    return _whose(candidate, NOT_A_NAME.__contains__)


def _whose(candidate: Candidate, is_said: Callable[[str], bool]) -> Candidate | None:
    """The words that are not said, as far as the first that is."""
    parts = _parts(candidate)
    while parts and is_said(parts[-1]):
        parts.pop()
    if not parts or parts[0] in NOT_A_NAME or parts[0] in LABELS:
        return None
    pieces = list(re.finditer(r"\S+", candidate.text))[: len(parts)]
    return _valued(candidate._replace(end=candidate.start + pieces[-1].end()))


def _of_family(candidate: Candidate) -> Candidate | None:
    """A family's name: a surname, or no word."""
    parts, known = _parts(candidate), stock()
    pieces = [piece for part in parts for piece in part.split("-")]
    named = parts[0] in known.surnames or any(map(_unsaid, pieces))
    return _valued(candidate) if named and NOT_A_NAME.isdisjoint(parts) else None


def _with_nickname(candidate: Candidate) -> Candidate | None:
    """A given name, what they are called, and a surname."""
    parts, known = _parts(candidate), stock()
    taken = parts[0] in known.given and not is_ordinary(parts[-1])
    return _valued(candidate) if taken else None


def _nicknamed(candidate: Candidate) -> Candidate | None:
    word = fold(candidate.text)
    said = word in stock().common and not stock().is_name(word)
    said = said or _OF_THINGS.search(candidate.text) is not None
    return None if said or word in NOT_A_NAME else _valued(candidate)


def _in_chat(candidate: Candidate) -> Candidate | None:
    """Who speaks in a chat, without their role in front."""
    text, start = candidate.text, candidate.start
    while (first := text.partition(" ")[0]) and fold(first) in _ROLES and first != text:
        start, text = start + len(first) + 1, text[len(first) + 1 :]
    named = candidate._replace(start=start)
    parts, known = _parts(named), stock()
    if not parts[0] or parts[0] in NOT_A_NAME or parts[0] in LABELS or parts[0] in _ROLES:
        return None
    marked = candidate.before(3).rstrip().endswith("~")
    taken = marked or known.is_name(parts[0]) or (len(parts) > 1 and all(map(_unsaid, parts)))
    return _valued(named) if taken else None


def _before_clock(candidate: Candidate) -> Candidate | None:
    """Two words and the time: a person, if they are no products and not both ordinary."""
    parts = _parts(candidate)
    if parts[0] in _ROLES or parts[0] in LABELS or parts[0] in NOT_A_NAME:
        return None
    return None if all(map(is_ordinary, parts)) else _valued(candidate)


def _at_end(candidate: Candidate) -> Candidate | None:
    """What stands alone below the last sentence: a name, or no word at all."""
    parts, known = _parts(candidate), stock()
    if any(part in NOT_A_NAME or part in LABELS or part in PEOPLE for part in parts):
        return None
    if len(parts) > 1:
        first = known.is_name(parts[0].partition("-")[0]) and not is_ordinary(parts[-1])
        return _valued(candidate) if first or all(map(_unsaid, parts)) else None
    before = candidate.view.text[max(0, candidate.start - 4) : candidate.start]
    quoted = ">" in before and len(candidate.text) < _LONGEST_ALONE and _unsaid(parts[0])
    return _valued(candidate) if quoted or parts[0] in known.given else None


def _passenger(candidate: Candidate) -> Candidate:
    return _valued(candidate)


def _before_mail(candidate: Candidate) -> Candidate | None:
    """Two words in small letters in front of a mail's address: a given name, or no words."""
    parts, known = _parts(candidate), stock()
    if any(part in NOT_A_NAME or part in known.common for part in parts):
        return None
    unsaid = any(piece not in known.words for piece in parts[-1].split("-"))
    named = parts[0] in known.given or (known.is_name(parts[0]) and unsaid)
    named = named or all(part not in known.words for part in parts)
    return _valued(candidate) if named else None


def _cue(name: str, regex: str, literals: tuple[str, ...], check: Check) -> Pattern:
    return Pattern("person_name", name, regex, literals, rank=Rank.CUE, check=check)


_SELF_WORDS, _SELF_GATES = spell(_SELF)
_AM_WORDS, _AM_GATES = spell(_AM)
_KIN_WORDS, _KIN_GATES = spell(_KIN)
_KIN_ABROAD_WORDS, _KIN_ABROAD_GATES = spell(_KIN_ABROAD)
_FAMILY_WORDS, _FAMILY_GATES = spell(_FAMILY)
_NAMED_WORDS, _NAMED_GATES = spell(_NAMED)
_CALLS_WORDS, _CALLS_GATES = spell(_CALLS)
_PAYS_WORDS, _PAYS_GATES = spell(_PAYS)
_HEADS_WORDS, _HEADS_GATES = spell(_HEADS)
_OFFICES_WORDS, _OFFICES_GATES = spell(_OFFICES)
_EDGE = r"(?:^|[^\w'-])"

PATTERNS = (
    _cue("name-self", rf"{_EDGE}{_SELF_WORDS}:? ({_NAME})", _SELF_GATES, _plainly),
    _cue("name-am", rf"{_EDGE}{_AM_WORDS} ({_FULL})", _AM_GATES, _rather),
    _cue(
        "name-kin",
        rf"\b(?i:my|our|his|her|their|or) (?:[a-z-]{{3,10}} )?{_KIN_WORDS}(?:,? | [(])({_NAME})",
        _KIN_GATES,
        _of_kin,
    ),
    _cue(
        "name-kin-abroad",
        rf"{_EDGE}{_KIN_ABROAD_WORDS}(?:,? | [(])({_NAME})",
        _KIN_ABROAD_GATES,
        _of_kin_abroad,
    ),
    _cue("name-family", rf"{_EDGE}{_FAMILY_WORDS} ({_NAME})", _FAMILY_GATES, _of_family),
    _cue(
        "name-with-nickname",
        rf"{_EDGE}({_WORD} (?:[(]{_WORD}[)]|\"{_WORD}\"|'{_WORD}') {_WORD})",
        ("(", '"', "'"),
        _with_nickname,
    ),
    _cue(
        "name-label-bare",
        rf"{_EDGE}{_NAMED_WORDS}(?:,| (?:is|ist|to|es|est|è|é|is:|heißt|lautet))? ({_WORD})",
        _NAMED_GATES,
        _labelled,
    ),
    _cue("name-called", rf"\b{_CALLS_WORDS} ['\"]?({_WORD})", _CALLS_GATES, _nicknamed),
    _cue("name-payee", rf"{_EDGE}{_PAYS_WORDS}:? ({_FULL})", _PAYS_GATES, _plainly),
    _cue(
        "name-head-abroad",
        rf"(?m)^[ \t>]*{_HEADS_WORDS}[ \t\x{{A0}}]*:[ \t]*\"?({_FULL})",
        (":",),
        _plainly,
    ),
    _cue(
        "name-officer",
        rf"{_EDGE}{_OFFICES_WORDS}[ \t]*[:|\t][ \t]*({_FULL})",
        _OFFICES_GATES,
        _plainly,
    ),
    _cue(
        "name-chat",
        rf"(?m)^[ \t>]*\[?{_DAY}{_CLOCK}\]?(?: -)? ?~? ?({_NAME}):[ \n]",
        (":",),
        _in_chat,
    ),
    _cue(
        "name-before-clock",
        rf"(?m)^[ \t>]*({_FULL}) ?[(\[]{_DAY}{_CLOCK}[)\]] ?:",
        ("):", "]:", ") :", "] :"),
        _before_clock,
    ),
    _cue(
        "name-below",
        rf"[.!?)\"]\n[ \t>\n]{{0,8}}-{{0,2}} ?({_WORD}(?: {_WORD}){{0,2}}){_TOWN}[.!]?[ \t]*"
        r"(?:\n[ \t>]*(?:\n|$)|\x02|$)",
        (".\n", "!\n", "?\n", ")\n", '"\n'),
        _at_end,
    ),
    _cue(
        "name-below-quote",
        rf"\n[ \t]*>[ \t>]*-{{0,2}} ?({_WORD}(?: {_WORD}){{0,2}})[.!]?[ \t]*"
        r"(?:\n[ \t]*(?:[^ \t>]|$)|\n[ \t>]*\n|\x02|$)",
        (">",),
        _at_end,
    ),
    _cue(
        "name-passenger",
        r"\b([A-Z]{2,24}/[A-Z]{2,24}(?: [A-Z]{2,16})?) (?:MR|MRS|MS|MSTR|MISS|DR|CHD|INF)\b",
        ("/",),
        _passenger,
    ),
    _cue(
        "name-before-mail",
        r"(?:^|[:,;(>\n] ?)([a-zà-ÿ'-]{3,20} [a-zà-ÿ'-]{3,24}),? [<(\[]?[\w.+-]{1,64}@",
        ("@",),
        _before_mail,
    ),
)
