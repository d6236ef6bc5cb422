"""Names that stand in front of what is somebody's own: an address that is spelled like the name,
the number of a citizen; and those that somebody says to have spoken with.
"""

import re

from app.redaction.canonical import fold
from app.redaction.detectors import name_placed
from app.redaction.detectors.name_kinds import kind_of_word
from app.redaction.detectors.name_particles import PARTICLES
from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import NOT_A_NAME, words

_UPPER = r"[A-ZÀ-ÖØ-ÞĀ-ſΆ-ΫЀ-Я]"
_WORD = rf"{_UPPER}[A-Za-zÀ-ɏΆ-ϿЀ-ӿ'-]+"
_FULL = rf"{_WORD}(?: {PARTICLES}(?:{_WORD}|{_UPPER}\.)){{1,3}}"
_LOCAL = re.compile(r"[ \t]*[,;|–-]?[ \t]{1,3}[<(\[]?([\w.+-]{2,64})@")
_LEAST = 4
_REACH = 80


def _mailed(candidate: Candidate) -> Candidate | None:
    """A name of which a part stands in the address behind it."""
    local = _LOCAL.match(candidate.after(_REACH))
    parts = re.findall(r"[^\W\d_]+", fold(candidate.text))
    held = local is not None and any(len(part) >= _LEAST and part in local[1] for part in parts)
    return _valued(candidate) if held else None


def _valued(candidate: Candidate) -> Candidate | None:
    """With the name as it is folded; no words that name nobody."""
    name = " ".join(fold(candidate.text).split())
    return candidate._replace(value=name) if NOT_A_NAME.isdisjoint(name.split()) else None


def _strange(candidate: Candidate) -> Candidate | None:
    """A name of which a word at least is no word, and no part is said often."""
    parts, known = fold(candidate.text).split(), stock()
    told = any(part in known.given or part not in known.words for part in parts)
    plain = all(part in known.common and not known.is_name(part) for part in parts)
    return _valued(candidate) if told and not plain else None


def _numbered(candidate: Candidate) -> Candidate | None:
    """A strange name in front of a number: without figures it heads a form, as does its number."""
    if _NUMBER.match(candidate.view.text, candidate.end) is None:
        return None
    headed = _HEADINGS.issuperset(fold(candidate.text).split())
    return None if headed else _strange(candidate)


def _spoken_with(candidate: Candidate) -> Candidate | None:
    """A name of which a word is rarely said, behind a word for speaking; no office, unless a known
    name or two more words stand beside it."""
    parts, folded = candidate.text.split(), fold(candidate.text).split()
    if not _DESKS.isdisjoint(folded):
        return None
    others = [part for part in folded if part not in _OFFICES]
    named = len(others) > 1 or any(map(stock().is_name, others))
    if len(others) < len(folded) and not named:
        return None
    kinds = {kind_of_word(fold(part), part, stock()) for part in parts}
    return _valued(candidate) if kinds - {"N"} else None


_DESKS = words(
    """
    suporte soporte supporto support equipe equipa equipo team squadra time departamento reparto
    abteilung atendimento servicio servico servizio service helpdesk assistencia assistenza
    asistencia comercial financeiro kundenservice kundendienst vertrieb zentrale secretaria dzial
    """
)
"""Whom one speaks with and who is nobody in particular."""

_OFFICES = words(
    """
    receita federal banco bank banca banque central centrale zentralbank gerente gerencia regional
    regionale regionaler ministerio ministero ministere ministerium fazenda prefeitura camara
    policia polizei polizia police tribunal tribunale gericht hospital universidade universidad
    universita universitat diretor diretora diretoria director directora direccion direktor
    direktorin direttore direttrice directeur directrice dyrektor reditel geral general nacional
    nacionale nazionale national estadual municipal social fiscal agencia agenzia agence entrate
    comune ayuntamiento gobierno governo hacienda finanzamt bundesamt amt seguridad seguranca
    previdencia tesouro tesoreria junta consejo conselho conselheiro instituto istituto institut
    urzad skarbowy kierownik prezes leiter leiterin chef chefe jefe jefa capo coordenador
    coordenadora coordinador coordinadora supervisor supervisora presidente presidenta presidencia
    administrador administradora responsavel responsable responsabile tecnico tecnica tecnologia
    comercial commerciale vendas ventas marketing recursos humanos risorse umane ufficio oficina
    bureau kontor urad consulado embaixada embajada sindicato procon detran correios caixa
    economica
    """
)
"""Offices, and what people are there: `Receita Federal`, `Gerente Regional`."""

_HEADINGS = words(
    """
    nome nomes completo completa sobrenome apelido razao fantasia nombre nombres apellido apellidos
    razon cognome ragione sociale nom prenom prenoms raison vorname nachname name namen imie imiona
    nazwisko nazwiska numer jmeno prijmeni priezvisko navn etternavn efternavn fornavn namn fornamn
    voornaam achternaam naam prenume nume prezime priimek soyadi sukunimi etunimi telefone
    telefono telefonu telefon endereco indirizzo adres adresse social da de do mae имя фамилия
    отчество
    """
)
"""What the fields of a form are called."""


_IDENTITY = (
    r"(?:T\.?C\.?(?: kimlik|:)|TCKN|PESEL|CPF|CURP|DNI|BSN|NINO|CNP|OIB|JMBG|EGN|ЕГН|ИНН|СНИЛС|"
    r"ИИН|РНОКПП|AMKA|SVNR|AHV|pers\.? ?nr|personnummer|fødselsn|CPR|hetu|rodné číslo|r\. ?č\.|"
    r"kimlik no|pasaport no|codice fiscale|C\. ?F\.)"
)
_NUMBER = re.compile(rf"(?i: ?[,;(|–-]{{1,2}} ?{_IDENTITY}[^\d\n]{{0,15}}\d(?:[. *-]?\d))")
_IDENTITY_GATES = (
    "t.c", "tc kimlik", "tc. kimlik", "tc:", "tc.:", "tckn", "pesel", "cpf", "curp", "bsn", "nino",
    "cnp", *(f"{sign}{gap}dni" for sign in ",;(|–-" for gap in ("", " ")), "egn", "oib",
    "jmbg", "amka", "ЕГН", "ИНН", "СНИЛС", "ИИН", "РНОКПП", "svnr", "ahv", "pers.nr", "pers nr",
    "pers. nr", "persnr", "personnummer", "dselsn", "cpr", "hetu", "rodn", " č.", "r.č.",
    "kimlik no", "pasaport", "c.f", "c. f", "codice fiscale",
)  # fmt: skip
_SPOKE = (
    r"(?:fal(?:ei|ou|amos|aram)|convers(?:ei|ou|amos)|habl(?:é|ó|amos|aron|ado)|"
    r"parlato|parlai|ai parlé|gesprochen|telefoniert|rozmawia(?:łem|łam|liśmy|ł|ła)|"
    r"mluvil[ai]?|gesproken|pratade|snakke[dt]e?|talade|parlat|vorbit)"
)
_SPOKE_GATES = (
    "falei", "falou", "falamos", "falaram", "conversei", "conversou", "conversamos", "habl",
    "parlato", "parlai", "ai parl", "gesprochen", "telefoniert", "rozmawia", "mluvil", "gesproken",
    "pratade", "snakke", "talade", "parlat", "vorbit",
)  # fmt: skip
_WITH = (
    r"(?: (?:também|hoje|ontem|también|hoy|ayer|anche|oggi|ieri|aussi|hier|auch|heute|gestern|już|"
    r"dziś|wczoraj|också|idag|även|ook|gisteren|og|og så|già|já|ya|lá|aqui)){0,2}"
    r" (?:com|con|avec|mit|z|ze|s|se|met|med|cu)"
    r"(?: (?:o|a|os|as|el|la|le|il|lo|seu|dona|meu|minha|nosso|nossa|mi|nuestro|nuestra|mio|nostro|"
    r"mon|notre|dem|der|unserem|unserer|panem|panią|nasz\w{1,3}|de|onze|sig\.?)){0,2} "
)


def _cue(name: str, regex: str, literals: tuple[str, ...], check: Check) -> Pattern:
    return Pattern("person_name", name, regex, literals, rank=Rank.CUE, check=check)


PATTERNS = (
    _cue("name-of-mail", rf"({_FULL})[ \t]*[,;|–-]?[ \t]{{1,3}}[<(\[]?[\w.+-]{{2,64}}@", ("@",),
         _mailed),
    _cue("name-before-identity", rf"({_FULL}) ?[,;(|–-]{{1,2}} ?{_IDENTITY}", _IDENTITY_GATES,
         _numbered),
    _cue("name-spoken-with", rf"\b(?i:{_SPOKE}{_WITH})({_FULL})", _SPOKE_GATES, _spoken_with),
    *name_placed.PATTERNS,
)  # fmt: skip
