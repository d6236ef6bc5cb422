"""Where somebody is, as coordinates: decimal, in degrees, in map links, as three words."""

import re

from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern

_NUMBER = re.compile(r"-?\d{1,3}\.\d+")
_NORTH, _EAST, _FAR = 90.0, 180.0, 10.0
_ROW = re.compile(r"\d[,; ]{1,3}$")
_MORE = re.compile(r"[,; ]{1,3}-?\d+\.\d")
_SIGN = r"(?:[\"'`]?[ \t]*[:=(\[]?[ \t]*[\"'`(\[]?)"
_BETWEEN = r"[^\d\n.]{0,8}\n?[^\d\n.]{0,16}?"
_CUES = (
    r"(?:gps|geo|lat(?:itude)?|lng|lon(?:gitude)?|latitud|breitengrad|breite|coord(?:inate)?s?|"
    r"koordinaten?|coordonnées|coordenadas|coordinate|standort|ubicación|geo-?location)"
)
_DEGREES = (
    r"\d{1,3}(?:\.\d{1,8})?° ?(?:\d{1,2}(?:\.\d{1,6})?['′’] ?)?"
    r"(?:\d{1,2}(?:\.\d{1,4})?(?:[\"″”]|'') ?)?"
)


def _pair(candidate: Candidate) -> Candidate | None:
    """Two numbers that can be a latitude and a longitude."""
    numbers = [abs(float(found)) for found in _NUMBER.findall(candidate.text)]
    if len(numbers) != 2 or max(numbers) > _EAST or min(numbers) > _NORTH:
        return None
    return candidate


def _alone(candidate: Candidate) -> Candidate | None:
    """Such a pair without a word beside it: no row of figures, and not two shares of one."""
    inside = _ROW.search(candidate.before(4)) or _MORE.match(candidate.after(8))
    found = None if inside else _pair(candidate)
    if found is None:
        return None
    far = max(abs(float(number)) for number in _NUMBER.findall(candidate.text)) >= _FAR
    return found if far else None


def _place(name: str, regex: str, *gates: str, check: Check | None) -> Pattern:
    return Pattern(
        "postal_address", name, regex, gates, rank=Rank.CHECKED, ignore_case=True, check=check
    )


PATTERNS = (
    _place("coordinates",
           rf"\b{_CUES}{_SIGN}(?: (?:is|are|was|of|von|de|ist|at|:))?[^\d\n.]{{0,12}}?"
           rf"(-?\d{{1,3}}\.\d{{3,12}}{_BETWEEN}-?\d{{1,3}}\.\d{{3,12}})\b",
           "gps", "geo", "lat", "lng", "lon", "breite", "coord", "koordinat", "standort", "ubicaci",
           check=_pair),
    _place("coordinates-called",
           r"(?:^|[^\w.,-])(-?\d{1,3}\.\d{3,12}[,; ]{1,3}-?\d{1,3}\.\d{3,12}),? ?[(\[]?(?:gps|"
           r"coordinates?|lat|geo)\b", "gps", "coord", "lat", "geo", check=_pair),
    _place("coordinates-alone",
           r"(?:^|[^\w.,-])(-?\d{1,3}\.\d{5,12}[,; ]{1,3}-?\d{1,3}\.\d{5,12}|"
           r"\d{1,3}\.\d{3,8} ?[ns][,; ]{1,3}\d{1,3}\.\d{3,8} ?[ewo])\b",
           *(f".{digit}" for digit in range(10)), check=_alone),
    _place("coordinates-standing",
           r"\b(?:stands|located|situated|parked|installed|placed|positioned|position|location|"
           r"befindet sich|steht|se trouve|situé|ubicado|situado|si trova|posizione|posición|"
           r"staat|står|quedan?|fica|ficam|estamos|liegt|liegen|ligger|ligt|"
           r"centre|center|centroid|corner|mittelpunkt|znajduje się|bulunuyor) "
           r"(?:(?:is|at|near|bei|auf|à|en|em|na|a|op|vid|ved|på|в|w|roughly|approx\.?|"
           r"about|around|ca\.?)[: ]{1,2}){0,2}"
           r"(-?\d{1,3}\.\d{3,12}, ?-?\d{1,3}\.\d{3,12})\b",
           "stands", "located", "situ", "parked", "installed", "placed", "position", "location",
           "befindet sich", "steht", "se trouve", "ubicado", "si trova", "posizion", "posici",
           "staat", "står", "queda", "fica ", "ficam ", "estamos", "liegt", "liegen", "ligger",
           "ligt", "centre", "center", "centroid", "corner", "mittelpunkt", "znajduje",
           "bulunuyor", check=_alone),
    _place("coordinates-in-link",
           r"(?:/@|[?&](?:q|ll|sll|center|origin|destination|query|daddr|saddr|loc)=|geo:)"
           r"(-?\d{1,3}\.\d{2,12}(?:,|%2c)-?\d{1,3}\.\d{2,12})",
           "/@", "?q=", "&q=", "ll=", "center=", "origin=", "destination=", "query=", "addr=",
           "loc=", "geo:", check=_pair),
    _place("coordinates-in-degrees",
           rf"\b({_DEGREES}[ns][,;/ ]{{0,3}}{_DEGREES}[ewo])\b", "°", check=None),
    _place("place-in-three-words",
           r"(?:^|[^\w:/.])(///[a-z]{3,20}\.[a-z]{3,20}\.[a-z]{3,20})\b", "///", check=None),
)  # fmt: skip
