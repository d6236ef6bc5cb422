"""Which of Jira's limits a call meets, and what an answer's headers say of them.

Names as Atlassian's page tells them (docs/vendors.md): `X-RateLimit-Limit`, `-Remaining`, `-Reset`
and `-NearLimit` on any answer, `Retry-After` and `RateLimit-Reason` on a refusal. `-Reset` is a
minute of the clock and says nothing of a limit by the second; and a `-Limit` above the documented
one does not say for which time it holds: only a smaller one is taken over.
"""

import re
from collections.abc import Mapping

from app.ports_budgets import Call
from app.sync.limits import JIRA_BURSTS, JIRA_ISSUE, issue_write
from app.sync.pacing import Reading

SYSTEM = "jira"
UNSAID_SECONDS = 5.0
"""The pause after a refusal that names none."""
QUOTA_SECONDS = 60.0
"""Likewise, where the hour's quota is used up."""
_DOCUMENTED = {"jira:get": 100, "jira:post": 100, "jira:put": 50, "jira:delete": 50}
_ISSUE = re.compile(
    r"/rest/(?:api/[0-9a-z]+/issue|servicedeskapi/request)/([0-9]{1,19}|[A-Za-z][A-Za-z0-9_]*-[0-9]+)"
    r"(?:/.*)?",
    re.ASCII,
)
_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)


def call_of(method: str, route: str) -> Call:
    """The call with the keys of all limits that it meets; `route` begins with `/rest/`.

    An issue is known by what stands in the route, which is its id wherever we write.
    """
    burst = f"{SYSTEM}:{method.lower()}"
    keys = (burst if burst in JIRA_BURSTS else JIRA_BURSTS[0],)
    issue = _ISSUE.fullmatch(route) if method != "GET" else None
    return Call(SYSTEM, f"{method} {route}", (*keys, *(issue_write(issue[1]) if issue else ())))


def readings(
    call: Call, status: int, headers: Mapping[str, str], pause: float | None
) -> tuple[Reading, ...]:
    """What the answer says of each limit; `pause` is its `Retry-After` in seconds, if any."""
    if status == 429:
        return _refusal(call, headers.get("ratelimit-reason", "").strip().lower(), pause)
    burst = call.keys[0]
    allowed = _number(headers.get("x-ratelimit-limit", ""))
    lower = allowed if allowed and allowed < _DOCUMENTED[burst] else None
    near = headers.get("x-ratelimit-nearlimit", "").strip().lower() == "true"
    return (Reading(burst, allowed=lower, near=near),) if lower or near else ()


def _refusal(call: Call, reason: str, pause: float | None) -> tuple[Reading, ...]:
    """The quota is for all calls, a burst for those of a method, the rest for one issue."""
    if reason.startswith("jira-quota"):
        closed_for = QUOTA_SECONDS if pause is None else pause
        return tuple(Reading(key, closed_for=closed_for) for key in JIRA_BURSTS)
    closed_for = UNSAID_SECONDS if pause is None else pause
    issue = [key for key in call.keys if key.rpartition(":")[0] in JIRA_ISSUE]
    if reason == "jira-per-issue-on-write" and issue:
        return tuple(Reading(key, closed_for=closed_for) for key in issue)
    return (Reading(call.keys[0], closed_for=closed_for),)


def _number(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text.strip()) else None
