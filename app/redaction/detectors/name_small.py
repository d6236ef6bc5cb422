"""Names behind whose they are, in small letters or between commas: `my girlfriend tash`,
`the nurse, Tam, …`."""

from app.redaction.canonical import fold
from app.redaction.detectors.address_words import CITIES
from app.redaction.detectors.any_case import listed
from app.redaction.detectors.cues import spell
from app.redaction.hits import Rank
from app.redaction.name_cues import HUMAN
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import NOT_A_NAME, words

_WHOSE = (
    r"(?i:my|our|his|her|their|meine?|meine[mnrs]|unsere?|unsere[mnrs]|seine?|ihre?|mon|ma|notre|son|"
    r"sa|mi|nuestr[oa]|su|mio|mia|nostr[oa]|suo|sua|meu|minha|noss[oa]|seu|mijn|onze|zijn|haar|"
    r"mój|moja|mojego|mojej|nasz|nasza|jego|jej|min|mitt|vår|vores|hans|hennes|hendes)"
)
_KIN = listed(
    """girlfriend, boyfriend, wife, husband, partner, son, daughter, sister, brother, mum, mom, dad,
    cousin, nephew, niece, aunt, uncle, friend, mate, flatmate, roommate, boss, manager, colleague,
    coworker, co-worker, assistant, neighbour, neighbor, fiance, fiancee, fiancé, fiancée, intern,
    sohn, tochter, frau, freundin, freund, schwester, bruder, chefin, kollege, kollegin, kollegen,
    azubi, nachbar, nachbarin, fils, fille, femme, mari, sœur, soeur, frère, copain, copine,
    collègue, cheffe, hijo, hija, mujer, marido, hermana, hermano, novia, novio, jefe, jefa,
    compañero, compañera, figlio, figlia, moglie, marito, sorella, fratello, collega, capo, filho,
    filha, esposa, irmã, irmão, namorada, namorado, chefe, zoon, dochter, vrouw, broer, vriendin,
    baas, syn, syna, córka, córki, żona, żony, siostra, kolega, koleżanka, dotter, datter, fru,
    kone, syster, søster, bror, kollega, kompis, sjef"""
)
_GOES_ON = words(
    """
    is was has had gets got says said can can't cannot could tried tries uses used keeps kept went
    came told tells called calls works worked saw sees does did doesn't didn't needs wants who also
    just accidentally still forgot lost
    """
)
_VERBS = words(
    """
    kann will soll muss darf wird hat ist war kam sagt macht nutzt sieht bekommt ging geht braucht
    kan wil zal moet mag heeft was zegt ziet krijgt gaat vill ska har kom ser dit fait veut peut
    doit voit avait est dice hace tiene puede quiere era fue estaba esta usa diz faz tem pode quer
    foi estava puo vuole deve dice vede aveva era ha jest ma byla byl chce moze mowi widzi dostaje
    sier kunne skulle ville selv selbst zelf meme mismo stesso mesmo sam sama jag jeg han hon hun
    """
)
_KIN_WORDS, _KIN_GATES = spell(_KIN)


def _named(candidate: Candidate) -> Candidate | None:
    """A given name; or a word that no dictionary has, where somebody then does something."""
    name, known = fold(candidate.text), stock()
    if name in NOT_A_NAME or name in HUMAN or name in _VERBS or name in known.common:
        return None
    goes_on = candidate.after(24).lstrip(" ,").split(" ")[0] in _GOES_ON
    strange = goes_on and name not in known.words and not name.endswith(("ly", "ing", "ed"))
    return candidate._replace(value=name) if strange or name in known.given else None


_ROLES = listed(
    """nurse, doctor, teacher, coach, driver, accountant, bookkeeper, receptionist, secretary,
    assistant, caretaker, cashier, manager, supervisor, technician, engineer, pharmacist, midwife,
    colleague, trainee, intern, apprentice, neighbour, neighbor, cleaner, porter, warden, chef,
    owner, partner, founder, captain, skipper, kapitän, capitaine, kapitein, wife, husband, son,
    daughter, sister, brother, friend, boss, landlord,
    infirmière, infirmier, comptable, secrétaire, assistante, directrice, directeur, gérante,
    gérant, collègue, stagiaire, apprentie, apprenti, gardienne, gardien, voisine, voisin,
    kollegin, kollege, buchhalterin, buchhalter, sekretärin, hausmeister, pflegerin, pfleger,
    lehrerin, lehrer, azubine, azubi, nachbarin, nachbar, chefin, enfermera, enfermero, contable,
    secretaria, compañera, compañero, profesora, profesor, vecina, vecino, infermiera,
    infermiere, segretaria, collega, commessa, autista, enfermeira, enfermeiro, contadora,
    contador, secretária, verpleegkundige, boekhouder, boekhoudster,
    pielęgniarka, księgowa, księgowy, sekretarka, sjuksköterska"""
)
_NAME = r"([A-ZÀ-ÖØ-ÞĀ-Ž][a-zà-öø-ÿœā-ž]{1,14}(?:-[A-ZÀ-Þ][a-zà-ÿ]{1,12})?)"


def _apposed(candidate: Candidate) -> Candidate | None:
    """A name, or a word that no dictionary has: no town, month or language behind the comma."""
    name, known = fold(candidate.text), stock()
    if name in NOT_A_NAME or name in HUMAN or (name in CITIES and not known.is_name(name)):
        return None
    borne = known.is_name(name) or name not in known.common
    return candidate._replace(value=name) if borne else None


def _all_borne(candidate: Candidate) -> Candidate | None:
    """Two words of which one is borne by somebody, and neither is said otherwise."""
    parts, known = fold(candidate.text).split(), stock()
    if any(part in NOT_A_NAME or part in CITIES or part in known.common for part in parts):
        return None
    borne = any(map(known.is_name, parts))
    return candidate._replace(value=" ".join(parts)) if borne else None


_ROLE_WORDS, _ROLE_GATES = spell(_ROLES)

_ANSWERS = (
    r"(?i:maiden name|first pet|pet's name|childhood (?:friend|pet|nickname|hero)|first teacher|"
    r"favou?rite teacher|best friend(?: at school)?|nom de jeune fille|mädchenname|geburtsname|"
    r"apellido de soltera|cognome da nubile|nome de solteira|meisjesnaam|nazwisko panieńskie)"
)


def _answer(candidate: Candidate) -> Candidate | None:
    """What somebody is asked to prove who they are; no word that says there is none."""
    name = fold(candidate.text)
    return None if name in NOT_A_NAME else candidate._replace(value=name)


PATTERNS = (
    Pattern(
        "person_name",
        "name-answered",
        rf"\b{_ANSWERS}(?i: (?:is|was|ist|war|est|era|è|é)|:) {_NAME}(?:[ .,;:!)\n\x02]|$)",
        (
            "maiden name",
            "first pet",
            "pet's name",
            "childhood",
            "first teacher",
            "rite teacher",
            "best friend",
            "jeune fille",
            "dchenname",
            "geburtsname",
            "de soltera",
            "da nubile",
            "de solteira",
            "meisjesnaam",
            "panie",
        ),
        rank=Rank.CUE,
        check=_answer,
    ),
    Pattern(
        "person_name",
        "name-role-apposed",
        rf"(?:^|[^\w’'-]|[dlDL]['’]){_ROLE_WORDS}, {_NAME}(?:,|\))",
        _ROLE_GATES,
        rank=Rank.CUE,
        check=_apposed,
    ),
    Pattern(
        "person_name",
        "name-label-small",
        rf"\b(?i:mum|mom|dad|mother|father|guardian|carer|advisor|adviser|broker|translator|"
        rf"interpreter|skipper|captain): {_NAME}(?:[ ,.;!)\n\x02]|$)",
        (
            "mum:",
            "mom:",
            "dad:",
            "mother:",
            "father:",
            "guardian:",
            "carer:",
            "advisor:",
            "adviser:",
            "broker:",
            "translator:",
            "interpreter:",
            "skipper:",
            "captain:",
        ),
        rank=Rank.CUE,
        check=_apposed,
    ),
    Pattern(
        "person_name",
        "name-role-is",
        rf"(?:^|[^\w’'-]|[dlDL]['’]){_ROLE_WORDS} (?:is|ist|est|es|è|é|jest|är|er) "
        rf"({_NAME[1:-1]} {_NAME[1:-1]})(?:[ .,;:!)\n\x02]|$)",
        _ROLE_GATES,
        rank=Rank.CUE,
        check=_all_borne,
    ),
    Pattern(
        "person_name",
        "name-kin-small",
        rf"(?:^|[^\w'’-]){_WHOSE} (?:[a-zà-ÿ]{{3,10}} )?{_KIN_WORDS},? ([a-zà-ÿ]{{3,14}})"
        r"(?:[ .,;:!?)(\n\x02]|'s|$)",
        _KIN_GATES,
        rank=Rank.CUE,
        check=_named,
    ),
)
