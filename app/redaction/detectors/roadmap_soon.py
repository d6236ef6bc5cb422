"""Promises of the next days and weeks, in any of our engineers' languages: the whole sentence.

A near date is no promise by itself: the sentence must speak of a fix or a release, and not of what
has been.
"""

import re

from app.redaction.detectors.roadmap import THEIRS
from app.redaction.detectors.roadmap_abroad import THEIRS_ABROAD
from app.redaction.detectors.sentences import sentence_around, withheld
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

_COUNT = (
    r"(?:an?|one|two|three|four|five|six|eight|ten|\d{1,2}|a few|a couple of|some|several|zwei|"
    r"drei|"
    r"vier|sechs|ein paar|wenigen|deux|trois|quatre|six|quelques|dos|tres|cuatro|unos|unas|pocos|"
    r"pocas|due|tre|quattro|pochi|poche|duas|dois|três|quatro|alguns|algumas|twee|drie|vier|enkele|"
    r"een paar|dwa|trzy|cztery|kilka|две|три|четыре|пару|несколько)"
    r"(?: (?:or|to|oder|bis|ou|à|o|a|of|lub|или) \w+|[-–]\d{1,2})?"
)
_SPAN = (
    r"(?:days?|weeks?|months?|fortnights?|tagen?|wochen?|monaten?|jours?|semaines?|mois|días?|semanas?|"
    r"meses|giorni|settimane|mesi|dias|dagen|weken|maanden|dni|tygodnie|tygodni|miesiące|недел[иьюя]|"
    r"дней|дня|месяц\w*)"
)
_WEEKDAY = (
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|"
    r"donnerstag|freitag|lundi|mardi|mercredi|jeudi|vendredi|lunes|martes|miércoles|jueves|viernes|"
    r"lunedì|martedì|mercoledì|giovedì|venerdì|segunda|terça|quarta|quinta|sexta|maandag|dinsdag|"
    r"woensdag|donderdag|vrijdag|poniedziałku|wtorku|środy|czwartku|piątku|понедельник\w*|вторник\w*|"
    r"сред\w|четверг\w*|пятниц\w)"
)
_FAIR = (
    r"(?:trade fair|trade show|expo|conference|summit|keynote|kick-?off|congress|user days?|"
    r"roadshow|launch event|board meeting|demo day|messe|hausmesse|konferenz|kongress|tagung|salon|"
    r"feria|fiera|beurs|targi|targów|выставк\w)\b"
)
_SOON = (
    r"\b(?:tonight|tomorrow|later today|this (?:afternoon|evening|week|month)|next (?:week|month)|"
    r"eo[dwmqy]\b|heute (?:abend|nacht)|morgen|(?:nächste|kommende|diese)[rn]? woche|"
    r"la semaine prochaine|cette semaine|demain|ce soir|la (?:próxima semana|semana que viene)|"
    r"esta (?:semana|noche)|mañana|settimana prossima|prossima settimana|questa settimana|domani|"
    r"stasera|próxima semana|semana que vem|amanhã|volgende week|deze week|vanavond|"
    r"(?:w )?przyszłym tygodniu|w tym tygodniu|jutro|"
    r"nästa vecka|i morgon|ikväll|neste uke|næste uge|i morgen|ensi viikolla|"
    r"huomenna|příští týden|zítra|gelecek hafta|haftaya|yar[iı]n|jövő héten|holnap|"
    r"săptămâna viitoare|mâine|"
    rf"(?:(?:goes|going|go|comes|coming|lands?|ships?) (?:out |live |in )?on|by|before|until|next|"
    rf"this|coming|bis|am|ab|d'ici|avant|pour|antes del|para el|entro|per|"
    rf"até|"
    rf"tegen|do) (?:the |le |el |la )?{_WEEKDAY}|"
    rf"(?:in|within|innerhalb von|dans|d'ici|en|dentro de|fra|tra|entro|em|dentro de|over|binnen|"
    rf"za|"
    rf"w ciągu) {_COUNT} {_SPAN}|{_COUNT} {_SPAN} (?:away|out|off|from now|max)|"
    r"within (?:the|this) (?:week|month|fortnight)|(?:by|before|at) (?:the )?end of (?:the |this |"
    r"next )?"
    r"(?:day|week|month)|ende (?:der|dieser|nächster) woche|fin de (?:la )?semaine|"
    r"fin du mois|fin de mes|finales de mes|fine (?:settimana|mese)|(?:final|fim) d[aeo] (?:semana|"
    r"mês)|eind (?:van )?(?:de|deze) week|końca (?:tygodnia|miesiąca)|"
    rf"(?:by the time of|in time for|for|at|before|until|by|bis (?:zur|zum)|zur|pour le|para la|"
    rf"per la|"
    rf"voor de|na) (?:the )?(?:[\w'-]+ ){{0,2}}{_FAIR})|"
    r"(?:übermorgen|(?:следующей|этой) неделе|[Зз]автра|[Сс]егодня вечером|концу (?:недели|"
    r"месяца)|к \S{0,12} ?выставк|"
    rf"(?:к|до|в|во|на) {_WEEKDAY}|через (?:{_COUNT} )?{_SPAN})"
)
_GATES = (
    *("tonight", "tomorrow", "later today", "this afternoon"),
    *("this evening", "week", "month", "eod"),
    *("eow", "eom", "eoq", "eoy", "heute abend", "heute nacht", "morgen", " woche", "semaine"),
    *("demain", "ce soir", "semana", "esta noche"),
    *("mañana", "settiman", "domani", "stasera", "amanh"),
    *("vanavond", "tygod", "jutro", "едел", "автра"),
    *("егодня вечером", "vecka", "kväll", "morgon", "neste uke"),
    *("næste uge", "viikolla", "huomenna", "týden", "zítra", "hafta", "yarı", "yari", "héten"),
    *("holnap", "mâine", "viitoare", "monday", "tuesday", "wednesday", "thursday", "friday"),
    *("saturday", "sunday", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "lundi"),
    *("mardi", "mercredi", "jeudi", "vendredi", "lunes", "martes", "rcoles", "jueves", "viernes"),
    *("luned", "marted", "mercoled", "gioved", "venerd", "segunda", "terça", "quarta", "quinta"),
    *("sexta", "maandag", "woensdag", "dinsdag"),
    *("donderdag", "vrijdag", "poniedzia", "wtorku", "rody"),
    *("czwartku", "tku", "недельник", "торник", "ред", "етверг", "ятниц", " day", " days"),
    *("fortnight", " tage", "monat", "jour", "mois", " día", "giorn", " mes", " dia", "dagen"),
    *("weken", "maand", " dni", "miesi", " дн", "есяц", "fin de ", "fin du", "finales", "fine "),
    *("fim d", "final d", "trade fair", "trade show"),
    *("expo", "conference", "summit", "keynote", "kick"),
    *("congress", "user da", "roadshow", "launch event", "board meeting", "demo day", "messe"),
    *("konferenz", "kongress", "tagung", "salon", "feria", "fiera", "beurs", "targ", "ыставк"),
)  # fmt: skip
_RELEASE = re.compile(
    r"\b(?:(?:bug|hot)?-?fix(?:e[sd]|ing)?|patch\w*|deploy\w*|"
    r"(?:we|i|to|will|be|being|gets?|is|are)(?:'ll)? (?:\w+ )?releas(?:e|ed|ing)|releasing|"
    r"roll(?:s|ed|ing)?[- ]?outs?|"
    r"roll it out|have (?:a|the) (?:new )?build|ship(?:s|ping)?|we (?:can |will )?merge|"
    r"(?:get|gets) merged|go(?:es|ing)? (?:live|out)|"
    r"(?:have|get|push) (?:it|that|this|the \w+|a \w+)?(?: \w+)? ?(?:out|ready|done|in|up|live|"
    r"for you)|in your hands|"
    r"implement\w*|we(?:'ll| will) have|einspielen|einspielt|ausroll\w+|ausgeliefert|ausliefern|"
    r"livegang|"
    r"fertig|behoben|beheben|deployen|mise? en prod\w*|déploy\w+|déploi\w+|correctif|livr\w+|"
    r"corrig\w+|"
    r"desplieg\w+|desplegar\w*|parche|arregl\w+|sacamos|publicamos|subimos|lanzamos|rilasci\w+|"
    r"in produzione|correzione|em produção|lançamos|uitrol\w*|rollen|uitgerold|opgelost|wdroż\w+|"
    r"wdraż\w+|poprawk\w+|wypu\w+|naprawi\w+|выкат\w+|релиз\w*|фикс\w*|правк\w+|на прод\w*|"
    r"патч\w*|исправ\w+|выложим|"
    r"зальём|зальем|починим|rulla\w* ut|rättning\w*|släpp\w*|rettelse\w*|korjau\w+|julkais\w+|"
    r"oprav\w+|nasad\w+|"
    r"düzelt\w+|yayin\w+|yayın\w+|javít\w+|kiad\w+|remedi\w+|lans\w+)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|has been|have been|had|yesterday|ago|came out|went out|wurden?|war|gestern|"
    r"a été|"
    r"ont été|était|hier soir|fue|fueron|ayer|è stat[oa]|ieri|foi|ontem|werd|werden|gisteren|"
    r"(?:an |our )?(?:answer|reply|update you|let you know)|antwort|réponse|respuesta|risposta|"
    r"został\w*|wczoraj|был[аои]?|вчера|already|your|sie|vous|usted|bereits)\b",
    re.IGNORECASE,
)


_NEAR = 240
"""So many characters each way say what is to come: words without an end are no sentence."""


def _soon(candidate: Candidate) -> Candidate | None:
    start, end = sentence_around(candidate.view.text, candidate.start, candidate.end)
    near, far = max(start, candidate.start - _NEAR), min(end, candidate.end + _NEAR)
    sentence = candidate.view.text[near:far]
    if _RELEASE.search(sentence) is None or _PAST.search(_own(sentence)) is not None:
        return None
    if THEIRS.search(sentence) is not None or THEIRS_ABROAD.search(sentence) is not None:
        return None
    return withheld(candidate, start, end)


def _own(sentence: str) -> str:
    """Without `in your hands` and `for you`, which say nothing of whose it is."""
    return re.sub(r"in your hands|for you\b", "", sentence)


PATTERNS = (
    Pattern(
        "roadmap",
        "promise-soon",
        _SOON,
        _GATES,
        Rank.REGION,
        ignore_case=True,
        check=_soon,
    ),
)
