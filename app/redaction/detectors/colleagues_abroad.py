"""Colleagues of engineering in more languages: by what they do, and by their team."""

from app.redaction.detectors.engineers import NOBODY
from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import NOT_A_NAME, gates, one_of, phrases

_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž][a-zß-öø-ÿĀ-ž'’]+(?:-[A-ZÀ-Þ][a-zß-ž]+)?"
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


PATTERNS = (
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
        rf"(?:^|[\s(,;:>.])({_NAME}) (?:{_OF_TEAM})\b",
        (
            *("van team", "van het team", "van ons team", "vom team", "dem team", "unserem team"),
            *("de l'équipe", "de l'equipe", "notre équipe", "notre equipe", "equipo", "equipe"),
            *("equipa", "del team", "nostro team", "zespołu", "zespolu", "týmu", "tymu"),
            *("från team", "fran team", "fra team", "tiimist", "din echipa"),
        ),
        rank=Rank.CUE,
        check=_by_role,
    ),
)
