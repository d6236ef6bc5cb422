"""Queries of monitoring and search, in the languages of their tools, and what a shell answers."""

import re

from app.redaction.detectors.trace_lines import told
from app.redaction.detectors.turns import reader_from
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

_LINE = r"(?m)^[ \t>]*"
_STAGES = (
    r"where|summarize|project(?:-away|-rename)?|extend|mv-expand|make-series|order by|sort by|"
    r"top|take|render|join|parse|distinct|evaluate|stats|timechart|eventstats|tstats|rex|spath|"
    r"line_format|label_format|json|logfmt|unwrap"
)
_AGGREGATES = (
    r"rate|irate|increase|sum|avg|min|max|count|topk|bottomk|delta|deriv|histogram_quantile|"
    r"absent|changes|label_replace|(?:sum|avg|min|max|count|quantile|rate|bytes)_over_time"
)
_UNITS = "total|bucket|seconds|bytes|count|sum|ratio|info|errors|requests"
_ENDPOINTS = (
    "_search|_msearch|_count|_mapping|_mappings|_settings|_bulk|_doc|_update_by_query|"
    "_delete_by_query|_reindex|_cat|_cluster|_alias|_aliases|_explain|_analyze"
)
_INNER_FIELD = r"(?:internal|admin|debug|ops|staff|backoffice|impersonat\w*)[A-Z]\w*"


def _query(name: str, regex: str, *gates: str) -> Pattern:
    return Pattern("sql", name, regex, gates, rank=Rank.REGION)


def _metric(candidate: Candidate) -> Candidate | None:
    """A field that the reader has may end so, too: three parts and no word of theirs in front."""
    theirs = candidate.before(30).rstrip(" `\"'").endswith(("column", "field", "your", "header"))
    return None if theirs or candidate.text.count("_") < 2 else candidate


_OPENED = re.compile(r"\S*[\[{(]")
_ENDED = re.compile(r"(?<=[.!?]) (?=[A-ZÀ-ÖØ-ÞА-Я][^\W\d_]+,? \w+)")


def _own_part(candidate: Candidate) -> Candidate:
    """Without the sentences in front of the shell's first bracket and behind its last."""
    text = candidate.text
    opened = _OPENED.search(text)
    begin = opened.start() if opened is not None and told(text[: opened.start()]) else 0
    ended = _ENDED.search(text, text.rfind(")"))
    turned = reader_from(text[begin:])
    ends = [begin + turned] if turned >= 0 else []
    ends += [ended.start()] if ended is not None else []
    end = candidate.start + min(ends, default=len(text))
    return candidate._replace(start=candidate.start + begin, end=end)


PATTERNS = (
    _query(
        "query-piped",
        rf"{_LINE}[A-Za-z_][^\n|\x02]{{0,120}}(?:\n[ \t>]*\| (?:{_STAGES})\b[^\n\x02]*)+",
        *(f"| {stage}" for stage in ("where", "summ", "proj", "ext", "mv-", "make", "order",
          "sort", "top", "take", "rend", "join", "parse", "dist", "eval", "stat", "time", "even",
          "tsta", "rex", "spath", "line_", "label_", "json", "logf", "unwr")),
    ),
    _query(
        "query-metric",
        rf"\b(?:(?:{_AGGREGATES}) ?(?:by ?\([^()\n]*\) ?)?\(){{0,4}}[a-z_][\w:]*"
        r"\{[a-z_]\w* ?(?:=~?|!=|!~) ?\"[^}\n\x02]*\}(?:\[\w+(?::\w*)?\])?\)*"
        r"(?: ?by ?\([^()\n]*\))?",
        "{",
    ),
    Pattern(
        "config_key",
        "metric-name",
        rf"(?:^|[^\w./@-])([a-z][a-z0-9]*(?:_[a-z0-9]+)+_(?:{_UNITS}))(?:[^\w/]|$)",
        tuple(f"_{unit}" for unit in _UNITS.split("|")),
        check=_metric,
    ),
    _query(
        "query-search",
        rf"{_LINE}(?:GET|POST|PUT|DELETE|HEAD)(?: /?[\w.*,<>{{}}/-]*/| /?)"
        rf"(?:{_ENDPOINTS})\b[^\n\x02]*"
        r"(?:\n[ \t>]*[{}\[\]\"][^\n\x02]*)*",
        *(f"/{endpoint}" for endpoint in _ENDPOINTS.split("|")),
        *(f" {endpoint}" for endpoint in _ENDPOINTS.split("|")),
    ),
    _query(
        "query-inner-field",
        r"\b(?:query|mutation|subscription)\b[^{}\n\x02]{0,120}\{[^{}\x02]{0,200}?\b"
        rf"{_INNER_FIELD}[^\x02]{{0,600}}\}}",
        "internal", "admin", "debug", "ops", "staff", "backoffice", "impersonat",
    ),
    Pattern(
        "sql",
        "shell-answer",
        rf"{_LINE}[^\n\x02]{{0,300}}\bObjectId\([\"'][0-9a-f]{{24}}[\"']\)[^\n\x02]*",
        ("objectid(",),
        rank=Rank.REGION,
        check=_own_part,
    ),
    _query("shell-prompt", rf"{_LINE}[\w-]+(?: \[[\w:.-]+\] \w+)?> (?:db\.|use |show )[^\n\x02]*",
           "> db.", "> use ", "> show "),
)  # fmt: skip
