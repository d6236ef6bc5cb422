"""Secrets that a name is given: in `.env` files, YAML, JSON, INI, XML, URLs, code and on command
lines. The name says whether the value is a secret; the value must look like one.
"""

import re

from app.redaction.detectors.password_words import GO_ON, NOT_A_SECRET
from app.redaction.detectors.secret_names import Role, role_of
from app.redaction.detectors.secret_shapes import (
    is_hexadecimal,
    is_keylike,
    is_looked_up,
    is_mixed,
    is_placeholder,
    is_random,
    is_uuid,
)
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern

_NAME_END = re.compile(r"[\w.$-]{0,60}$")
_OTHER_FIELD = re.compile(r"[\"'<>=;{}\[\],\n]")
"""What stands in front of one of these belongs to another field than the name behind it."""

_NESTED = re.compile(r"[\"']?\s*[:=]\s*\{\s*[\"']?")
_PARTS = re.compile(
    r"([\w.-]*)(\W{0,4}?[ \t]*(?:=>|:=|::|=|:|\||\t)\s*)(\\?[\"'`*]{0,3}\s*)(.*)", re.DOTALL
)
_GOES_ON = re.compile(r"(?:[&;,\"'](?![\w.%\[\]-]{1,60}[=:])(?=[\w!@#$%^*])[^\s\"'<>&;,\x02]*)*")
_MORE_WORDS = re.compile(r"(?: [A-Za-z]+){1,7}(?=$|\n)", re.MULTILINE)
_NEXT = re.compile(r"[ \t]+([a-zA-Z]+)(?!\w*[=:])")
_TESTED = re.compile(r"^test|::|/|\(|\.(?:js|ts|py|rb|go|java)\b", re.IGNORECASE)
_SIGNS = "\"'`*,;:)]}>"
_FEWEST = 3
_PATH = re.compile(r"(?:/[\w.-]+){2,}/?")


def _assigned(candidate: Candidate) -> Candidate | None:
    """The value, where the name and the value agree that it is a secret."""
    name_before = _NAME_END.search(
        candidate.view.text[max(0, candidate.start - 60) : candidate.start]
    )
    parts = _PARTS.match(candidate.text)
    if parts is None or name_before is None:
        return None
    head = name_before.group()
    if parts[2].startswith("]") and candidate.before(len(head) + 1).startswith("["):
        return None
    before = candidate.view.text[
        max(0, candidate.start - len(head) - 30) : candidate.start - len(head)
    ]
    words_before = _OTHER_FIELD.split(_NESTED.sub(" ", before))[-1]
    role = role_of(head + parts[1], words_before)
    value = _value(candidate, parts)
    if (
        role is Role.NONE
        or value is None
        or not fits(role, value, parts[2], quoted=bool(parts[3].strip("* ")))
    ):
        return None
    return value


def _value(candidate: Candidate, parts: re.Match[str]) -> Candidate | None:
    """What is assigned, without its quotes and the sentence's signs behind it."""
    text, start = candidate.view.text, candidate.start + parts.start(4)
    end = candidate.end
    if not parts[3]:
        goes_on = _GOES_ON.match(text, end, end + 400)
        end = goes_on.end() if goes_on is not None else end
    bare = text[start:end].rstrip(_SIGNS)
    if text[start + len(bare) : start + len(bare) + 1] in {"(", "["}:
        return None
    if bare.endswith((".", "?")) and not text[end : end + 1].strip():
        bare = bare.rstrip(".?")
    if "=" in parts[2] and bare.isalpha() and head_is_env(candidate):
        more = _MORE_WORDS.match(text, start + len(bare), end + 80)
        if more is not None and NOT_A_SECRET.isdisjoint(more.group().lower().split()):
            return candidate._replace(start=start, end=more.end())
    return candidate._replace(start=start, end=start + len(bare)) if bare else None


def head_is_env(candidate: Candidate) -> bool:
    """Whether the name is written as those of environment variables are."""
    return candidate.text[:4].isupper()


def fits(role: Role, value: Candidate, separator: str, *, quoted: bool) -> bool:
    text = value.text
    if is_placeholder(text) or is_looked_up(text) or "[" in text[:1]:
        return False
    match role:
        case Role.ALWAYS:
            return _is_password(value, separator, quoted=quoted)
        case Role.MIXED:
            return is_mixed(text) and not _TESTED.search(text)
        case Role.ASSIGNED:
            worded = quoted or "=" in separator
            return (
                len(text) >= 4
                and (is_keylike(text) or is_mixed(text) or worded)
                and text.lower() not in NOT_A_SECRET
            )
        case Role.KEYLIKE:
            return is_keylike(text) and text.lower() not in NOT_A_SECRET
        case _:
            hashed = is_uuid(text) or (is_hexadecimal(text) and len(text) not in {32, 64})
            return is_random(text) and not hashed


def _is_password(value: Candidate, separator: str, *, quoted: bool) -> bool:
    text = value.text.strip("\"'`*")
    if text.lower().strip(".,;:!?()") in NOT_A_SECRET or len(text) < _FEWEST:
        return False
    if _PATH.fullmatch(text):
        return False
    if "\n" in separator:
        return is_mixed(text)
    if quoted:
        return " " not in text or not _is_sentence(text)
    if text.isalpha() and "=" not in separator:
        following = _NEXT.match(value.view.text, value.end)
        return following is None or following[1].lower() in GO_ON
    return not (text.startswith("-") or text.endswith(":"))


def _is_sentence(text: str) -> bool:
    return len(NOT_A_SECRET.intersection(text.lower().split())) > 1


def _element(candidate: Candidate) -> Candidate | None:
    """`<name>value</name>`, `name="x" value="y"`, `"name", "value"`."""
    found = _ELEMENT.match(candidate.text)
    if found is None:
        return None
    role, start = role_of(found[1], ""), candidate.start + found.start(2)
    value = candidate._replace(start=start, end=start + len(found[2].strip()))
    if role is Role.NONE or not value.text or not fits(role, value, "=", quoted=True):
        return None
    return value


_ELEMENT = re.compile(
    r"([\w:.-]+)[^\n]*?(?:>\s*|[=:]\s*[\"']?|\n[^\n]*?:\s*[\"']?)([^<>\"'\n]+)$", re.DOTALL
)


def _pair(candidate: Candidate) -> Candidate | None:
    """Two quoted words behind each other, where the second one looks like a secret."""
    name, _, value = candidate.text.partition(",")
    text = value.strip().strip("\"'")
    role = role_of(name.strip().strip("\"'"), "")
    start = candidate.start + candidate.text.rindex(text) if text else candidate.start
    found = candidate._replace(start=start, end=start + len(text))
    taken = role is not Role.NONE and (is_mixed(text) or is_keylike(text))
    return found if taken and not is_placeholder(text) else None


def _call(candidate: Candidate) -> Candidate | None:
    text = candidate.text
    return candidate if (is_mixed(text) or is_keylike(text)) and not is_placeholder(text) else None


def _option(candidate: Candidate) -> Candidate | None:
    """`--name value`."""
    found = re.match(r"--([\w-]+)(?:=|[ \t]+)[\"']?(.*)", candidate.text, re.DOTALL)
    if found is None:
        return None
    role = role_of(found[1], "")
    bare = found[2].rstrip("\"'`,;)")
    start = candidate.start + found.start(2)
    value = candidate._replace(start=start, end=start + len(bare))
    if role is Role.NONE or bare.startswith("-") or not fits(role, value, "=", quoted=False):
        return None
    return value


_VALUE = (
    r"(?:\\\"[^\"\n\x02]*\\?\"|\"(?:[^\"\\\n\x02]|\\.|\"\")*\"(?:\w[^\"\n\x02]{0,80}\")?|\"[^\"\n\x02]*\"|"
    r"'(?:[^'\n\x02]|'')*'|`[^`\n\x02]+`|[\"']?[^\s\"'<>&;,\x02]+)"
)
"""A quotation mark that belongs to the value is doubled (YAML, CSV) or has a backslash in front."""

_SEP = r"[\"'`\])*]{0,4}[ \t]*(?:=>|:=|::|=|:[ \t]{0,4}\n?|\||\t)[ \t]*[*]{0,2}[ \t]*"
_STRONG_NAME = (
    r"(?:passw(?:or[dt])?|passwd|pwd|pass|passphrase|passcode|kennwort|contrase(?:n|\x{F1})a|senha|"
    r"wachtwoord|mdp|psk|pw|passw|has(?:l|\x{142})o|parola|l(?:o|\x{F6})senord)"
)
_OTHER_NAME = (
    r"(?:secret|token|key|cred|auth|jwt|sid|session|signature|dsn|licen[cs]e|seed|salt|bearer|"
    r"webhook)"
)
_NAME_TAIL = r"[\w.-]*"
_ANY_NAME = r"(?:pass|pwd|secret|token|key|cred|auth|psk)"


def _pattern(
    entity: str, name: str, regex: str, *gates: str, check: Check, rank: Rank = Rank.SECRET
) -> Pattern:
    return Pattern(entity, name, regex, gates, rank=rank, ignore_case=True, check=check)


PATTERNS = (
    _pattern("password", "password-assigned", rf"({_STRONG_NAME}{_NAME_TAIL}{_SEP}{_VALUE})",
             "pass", "pwd", "kennwort", "contrase", "senha", "wachtwoord", "mdp", "psk", "pw",
             "haslo", "hasło", "parola", "senord", check=_assigned),
    _pattern("credential", "key-assigned", rf"({_OTHER_NAME}{_NAME_TAIL}{_SEP}{_VALUE})",
             "secret", "token", "key", "cred", "auth", "jwt", "sid", "session", "signature", "dsn",
             "licen", "seed", "salt", "bearer", "webhook", check=_assigned),
    _pattern("credential", "secret-element",
             rf"<([\w:.-]*{_ANY_NAME}[\w:.-]*(?:\s[^<>\n]*)?>\s*"
             r"[^<>\n\x02]+)</",
             "</", check=_element),
    _pattern("credential", "secret-entry",
             r"(?:key|name|id|property|field)[\"']?\s*[=:]\s*[\"']?"
             rf"([\w:.-]*{_ANY_NAME}[\w:.-]*[\"']?[\s,]+[\"']?value[\"']?"
             r"\s*[=:]\s*[\"']?[^\s\"'<>\x02]+)",
             "value", check=_element),
    _pattern("credential", "secret-pair",
             rf"([\"'][\w.-]*{_ANY_NAME}[\w.-]*[\"']\s*,\s*[\"']"
             r"[^\"'\n\x02]{6,}[\"'])",
             "pass", "pwd", "secret", "token", "key", "cred", "auth", "psk", check=_pair),
    _pattern("credential", "secret-argument",
             r"(?:pass(?:word|phrase)?|pwd|secret|token|api_?key)\(\s*[\"']"
             r"([^\"'\n\x02]{4,})[\"']",
             "pass", "pwd", "secret", "token", "key", check=_call),
    _pattern("password", "option",
             rf"(?:^|[\s\"'`(])(--[\w-]*{_ANY_NAME}[\w-]*(?:=|[ \t]+)(?:{_VALUE}))",
             "--", check=_option),
)  # fmt: skip
