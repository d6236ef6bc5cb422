"""Cities, type faces, stage works, dishes and brands that are called as people are: told by what
stands around them, or by all their words."""

import re
from typing import NamedTuple

from app.redaction.canonical import Canonical
from app.redaction.words import words


class _Kind(NamedTuple):
    """`named` may be people's names too; of the `sure` ones at least `least` stand near, and one
    stands `beside` where that is asked."""

    named: frozenset[str]
    sure: frozenset[str]
    least: int = 1
    beside: bool = False


_CITIES = _Kind(
    words(
        """
        adelaide alexandria asuncion aurora austin basel bergen berlin bologna boston brooklyn cairo
        carmel catania charlotte chelsea concepcion dallas darwin denver florence geneva hamburg
        helena houston jackson jerusalem lagos lima lincoln london lourdes lyon madison madrid
        manila marseille melbourne mercedes milan montevideo nice orlando paris perth phoenix porto
        regina rome salvador santiago savannah siena sofia sydney valencia venice verona victoria
        vienna wellington
        """
    ),
    words(
        """
        amman amsterdam ankara antwerp athens atlanta auckland baghdad bangkok barcelona beijing
        beirut belgrade berlin bern birmingham bogota bordeaux boston bratislava brisbane brussels
        bucharest budapest caracas casablanca chennai chicago cologne copenhagen damascus delhi
        detroit dhaka doha dresden dubai dublin edinburgh frankfurt gdansk ghent glasgow
        gothenburg hamburg hanoi havana helsinki istanbul jakarta johannesburg karachi kathmandu
        kolkata krakow kyiv kyoto lahore leeds leipzig lisbon liverpool ljubljana london
        luxembourg madrid manchester marseille melbourne miami minsk montreal moscow mumbai
        munich nairobi naples osaka oslo philadelphia prague quito riga riyadh rotterdam
        salzburg sarajevo seattle seoul seville shanghai singapore skopje stockholm stuttgart
        taipei tallinn tehran tirana tokyo toronto toulouse tunis turin utrecht vancouver vilnius
        warsaw wien zagreb zurich
        """
    ),
    least=2,
    beside=True,
)
_TYPE_FACES = _Kind(
    words(
        """
        abel anton arvo baskerville benton bodoni bree cabin cairo cambria courier damion exo
        georgia gilda gill hind inter josefin jost judson karla lora lucida marcellus martel maven
        merriweather monaco oswald rosario rubik sacramento sora
        """
    ),
    words(
        """
        font fonts webfont webfonts typeface typefaces schrift schriften schriftart schriftarten
        lettertype police polices fuente fuentes tipografia typografie caratteri arial calibri
        helvetica lato montserrat nunito poppins raleway roboto tahoma verdana ubuntu
        """
    ),
)
_STAGE = _Kind(
    words(
        """
        aida alcina armida carmen coppelia elektra ernani evita falstaff faust fidelio giselle
        hamlet jenufa julietta lohengrin lulu macbeth manon martha medea mignon norma orfeo otello
        othello parsifal rusalka salome semele siegfried tosca undine werther
        """
    ),
    words(
        """
        opera operas operetta ballet ballets libretto premiere matinee oper opern ballett bohème
        boheme fidelio lohengrin nabucco oneguin onegin parsifal rigoletto rusalka tosca traviata
        trovatore turandot walkure zauberflote
        """
    ),
)
_KINDS = (_CITIES, _TYPE_FACES, _STAGE)

_WHOLE = re.compile(
    r"\b(?:madam[ae] butterfly|don (?:giovanni|pasquale|carlos?|quixote|quijote|juan)|"
    r"eugene onegin|boris godunov|peter grimes|billy budd|manon lescaut|tristan (?:und|and) isolde|"
    r"hansel (?:und|and) gretel|romeo (?:and|und|et|y|e) juli(?:et|a|ette)|porgy and bess|"
    r"lucia di lammermoor|dido and aeneas|ariadne auf naxos|"
    r"ruy lopez|caro-kann|king's indian|nimzo-indian|"
    r"granny smith|earl grey|bloody mary|dr\.? pepper|jim beam|johnnie walker|captain morgan|"
    r"jack daniel'?s|calvin klein|hugo boss|tommy hilfiger|ralph lauren|louis vuitton|"
    r"christian dior|giorgio armani|michael kors|estee lauder|yves (?:rocher|saint laurent)|"
    r"helly hansen|karl lagerfeld|paul smith jeans|harley[- ]davidson|rolls[- ]royce|"
    r"mercedes[- ]benz|alfa romeo|aston martin|john deere|ben (?:&|and) jerry'?s|uncle ben'?s|"
    r"black (?:&|and) decker|johnson (?:&|and) johnson|philip morris|tim hortons|trader joe's|"
    r"apple (?:watch|pay|id|music|tv|maps|mail|pencil|silicon|store|calendar|wallet|"
    r"business|school)|"
    r"bills? of (?:lading|materials|exchange|sale)|ruby on rails|rose gold|jack (?:plug|socket)|"
    r"(?:paddington|euston|waterloo|victoria|king's cross|temple meads|piccadilly) station|"
    r"(?:london|manchester|bristol|birmingham|edinburgh|glasgow) (?:paddington|euston|waterloo|"
    r"victoria|marylebone|temple meads|parkway|piccadilly|waverley|queen street|new street)|"
    r"(?:bath|leamington|droitwich|cheltenham|boston) spa|"
    r"new (?:york|orleans|jersey|hampshire|zealand|delhi|england|plymouth|haven|brunswick)|"
    r"visa (?:cards?|debit|electron|credit)|visa(?:,| ?/| (?:and|or|und|oder|et|ou|y|e|en|i)) ?"
    r"(?:mastercard|master card|maestro|amex|american express|paypal|apple pay|google pay|klarna)|"
    r"(?:mastercard|maestro|amex|american express|paypal)(?:,| ?/| (?:and|or|und|oder|et|ou|y)) ?"
    r"visa|"
    r"hong kong)\b"
)
"""What hardly anybody is called in full."""

_FACES = re.compile(
    r"\b(?:Lucida|Comic|Open|Source|Noto|Fira|Droid|Liberation|Gill|Josefin|Work|Alegreya|Segoe|"
    r"Merriweather|Bitstream|Zilla|Plex|Nunito|Public|Instrument|Albert|Hanken|Bricolage|Familjen|"
    r"Space|Frutiger|Schibsted|Roboto|Titillium|Encode|Darker|Cabinet|General) "
    r"(?:Sans|Serif|Grotesk|Grotesque|Slab)\b"
)
"""Type faces of a family: `Lucida Sans`."""

_DISH = (
    r"salads?|dressing|sandwich(?:es)?|sauces?|steaks?|pizzas?|soup|cakes?|cocktails?|cupcakes?|"
    r"muffins?|burgers?|noodles|pasta|wraps?|tea|torte|salat"
)
_OPENING = r"Defen[cs]e|Attack|Opening|Gambit|Variation|Sicilian|Countergambit|Counterattack"
_BEHIND = re.compile(rf"(?:'s)? (?:{_DISH}|{_OPENING})\b")
_IN_FRONT = re.compile(
    r"\b(?:beef|eggs?|chicken|pizza|peach|crepes?|oysters|bananas|lobster|fettuccine|linguine|"
    r"poire|peche|tournedos|filet|sole|steak|(?:sicilian|french|spanish|king's indian)"
    r"(?: defen[cs]e)?,?) [\"'“„«]?$"
)
_SPEAKING = re.compile(
    r",? (?:and i|ask\w*|call(?:s|ed)|t[eo]l[ld]s?|says?|said|wrote|writes|wants?|needs|cannot|"
    r"can't|report\w*|repl\w*|complain\w*|tried|tries|has|had|did|would|will|who|from|sent|left|joined|"
    r"works?|lives?)\b"
)
"""Behind people."""

_TOLD_TO = re.compile(r" (?:uma?|un[ao]?|unas|unos|umas) [a-z]{3,}")
_VERBS = words("cole abra clique marque crea cree pulsa ponga tome salve leia")
_OPENING_LINE = re.compile(r"(?:^|[.!?:]\s+|[\n\x02*•-] ?)$")
"""Around what Romance languages tell the reader to do with a thing: `Cole uma etiqueta`."""

_SORTS = (
    r"(?:colou?rs?|shades?|paints?|breeds?|apples?|cheeses?|flowers?|roses?|tulips?|wines?|grapes?|"
    r"varieties|potatoes|trees?)"
)
_TRADED = r"(?:farben|blumen|couleurs|fleurs|colores|flores|colori)"
"""Sorts of things after which shops call themselves: `Blumen Edelgard`."""

_THINGS = (
    r"(?:storms?|hurricanes?|typhoons?|cyclones?|films?|movies?|books?|novels?|songs?|albums?|"
    r"operas?|ballets?|musicals?|ships?|boats?|yachts?|vessels?|ferry|ferries|horses?|themes?|"
    r"fonts?|sofas?|lamps?|chairs?|armchairs?|shirts?|dress(?:es)?|shoes?|boots?|dolls?|voices?|"
    r"wallpapers?|ringtones?|rivers?|mountains?|lakes?|islands?|asteroids?|moons?|planets?|"
    r"(?:meeting|conference|breakout) rooms?|(?:cities|city|port|town|isle|island|lake|mount) of)"
)
_ITEM = r"[A-ZÀ-Þ][\w'’-]*(?: [\w'’-]+)?(?:, | and | or | & )"
_SORTED = re.compile(
    rf"\b(?:(?i:{_SORTS}|{_THINGS})|(?P<told>(?i:{_SORTS}|{_TRADED})(?::| such as| like)))"
    r" [\"'“„«]?"
    rf"(?:{_ITEM}){{0,4}}(?:[A-ZÀ-Þ][\w'’-]+ )?$"
)
_STORM = re.compile(r"\b(?:storm|hurricane|typhoon|cyclone|ouragan|sturm|orkan|huracan) $")
_SOMEBODYS = re.compile(r" (?:[a-z]{2,}ed|made|built|wrote|drew|chose|sent|gave|took|got|left)\b")
"""Behind whoever did something with a thing: `the shirt Anna ordered`."""

_TITLED = re.compile(
    r"\b(?:films?|movies?|books?|novels?|songs?|albums?|series|games?|plays?|operas?|musicals?|"
    r"episodes?|audiobooks?|stor(?:y|ies)|comics?|paintings?|ships?|boats?|buch|roman|lied|livre|"
    r"libro|pelicula|cancion|chanson|canzone) [\"'“„«]$|\b(?:port|city|town|isle|island) of $"
)
_NONE = re.compile(
    r" (?!eller\b|fran\b|samt\b|under\b)[a-z]{3,} (?:har|ar|kan|finns|syns|visas|ska|skall|behover|"
    r"saknas|blir|blev|fick|hittas|hittades|forsvinner|maste|paverkas|tappas|skickas|raderas|"
    r"raderades|togs|tas|gar)\b"
)
"""Behind the Swedish word for none, which is a given name as well: `Inga filer har raderats`."""

_CLOSING = frozenset("\"'”“»,.")
_WORDS = re.compile(r"[^\W\d_]+")
_LAST = re.compile(r"([^\W\d_]+)(?:,? (?:and|or|&|und|et|y|e) |, ?| ?/ ?)$")
_FIRST = re.compile(r"(?:,? (?:and|or|&|und|et|y|e) |, ?| ?/ ?)([^\W\d_]+)")
_REACH, _NEAR = 80, 32


def is_namesake(view: Canonical, start: int, end: int) -> bool:
    """Whether the name from `start` to `end`, or the words that it is a part of, is such a thing's;
    linear in what stands near."""
    left, folded = max(0, start - _NEAR), view.folded
    for found in _WHOLE.finditer(folded[left : end + _NEAR]):
        if left + found.start() <= start and end <= left + found.end():
            return True
    for face in _FACES.finditer(view.text[left : end + _NEAR]):
        if left + face.start() <= start and end <= left + face.end():
            return True
    title = _TITLED.search(folded[max(0, start - _NEAR) : start]) is not None
    return title and folded[end : end + 1] in _CLOSING


def is_listed(view: Canonical, start: int, end: int) -> bool:
    """As `is_namesake`, for a name of one word and by what it is listed with or a part of."""
    if _BEHIND.match(view.text, end) is not None or view.text[start:end] == "Março":
        return True
    if _IN_FRONT.search(view.folded[max(0, start - _NEAR) : start]) is not None:
        return True
    word = view.folded[start:end]
    if word == "inga" and _NONE.match(view.folded, end) is not None:
        return True
    opens = word in _VERBS and _OPENING_LINE.search(view.text[max(0, start - 3) : start])
    if opens and _TOLD_TO.match(view.folded, end):
        return True
    if _is_sorted(view, start, end):
        return True
    if _SPEAKING.match(view.folded, end) is not None:
        return False
    return any(word in kind.named and _is_among(view, start, end, kind) for kind in _KINDS)


def _is_sorted(view: Canonical, start: int, end: int) -> bool:
    """Whether a word for a sort of things stands in front: `apples Gala and Jonagold`."""
    if _STORM.search(view.folded[max(0, start - _NEAR) : start]) is not None:
        return True
    found = _SORTED.search(view.text[max(0, start - _REACH) : start])
    if found is None or _SOMEBODYS.match(view.folded, end) is not None:
        return False
    return found["told"] is None or _SPEAKING.match(view.folded, end) is None


def _is_among(view: Canonical, start: int, end: int, kind: _Kind) -> bool:
    before = view.folded[max(0, start - _REACH) : start]
    behind = view.folded[end : end + _REACH]
    near = {*_WORDS.findall(before), *_WORDS.findall(behind)}
    others = (kind.sure | kind.named if kind.beside else kind.sure) - {view.folded[start:end]}
    if len(near & others) < kind.least:
        return False
    if not kind.beside:
        return True
    found = (_LAST.search(before), _FIRST.match(behind))
    return any(one is not None and one[1] in kind.sure for one in found)
