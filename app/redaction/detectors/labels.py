"""Quoted names of what stands on a screen: a filter "Next sprint" promises nothing."""

import re

_LONGEST = 48
"""Characters of a name on a screen, and how far before it its noun is looked for."""

_THING = re.compile(
    r"\b(?:filters?|widgets?|fields?|columns?|buttons?|tabs?|menus?|views?|status|states?|labels?|tags?|"
    r"options?|roles?|folders?|lists?|reports?|charts?|sections?|pages?|boards?|lanes?|categor(?:y|ies)|"
    r"entr(?:y|ies)|titles?|headings?|checkbox|setting|layers?|queues?|types?|reasons?|dashboards?|"
    r"feld(?:er)?|spalten?|schaltfläche|reiter|ansicht|ordner|liste|bericht|artikel|kategorie|position|"
    r"champ|colonne|bouton|onglet|vue|dossier|rapport|étiquette|campo|columna|botón|vista|carpeta|"
    r"informe|etiqueta|categoría|coluna|botão|pasta|relatório|colonna|pulsante|cartella|knop|veld|kolom|"
    r"map|pole|kolumna|przycisk|folder|поле|столбец|кнопка|папка|фильтр)"
    r"(?: (?:is |are )?(?:called|named|with the name|namens|appelé|llamad[oa]))? *$",
    re.IGNORECASE,
)
_CLOSING = {'"': '"', "'": "'", "“": "”", "„": "“”", "«": "»", "‚": "‘", "‘": "’", "`": "`"}
"""The signs that open such a name, each with those that close it."""
_SAID = re.compile(
    r"\b(?:you|your|they|them|he|she|him|her|we|us|customers?|clients?|is|are|was|were|kunden?|sie|ist|"
    r"sind|cliente?s?|est|sont|es|son)\b",
    re.IGNORECASE,
)
"""Stands in a sentence, and hardly in a name on a screen."""

_MEANS = re.compile(
    r"\s*(?:in [\w ]{1,20} )?(?:means|is shown|is displayed|appears|stands for|bedeutet|"
    r"erscheint)\b"
)


def is_label(text: str, start: int, end: int) -> bool:
    """Whether the passage stands in short quotes behind the name of a screen's part, or in front
    of what its words mean."""
    line = text[max(0, start - _LONGEST) : start].rpartition("\n")[2]
    opened = max(map(line.rfind, _CLOSING))
    behind = text[end : end + _LONGEST].partition("\n")[0]
    signs = _CLOSING.get(line[opened], "") if opened >= 0 else ""
    closed = min((at for at in map(behind.find, signs) if at >= 0), default=-1)
    name = f"{line[opened + 1 :]}{text[start:end]}{behind[:closed]}"
    if closed < 0 or _SAID.search(name) or (opened and line[opened - 1].isalnum()):
        return False
    floor = max(0, start - len(line) + opened - _LONGEST)
    before = text[floor : start - len(line) + opened]
    return bool(_THING.search(before) or _MEANS.match(behind, closed + 1))
