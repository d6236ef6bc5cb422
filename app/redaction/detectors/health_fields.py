"""Health that a label tells: `Dx: …`, `Diagnosis | …`, `Disability disclosed: …`."""

import re

from app.redaction.canonical import fold
from app.redaction.detectors.any_case import listed
from app.redaction.detectors.cues import spell
from app.redaction.detectors.health import is_of_somebody
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

_LABELS = listed(
    """dx, diagnosis, diagnoses, diagnose, diagnosi, diagnostic médical, diagnóstico, diagnostico,
    diagnoza, rozpoznanie, diagnóza, диагноз, діагноз, διάγνωση, tanı, allergy, allergies,
    allergien, allergie, alergia, alergias, alergie, allergia, disability, disability disclosed,
    disabilities, behinderung, medical condition, medical conditions, health condition,
    vorerkrankungen, vorerkrankung, antécédents, antecedentes, medication, medications, medikamente,
    medikation, traitement médical, dieta médica, special needs, förderbedarf"""
)
_NOTHING = re.compile(
    r"(?i:none|no|n/?a|nil|unknown|keine?|aucune?|ninguna?|nessuna?|nenhuma?|geen|required|optional|"
    r"empty|null|missing|yes|true|false|text|string|varchar|is |are |was |field|column|tab|page)\b"
)
_HEADS = frozenset(
    listed(
        """room, date, name, doctor, physician, ward, bed, age, sex, gender, status, sync, note,
        notes, remark, remarks, medication, therapy, from, to, code, icd, category, treatment, arzt,
        zimmer,
        datum, chambre, médecin, fecha, médico, data, medico"""
    )
)
"""What stands beside the label in the head of a table."""

_MACHINE = re.compile(
    r"(?i:\b(?:server|disk|memory|cache|network|dns|timeout|query|database|version|connection|"
    r"serveurs?|servidor\w*|serverow\w*|serwera?|serveru|réseau|rechner|computer|"
    r"laptop|netzwerk|netwerk|printer|drucker|imprimante|software|logiciel|festplatte|routeu?r|api|"
    r"driver|config\w*|install\w*|log|logs|error|errors|null|bug|port|cpu|certificate|update)\b)"
)


def _told(candidate: Candidate) -> Candidate | None:
    """What stands behind the label, unless it says nothing or speaks of a machine."""
    text = candidate.text.rstrip(" \t\"'|")
    if (
        text.lower() in _HEADS
        or _NOTHING.match(text)
        or _MACHINE.search(text)
        or not any(map(str.isalpha, text))
    ):
        return None
    return candidate._replace(end=candidate.start + len(text))


_ELSE = re.compile(
    r"(?i:urlaub|feiertag|ferien|fortbildung|schulung|termin|messe|dienstreise|umzug|streik|vakantie|"
    r"feestdag|vergadering|training|cursus|verlof|congr|congé|vacan|férias|ferie|feriado|festiv|forma[cçz]|"
    r"réunion|reuni|grève|huelga|urlop|wyjazd|szkoleni|świę|dovolen|školen|semester|möte|utbildning|"
    r"ferier|møte|kurs|voyage|viaje|viagem|viaggio|trabajo|travail|arbeit|werk|kwestie|problem|fehler|default|defecto|defeito|padrão|impostazion)"
)


def _no_holiday(candidate: Candidate) -> Candidate | None:
    """Why somebody is away, but for holidays, courses and journeys."""
    clause = candidate.view.text[max(0, candidate.start - _REACH) : candidate.start]
    said = re.split(r"[.!?\n\x02]", clause)[-1]
    somebody = is_of_somebody(fold(said), said)
    return candidate if somebody and _ELSE.search(candidate.text) is None else None


_REACH = 90


_ILL = r"(?:糖尿病|高血圧|認知症|喘息|癌|がん|心臓病|腎臓病|うつ病|てんかん|[一-鿿]{1,3}病)"
_ILL_KOREAN = r"(?:고혈압|당뇨(?:병)?|암|치매|우울증|천식|간질|뇌전증|심장병)"

_WORDS, _GATES = spell(_LABELS)

_NAMED = re.compile(r"\[(?:person|customer)[-\d]*\]|\b[A-ZÀ-Þ][^\W\d_]+ [A-ZÀ-Þ][^\W\d_]+")
_NO_ILLNESS = re.compile(
    r"(?i:fehl|leer|nicht|ohne|not\b|no\b|empty|missing|absente?\b|vide|vac[ií]|vuot|manca|brak|"
    r"leeg|code|feld|field|zeile|line|tool|page|seite|text|bericht|report|mode|modus|software|"
    r"daten|data\b|date\b|system|log|protokoll|unklar|offen|unbekannt|unknown|pending|steht|is\b|"
    r"was\b|wird|wurde|siehe|see\b|und|and\b|complet\b|complète\b|vollst|"
    r"détaill|detaill|detail|rapide|initial|techn|automat|en ligne|online)"
)


def _diagnosed(candidate: Candidate) -> Candidate | None:
    """Behind a bare `Diagnose` in a list of what is somebody's."""
    text = candidate.text
    if _NO_ILLNESS.match(text) or _NOTHING.match(text) or _MACHINE.search(text):
        return None
    start = max(0, candidate.start - _LISTED)
    said = re.split(r"[!?\x02]|\n\n", candidate.view.text[start : candidate.start])[-1]
    somebody = _NAMED.search(said) is not None or is_of_somebody(fold(said), said)
    return candidate if somebody else None


_LISTED = 200

PATTERNS = (
    Pattern(
        "health",
        "health-diagnosis-listed",
        r"(?:[,;(] ?|\b(?i:with|mit|avec|con|com|met|z|ze|med) (?i:a |the |der |einer |le |la |el |"
        r"il |o |de |een )?)(?i:diagnos(?:e|is|i)?|diagnostic|diagnóstico|diagnostico|diagnosen|"
        r"rozpoznanie|diagnoz[aąy]|diagnóza|ICD-?10|Dx)"
        r"(?i: (?:of|von|de|di|af|av|til))? "
        r"([A-Za-zÀ-ɏ][A-Za-zÀ-ɏ-]{3,30}(?: [a-zà-ɏ0-9-]{2,20}){0,3})"
        r"(?:[.,;)\n]|$)",
        ("diagn", "rozpoznanie", "icd", "dx"),
        rank=Rank.CUE,
        check=_diagnosed,
    ),
    Pattern(
        "health",
        "health-reason",
        r"(?i:\b(?:licencia|baja|baixa|licença|arrêt maladie|congé maladie|krankgeschrieben|"
        r"malattia|off sick|off work|sick leave|sjukskriven|sykemeldt|sygemeldt|ziekgemeld|na l4)"
        r"(?: m[eé]dica)? "
        r"(?:por|pour|wegen|due to|because of|per|för|for|på grund av|på grunn av|på grund af|"
        r"pga\.?|med|med anledning av|vanwege|wegens|met|z powodu)) "
        r"([a-zà-ÿ]{4,20}(?: [a-zà-ÿ]{4,20})?)",
        (
            "licen",
            "baja",
            "baixa",
            "maladie",
            "krankgeschrieben",
            "malattia",
            "off sick",
            "off work",
            "sick leave",
            "sjukskriven",
            "sykemeldt",
            "sygemeldt",
            "ziekgemeld",
            "na l4",
        ),
        rank=Rank.CUE,
    ),
    Pattern(
        "health",
        "health-absence",
        r"(?i:\b(?:afwezig|uit de roulatie|abwesend|fällt aus|ausgefallen|absente?|ausente|assente|"
        r"nieobecn[yaei]|nepřítomn[yaý]|frånvarande|fraværende)"
        r"(?: [A-Za-zÀ-ɏ]{2,12}){0,3}? (?:ivm|i\.v\.m\.|in verband met|wegens|vanwege|wegen|"
        r"aufgrund|pour cause de?|por|per|z powodu|kvůli|på grund av|på grunn av)) "
        r"((?:(?:einer?|eines|een|une?|una?|un|um|uma|de|del|la|el) )?"
        r"[A-Za-zÀ-ɏ]{4,26}(?: [A-Za-zÀ-ɏ]{4,20})?)",
        (
            *("afwezig", "roulatie", "abwesend", " aus", "ausgefallen", "absent", "ausente"),
            *("assente", "nieobecn", "tomn", "nvarande", "fraværende"),
        ),
        rank=Rank.CUE,
        check=_no_holiday,
    ),
    Pattern(
        "health",
        "health-label",
        rf"(?m)(?:^|[.;,(|\"] ?|\t){_WORDS}\"?(?:[ \t]?[:=]|[ \t]?[|]|\t)[ \t\"']{{0,3}}"
        r"([^\n\x02\t|.;:\"}0-9][^\n\x02\t|.;\"}]{2,60})",
        _GATES,
        rank=Rank.CUE,
        check=_told,
    ),
    Pattern(
        "health",
        "health-treated",
        rf"({_ILL}の ?(?:治療中?|手術|お?薬|検査|ため|患者))",
        (
            "の治療",
            "の 治療",
            "の手術",
            "の 手術",
            "の薬",
            "の 薬",
            "のお薬",
            "の お薬",
            "の検査",
            "の 検査",
            "のため",
            "の ため",
            "の患者",
            "の 患者",
        ),
        rank=Rank.CUE,
    ),
    Pattern(
        "health",
        "health-treated-korean",
        rf"({_ILL_KOREAN} ?(?:약|치료|환자|수술|진단|검사))",
        ("약", "치료", "환자", "수술", "진단", "검사"),
        rank=Rank.CUE,
    ),
)
