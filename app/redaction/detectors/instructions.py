"""Commands and queries that the reader is asked to run: they are the answer, not our own work."""

import re

from app.redaction.patterns import Candidate

_VERB = (
    r"(?:run|execute|try|use|enter|type|start|issue|invoke|paste|rerun|re-run|install|upgrade|"
    r"check(?: it| this)? with|ausfuhren|aus|ein|lancer|lancez|executez|executer|tapez|saisissez|"
    r"ejecut[ae]|ejecutar|corra|esegui|eseguire|eseguite|esegua|rode|executar|uitvoeren|"
    r"uruchom\w*|wykona\w*)"
)
_TO_READER = (
    r"(?:please|kindly|you (?:can|could|may|should|must|will|need|have|might)|bitte|"
    r"fuhren sie|geben sie|starten sie|nutzen sie|veuillez|vous pouvez|pouvez-vous|por favor|"
    r"puede[ns]?|per favore|puo|potete|pode|u kunt|kunt u|prosze)"
)
_SAID = (
    r"(?:[ ,:]+(?:the|this|these|that|following|one|command|query|statement|commands|queries|in|on|"
    r"from|with|a|as|again|terminal|shell|console|database|server|machine|host|root|your|and|or|"
    r"administrator|once|also|first|then|sie|folgende[ns]?|befehl|abfrage|la|commande|suivante|el|"
    r"il|comando|siguiente|seguente|seguinte|for|example|cluster|it|`[^`]{1,60}`)(?![\w-]))*[ ,:]*$"
)
"""What stands between the verb and the command."""

_ASKED = re.compile(
    rf"\b{_TO_READER}(?:(?: also| then| now| first| again| to| just| simply)*|"
    rf".*(?:\b(?:and|then|or)|,)(?: then| also)?) {_VERB}{_SAID}|"
    r"\b(?:fuhren|geben|starten|nutzen) sie\b[^.]{0,40}$|"
    r"(?:^|\bto [^.,:]{3,70}, |\bthen,? |\bon your [^.,:]{3,40}, |, )[\W\d]*"
    rf"(?:(?:first|then|next|now|also|finally|instead|and),? )?{_VERB}{_SAID}"
)
_OURS = re.compile(
    r"\b(?:we|i|we'll|we're|i'll|i'm|our|ours|us|he|she|they|ops|sre|dba|devops|on-?call|"
    r"internally|wir|unser\w*|nous|notre)\b|@\w"
)
_INSIDE = re.compile(
    r"(?i)\b(?:prod\w*|staging|stg|preprod|uat|internal|corp)\b|\.(?:svc|local|lan)\b"
)
_QUALIFIED = re.compile(r"(?i)\b(?:from|join|into|update|table)\s+[\w\"`\[\]]+\.[\w\"`\[\]]+")
_SENTENCE = re.compile(r"[.!?] |\n")
_REACH = 160


def is_for_reader(candidate: Candidate) -> bool:
    """Whether the sentence in front asks the reader to run it, and neither the sentence nor the
    command speaks of ours."""
    if _INSIDE.search(candidate.text) is not None or _QUALIFIED.search(candidate.text) is not None:
        return False
    front = candidate.before(_REACH).rstrip(" \n\t\"'`*$>#")
    sentence = _SENTENCE.split(front)[-1]
    return _ASKED.search(sentence) is not None and _OURS.search(sentence) is None
