"""What Germans say of days and hours, in the English words that the readers of dates know. Pure."""

import re

_WORDS = {
    "montag": "monday", "dienstag": "tuesday", "mittwoch": "wednesday", "donnerstag": "thursday",
    "freitag": "friday", "samstag": "saturday", "sonnabend": "saturday", "sonntag": "sunday",
    "heute": "today", "morgen": "tomorrow", "übermorgen": "in 2 days", "innerhalb von": "within",
    "innerhalb der nächsten": "within", "innerhalb": "within", "binnen": "within",
    "in den nächsten": "within", "seit": "since", "letzten": "last", "stunde": "hour",
    "stunden": "hours", "minuten": "minutes", "tage": "days", "tagen": "days", "woche": "week",
    "wochen": "weeks", "einer": "one", "einem": "one", "zwei": "two", "drei": "three",
    "vier": "four", "fünf": "five", "sechs": "six", "januar": "january", "februar": "february",
    "märz": "march", "mai": "may", "juni": "june", "juli": "july", "oktober": "october",
    "dezember": "december", "ende des tages": "end of day", "mittags": "noon", "uhr": "uhr",
}  # fmt: skip
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_FOUND = re.compile(rf"\b(?<!guten )(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b")
_DAY_AND_MONTH = re.compile(r"\b(\d{1,2})\.(0?[1-9]|1[0-2])\.(?!\d)")
_DAY = re.compile(rf"\b(\d{{1,2}})\.\s+(?=(?:{'|'.join(_MONTHS)})\b)")
_ON = re.compile(r"\bam\b")


def in_english(text: str) -> str:
    """The text, in small letters, with its German days and hours in English; no translation."""
    dated = _DAY_AND_MONTH.sub(lambda found: f"{found[1]} {_MONTHS[int(found[2]) - 1]} ", text)
    said = _FOUND.sub(lambda found: _WORDS[found[0]], dated)
    if said != text or "uhr" in text:
        said = _ON.sub("on", said)  # it is no forenoon
    return _DAY.sub(r"\1 ", said)
