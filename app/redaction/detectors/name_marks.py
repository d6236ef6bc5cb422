"""Words in capitals that tell when or which one, and are no part of a name: `3 May`, `Block C.`"""

import re

from app.redaction.words import words

_DAY = re.compile(r"\.?[ -]\d")
_MONTHS = words(
    "jan feb mar apr may jun jul aug sep sept oct nov dec april june august mai mayo abril"
)
_MARKED = re.compile(
    r"\b(?:opgang|oppgang|uppgang|trappe?|trappa|stairway|staircase|stairwell|block|blok|blokk|"
    r"building|tower|wing|gate|hall|dock|bay|pier|terminal|platform|zone|sector|section|annex|"
    r"level|lane|row|rack|shelf|aisle|room|unit|plan|option|type|typ|tipo|class|klasse|klass|klas|"
    r"classe|clase|group|gruppe?|grupp|groep|grupo|gruppo|groupe|grupa|team|equipo|variant|"
    r"variante|version|category|kategorie|kategori|categorie|categoria|categoría|catégorie|"
    r"vitamin|hepatitis|hepatite|panel|phase|part|teil|appendix|anhang|exhibit|form|grade|"
    r"gebaude|haus|aufgang|eingang|trakt|flugel|halle|tor|zone|bau|turm|linie|line|ligne|linea|"
    r"batiment|escalier|entree|hall|porte|allee|immeuble|tour|quai|edificio|escalera|portal|"
    r"bloque|puerta|torre|scala|palazzina|ingresso|padiglione|edificio|bloco|predio|portao|"
    r"gebouw|ingang|toegang|vleugel|hal|trappenhuis|portiek|byggnad|hus|port|indgang|inngang|"
    r"rappu|porras|talo|budynek|klatka|klatce|blok|wejscie|budova|vchod|schodiste|sektor|"
    r"epulet|lepcsohaz|scara|corp|corpul|cladire|blok|giris|bina|kapi|lejlighed|leilighet|"
    r"wohnung|apartment|apt|flat|suite|appartement|seksjon|avdeling|afdeling|drive|schedule|"
    r"screen|case|scenario|step|sample|machine|maskin|maschine|kanal|channel|kolonne|column|"
    r"spalte|colonne|columna|kolumn|kolom|colonna|coluna|kolumna|sutun)[ ]$"
)
"""In front of a letter that says which one, folded: `i opgang C. Målerne sender`."""

_REACH = 20


def is_of_time(word: str, folded: str, start: int, end: int) -> bool:
    """Whether it is a month with its day, or half of the day behind an hour."""
    if word in {"am", "pm"}:
        return folded[max(0, start - 2) : start - 1].isdigit()
    return word in _MONTHS and _DAY.match(folded, end) is not None


def is_mark(word: str, folded: str, start: int) -> bool:
    """Whether it is a letter behind what there are several of, and no initial."""
    before = folded[max(0, start - _REACH) : start]
    return len(word) == 1 and _MARKED.search(before) is not None
