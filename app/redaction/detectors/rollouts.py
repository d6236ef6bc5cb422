"""Feature flags by what is done with them: rolled out to a part, listed with their states, told."""

import re

from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Pattern

_FLAG = r"[a-z][a-z0-9]*(?:[._-][a-z0-9]+)+"
_STATE = r"(?:on|off|true|false|yes|no|enabled|disabled|\d{1,3} ?%?)"
_JOINED = re.compile(r"[a-z0-9]_[a-z0-9]|[a-z]\.[a-z]|[a-z0-9](?:-[a-z0-9]+){2}")


def _by_signs(candidate: Candidate) -> Candidate | None:
    """`part-time` is live for ten percent as well; a flag has an underscore, a point or three
    parts."""
    return candidate if _JOINED.search(candidate.text) is not None else None


def _told(candidate: Candidate) -> Candidate | None:
    """`the flag is read-only` names none, nor does a full stop without its blank."""
    parts = re.split("[._-]", candidate.text)
    named = "_" in candidate.text or not stock().has_all(parts)
    return candidate if named and _by_signs(candidate) is not None else None


_TOOL = (
    r"(?i:launchdarkly|unleash|optimizely|flagsmith|configcat|statsig|growthbook|split\.io|posthog|"
    r"firebase remote config|the flag (?:tool|admin|console))"
)
_FLIPPED = re.compile(
    r"(?:flip\w*|toggl\w+|enabl\w+|disabl\w+|kill\w*|ramp\w+|turn\w*(?: on| off)?|"
    r"switch\w*(?: on| off)?|set|put)(?: the)? [`\"']?$"
)
_NEAR_FLAG = re.compile(r"\b(?:feature[ -]?)?flags?\b|\blaunchdarkly\b|\bunleash\b|\bat \d{1,3} ?%")


def _in_tool(candidate: Candidate) -> Candidate | None:
    """What is changed in a tool for flags has a flag's signs, or is what was flipped there."""
    flipped = _FLIPPED.search(candidate.before(24)) is not None
    return candidate if flipped else _by_signs(candidate)


def _flipped(candidate: Candidate) -> Candidate | None:
    """A reader may be asked to set a field of theirs as well: a flag is spoken of near a flag."""
    near = _NEAR_FLAG.search(candidate.before(80) + " " + candidate.after(80))
    return candidate if near is not None else None


PATTERNS = (
    Pattern(
        "feature_flag",
        "flag-in-tool",
        rf"(?:^|[\s(:,`\"'])({_FLAG})[`\"']?(?: [\w%]+){{0,6}} "
        rf"(?:in|via|with|through|on|from|bei|über|dans|sur|en|em|su|w|op) {_TOOL}\b",
        (
            *("launchdarkly", "unleash", "optimizely", "flagsmith", "configcat", "statsig"),
            *("growthbook", "split.io", "posthog", "firebase remote config", "the flag "),
        ),
        check=_in_tool,
    ),
    Pattern(
        "feature_flag",
        "flag-flipped",
        rf"\b(?i:flip(?:ped|ping)?|toggl(?:ed?|ing)|switch(?:ed|ing)?|turn(?:ed|ing)?)(?: the)? "
        rf"[`\"']?({_FLAG})[`\"']? (?:back )?(?:to )?(?:on|off|true|false|\d{{1,3}} ?%)",
        (
            *("flip ", "flipped ", "flipping ", "toggle ", "toggled ", "toggling ", "switch "),
            *("switched ", "switching ", "turn ", "turned ", "turning "),
        ),
        check=_flipped,
    ),
    Pattern(
        "feature_flag",
        "flag-rolled",
        rf"(?:^|[\s(:,`\"'])({_FLAG})[`\"']? (?:(?:is|was|were|has been|had been|got|only|now|"
        r"still|already) ){0,3}(?:rolled out|ramped(?: up| down)?|released|enabled|live|on|open|"
        r"dialled|dialed|turned on|switched on) (?:to|at|for|by) (?:about |only |just )?"
        r"\d{1,3} ?(?:%|percent\b)",
        ("%", " percent"),
        check=_by_signs,
    ),
    Pattern(
        "feature_flag",
        "flags-listed",
        r"(?m)^[ \t>]*[\"']?(?i:(?:feature[ _-]?)?(?:flags|toggles|switches|experiments)|features)"
        r"[\"']?[ \t]*:[ \t]*\{?[ \t]*\n"
        rf"((?:[ \t>]*(?:- )?[\"']?[\w.-]+[\"']?(?:[ \t]*[:=][ \t]*[\"']?(?i:{_STATE})[\"']?,?)?"
        r"[ \t]*(?:\n|$)){1,60})",
        ("flags", "toggles", "switches", "experiments", "features"),
        check=_by_signs,
    ),
    Pattern(
        "feature_flag",
        "flag-told",
        r"\b(?i:flag|toggle|kill[ -]?switch)(?i: name| key)? (?i:is|was)(?i: called| named)?"
        rf"[ :`\"']{{1,3}}({_FLAG})",
        ("flag", "toggle", "switch"),
        check=_told,
    ),
)
