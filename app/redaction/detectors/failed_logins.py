"""What a log-in ends with and is said with, which is no password."""

import re

from app.redaction.patterns import Candidate

_FAILS = re.compile(
    r"\b(?:fail|error|reject|refus|den(?:y|ied)|block|crash|end|stop|answer|return|respond|abort|die|"
    r"hang|greet|exit|break|throw|repl(?:y|ies)|time out|timeout)[a-z]*\b[^\n.;]{0,20}$"
)
_REACH = 40
_CODE = re.compile(
    r"[A-Z]{1,12}(?:[_-][A-Z]{2,12}){0,3}[_-]?\d{1,5}|[A-Z]{2,12}(?:_[A-Z]{2,12}){1,5}"
)
_MAILBOX = re.compile(r"[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")

_MESSAGE = re.compile(
    r" (?:[a-z]+ ){0,3}(?:mismatch|fail\w*|error|expired|invalid|incorrect|wrong|denied|refused|"
    r"rejected|violat\w*|required|policy|timeout|not)\b"
)


def begins_message(candidate: Candidate) -> bool:
    """Whether it is a fault's code with the fault's words behind it: `E1009 policy mismatch`."""
    return is_code(candidate.text) and _MESSAGE.match(candidate.after(_REACH)) is not None


def ends_login(candidate: Candidate) -> bool:
    """Whether it stands behind `fails with`, `rejected by`."""
    return _FAILS.search(candidate.before(_REACH)) is not None


def is_code(text: str) -> bool:
    """A fault's code: `AUTH-17`, `ACCESS_DENIED`."""
    return _CODE.fullmatch(text) is not None


def is_mailbox(text: str) -> bool:
    """Another user's address."""
    return _MAILBOX.fullmatch(text) is not None
