"""Bones and limbs, in the languages in which people say what they broke."""

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
