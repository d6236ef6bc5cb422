"""Bones and limbs, in the languages in which people say what they broke, and how rules for
everybody begin."""

import re

BONES = (
    r"(?:foot|toe|ankle|leg|knee|hip|back|rib|ribs|arm|elbow|wrist|hand|finger|thumb|shoulder|"
    r"collarbone|neck|jaw|nose|skull|pelvis)"
)
KNOCHEN = (
    r"(?i:fuß|fuss|zeh|zehe|knöchel|sprunggelenk|bein|schienbein|knie|hüfte|becken|rücken|wirbel|"
    r"rippe|rippen|arm|unterarm|oberarm|ellbogen|handgelenk|hand|finger|daumen|schulter|"
    r"schlüsselbein|kiefer|nase|kreuzband|meniskus)"
)
OSSA = (
    r"(?:pied|orteil|cheville|jambe|genou|hanche|dos|côte|bras|coude|poignet|main|doigt|pouce|"
    r"épaule|clavicule|pie|tobillo|pierna|rodilla|cadera|espalda|costilla|brazo|codo|muñeca|mano|"
    r"dedo|hombro|piede|caviglia|gamba|ginocchio|anca|braccio|gomito|polso|dito|spalla)"
)

RULE = re.compile(
    r"\b(?:when(?:ever)?|if|once|while|as long as|should|where|for|of)"
    r" (?:(?:an|a|any|some|every|each|all|no|your) )?(?:new )?(?:employees?|persons?|people|users?|"
    r"members?|workers?|staff(?: members?)?|someone|somebody|anyone|anybody|everyone|managers?|"
    r"approvers?|team members?|colleagues?|teachers?|drivers?)"
    r"(?: (?:who|that))?(?: (?:is|are|be|goes|go|takes?|gets?|becomes?|returns?|will be|has|have))?"
    r"(?: (?:on|from|in|to|a|an|away|absent|currently|set|marked|as|for))* $|"
    r"\b(?:wenn|falls|solange|sobald) (?:ein|eine|jemand|mitarbeitende|mitarbeiter\w*|personen)"
    r"(?: (?:mitarbeiter\w*|person|kollege|kollegin|user|nutzer\w*))?(?: (?:in|im|auf))? $|"
    r"\b(?:quand|si|lorsqu'|lorsque|des qu') ?(?:un|une|quelqu'un)(?: \w+)? (?:est|prend|part)"
    r"(?: (?:en|un))? $|"
    r"\b(?:cuando|si|quando|se) (?:un|una|alguien|um|uma|qualcuno) ?\w* (?:esta|e|va|entra|toma)"
    r"(?: (?:de|en|em|in))? $"
)
"""A rule for everybody, and nobody's illness: `When an employee is on parental leave`."""
