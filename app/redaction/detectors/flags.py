"""Feature flags, configuration keys and environment variables."""

import re

from app.redaction.detectors import switches
from app.redaction.patterns import Candidate, Pattern

_SWITCHED = re.compile(
    r"\b(?:flag|toggle|switched|turned|rolled|rollout|ramp|launchdarkly|unleash|split|at \d+ ?%)"
)


def _flag_by_company(candidate: Candidate) -> Candidate | None:
    """`use-case` is a word; a name with three parts, or one that is set, is a flag's."""
    text = candidate.text
    parts = re.split("[_.-]", text.partition("=")[0])
    if text.startswith(("ff", "flag_", "exp_", "kill_")) or "=" in text or "_" in text:
        around = candidate.before(40) + candidate.after(40)
        told = text.startswith(("ff", "flag_", "exp_", "kill_")) or "=" in text
        return candidate if told or _SWITCHED.search(around) is not None else None
    return candidate if len(parts) > 3 else None


def _in_parts(candidate: Candidate) -> Candidate | None:
    """A name of several words joined; a single word may be anybody's."""
    return candidate if _JOINED.search(candidate.text) is not None else None


_JOINED = re.compile(r"\w[._:-]\w|[a-z][A-Z]|\w_\w")


def _assigned(candidate: Candidate) -> Candidate | None:
    """A name in capitals is a variable where a value follows or a word of configuration is near."""
    if candidate.text.startswith(("YOUR_", "MY_")):
        return None
    view, end = candidate.view, candidate.end
    if candidate.text.startswith(("YOUR_", "EXAMPLE_")):
        return None
    value = re.match(r" ?= ?[^\s,;)\"'`]*", view.text[end : end + 80])
    if value is not None:
        return candidate._replace(end=end + len(value.group().rstrip(".")))
    if _KNOB.search(candidate.text) is not None:
        return candidate
    around = candidate.before(30) + candidate.after(30)
    told = re.search(
        r"\b(?:env|variable|config|setting|bump|helm|export|default|constant|limit)", around
    )
    return candidate if told is not None else None


def _by_percent(candidate: Candidate) -> Candidate | None:
    """`part-time` is at fifty percent as well; a flag has a point, an underscore or three parts."""
    text = candidate.text
    return candidate if "." in text or "_" in text or text.count("-") > 1 else None


_KNOB = re.compile(
    r"_(?:TTL|TIMEOUT|RETRIES|POOL|INTERVAL|THRESHOLD|CONCURRENCY|WORKERS)(?:_[A-Z]+)?$"
)
"""How the names of settings end, and hardly those of errors."""

_ASKED = re.compile(
    r"(?:\b(?:please|you(?: can| could| should| may| must| need to)?|for (?:now|today)|meanwhile|"
    r"today|bitte|by|try to|in your \w+),? (?:set|setting|chang\w+|rais\w+|lower\w*|increas\w+|"
    r"decreas\w+|limit)|\byour \w+)(?: the)?[ :`\"']{1,3}$"
)


_YOURS = re.compile(r"[^.!?;]{0,50}\byour\b")


def not_asked(candidate: Candidate) -> Candidate | None:
    """What the reader is asked to set is a field of theirs."""
    theirs = _ASKED.search(candidate.before(60)) or _YOURS.match(candidate.after(60))
    return candidate if theirs is None else None


_LISTED = re.compile(
    r"\b(?:please|you|your|bitte|sie|veuillez|vous|por favor|per favore)\b[^\n]{0,120}:\s*"
    r"(?:[\w.-]+ ?= ?[^\n]*\s+|#[^\n]*\s+|\[[\w.: -]+\]\s+)*\Z"
)


def _not_listed(candidate: Candidate) -> Candidate | None:
    """What stands in a list that the reader is asked to write down is theirs."""
    listed = _LISTED.search(candidate.before(400)) if "\n" in candidate.before(3) else None
    return candidate if listed is None else None


_DOMAIN = re.compile(r"[a-z]{2}|com|org|net|info|app|dev|example|test|local")


def _no_domain(candidate: Candidate) -> Candidate | None:
    """A host with a number behind it is no key."""
    last = candidate.text.partition(":")[0].rpartition(".")[2]
    return None if _DOMAIN.fullmatch(last) is not None else _not_listed(candidate)


PATTERNS = (
    Pattern(
        "feature_flag",
        "flag-cue",
        r"\b(?:feature[ -]?)?(?:flag|toggle|kill[ -]?switch|experiment)s?"
        r"\)?(?: named| called)?[ :=`\"']{1,3}([a-z0-9]+(?:[._-][a-z0-9]+)+)",
        ("flag", "toggle", "switch", "experiment"),
        ignore_case=True,
    ),
    Pattern(
        "feature_flag",
        "flag-cue-abroad",
        r"(?:(?i:funk[st][jt]?i?onsflagg?\w{0,3}|ominaisuuslip\w{1,4}|flag[aięą] funkcji|"
        r"fonctionnalité|funcionalidad|funzionalità|funcionalidade|feature-?flagg?\w{1,4}|"
        r"özellik bayrağı(?:nı)?|cờ tính năng)|フラグ|开关|開關|플래그|флаг[а-я]{0,2}|"
        r"прапор[а-яі]{0,3})"
        r"[ :=`\"'「『]{0,3}([a-z0-9]+(?:[._-][a-z0-9]+)+)",
        (
            *(
                "sflag",
                "ominaisuuslip",
                " funkcji",
                "fonctionnalit",
                "funcionalidad",
                "funzionalit",
            ),
            *("eature-flag", "featureflag", "bayra", "tính năng", "フラグ", "开关", "開關"),
            *("플래그", "флаг", "прапор"),
        ),
    ),
    Pattern(
        "feature_flag",
        "flag-field",
        r"\"(?:feature|flag|toggle|experiment|segment|rollout|variant|variation|treatment|cohort|"
        r"split|gate)(?:_?(?:key|name|id))?\"\s*:\s*\"([^\"\n\x02]{2,80})\"",
        (
            "feature",
            "flag",
            "toggle",
            "experiment",
            "segment",
            "rollout",
            "variant",
            "variation",
            "treatment",
            "cohort",
            "split",
            "gate",
        ),
        ignore_case=True,
        check=_in_parts,
    ),
    Pattern(
        "feature_flag",
        "flag-of-tool",
        r"\b(?i:launchdarkly|unleash|optimizely|flagsmith|configcat|statsig|growthbook|"
        r"split\.io|posthog)(?: (?:flag|key|gate|experiment))?[ (:`\"'>→»/=-]{1,4}"
        r"([a-z][a-z0-9]*(?:[._-][a-z0-9]+)+)\b",
        (
            "launchdarkly",
            "unleash",
            "optimizely",
            "flagsmith",
            "configcat",
            "statsig",
            "growthbook",
            "split.io",
            "posthog",
        ),
    ),
    Pattern(
        "feature_flag",
        "flag-bucket",
        r"\b(?:variant|variation|bucket|cohort|treatment|experiment arm)[=:][ ]?"
        r"[`\"']?([a-z][a-z0-9]*(?:_[a-z0-9]+)+)\b",
        ("variant", "variation", "bucket", "cohort", "treatment", "experiment arm"),
        ignore_case=True,
    ),
    Pattern(
        "feature_flag",
        "flag-asked",
        r"[?&](?:__?\w+|ff|feature|features|flags?|toggles?|enable_?features?|exp|experiments?)="
        r"([A-Za-z][\w.:,~-]*)",
        ("?_", "&_", "ff=", "feature", "flag", "toggle", "exp=", "experiment"),
        ignore_case=True,
        check=_in_parts,
    ),
    Pattern(
        "feature_flag",
        "flag-shape",
        r"(?:^|[^\w./-])((?:ff|feature|flag|toggle|exp|experiment|kill|enable|disable|use|"
        r"allow|rollout)[_.-][a-z0-9]+(?:[_.-][a-z0-9]+)+(?: ?= ?(?:true|false|on|off|"
        r"\d+%?))?)\b",
        (
            "ff_",
            "ff-",
            "ff.",
            "feature_",
            "feature-",
            "feature.",
            "flag_",
            "flag-",
            "flag.",
            "toggle_",
            "toggle-",
            "toggle.",
            "exp_",
            "exp-",
            "exp.",
            "experiment_",
            "experiment-",
            "experiment.",
            "kill_",
            "kill-",
            "kill.",
            "enable_",
            "enable-",
            "enable.",
            "disable_",
            "disable-",
            "disable.",
            "use_",
            "use-",
            "use.",
            "allow_",
            "allow-",
            "allow.",
            "rollout_",
            "rollout-",
            "rollout.",
        ),
        check=_flag_by_company,
    ),
    Pattern(
        "feature_flag",
        "flag-loud",
        r"\b(?i:(?:feature[ -]?)?(?:flag|toggle|switch)|turned (?:on|off)|switched (?:on|"
        r"off)|rolled back|enabled|disabled)(?: the)?[ "
        r":=`\"']{1,3}([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b",
        ("flag", "toggle", "switch", "turned ", "rolled back", "enabled", "disabled"),
    ),
    *switches.PATTERNS,
    Pattern(
        "config_key",
        "variable",
        r"\b([A-Z][A-Z0-9]*(?:__?[A-Z0-9]+)+)\b(?:[ ]?=[ ]?[^\s,;)\"'`]*)?",
        ("_",),
        check=_assigned,
    ),
    Pattern(
        "config_key",
        "key-dotted",
        r"(?:^|[^\w./@:-])([a-z][a-z0-9_-]*(?:\.[a-z0-9_-]+)+ ?= ?[^\s,;)\"'`]+)",
        ("=",),
        check=_not_listed,
    ),
    Pattern(
        "config_key",
        "key-colon",
        r"(?:^|[^\w./@:-])([a-z]\w*(?:\.[a-z]\w*){2,}: ?(?:\d[\w.%]*|true|false|on|off))"
        r"(?:[^\w/]|$)",
        (":",),
        check=_no_domain,
    ),
    Pattern(
        "config_key",
        "key-cue",
        r"\b(?i:set|bump(?:ed)?|raised?|lower(?:ed)?|increas(?:e|ed)|decreas(?:e|ed)|"
        r"chang(?:e|ed)|tun(?:e|ed)|config(?:uration)?(?: key| value| option)?|"
        r"env(?:ironment)? var(?:iable)?|helm value|sysctl|limit|knob|parameter|property|"
        r"key|root cause:?|cause:?|because of|due to|stuck in|lock on|lock in)"
        r"(?: the| our)?[ :`\"']{1,3}([a-z][a-z0-9]*(?:_[a-z0-9]+)+(?: ?= ?\w+)?|"
        r"[a-z]\w*(?:\.[A-Za-z0-9_]+){2,})\b",
        (
            "set",
            "bump",
            "rais",
            "lower",
            "increas",
            "decreas",
            "chang",
            "tun",
            "config",
            "env",
            "helm value",
            "sysctl",
            "limit",
            "knob",
            "parameter",
            "property",
            "key",
            "cause",
            "because of",
            "due to",
            "stuck in",
            "lock ",
        ),
        check=not_asked,
    ),
    Pattern(
        "config_key",
        "topic",
        r"\b(?i:topics?|exchange|routing key|queue|stream|subject)[ :`\"']{1,3}"
        r"([a-z][a-z0-9_-]*(?:\.[a-z0-9_-]+){1,5})\b",
        ("topic", "exchange", "routing key", "queue", "stream", "subject"),
    ),
    Pattern(
        "config_key",
        "key-colons",
        r"\b(?i:redis|keys?|locks?|cache(?:d)?|topic|channel|stream|queue)"
        r"[ :`\"']{1,3}([a-z][\w-]*(?::[\w*{}.-]*[\w*}]){2,})",
        (
            "redis",
            "key",
            "lock",
            "cache",
            "topic",
            "channel",
            "stream",
            "queue",
        ),
    ),
    Pattern(
        "config_key",
        "key-lock",
        r"(?:^|[^\w./-])([a-z][a-z0-9]*(?:_[a-z0-9]+)+)[`\"']? (?:from \d|to \d|row lock|"
        r"lock|timeout|limit|is too|was too|pool|threshold|default|heartbeat|handler|"
        r"callback|function|method|class|module|middleware|decorator|hook|cron|crash(?:es|"
        r"ed)|fails|hangs|hung|leaks|dies|died|restarts|throws|returns|is called|lost its|"
        r"never|does not|was not|ate|swallows|loops|blocks|(?:monté|passé|réglé|porté|relevé|"
        r"baissé|augmenté|subido|bajado|cambiado|portato|alzato|abbassato|verhoogd|verlaagd|"
        r"erhöht|gesenkt|"
        r"gesetzt|podniesion[yea]|zmienion[yea])(?:[ .,]|$))",
        ("_",),
        check=not_asked,
    ),
    Pattern(
        "feature_flag",
        "flag-camel",
        r"\b(?i:feature[ -]?flag|flag|toggle|kill[ -]?switch|experiment)s?[ :=`\"']{1,3}"
        r"([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+|[a-z]+(?:[A-Z][a-z0-9]*)+)\b",
        ("flag", "toggle", "switch", "experiment"),
    ),
    Pattern(
        "config_key",
        "key-tuned",
        r"(?:^|[^\w./-])([a-z][a-z0-9]*(?:_[a-z0-9]+){2,})[`\"']? (?:is|was|were|got|has been|had "
        r"been|went) (?:then |now |also |again )?(?:raised|lowered|bumped|tuned|increased|"
        r"decreased|changed|reverted|exhausted|reset|removed|misconfigured|missing|full|too|"
        r"up|down|wrong)\b",
        ("_",),
        check=not_asked,
    ),
    Pattern(
        "feature_flag",
        "flag-switched",
        r"(?:^|[^\w./-])([a-z][a-z0-9]*(?:_[a-z0-9]+)+)[`\"']? (?:is|was|are|to be)"
        r" (?:now |still |again |turned |switched |not )?(?:on|off|enabled|disabled)\b",
        ("_",),
    ),
    Pattern(
        "feature_flag",
        "flag-to-switch",
        r"\b(?i:(?:turn|switch)(?:ed|ing)? (?:on|off)|(?:enabl|disabl|toggl)(?:e|ed|ing))"
        r"(?: the)? [`\"']?([a-z][a-z0-9]*(?:_[a-z0-9]+)+)\b",
        ("_",),
    ),
    Pattern(
        "feature_flag",
        "flag-segment",
        r"\b(?:on|off|enabled|disabled|live|out|percent|%) (?:only )?(?:for|to|in) (?:the )?"
        r"(?:segment|cohort|ring) [`\"']?([a-z][a-z0-9]*(?:[_-][a-z0-9]+)+)\b",
        (" segment ", " cohort ", " ring "),
    ),
    Pattern(
        "feature_flag",
        "flag-percent",
        r"\b(?i:left|leave|leaving|keep|kept|keeping|ramped|dialled|dialed|rolled out|have|holding|"
        r"stays?|stayed|parked|moved|bumped) (?:the )?[`\"']?([a-z][a-z0-9]*(?:[._-][a-z0-9]+)+)"
        r"[`\"']? (?:up |down |back )?(?:at|to) \d{1,3} ?(?:%|percent\b)",
        ("%", " percent"),
        check=_by_percent,
    ),
    Pattern(
        "feature_flag",
        "flag-named",
        r"([a-z0-9]+(?:[._-][a-z0-9]+)+)[`\"']? (?:feature )?(?:flag|toggle|kill[ -]?switch)\b",
        (" flag", " feature flag", " toggle", " kill"),
        ignore_case=True,
        check=lambda candidate: None if candidate.text.lower() == "feature-flag" else candidate,
    ),
)
