"""Words in capitals that tell when or which one, and are no part of a name: `3 May`, `Block C.`"""

import re

from app.redaction.words import words

_DAY = re.compile(r"\.?[ -]\d")
_MONTHS = words(
    "jan feb mar apr may jun jul aug sep sept oct nov dec april june august mai mayo abril"
)
_MARKED = re.compile(
    r"\b(?:opgang|oppgang|uppgang|trappe?|trappa|stairway|staircase|stairwell|block|blok|blokk|"
    r"building|wing|platform|zone|sector|section|annex|level|aisle|option|type|typ|tipo|class|"
    r"klasse|klass|klas|classe|clase|variant|variante|version|category|kategorie|kategori|"
    r"categorie|categoria|vitamin|hepatitis|hepatite|phase|appendix|anhang|exhibit|gebaude|"
    r"aufgang|eingang|trakt|flugel|batiment|escalier|edificio|escalera|bloque|scala|palazzina|"
    r"ingresso|padiglione|bloco|predio|gebouw|vleugel|trappenhuis|portiek|byggnad|indgang|inngang|"
    r"rappu|budynek|klatka|klatce|budova|vchod|sektor|epulet|lepcsohaz|scara|kolonne|column|"
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
