"""Whether something besides a text of support's answers an item: a file, a link, Jira's field."""

import re

from app.gate.entry import GateEntry
from app.gate.policy import ItemPolicy
from app.gate.quality import Bearings, find_weaknesses

# A browser reads a backslash as a slash, so no part before the path may hold one.
_HOST = re.compile(r"https?://(?:[^/?#\s@\\]*@)?([^/?#\s:@\\]+)(?=[/?#:]|$)", re.IGNORECASE)


def is_answered_elsewhere(item: ItemPolicy, entry: GateEntry, bearings: Bearings) -> bool:
    """Whether the item needs no text: any of the other sources that its policy names has it."""
    if item.attachment_answers and entry.has_logs:
        return True
    if any(leads_to(link, item.link_answers) for link in entry.links):
        return True
    value = entry.jira_fields.get(item.jira_field or "", "")
    return bool(value.strip()) and not find_weaknesses(value, item, None, bearings)


def leads_to(url: str, hosts: tuple[str, ...]) -> bool:
    """Whether the URL's host is one of these; `*.example.com` takes in every host below it."""
    found = _HOST.match(url.strip())
    host = found[1].casefold() if found else ""
    return any(_is_host(host, pattern.casefold()) for pattern in hosts if host)


def _is_host(host: str, pattern: str) -> bool:
    if pattern.startswith("*."):
        return host.endswith(pattern[1:])
    return host == pattern
