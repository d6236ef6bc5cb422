"""Things that are called after people: laws, methods, cups, fonts, storms, units, languages.

Whoever reads `Kalman filter` or `Murphy's law` meets nobody, and needs the words to work.
"""

import re

from app.redaction.canonical import Canonical
from app.redaction.given_names import SPOKEN_TO
from app.redaction.hits import Hit
from app.redaction.name_stock import stock
from app.redaction.namesakes import is_listed, is_namesake
from app.redaction.syllables import is_word_part
from app.redaction.words import words

_EPONYMS = words(
    """
    aho-corasick avogadro bayes bellman bellman-ford bernoulli bezier black-scholes bland-altman
    boltzmann bose-chaudhuri bosendorfer box-cox box-jenkins box-muller boyer-moore bresenham
    burrows-wheeler cauchy celsius chebyshev cholesky cooley-tukey coriolis coulomb
    damerau-levenshtein delaunay descartes diffie dijkstra doppler douglas-peucker eisenhower
    euclid euler fahrenheit fibonacci fisher-yates floyd-warshall ford-fulkerson fourier gantt
    gauss gauss-newton gini golomb-rice gouraud gram-schmidt hamming hardy-weinberg hellman
    hermite hilbert hodrick-prescott holt-winters hough huffman hyperlegible ishikawa jaccard
    jacobi jaro-winkler kaiming kalman kaplan-meier karatsuba karnaugh knuth-morris-pratt
    kolmogorov kriging kruger kutta lagrange lanczos laplace lempel lempel-ziv
    levenberg-marquardt levenshtein lorentz mandelbrot mann-whitney mercalli mercator merkle
    merkle-damgard michaelis-menten michelson miller-rabin mobius montecarlo needleman-wunsch
    nelder-mead newton-raphson nyquist ohm pareto phong planck poisson pythagoras rabin-karp
    ramer-douglas-peucker reed-solomon riemann rijndael runge savitzky-golay schrodinger
    shannon-fano shapiro-wilk smith-waterman sobel steinberg stradivari tesla trie turing vorbis
    voronoi warshall zipf ziv
    """
)
"""Folded; hardly anybody who writes to a support desk is called so."""

_SPEAKING = words("siri cortana alexa expedia")
"""Products that are called as people are."""

_PAIRED = words("floyd fisher yates shannon hartley mann whitney smirnov caro kann lloyd johnson")
"""So are these where a hyphen joins them to one of the others, or to each other."""

_COMPOUNDED = words(
    "filter verfahren netz kurve verteilung diagramm gesetz satz transformation algorithmus matrix "
    "skala effekt projektion kodierung codierung baum distanz abstand route routing zahl plot "
    "diagram verdeling methode curve regel"
)
"""Behind a hyphen, as in `Kalman-Filter`."""

_SHORT = 4
_LAWS = (
    r"(?:laws?(?! (?:firm|school|degree|office|stud))|theorems?|lemmas?|conjecture|paradox|"
    r"inequality|gambit|Gambit|cipher|razor)"
)
_METHODS = (
    r"algorithms?|transforms?|transformation|distribution|filters?|smoothing|blur|noise|dithering|"
    r"resampling|interpolation|sampling|initiali[sz]ation|optimi[sz]er|regression|classifier|"
    r"projection|curves?|splines?|kernel|matrix|matrices|decomposition|factori[sz]ation|distance|"
    r"similarity|coefficients?|correlation|scale|effect|key exchange|trees?|series|sequence|"
    r"triangulation|diagrams?|charts?|plots?|shading|notation|presets?|tone|Scale|Bayes|"
    r"fonts?|typefaces?|Cup|Trophy|Gothic|Sans|Serif|Mono|Console|Hyperlegible|Code Pro|Defence|"
    r"units?|screws?"
)
_BEHIND = re.compile(
    rf"'s (?:(?:first|second|third|last|little) )?(?:{_LAWS})\b|"
    rf" (?:(?:and|or|&) [A-ZÀ-Þ][\w-]+ )?(?:{_LAWS}|{_METHODS})\b"
)
_TERM_BEHIND = re.compile(
    r"(?:[- ](?:records?|fields?|formats?|tags?|standard|schema|protocol|interface|codes?|header|"
    r"compliance|imports?|exports?|files?|editors?|spec|specification|"
    r"syntax|metrics?|XML|JSON|API|SDK)\b|[- ]?\d)"
)
"""Behind a word in capitals that is no name then: `one MARC record`, `DORA metrics`."""

_IN_FRONT = re.compile(
    r"\b(?:hurricane|typhoon|cyclone|tropical storm|font|typeface|schrift|schriftart|police|fuente|"
    r"(?:debian|ubuntu|raspbian|android|macos|os x|fedora|proxmox|mint) (?:gnu/linux )?[\d.]{1,5}|"
    r"corpus|"
    r"carattere|ley de|loi de|legge di|lei de|teorema de|teorema di|theoreme de|twierdzenie|prawo|"
    r"wet van|theme|tema|projection|proiezione|proyeccion|projektion|ouragan|huracan|orkan)"
    r"[ \"'“„«]{1,2}$"
)
_DOING = re.compile(r" (?:[a-z]+(?:ed|s)|made|built|wrote|drew|chose|had|sent|gave)\b")
_HOLIDAYS = re.compile(
    r"(?:victoria|columbus|martin luther king|luther king|washington|st\.? patrick|patrick|"
    r"valentine|andrew|george|david|nicholas)(?:'s)? day\b|"
    r"julian (?:day|date|calendar)\b|"
    r"(?:maria|christi|mariae) (?:himmelfahrt|empfangnis|lichtmess|geburt|verkundigung)\b|"
    r"corpus christi\b"
)
_LANGUAGES = words(
    """
    ada pascal ruby julia haskell python java kotlin swift rust perl scala erlang elixir javascript
    typescript cobol fortran lisp prolog dylan crystal elm eiffel groovy racket scheme smalltalk php
    go lua dart clojure bash powershell matlab
    """
)
_UNITS = words(
    """
    kelvin pascal hertz joule watt ampere volt ohm farad henry siemens weber tesla newton coulomb
    becquerel gray sievert lumen lux candela celsius fahrenheit bar meter metre gram second
    """
)
_COLOURS = words(
    """
    amber ruby rose violet scarlet jade olive hazel ivory ebony coral indigo saffron sienna heather
    ginger crimson magenta teal turquoise azure navy maroon beige lilac mauve cyan ochre red blue
    green yellow orange purple pink grey gray black white brown gold silver bronze
    """
)
_SURE_COLOURS = words(
    "crimson magenta teal turquoise navy maroon beige mauve cyan ochre yellow orange purple pink"
)
_BOTH = words("may april june")
_MONTHS = words("january february march july august september october november december")
"""These and the sure colours are hardly anybody's names themselves."""

_MAKERS = words(
    """
    adobe airflow amazon ansible apache argo atlassian aws azure cisco citrix cloudflare confluent
    datadog docker eclipse elastic fortinet github gitlab google grafana hashicorp hitachi istio
    jenkins jetbrains kubernetes lenovo linux microsoft mozilla netapp nginx nvidia openshift
    prometheus qualcomm samsung siemens sophos splunk synology ubuntu veeam vmware
    """
)
"""Hardly anybody is called so; behind them stands what they make."""

_FIELDS = frozenset({"name-field", "column"})
_WORDS = re.compile(r"[a-z]+")
_LAST = re.compile(r"([a-z-]+)(?:,? (?:and|or|&) |, ?| ?/ ?)$")
_FIRST = re.compile(r"(?:,? (?:and|or|&) |, ?| ?/ ?)([a-z-]+)")
_REACH, _NEAR, _OTHERS = 80, 40, 3


def is_eponym(word: str) -> bool:
    """Whether a folded word is known for what is called so."""
    if "-" not in word:
        return word in _SPEAKING or _is_called_after(word)
    *first, last = word.split("-")
    ends = last in _COMPOUNDED or last in _PAIRED or _is_called_after(last)
    return word in _EPONYMS or (ends and all(part in _EPONYMS or part in _PAIRED for part in first))


def _is_called_after(word: str) -> bool:
    """As it is, or with an ending: `wykres Gantta`, `diagram Ishikawy`."""
    if word in _EPONYMS:
        return True
    return len(word) > _SHORT and (word[:-1] in _EPONYMS or f"{word[:-1]}a" in _EPONYMS)


def is_made(hit: Hit, view: Canonical) -> bool:
    """Whether a field holds a maker's name and what it makes: `Name: Grafana Loki`."""
    if hit.detector not in _FIELDS:
        return False
    field = view.folded[max(0, hit.start - _NEAR) : hit.end].rpartition(":")[2]
    return field.lstrip(' "\n').partition(" ")[0] in _MAKERS


def is_thing(view: Canonical, start: int, end: int, *, full: bool) -> bool:
    """Whether the name from `start` to `end` is a thing's for what stands around it; a `full` name
    is a person's but for the holidays."""
    if _HOLIDAYS.match(view.folded[start : end + 8]) is not None or is_namesake(view, start, end):
        return True
    if full:
        return False
    if is_word_part(view, start, end):
        return True
    behind = view.text[end : end + _NEAR]
    if _BEHIND.match(behind) is not None:
        return True
    if _TERM_BEHIND.match(behind) is not None and view.text[start:end].isupper():
        return True
    if _IN_FRONT.search(view.folded[max(0, start - 24) : start]) and not _DOING.match(behind):
        return True
    return is_listed(view, start, end) or _is_listed(view, start, end)


def _is_listed(view: Canonical, start: int, end: int) -> bool:
    """A colour beside a colour, a language or a unit among several, a month among months."""
    word = view.folded[start:end]
    left = _LAST.search(view.folded[max(0, start - _NEAR) : start])
    right = _FIRST.match(view.folded[end : end + _NEAR])
    beside = {found[1] for found in (left, right) if found is not None}
    if word not in SPOKEN_TO and any(map(_is_nobody, beside)):
        return True
    if word in _COLOURS and not beside.isdisjoint(_SURE_COLOURS):
        return True
    for kind in (_LANGUAGES, _UNITS):
        if word in kind:
            return len(_near(view, start, end) & kind - {word}) >= _OTHERS
    return word in _BOTH and bool(_near(view, start, end) & _MONTHS)


def _is_nobody(word: str) -> bool:
    return is_eponym(word) and word not in _SPEAKING and not stock().is_name(word)


def _near(view: Canonical, start: int, end: int) -> set[str]:
    before = view.folded[max(0, start - _REACH) : start]
    return {*_WORDS.findall(before), *_WORDS.findall(view.folded[end : end + _REACH])}
