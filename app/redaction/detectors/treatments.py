"""What is done against an illness, week by week, and what somebody cannot eat: dialysis,
chemotherapy, radiation, `Haselnussallergie`. They are nobody's machine and no heading of a list.
"""

import re

from app.redaction.detectors.any_case import any_case, listed, literals
from app.redaction.detectors.clauses import unwrapped
from app.redaction.detectors.health import THING, is_of_somebody, widened
from app.redaction.detectors.health_words import BONES, ORGANS
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern
from app.redaction.sought import Sought

_TREATMENTS = listed(
    """chemo, chemio, chemo session, chemo treatment, chemotherapy, chemokuur, chemokuren,
    chemobehandeling,
    chemotherapie, chimio, chimiothérapie, quimio, quimioterapia, trakcie chemii, po chemii,
    chemioterapia, chemioterapii, chemioterapię, chemoterapie, chemoterapii, chemoterapia,
    cellegift, cellegiften, cellegiftkur, cellegiftbehandling, cellgift, cellgifter,
    cellgiftsbehandling, cytostatika, sytostaatit, sytostaattihoito, kemo, kemoterapi, kemoterapia,
    kemoterapija, kemoterápia, kemoterápiára, kjemoterapi, kemikúra,
    dialysis, dialysis session, hemodialysis, haemodialysis, dialyse, hämodialyse, dialysé,
    dialysée, dialysepatient, dialysepatientin, dialysepasient, nierdialyse, hémodialyse, diálisis,
    hemodiálisis, diálise, hemodiálise, dialisi, emodialisi, dializa, dializie, dializy, dializach,
    dializę, hemodializa, hemodializie, dialýza, dialýzu, dialýze, hemodialýza, dialys, hemodialys,
    hæmodialyse, hemodialyse, dialyysi, dialyysissä, dialízis, dialízisre, diyaliz, diyalize,
    strålbehandling, strålterapi, strålebehandling, strålebehandlinger, stråleterapi, bestraling,
    bestralingen, bestrahlung, bestrahlungen, strahlentherapie, radiation therapy, radiotherapy,
    radiothérapie, radioterapia, radioterapii, radioterapię, radioterapie, radioterapija,
    naświetlania, naświetlaniach, ozařování, ožarovanie, zračenje, sädehoito, sädehoidossa,
    sugárkezelés, radyoterapi, ışın tedavisi,
    immunotherapy, immuntherapie, immunothérapie, inmunoterapia, imunoterapia, immunoterapia,
    immunoterapi, immunotherapie, hormone therapy, hormontherapie, methadone programme,
    bone marrow transplant, stem cell transplant, stammzelltransplantation,
    stamceltransplantatie, greffe de rein, greffe de moelle, trasplante de riñón, trapianto di rene,
    transplante de rim, niertransplantatie, nierentransplantation, njurtransplantation,
    nyretransplantation, nyretransplantasjon, przeszczep nerki, przeszczepie nerki,
    transplantace ledviny, böbrek nakli, entzugsklinik, entziehungskur, désintoxication,
    desintoxicación, ontwenningskliniek, avrusning, detox clinic, rehab clinic,
    allergie à, allergie au, allergie aux, allergia a, allergia al, allergia alle, allergia ai,
    allergia alla, alergia a, alergia al, alergia à, alergia ao, alergia a los, alergia a las,
    alergia às, alergia aos, alergię na, alergia na, alergii na, alergie na, alergii na, alergiu na,
    allergi mot, allergi for, allergi över for, allergia na, allergisk mot, allergisk for,
    allergisch auf, allergisch gegen, allergisch voor, allergique à, allergique au, allergique aux,
    allergico a, allergico al, allergico alle, allergica a, allergica al, allergica alle,
    allergica ai, allergico ai, alérgico a, alérgica a, alérgico al, alérgica al, alérgico ao,
    alérgica ao, alérgico à, alérgica à, uczulony na, uczulona na, alergický na, alergická na,
    allergiás a, alerjisi"""
)
_COMPOUND = r"(?i:[a-zà-öø-ÿ]{3,18}-?allergi(?:e|en|er|a|aa|ker|kerin|sk|sch)?)"
_OF = Sought(
    r"\b(?:dad|mum|mom|mother|father|papa|maman|mama|mamma|mor|far|mutter|vater|moeder|vader|"
    r"opa|oma|kunde|kundin|gast|gaest|guest|gjest|klant|client\w*|hospede|passager\w*|passasjer|"
    r"passagier|bambin[oa]|enfant|kind|barn\w*|born|child(?:ren)?|sie muss|er muss|"
    r"hun|hon|han|hij|zij|ze|ela|ele|elle|il|lei|lui|ella|el|ona|on|she|he|they|i|ich|jag|jeg|ik|"
    r"tengo|tiene|estoy|ho|fa|faccio|faz|faco|hace|hago|mam|jestem|jest)\b",
    ignore_case=False,
)
_QUOTED = re.compile(r"(?:[\"“„«「『`]|(?:^|[^\w])['‘])$")
_REACH, _AFTER = 110, 60
_FIELD = re.compile(
    r"\b(?:modul\w*|module|feld|field|veld|pole|champ|campo|f[ae]lt|kategorie|category|rubri\w+)\W*$"
)
_OF_FORM = re.compile(
    r" (?:(?:im|in das|ins|in the|dans le|en el|no|nel|in het|w|i) )?(?:formular\w*|form|"
    r"formulaire|formulario|modulo|formulier|formularz\w*|skjema\w*|tabel\w*|tabla|tableau|feld|modul\w*)\b"
)
"""What is called so in a program."""

_ENDS = re.compile(r"[.!?;]\s|[!?;\n\x02]")


def _treated(candidate: Candidate) -> Candidate | None:
    """Of somebody in the same sentence, and no thing that is called so."""
    before, after = unwrapped(candidate, _REACH), candidate.after(_AFTER)
    if _QUOTED.search(before) is not None or THING.match(after) is not None:
        return None
    if _FIELD.search(before) is not None or _OF_FORM.match(after) is not None:
        return None
    front = _ENDS.split(before)[-1]
    original = candidate.view.text[candidate.start - len(front) : candidate.start]
    told = is_of_somebody(front, original) or _OF.search(front) or _UNDERGOES.search(front)
    return _with_food(widened(candidate)) if told else None


_UNDERGOES = re.compile(
    r"(?:^|[^\w])(?:esta|estoy|estan|e|sono|sta|ist|bin|est|is|er|ar|jest|je) "
    r"(?:en|in|em|i|auf|a|na|zur|w|on|sous|under|pa|v)(?: la| der)? $"
)
_FOOD = re.compile(
    r" ?(?:(?:los|las|les|le|la|der|die|das|den|de|het|i|gli|il|os|as|o|the) |l')?[^\W\d_]+"
    r"(?: (?:secos|secas|a guscio|ziemne|laskowe|włoskie|(?:de|di|do) [^\W\d_]+))?"
)


def _with_food(candidate: Candidate) -> Candidate:
    """With what somebody cannot eat, behind `alergia a`."""
    found = _FOOD.match(candidate.view.text, candidate.end)
    if found is None or " " not in candidate.text or not _ALLERGIC.search(candidate.text.lower()):
        return candidate
    return candidate._replace(end=found.end())


_ALLERGIC = re.compile(r"(?:aller[gj]|alerg|uczulon).* [^\W\d_]{1,6}$")


_WARE = re.compile(
    r" ?(?:[A-Z0-9]|office|sql|teams|word|excel|project|access|drive|disk|storage|of |free|left|"
    r"account|build|server)|[-/]\w"
)


def _in_capitals(candidate: Candidate) -> Candidate | None:
    """What somebody has: not `he has MS Office`, and not `who has TB of data`."""
    after = candidate.view.text[candidate.end : candidate.end + 12]
    return None if _WARE.match(after) is not None else candidate


_SHORT = Pattern(
    "health",
    "health-in-capitals",
    r"(?:\b(?:(?i:she|he|i|who|wife|husband|mother|father|mum|mom|dad|sister|brother|son|daughter|"
    r"kid|child|partner|patient|colleague|boss)|[A-Z][a-zà-ÿ]{2,14})|\[person-\d+\])"
    r"(?i:'s| has|'ve| have| had|'s got| has got| lives with| suffers from| who has|"
    r" was diagnosed with)"
    r" ((?i:(?:relapsing|progressive|mild|severe|early|stage \d) )?(?:MS|COPD|PCOS|ME/CFS|CFS|ALS|"
    r"PTSD|OCD|ADHD|IBS|IBD|TB|POTS|BPD|UTI|DVT|RSI))\b",
    (" ms", " copd", " pcos", " me/cfs", " cfs", " als", " ptsd", " ocd", " adhd", " ibs", " ibd",
     " tb", " pots", " bpd", " uti", " dvt", " rsi"),
    rank=Rank.CUE,
    check=_in_capitals,
)  # fmt: skip

_LIMBS = rf"(?:{BONES}|{ORGANS})"
_AWAY = Pattern(
    "health",
    "health-off-with",
    r"\b((?i:(?:been |is |was |be |still )?(?:signed off|off(?: work| sick)?|laid up|out sick|"
    rf"in bed|at home) with (?:his|her|my|their|a bad|a dodgy|a sore|an injured) {_LIMBS}))\b",
    ("off with ", "work with ", "sick with ", "laid up with ", "bed with ", "home with "),
    rank=Rank.CUE,
)

_BEHIND = re.compile(r" (?:to|spot|copy|test|date|drop|end|in one|study|carbon)\b|-[a-z]")


def _am(candidate: Candidate) -> Candidate | None:
    """What somebody is: not `he is blind to it`, nor what the writers say of how they read."""
    reads = candidate.text.lower() in _READS and _I_AM.search(candidate.before(6)) is not None
    return None if reads or _BEHIND.match(candidate.after(12)) is not None else candidate


_READS = frozenset({"blind", "deaf"})
_I_AM = re.compile(r"\bi(?:'| a)m $")


_IS = Pattern(
    "health",
    "health-is",
    r"(?:\b(?i:i'm|i am|he's|she's|he is|she is|(?:my|her|his|our) (?:wife|husband|mother|father|"
    r"mum|mom|dad|son|daughter|sister|brother|partner|colleague|boss|child|kid)"
    r"(?:'s| is| was born))|"
    r"\b[A-Z][a-zà-ÿ]{2,14}'s|\[person-\d+\](?:'s| is))"
    r" ((?i:(?:also|legally|partially|totally|completely|nearly|profoundly|born) )?"
    r"(?i:blind|deaf|mute|disabled|paraplegic|quadriplegic|paralysed|paralyzed|bedridden|housebound|"
    r"anorexic|bulimic|autistic|diabetic|epileptic|hard of hearing|wheelchair-bound))\b",
    (" blind", " deaf", " mute", " disabled", "plegic", " paralysed", " paralyzed", "bedridden",
     "housebound", "anorexic", "bulimic", "autistic", "diabetic", "epileptic", "hard of hearing",
     "wheelchair-bound"),
    rank=Rank.CUE,
    check=_am,
)  # fmt: skip

PATTERNS = (
    _SHORT,
    _IS,
    _AWAY,
    Pattern(
        "health",
        "health-treatment",
        rf"(?:^|[^A-Za-z0-9_/.À-ÿ-])({any_case(_TREATMENTS)})(?:[^\wÀ-ÿ]|$)",
        literals(_TREATMENTS, ("",)),
        rank=Rank.CUE,
        check=_treated,
    ),
    Pattern(
        "health",
        "health-allergy-to",
        rf"(?:^|[^\w/.-])({_COMPOUND})(?:[^\w]|$)",
        ("allergi",),
        rank=Rank.CUE,
        check=_treated,
    ),
)
