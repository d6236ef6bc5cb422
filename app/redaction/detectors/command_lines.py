"""Passwords on command lines: options that mean one with some tools only, and pipes."""

import re

from app.redaction.detectors.secret_shapes import is_placeholder
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern

_LINE = 300
"""Characters in front of an option in which its tool is looked for."""

_TOOLS = {
    "-p": re.compile(
        r"\b(?:mysql\w*|mariadb[\w-]*|sshpass|mongo\w*|7za?|rar|unrar|(?:docker|podman|helm|az|oc|"
        r"skopeo|crane|nerdctl|buildah|acr|cf|argocd|registry)\b.* login)\b"
    ),
    "-a": re.compile(r"\b(?:redis-cli|valkey-cli)\b"),
    "-w": re.compile(r"\bldap(?:search|modify|add|delete|whoami|passwd)\b"),
    "-P": re.compile(r"\b(?:sqlcmd|bcp|osql|isql|mosquitto_(?:pub|sub)|ipmitool|zip|unzip)\b"),
    "-hp": re.compile(r"\b(?:7za?|rar|unrar)\b"),
    "-k": re.compile(r"\bopenssl\b"),
    "-U": re.compile(r"\b(?:smbclient|rpcclient|smbget)\b"),
    "-t": re.compile(r"\b(?:doctl|snyk|ngrok|sentry-cli|vercel)\b"),
    "/p:": re.compile(r"\b(?:xfreerdp|mstsc)\b"),
}
_NEXT = re.compile(r"&&|\|\||[;`]| and | then ")
"""Parts one command from the next."""

_TOUCHING = re.compile(r"\b(?:mysql|maria|7z|rar)")
_CLOSE = {"-p": ("mysql", "maria", "sshpass", "7z", "rar"), "-P": ("zip", "sqlcmd", "osql")}


def _of_tool(candidate: Candidate) -> Candidate | None:
    """The value of an option which, with the tool that the line names, is a password."""
    text, start = candidate.view.text, candidate.start
    line = _NEXT.split(text[max(0, start - _LINE) : start].rpartition("\n")[2].lower())[-1]
    for name, tool in _TOOLS.items():
        if candidate.text.startswith(name) and tool.search(line) is not None:
            return _value_of(candidate, name, line)
    return None


def _value_of(candidate: Candidate, name: str, line: str) -> Candidate | None:
    rest = candidate.text[len(name) :]
    value = rest.lstrip(" \t\"'=")
    touching = not rest[:1].isspace()
    if name == "-p" and not touching and _TOUCHING.search(line) is not None:
        return None
    if (
        touching
        and not any(tool in line for tool in _CLOSE.get(name, ()))
        and name not in {"/p:", "-hp"}
    ):
        return None
    if name == "-U":
        value = value.partition("%")[2]
    value = value.removeprefix("pass:").rstrip("\"'`,;)")
    start = candidate.end - len(candidate.text) + candidate.text.rindex(value) if value else 0
    return _given(candidate._replace(start=start, end=start + len(value)))


def _given(candidate: Candidate) -> Candidate | None:
    """What a tool takes as a password, unless it is another option or a variable."""
    text = candidate.text
    if len(text) < 3 or text.startswith("-") or is_placeholder(text):
        return None
    return candidate


def _command(name: str, regex: str, *gates: str, check: Check = _given) -> Pattern:
    return Pattern("password", name, regex, gates, rank=Rank.SECRET, check=check)


PATTERNS = (
    _command("command-password",
             r"[ \t]((?:-p|-a|-w|-P|-hp|-k|-U|-t|/p:)[ \t]?[\"']?[^\s\"'\x02]+)",
             " -p", "\t-p", " -a", "\t-a", " -w", "\t-w", " -hp", "\t-hp", " -k", "\t-k",
             " -u", "\t-u", " -t", "\t-t", " /p:", "\t/p:", check=_of_tool),
    _command("command-login",
             r"[ \t](?:-u|--user|-a|--auth|--proxy-user|-U)[ =]?[\"']?[^\s:\"'/]+:"
             r"([^\s\"'/\x02][^\s\"'\x02]+)",
             " -u", "\t-u", "--user", " -a", "\t-a", "--auth", "--proxy-user"),
    _command("password-option",
             r"-(?:passin|passout|pass|storepass|keypass|deststorepass|srcstorepass|pwd|pw)[ \t]+"
             r"(?:pass:)?[\"']?([^\s\"'\x02]+)",
             "-pass", "pass ", "pass\t", "-pwd", "-pw"),
    _command("network-password",
             r"\b(?:net (?:use|user)\b[^\n\x02]*? /user:\S+|wpa_passphrase[ \t]+\S+|"
             r"cmdkey\b[^\n\x02]*? /pass:|htpasswd[ \t]+-\w*b\w*[ \t]+\S+[ \t]+\S+)[ \t]*"
             r"[\"']?([^\s\"'\x02]+)",
             "net use", "wpa_passphrase", "cmdkey", "htpasswd"),
    _command("sql-password",
             r"(?i:identified (?:by|with \w+ by)|with (?:encrypted )?password|"
             r"password for \S+)[ =]*N?['\"]([^'\"\n\x02]+)['\"]",
             "identified by", "identified with", "password"),
    _command("piped-password",
             r"\becho[ \t]+[\"']?(?:[\w.-]+:)?([^\s\"'|\x02]{4,})[\"']?[ \t]*\|[ \t]*"
             r"(?:sudo -S|(?:sudo )?chpasswd|passwd|docker login|openssl)", "echo"),
    _command("certificate-password",
             r"(?:--cert|--key|-E|--proxy-cert)[ =][\"']?[\w./~-]+\.(?:pem|p12|pfx|crt|key):"
             r"([^\s\"'\x02]{3,})", "--cert", "--key", "-e", "--proxy-cert"),
    _command("auth-pair",
             r"(?:\bauth\s{0,2}=\s{0,2}|BasicAuth|\bcredentials\s{0,2}=\s{0,2}|DigestAuth)\(\s{0,2}"
             r"[\"'][^\"'\n\x02]{1,60}[\"']\s{0,2},\s{0,2}[\"']([^\"'\n\x02]{3,80})[\"']",
             "auth", "credentials"),
    _command("mail-login", r"(?i:334 UGFzc3dvcmQ6)\s+(?:[CS]: ?)?([A-Za-z0-9+/]{4,}={0,2})",
             "334 ugfzc3dvcmq6"),
    _command("secure-string",
             r"(?i:securestring)[ \t]+(?:-String[ \t]+)?[\"']([^\"'\n]{3,})[\"']", "securestring"),
)  # fmt: skip
