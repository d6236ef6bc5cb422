"""Keys by which a service is tuned, in files of settings and by their last part in prose."""

import re

from app.redaction.detectors.flags import not_asked
from app.redaction.detectors.internal_notes import FOR_THEM
from app.redaction.patterns import Candidate, Pattern

_TUNED = (
    "inflight", "ttl", "lease", "pool", "worker", "workers", "thread", "threads", "timeout",
    "timeouts", "retry", "retries", "backoff", "replica", "replicas", "shard", "shards", "heap",
    "override", "overrides", "concurrency", "prefetch", "throttle", "quota", "interval", "flush",
    "evict", "eviction", "keepalive", "parallelism",
)  # fmt: skip
"""Parts of a key by which a service is tuned, and no field of anybody's data."""


def _tuned(candidate: Candidate) -> Candidate | None:
    """A key of a file of settings, unless the reader shall write it down."""
    return _not_asked_for(candidate) if "_" in candidate.text else None


_WRITE_DOWN = re.compile(
    r"\b(?:please|you|your|bitte|sie|ihre?|veuillez|vous|votre|por favor|per favore)\b"
)


def _not_asked_for(candidate: Candidate) -> Candidate | None:
    """Nothing in front speaks to the reader in the same paragraph or the one before it."""
    before = "\n\n".join(re.split(r"\n\s*\n", candidate.before(400))[-2:])
    return not_asked(candidate) if _WRITE_DOWN.search(before) is None else None


_SPOKEN = re.compile(
    r"\b(?:gelieve|kunt|alstublieft|uw|mozna|mozecie|prosze|prosim|kerem|rugam|lutfen|vanligen|"
    r"venligst|vennligst|puede|puo|pode|usted|sua|suo|пожалуиста|ласка|ви|вы)\b"
)


_ERROR = re.compile(
    r"(?:err|ora|error|e)_\w+|\w+_(?:reset|refused|err|error|failed|denied)\W{0,2} \S+ \d"
)
_COUNTED = re.compile(
    r"\W{0,2} \S+ \d+ (?!sec|sek|min|mil|hour|stund|day|tag|heur|sat|again)\w{4,}"
)
_KNOB = re.compile(
    rf"(?:\A|_)(?:{'|'.join(_TUNED)}|max|min|size|limit|count|buckets?|batch|rate|ms|seconds|"
    r"secs|enabled?|disabled?|level|threshold|delay|window|depth|connections?|debug|percent)(?:_|\Z)",
    re.IGNORECASE,
)
_SETTING = re.compile(
    r"\b(?:re)?set(?:s|ze?n?|ting|ter?|tet)?\b|\b(?:rais|chang|lower|bump|increas|decreas|reduc|turn|"
    r"switch|put|mov|went|go(?:es|ing)?\b|drop|cut|doubl|halv|revert|restor|tun|default|zet|gezet|"
    r"gesetzt|setz|stell|gestellt|erhoh|senk|reduzier|ander|geander|verhoog|verlaag|wijzig|"
    r"pass|augment|mis\b|met(?:s|tre|tez)\b|baiss|regl|sub|baj|pon|puest|pus\w|cambi|ajust|aument|"
    r"redu|alter|mud|port|imposta|alz|abbass|ustaw|zmien|podni|zwieksz|zmniejsz|nastav|zvys|sniz|"
    r"zmen|satt|satte|hoj|andr|oka|sank|saet|sett?|okte|nost|lask|muut|aset|allit|emel|allit|csokk|"
    r"seta|mari|schimb|ayarla|yukselt|dusur|поставил|постав|измен|подня|увелич|уменьш|выстав|"
    r"стоит|змін|підня|збільш|зменш|встанов|устан)"
)


def _is_set(candidate: Candidate) -> bool:
    """A name of a setting, or one of which it is said that it is set, or put to its value at last:
    neither an error nor `STATUS_REPORT auf 3 Seiten`."""
    named = candidate.text.lower() + candidate.after(40)
    if _ERROR.match(named) is not None:
        return False
    around = candidate.before(50) + "\n" + candidate.after(50)
    counted = _COUNTED.match(candidate.after(40))
    return bool(_KNOB.search(candidate.text) or _SETTING.search(around) or counted is None)


def _set_to(candidate: Candidate) -> Candidate | None:
    """What is set among engineers; what stands in a list for the customer is the customer's."""
    if not _is_set(candidate):
        return None
    before = candidate.view.text[max(0, candidate.start - 400) : candidate.start]
    spoken = FOR_THEM.search(before) or _SPOKEN.search(candidate.before(120))
    return _not_asked_for(candidate) if spoken is None else None


_NAMED = r"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)[`\"'»]?"
_VALUE = r"[`\"'«]?(?:\d|true\b|false\b|on\b|off\b|null\b)"
PATTERNS = (
    Pattern(
        "config_key",
        "variable-set",
        rf"\b{_NAMED}(?: (?:up |down |back )?(?:to|op|auf|à|a|em|para|na|till|til|la|on|arvoon|на|"
        rf"в|до|from|von|van|de|från|fra|z|ze|с|з) |を ?|을 ?|를 ?){_VALUE}",
        ("_",),
        check=_set_to,
    ),
    Pattern(
        "config_key",
        "key-listed",
        r"(?m)(?:^[ \t>]*(?:- )?|[{,] ?)[\"']?((?:[a-z][a-z0-9]*_)*"
        rf"(?:{'|'.join(_TUNED)})(?:_[a-z0-9]+)*)[\"']? ?:(?:[ \t]|$)",
        _TUNED,
        check=_tuned,
    ),
    Pattern(
        "config_key",
        "key-tuned-dotted",
        rf"(?:^|[^\w./@:-])([a-z][\w-]*(?:\.[a-z][\w-]*){{1,5}}[.-](?:{'|'.join(_TUNED)})"
        r"(?:-(?:seconds|secs|minutes|millis|ms|s|days|hours|size|limit|count|max|min))?)(?:[^\w.-]|\.?$|\.\s)",
        tuple(f"{sign}{part}" for part in _TUNED for sign in ".-"),
        check=_not_asked_for,
    ),
)
