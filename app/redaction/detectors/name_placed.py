"""Names that their place in a line tells: a display name in quotes in front of an address, whom a
line's first word asks, who is told to be it this week, and what stands behind somebody's trade or
in front of their number.
"""

import re

from app.redaction.canonical import fold
from app.redaction.detectors.any_case import listed
from app.redaction.detectors.cues import spell
from app.redaction.hits import Rank
from app.redaction.name_cues import LABELS, PEOPLE
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import NOT_A_NAME, words

_UPPER = r"[A-ZÀ-ÖØ-ÞĀ-ſΆ-ΫЀ-Я]"
_WORD = rf"{_UPPER}[A-Za-zÀ-ɏΆ-ϿЀ-ӿ'’-]+"
_SMALL = r"(?:van |von |de |der |den |da |di |del |la |le |el |al |bin |ten |ter |O')"
_FULL = rf"{_WORD}(?: (?:{_SMALL}){{0,3}}{_WORD}){{1,2}}"
_PIECE = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_MOST_PIECES = 5

_BOXES = words(
    """
    support team service services info sales office billing admin help helpdesk desk noreply reply
    no not do mail mailer daemon postmaster notifications notification alerts news newsletter
    accounts orders jira zendesk system monitoring security hr it marketing kundenservice
    kundendienst kundensupport kundenbetreuung vertrieb buchhaltung einkauf zentrale sekretariat
    empfang atencion soporte ventas contabilidad suporte atendimento assistenza assistance
    ufficio contabilita klantenservice boekhouding obsluga biuro ksiegowosc kundtjanst kundeservice
    kundservice asiakaspalvelu podpora zakaznicka accueil comptabilite secretariat equipe
    """
)
"""What shared boxes are called."""


def _pieces(text: str) -> list[str]:
    return [piece for piece in _PIECE.findall(fold(text)) if len(piece) > 1]


def _is_said(piece: str) -> bool:
    """Whether a folded piece is a word of the language and nobody's name."""
    known = stock()
    said = piece in known.words and not known.is_name(piece)
    return said or piece in NOT_A_NAME or piece in LABELS or piece in PEOPLE


def _valued(candidate: Candidate) -> Candidate:
    return candidate._replace(value=" ".join(fold(candidate.text).split()))


def _displayed(candidate: Candidate) -> Candidate | None:
    """A few words of which one is no ordinary word; what a shared box is called is none."""
    pieces = _pieces(candidate.text)
    if not 0 < len(pieces) <= _MOST_PIECES or not _BOXES.isdisjoint(pieces):
        return None
    return None if all(map(_is_said, pieces)) else _valued(candidate)


def _addressed(candidate: Candidate) -> Candidate | None:
    """A given name, or a word that is in no dictionary and looks like one."""
    word, known = fold(candidate.text), stock()
    if _is_said(word) or word in _NOT_ADDRESSED or not candidate.text[1:].islower():
        return None
    return _valued(candidate) if known.is_name(word) or word not in known.words else None


_NOT_ADDRESSED = words(
    fold(
        """
        hallo hello hola ciao bonjour moin servus hej hei ahoj witam czesc ola oi salut danke merci
        gracias grazie obrigado tack takk tak bitte leider also deshalb daher ausserdem zudem sonst
        dann falls wenn ja nein oui non si sim nao nie tak ok okay sorry entschuldigung perdon
        pardon scusi scusate desculpe przepraszam kolleginnen kollegen leute zusammen tous toutes
        todos todas tutti tutte wszyscy alle allemaal colegas compañeros amigos equipe equipo team
        señores señor señora madame monsieur messieurs mesdames herr frau pan pani signor signora
        senhor senhora panstwo bref donc alors ensuite sinon enfin pues entonces ademas asi quindi
        inoltre allora dunque poi portanto entao dus daarom dan verder zatem wiec dlatego ponadto
        dessutom darfor desuten snalla vennligst venligst support entwickler developpeurs nachtrag
        update urgent dringend wichtig importante urgente pilne viktigt hinweis note
        """
    )
)
"""What begins a line with a comma behind it and asks nobody by name."""


def _both_strange(candidate: Candidate) -> Candidate | None:
    """Two words or three, none of which is a word of the language only."""
    article = _ELIDED.match(candidate.text)
    if article is not None:
        candidate = candidate._replace(start=candidate.start + article.end())
    pieces = _pieces(candidate.text)
    if len(pieces) < 2 or any(map(_is_said, pieces)) or not _FORMS.isdisjoint(pieces):
        return None
    borne = any(map(stock().is_name, pieces)) or all(map(_is_unknown, pieces))
    return _valued(candidate) if borne else None


_ELIDED = re.compile(r"[LDld]['’][a-zà-ÿ]+ ")
"""A word with its article: `L'autista`."""

_FORMS = words("gmbh ag kg ltd llc inc bv sa srl spa sarl sas ab oy as")


def _is_unknown(piece: str) -> bool:
    return piece not in stock().words


def _of_trade(candidate: Candidate) -> Candidate | None:
    """The same, as far as the first word that is only said; a line's last word may be one."""
    found = list(re.finditer(r"\S+", candidate.text))
    while len(found) > 2 and _is_said(fold(found[-1].group())):
        found.pop()
    return _both_strange(candidate._replace(end=candidate.start + found[-1].end()))


_REQUESTS = (
    r"(?i:(?:can|could|would|will|do|did|have) you|please|pls|plz|kindly|bitte|k[öo]nntest du|"
    r"kannst du|k[öo]nnen sie|magst du|schau|leite|gib|peux-tu|pourrais-tu|pouvez-vous|merci de|"
    r"s'il te|s'il vous|stp|svp|puedes|podr[íi]as|puede|por favor|porfa|puoi|potresti|pu[òo]|"
    r"per favore|per piacere|pode|poderia|podes|kun je|kunt u|kan je|wil je|graag|alsjeblieft|"
    r"alstublieft|aub|mo[żz]esz|czy mo[żz]esz|prosz[ęe]|prosim|pros[íi]m|m[ůu][žz]e[šs]|kan du|"
    r"kunne du|sn[äa]lla|vennligst|venligst|voisitko|forward|pass (?:this|it)|see below|"
    r"look (?:at|into)|siehe unten|ci-dessous|te paso|ti inoltro|z\.K\.|zur Kenntnis|fyi)"
)
_WHEN = (
    r"(?i:this (?:week|month|time|shift|morning|afternoon|evening)|next (?:week|month)|"
    r"today|tonight|tomorrow|"
    r"at the moment|right now|for now|currently|these days|diese woche|diesen monat|heute|"
    r"zurzeit|zur zeit|derzeit|momentan|gerade|cette semaine|ce mois|aujourd'hui|en ce moment|"
    r"esta semana|este mes|hoy|ahora mismo|questa settimana|questo mese|oggi|al momento|"
    r"esta semana|este mês|hoje|deze week|deze maand|vandaag|momenteel|w tym tygodniu|dzisiaj|"
    r"dziś|obecnie|den här veckan|idag|just nu|denne uken|denne uge|i dag|tento týden|dnes)"
)
_IS_IT = (
    r"(?i:that's|it's|that is|it is|this is|that was|it was|that will be|it will be|"
    r"on duty is|on call is|das ist|das war|es ist|c'est|c'était|ese es|esa es|es|era|è|sarebbe|"
    r"é|dat is|het is|to jest|jest nim|jest nią|to|det är|det er|je to)"
)
_TRADES = listed(
    """autista, l'autista, conducente, il conducente, camionista, magazziniere, corriere,
    fattorino, operaio, operaia, infermiere, infermiera, caporeparto, capoturno, custode,
    livreur, chauffeur-livreur, chauffeur routier, magasinier, cariste, infirmier, infirmière,
    concierge, gardien, chef d'équipe, conductor, chófer, chofer, repartidor, almacenero,
    transportista, camionero, enfermero, enfermera, encargado, encargada, conserje, motorista,
    entregador, caminhoneiro, enfermeiro, enfermeira, zelador, porteiro, lkw-fahrer, lagerist,
    lageristin, zusteller, zustellerin, kurier, staplerfahrer, schichtleiter, schichtleiterin,
    pfleger, pflegerin, krankenschwester, hausmeister, bezorger, magazijnier, verpleger,
    verpleegkundige, conciërge, ploegleider, kurierem, magazynier, pielęgniarka, brygadzista,
    lastbilschaufför, sjuksköterska, vaktmästare, vaktmester, sykepleier, lagerarbetare,
    skladník, vrátný, shift leader, shift manager, forklift driver, forklift operator, warehouseman,
    van driver, ward sister, charge nurse, site foreman, dispatcher, caposquadra"""
)
_TRADE, _TRADE_GATES = spell(_TRADES)
_REACHED = (
    r" ?[(,;–-]{1,2} ?(?i:cell|cellulare|tel|telefono|telefon|téléphone|teléfono|telefone|mob|"
    r"mobile|mobil|mobiel|móvil|phone|ph|handy|gsm|portable|port|cel|celular|telemóvel|tlf|tfno|"
    r"kom|komórka|puh|numer|nr tel)\b[.:]{0,2} ?[+(0-9]"
)
_REACHED_GATES = (
    "cel", "tel", "tél", "mob", "móvil", "phone", "ph", "handy", "gsm", "port", "tlf", "tfno",
    "kom", "puh", "numer", "nr tel",
)  # fmt: skip


def _cue(name: str, regex: str, literals: tuple[str, ...], check: Check) -> Pattern:
    return Pattern("person_name", name, regex, literals, rank=Rank.CUE, check=check)


PATTERNS = (
    _cue("name-displayed",
         r"[\"“„']([^\W\d_][\w .,'’()-]{2,48})[\"”“'][ \t]{0,2}[<(\[](?:mailto:)?[^\s<>@]{1,64}@",
         ("@",), _displayed),
    _cue("name-displayed-initial",
         rf"(?:^|[,;:>] ?|\n ?)((?:{_UPPER}\. ?){{1,3}}{_WORD}) ?[<(\[](?:mailto:)?"
         r"[^\s<>@]{1,64}@",
         ("@",), _displayed),
    _cue("name-addressed", rf"(?m)^[ \t>]*({_WORD}),[ \t]{_REQUESTS}\b", (",",), _addressed),
    _cue("name-on-duty", rf"(?:^|[^\w'-])(?:{_IS_IT} ({_FULL}),? {_WHEN})\b",
         (" is ", "'s ", "will be", "ist ", "war ", "c'e", "es ", "era ", "è ", "é ", "È ", "É ",
          "sarebbe ",
          "jest ", "to ", "det ", "was "), _both_strange),
    _cue("name-on-duty-now", rf"(?:^|[^\w'-])(?i:{_IS_IT}|on call|on duty|ist|is|est|es|è|é|jest|"
         rf"är|er) {_WHEN}:? ({_FULL})",
         (" week", " month", " time", " shift", "today", "tonight", "tomorrow", "moment", "now",
          "currently", "days", "ning ", "noon", " woche", "monat", "heute", "zeit", "momentan",
          "gerade", "semaine", "mois", "hui", "semana", "mes", "hoy", "mismo", "settimana", "mese",
          "oggi", "mês", "hoje", "maand", "vandaag", "momenteel", "tygodniu", "dzis", "dziś",
          "obecnie", "veckan", "idag", "nu ", "nu:", "uken", "uge", "i dag", "den ", "dnes"),
         _both_strange),
    _cue("name-of-trade",
         rf"(?:^|[^\w]){_TRADE}:? (?:(?i:mr|mrs|ms|herr|frau|sig|sr|sra)\.? )?({_FULL})(?:[^\w]|$)",
         _TRADE_GATES, _of_trade),
    _cue("name-before-phone", rf"(?:^|[^\w'-]|')({_FULL}){_REACHED}", _REACHED_GATES,
         _both_strange),
)  # fmt: skip
