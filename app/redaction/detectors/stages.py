"""Environments as other languages than English call them: `l'ambiente collaudo-nord`."""

import re

from app.redaction.detectors.edges import FILE_ENDING, OPEN
from app.redaction.patterns import Candidate, Pattern

_PLACE = (
    r"(?:(?i:ambient[ei]|umgebung(?:en)?|testumgebung|environnements?|entornos?|omgeving(?:en)?|"
    r"testomgeving|[śs]rodowisk\w{1,3}|miljön?|miljøe?t?|testmiljøe?t?|testmiljön?|ymp[äa]rist\w{1,6}|"
    r"prost[řr]ed\w{1,2}|ortam[ıi]?\w{0,3}|k[öo]rnyezet\w{0,3}|mediul|grappe|instanz(?:en)?|"
    r"istanz[ae]|instances?|instancias?|inst[âa]ncias?|knooppunt|knoten|noeud|nodo|w[ęe]ze[łl]|"
    r"namensraum|macchina|maschine|máquina|maquina|serveur|servidor|serwer\w{0,3}|palvelin)|"
    r"[Оо]кружени[а-я]{1,2}|[Сс]тенд[а-я]{0,2}|[Сс]ервер[а-я]{0,2}|[Кк]ластер[а-я]{0,2}|"
    r"[Сс]ередовищ[а-яі]{1,2}|環境|环境|環境名|환경)"
)
_PLACE_GATES = (
    *(
        "ambient",
        "umgebung",
        "environnement",
        "entorno",
        "omgeving",
        "rodowisk",
        "milj",
        "rist",
        "ncia",
    ),
    *("prost", "ortam", "rnyezet", "mediul", "grappe", "instan", "istanz", "knooppunt"),
    *("knoten", "noeud", "nodo", "namensraum", "macchina", "maschine", "quina"),
    *("serveur", "servidor", "serwer", "palvelin", "кружени", "тенд", "ервер", "ластер"),
    *("ередовищ", "環境", "环境", "환경", "ze"),
)
_STAGE = (
    r"(?:collaudo|produzione|sviluppo|recette|r7|preproduction|pprod|preprod|qualif|integration|"
    r"abnahme|produktion|entwicklung|vorproduktion|produccion|preproduccion|desarrollo|homologacao|"
    r"homolog|hml|producao|desenvolvimento|productie|acceptatie|ontwikkeling|testowe|produkcja|"
    r"wdrozenie|produktions|utveckling|drift|utvikling|tuotanto|testi|produkce|vyvoj)"
)
_KIND = (
    r"(?:nord|sud|süd|sued|est|ovest|ost|west|centro|centre|mitte|norte|sul|sur|leste|oeste|nord-?\w+|"
    r"noord|zuid|oost|polnoc|poludnie|norr|söder|\w{0,4}\d{1,3}|eu|it|de|fr|es|pt|nl|pl)"
)


_TOLD = re.compile(
    rf"[\d_]|(?:^|-){_STAGE}(?:-|$)|-{_KIND}$|"
    r"(?:^|-)(?:prod|prd|stage|stg|staging|test|dev|qa|uat|demo|int|db|web|app|api|edge)(?:-|$)"
)
"""What a place's name has, and `un ambiente user-friendly` has not."""

_YOURS = re.compile(
    r"\b(?:ihre?[mnrs]?|votre|vos|sus?|suas?|seus?|vostr[aoi]|uw|jullie|din|ditt|deres|pa[nń]stwa|"
    r"ваш\w{0,3})\W{1,2}(?:\w+ )?\w+\W{1,3}$"
)


def _named(candidate: Candidate) -> Candidate | None:
    """A place that is told so, no file and nothing of the reader's: `il vostro server web-1`."""
    if _TOLD.search(candidate.text) is None:
        return None
    theirs = _YOURS.search(candidate.before(60)) is not None
    return None if theirs or FILE_ENDING.match(candidate.after(6)) is not None else candidate


_COUNTED = re.compile(
    r"(?:single|one|two|three|four|multi|first|second|third|last|next|early|late|mid|final|half)-"
)


def _own(candidate: Candidate) -> Candidate | None:
    """A place of ours; a `second-stage-1` filter is none."""
    return None if _COUNTED.match(candidate.text) else _named(candidate)


PATTERNS = (
    Pattern(
        "environment",
        "named-place-abroad",
        rf"{_PLACE}(?:[ :=`\"'„«]{{1,3}}|[はの名: ]{{0,2}}[`「]?)"
        r"([a-z][a-z0-9]*(?:[-_][a-z0-9]+)+)(?:[^\w@./-]|[.](?:\s|$)|$)",
        _PLACE_GATES,
        check=_named,
    ),
    Pattern(
        "environment",
        "stage-abroad",
        rf"{OPEN}({_STAGE}(?:[-_]{_KIND})+)(?:[^\w-]|$)",
        (
            *("collaudo", "produzione", "sviluppo", "recette", "r7", "preprod", "pprod", "qualif"),
            *(
                "integration",
                "abnahme",
                "produktion",
                "entwicklung",
                "vorprod",
                "producci",
                "preproducc",
            ),
            *("desarrollo", "homolog", "hml", "producao", "desenvolv", "productie", "acceptatie"),
            *(
                "ontwikkeling",
                "testowe",
                "produkcja",
                "wdrozenie",
                "utveckling",
                "drift",
                "utvikling",
            ),
            *("tuotanto", "testi", "produkce", "vyvoj"),
        ),
        check=_named,
    ),
    Pattern(
        "environment",
        "stage-within",
        rf"{OPEN}([a-z]{{2,12}}-(?:stage|staging|stg|uat|preprod|sandbox|canary)-(?:[a-z]|\d{{1,2}}|blue|"
        r"green|eu|us|old|new))\b",
        ("-sta", "-stg", "-uat", "-preprod", "-sandbox", "-canary"),
        check=_own,
    ),
)
