"""What stands in each table of a large installation's database, as SQL over a series `n(i)`.

Every value follows from the row's number `i`, so that two runs make the same rows: `{a}`, `{b}` and
`{c}` are numbers below 1000 scattered by it. Times end at `{now}` and begin a year before; rows
that belong to pair `{p}` bear its number. The same SQL runs on both engines.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

YEAR = 365 * 86_400_000_000
DAY = 86_400_000_000

SCATTERED = {
    "a": "(i * 7919 % 1000003 * 31 % 1000)",
    "b": "(i * 104729 % 999983 * 17 % 1000)",
    "c": "(i * 15485863 % 1000033 * 13 % 1000)",
}


@dataclass(frozen=True, slots=True)
class Size:
    """How large. All other tables grow with these two."""

    pairs: int = 100_000
    deliveries: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Filling:
    """How many rows there are in a database of a size, and each column's SQL."""

    rows: Callable[[Size], int]
    columns: Mapping[str, str]


def _name(prefix: str, number: str) -> str:
    """Names of one length, which sort as their numbers do."""
    return f"'{prefix}' || (10000000 + {number})"


def _one_of(words: tuple[str, ...], number: str) -> str:
    cases = " ".join(f"WHEN {n} THEN '{word}'" for n, word in enumerate(words))
    return f"CASE {number} % {len(words)} {cases} END"


def _share(number: str, *below: tuple[int, str], other: str = "NULL") -> str:
    """The first value whose bound lies above the number."""
    cases = " ".join(f"WHEN {number} < {bound} THEN {value}" for bound, value in below)
    return f"CASE {cases} ELSE {other} END"


_OF_PAIR = "abs(i * {pairs} / {deliveries} - {b})"
"""The pair that the delivery `i` belongs to, made lately when the delivery came."""
_MADE = "({begin} + i * {pair_step})"
_CAME = "({begin} + i * {delivery_step})"
_ISSUE = "'' || (10000000 + {n} - {n} % 40 / 39)"
"""One in forty issues has two tickets."""
_KEY = "'OPS-' || (10000000 + {n} - {n} % 40 / 39)"
_COMPONENT = "'component-' || ({a} % 40)"
_PRINT = "'print-' || ({a} * {b} % 3000)"
_LABEL = "'cause ' || ({a} * {b} % 200)"
_SEVERITY = _share("{c}", (40, "'P1'"), (180, "'P2'"), (600, "'P3'"), (950, "'P4'"))
_OPEN = "i >= {pairs} - {pairs} / 25 OR {a} = 7"
_STATE = _share(
    "{c}", (3, "'parked'"), (4, "'held'"), (8, "'discarded'"),
    other="CASE WHEN i >= {deliveries} - {deliveries} / 100 THEN 'waiting' ELSE 'done' END",
)  # fmt: skip
_REASON = _share(
    "{c}", (1, "'not-found'"), (2, "'write-refused'"), (3, "'permission-refused'"),
    (4, "'held-for-review'"),
    (200, "CASE WHEN i >= {deliveries} - {deliveries} / 100 THEN 'vendor-busy' END"),
)  # fmt: skip
_KIND = _share(
    "{a}", (2, "'erased'"), (700, "'comment_added'"), (900, "'changed'"), other="'linked'"
)
_EVENT = (
    "'{{\"system\":\"' || CASE WHEN {b} < 600 THEN 'zendesk' ELSE 'jira' END"
    f' || \'","kind":"\' || {_KIND} || \'","event_id":"\' || i || \'","subject":"\''
    " || (35000 + {p}) || '\"}}'"
)
_COURSE = (
    '\'{{"since":"2026-01-01T00:00:00Z","stands":[{{"at":"2026-01-01T00:00:00Z",'
    '"open":false,"mode":"enforce","lacking":["steps"]}}]}}\''
)
_ACTIONS = ("copied", "linked", "gate written", "packet saved", "replayed", "held text read")
_LANE = "CASE WHEN {a} < 900 THEN 'link:' || {link} ELSE 'gate:' || {issue} END"

FILLINGS: Mapping[str, Filling] = {
    "links": Filling(lambda size: size.pairs, {
        "id": _name("L", "i"), "ticket_id": "35000 + i", "issue_id": _ISSUE, "issue_key": _KEY,
        "state": _share("{a}", (30, "'ended'"), (35, "'paused'"), (40, "'away'"), other="'active'"),
        "cause": _share("{a}", (30, "'unlinked'")), "created_at": _MADE,
    }),
    "lanes": Filling(lambda size: 2 * size.pairs, {
        "name": "CASE WHEN i % 2 = 0 THEN 'link:' || (" + _name("L", "i / 2") + ") ELSE"
        " 'gate:' || (10000000 + i / 2) END",
        "tail": "1000", "fence": "9", "done": "9",
    }),
    "deliveries": Filling(lambda size: size.deliveries, {
        "id": _name("D", "i"), "lane": _LANE, "position": "i", "event_id": "'e' || i",
        "event": _EVENT, "state": _STATE, "attempts": "1", "accepted_at": _CAME,
        "not_before": _CAME, "reason_code": _REASON,
        "settled_at": "CASE WHEN {c} >= 4 AND i < {deliveries} - {deliveries} / 100"
        " THEN " + _CAME + " + 2000000 END",
    }),
    "effects": Filling(lambda size: size.deliveries, {
        "marker": "'m' || i", "delivery_id": _name("D", "i"), "target": "'issue:' || {issue}",
        "state": _share("i % 5000", (1, "'begun'"), other="'applied'"), "begun_at": _CAME,
        "applied_at": _CAME, "remote_id": "'' || i", "digest": "'0'",
    }),
    "copies": Filling(lambda size: size.deliveries // 2, {
        "link_id": "{link}", "source": "'zendesk'", "source_comment_id": "'' || i",
        "target_comment_id": "'' || (20000 + i)", "digest": "'0'", "policy": "'v1'",
        "public": "{a} < 300", "deleted": "{a} = 7", "first_at": _CAME, "saved_at": _CAME,
    }),
    "copy_sources": Filling(lambda size: size.deliveries // 2, {
        "link_id": "{link}", "source": "'zendesk'", "comment_id": "'' || i", "digest": "'0'",
    }),
    "file_copies": Filling(lambda size: size.pairs, {
        "link_id": "{link}", "source_comment_id": "'' || i", "source_file_id": "'' || i",
        "target_file_id": "'' || i", "digest": "'0'",
    }),
    "gates": Filling(lambda size: size.pairs, {
        "issue_id": "'' || (10000000 + i)", "reasons_digest": "'0'", "open": "{a} < 600",
        "decided_at": _MADE, "status": "'In Progress'", "escalated": "{b} < 500",
        "refused_at": _share("{b}", (20, _MADE)), "valid_until": _share("{c}", (20, "{now}")),
    }),
    "facts": Filling(lambda size: size.pairs, {
        "name": "'gate:course:' || (10000000 + i)", "value": _COURSE,
    }),
    "audit": Filling(lambda size: size.deliveries, {
        "at": _CAME,
        "actor": _share("{a}", (100, "'agent:' || {b}"), (110, "'local:lead'"), other="'airlock'"),
        "action": _one_of(_ACTIONS, "{a}"),
        "subject": _share(
            "{b}", (600, "'link:' || {link}"), (800, "'ticket:' || (35000 + {p})"),
            other="'issue:' || {issue}",
        ),
        "findings": "'[]'", "detail": "'delivery:' || (" + _name("D", "i") + ")",
    }),
    "reviews": Filling(lambda size: size.deliveries // 1000, {
        "link_id": _name("L", "i"), "digest": "'d' || i", "delivery_id": _name("D", "i * 1000"),
        "kinds": "'{{\"SECRET\":1}}'", "held_at": _CAME,
    }),
    "ticket_traits": Filling(lambda size: size.pairs, {
        "pair": "'ticket:' || (35000 + i)", "ticket_id": "35000 + i", "kind": "'trace'",
        "digest": _PRINT, "seen_at": _MADE,
    }),
    "escalation_clocks": Filling(lambda size: size.pairs, {
        "link_id": _name("L", "i"), "ticket_id": "35000 + i", "issue_id": _ISSUE,
        "issue_key": _KEY, "customer": "'org:' || (i % 3000)", "severity": _SEVERITY,
        "team": "'platform'", "assigned": "{a} < 500",
        "blocked_on": _one_of(("support", "engineering", "customer"), "{a}"),
        "next_step": _one_of(("complete_packet", "answer_question", "tell_customer"), "{a}"),
        "asks": "{c} < 500", "opened_at": _MADE, "due_at": _MADE + " + {b} * 500000000",
        "closed_at": f"CASE WHEN {_OPEN} THEN NULL ELSE {_MADE} + {{b}} * 900000000 END",
    }),
    "history_days": Filling(lambda _: 366, {
        "day": "({now} / 86400000000 - 365 + i) * 86400000000", "tickets": "900 + {a}",
        "counted_at": "{now}",
    }),
    "history_lines": Filling(lambda _: 40, {
        "week": "'2026-W' || (10 + i)", "text": "'A line.'", "by": "'local:lead'",
        "at": "{now}",
    }),
    "history_escalations": Filling(lambda size: size.pairs, {
        "id": "'' || (35000 + i) || ':' || i", "ticket_id": "35000 + i", "issue_id": _ISSUE,
        "issue_key": _KEY, "at": _MADE, "severity": _SEVERITY, "pattern": "'error'",
        "component": _share("{b}", (900, _COMPONENT)), "root_cause": _share("{c}", (300, _LABEL)),
        "fingerprint": _share("{b}", (400, _PRINT)),
        "cause": _share("{c}", (300, f"'label:' || {_LABEL}"), other=_share(
            "{b}", (400, f"'trace:' || {_COMPONENT} || ':' || {_PRINT}"))),
        "owner_id": "'agent:1'", "pod": "'pod-' || ({a} % 20)", "reopened": "0",
        "confirmed_at": f"CASE WHEN {_OPEN} THEN NULL ELSE {_MADE} + {{b}} * 900000000 END",
    }),
    "history_tries": Filling(lambda size: size.pairs + size.pairs // 2, {
        "ticket_id": "35000 + i % {pairs}", "number": "1 + i / {pairs}",
        "at": "{begin} + i % {pairs} * {pair_step}", "complete": "{a} < 700",
    }),
    "history_missed": Filling(lambda size: size.pairs // 2, {
        "ticket_id": "35000 + i * 2", "number": "1", "item": "'item-' || ({a} % 12)",
        "at": "{begin} + i * 2 * {pair_step}",
    }),
    "prevention_actions": Filling(lambda _: 5000, {
        "version": "1", "driver_kind": _one_of(("root_cause", "component", "trace"), "{a}"),
        "driver_key": _LABEL, "kind": "'runbook'", "owner": "'local:lead'",
        "root_cause": _LABEL, "due": "'2026-12-01'", "week": "'2026-W30'", "opened_at": "{now}",
        "opened_by": "'local:lead'", "reason": "''",
        "state": _share("{b}", (100, "'open'"), (900, "'done'"), other="'dropped'"),
    }),
    "pods": Filling(lambda _: 20, {
        "name": "'pod-' || i", "version": "1", "components": "'[\"component-' || i || '\"]'",
        "system": "'jira'", "target": "'Platform'", "owner": "'local:lead'",
    }),
    "runbooks": Filling(lambda _: 2000, {
        "version": "1", "title": _LABEL, "body": "'Look at the log of ' || " + _COMPONENT,
        "author": "'local:lead'", "changed_by": "'local:lead'", "changed_at": "{now}",
        "owner": _one_of(("local:lead", "local:other", "everyone"), "{b}"), "pod": "'pod-1'",
        "fresh_until": "'2027-06-01'", "reviewed_by": "''",
        "state": _share("{b}", (800, "'reviewed'"), (900, "'draft'"), other="'outdated'"),
    }),
    "known_issues": Filling(lambda _: 3000, {
        "version": "1", "title": _LABEL, "symptoms": "'Timeout in ' || " + _COMPONENT,
        "workaround": "'Sign in again.'", "issue_key": "'OPS-' || i",
        "components": "'[\"component-' || ({a} % 40) || '\"]'",
        "state": _share("{b}", (500, "'open'"), other="'fixed'"), "safety": "'clean'",
        "policy": "'v1'", "changed_by": "'local:lead'", "changed_at": "{now}",
        "title_words": _LABEL, "body_words": "'timeout in ' || " + _COMPONENT,
    }),
    "known_issue_traces": Filling(lambda _: 3000, {"digest": "'t' || i", "number": "1 + i"}),
    "policy_drafts": Filling(lambda _: 500, {
        "id": "'aaaaaaaaaa' || (1000000000 + i)", "base": "1", "changes": "'{{}}'",
        "author": "'local:lead'",
        "editors": "'[\"local:lead\"]'", "saved_at": "{now}", "revision": "1", "reason": "''",
        "state": _share("i", (490, "'discarded'"), other="'draft'"),
    }),
    "shadows": Filling(lambda size: size.pairs // 10, {
        "marker": "'s' || i", "delivery_id": _name("D", "i"), "target": "'issue:' || {issue}",
        "kind": "'comment'", "findings": "'{{}}'", "digest": "'0'", "policy": "'v1'", "at": _CAME,
    }),
}  # fmt: skip
"""The vault stays empty, and what hangs on it: SQL has not its keys."""


def expression(sql: str, values: Mapping[str, object]) -> str:
    """A column's SQL with all its names replaced."""
    link, issue = f"({_name('L', '{p}')})", "(10000000 + {p})"
    names = {"link": link, "issue": issue, "n": "i", **SCATTERED, **values}
    known = {"p": _OF_PAIR.format(**names)}
    for inner in ("link", "issue"):
        known[inner] = str(names[inner]).format(**known)
    return sql.format(**{**names, **known})
