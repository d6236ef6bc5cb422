"""What holds for every packet: monotony, waivers, roll-up, tokens."""

import re
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.gate.decision import Decision, decide, digest_packet
from app.gate.entry import GateEntry
from app.gate.packet import Packet, Waiver
from app.gate.quality import find_weaknesses
from app.gate.rollup import roll_up
from app.gate.token import TOKEN_PATTERN, make_token, verify_token
from tests.unit.gate.builders import (
    ENTERED,
    GOOD,
    NOW,
    make_item,
    make_packet,
    make_policy,
)

POLICY = make_policy()
LENIENT = make_policy(severity_tolerance=1)
SEVERITIES = POLICY.severities
TEXTS = st.one_of(
    st.sampled_from(["", "n/a", "too short", "Chrome 121", *GOOD.values()]), st.text(max_size=60)
)
KEYS = st.sampled_from(sorted(POLICY.items))
MOMENTS = st.integers(-400, 400).map(lambda hours: NOW + timedelta(hours=hours))
PACKETS = st.builds(
    Packet,
    pattern=st.sampled_from(["bug", "question", "reply", "gone"]),
    severity=st.sampled_from([None, *SEVERITIES, "P9"]),
    items=st.dictionaries(KEYS, st.one_of(TEXTS, st.none()), max_size=8).map(
        lambda items: {
            key: GOOD.get(key, "") if text is None else text for key, text in items.items()
        }
    ),
    entered=st.dictionaries(KEYS, MOMENTS),
)
# Mostly complete, so that many of them are open: one or two entries are left out or changed.
NEARLY = st.builds(
    lambda pattern, severity, items: make_packet(pattern, severity, **items),
    st.sampled_from(sorted(POLICY.patterns)),
    st.sampled_from([None, *SEVERITIES]),
    st.dictionaries(KEYS.filter(lambda key: key != "severity"), TEXTS, max_size=2),
)
WAIVERS = st.lists(
    st.builds(
        Waiver,
        item=st.one_of(st.just("*"), st.just("pattern"), KEYS),
        reason=st.just("agreed"),
        by=st.just("42"),
        until=st.integers(-48, 48).map(lambda hours: NOW + timedelta(hours=hours)),
    ),
    max_size=4,
)
ENTRIES = st.builds(
    GateEntry,
    ticket_id=st.integers(1, 9),
    packet=st.one_of(st.none(), PACKETS, NEARLY),
    waivers=WAIVERS,
    ticket_fields=st.dictionaries(st.just("Environment"), TEXTS),
    priority=st.sampled_from([None, "urgent", "high", "normal", "strange"]),
    has_logs=st.booleans(),
    jira_fields=st.dictionaries(st.just("Versions"), TEXTS),
    links=st.lists(st.sampled_from(["https://logs.example.test/1", "https://a.test", "nothing"])),
    owner_standing=st.sampled_from(["unknown", "person", "inactive", "group"]),
    engineers_copied=st.integers(0, 2),
)


def with_more(entry: GateEntry, **more: object) -> GateEntry:
    values = {name: getattr(entry, name) for name in GateEntry.__dataclass_fields__}
    return GateEntry(**{**values, **more})


def with_packet(entry: GateEntry, **more: object) -> GateEntry:
    packet = entry.packet or Packet(pattern="bug")
    return with_more(entry, packet=Packet(**{**packet.model_dump(), **more}))


def improvements(entry: GateEntry, key: str, text: str, waiver: Waiver) -> list[GateEntry]:
    packet = entry.packet or Packet(pattern="bug")
    more = [
        with_more(entry, has_logs=True),
        with_more(entry, links=[*entry.links, "https://logs.example.test/1"]),
        with_more(entry, waivers=[*entry.waivers, waiver]),
        with_more(entry, owner_standing="person"),
        with_packet(entry, items={**packet.items, **GOOD}, entered={**packet.entered, **ENTERED}),
    ]
    if not entry.ticket_fields:
        more.append(with_more(entry, ticket_fields={"Environment": text}))
    if not entry.jira_fields:
        more.append(with_more(entry, jira_fields={"Versions": text}))
    if not packet.items.get(key):
        more.append(with_packet(entry, items={**packet.items, key: text}))
    return more + [with_packet(entry, severity=severity) for severity in better(entry)]


def better(entry: GateEntry) -> list[str]:
    """Severities that fit the priority as well as the chosen one or better."""
    chosen = entry.packet.severity if entry.packet else None
    proposed = POLICY.severity_by_priority.get(entry.priority or "")
    if chosen not in SEVERITIES:
        return list(SEVERITIES) if proposed is None else [proposed]
    if proposed is None:
        return [chosen]
    first, last = sorted((POLICY.rank(chosen), POLICY.rank(proposed)))
    return list(SEVERITIES[first : last + 1])


@given(ENTRIES, KEYS, TEXTS, WAIVERS.filter(bool), st.sampled_from([POLICY, LENIENT]))
def test_more_evidence_never_closes_an_open_gate(entry, key, text, waivers, policy) -> None:
    if decide(entry, policy, at=NOW).open:
        for improved in improvements(entry, key, text, waivers[0]):
            assert decide(improved, policy, at=NOW).open


@given(NEARLY, KEYS.filter(lambda key: key != "severity"), st.sampled_from([*GOOD.values(), "x"]))
def test_an_entry_that_copies_another_never_closes_an_open_gate(packet, key, text) -> None:
    entry = GateEntry(7, packet, has_logs=True, ticket_fields={"Environment": "Release 4.18.2"})
    if decide(entry, POLICY, at=NOW).open and not packet.items.get(key):
        copied = with_packet(entry, items={**packet.items, key: text})
        assert decide(copied, POLICY, at=NOW).open


@given(ENTRIES, st.integers(0, 10_000))
def test_waiting_closes_nothing_but_what_a_waiver_opened(entry: GateEntry, hours: int) -> None:
    unwaived = with_more(entry, waivers=())
    later = decide(unwaived, POLICY, at=NOW + timedelta(hours=hours))
    assert later == decide(unwaived, POLICY, at=NOW)


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_line_more_never_weakens_an_entry_that_has_no_bounds(text: str, more: str) -> None:
    item = make_item(
        "Impact", min_words=2, min_steps=2, needs_number=True, needs_version=True, needs_link=True
    )
    kept = set(find_weaknesses(text, item))
    longer = set(find_weaknesses(f"{text}\nAnd furthermore {more}", item))
    # Of a placeholder nothing else is told, so what it lacks besides shows only afterwards.
    if not any("placeholder" in reason for reason in kept) and text.strip():
        assert longer <= kept


@given(ENTRIES, st.integers(0, 96))
def test_a_waiver_never_outlives_its_end(entry: GateEntry, hours: int) -> None:
    later = NOW + timedelta(hours=hours)
    ended = with_more(entry, waivers=[w for w in entry.waivers if w.until > later])
    assert decide(entry, POLICY, at=later) == decide(ended, POLICY, at=later)


def rests_on_another(entry: GateEntry, decision: Decision) -> bool:
    """Closed when its end comes; of two waived copies one may stand where the other did."""
    assert decision.valid_until
    after = decide(entry, POLICY, at=decision.valid_until)
    texts = (
        [text.strip().casefold() for text in entry.packet.items.values()] if entry.packet else []
    )
    return not after.open or len(set(texts)) < len(texts)


@given(ENTRIES)
def test_an_open_gate_closes_exactly_when_it_says(entry: GateEntry) -> None:
    decision = decide(entry, POLICY, at=NOW)
    if decision.open and decision.valid_until:
        moment = timedelta(microseconds=1)
        assert decide(entry, POLICY, at=decision.valid_until - moment).open
        assert rests_on_another(entry, decision)


@given(ENTRIES)
def test_a_closed_gate_always_says_why_and_an_open_one_has_nothing_to_say(entry: GateEntry) -> None:
    decision = decide(entry, POLICY, at=NOW)
    assert decision.open == (not decision.reasons) == (not decision.lacking)
    assert len(decision.reasons) == len(decision.lacking)


@given(ENTRIES, st.randoms(use_true_random=False))
def test_the_decision_depends_on_nothing_but_what_it_is_given(entry: GateEntry, random) -> None:
    def mixed(values):
        return dict(random.sample(sorted(values.items()), len(values)))

    packet = entry.packet and Packet(
        pattern=entry.packet.pattern,
        severity=entry.packet.severity,
        items=mixed(entry.packet.items),
        entered=mixed(entry.packet.entered),
    )
    waivers = random.sample(list(entry.waivers), len(entry.waivers))
    again = with_more(entry, packet=packet, waivers=waivers, links=[*reversed(entry.links)])
    assert decide(again, POLICY, at=NOW) == decide(entry, POLICY, at=NOW)
    assert decide(entry, POLICY, at=NOW) == decide(entry, POLICY, at=NOW)


@given(st.lists(ENTRIES, max_size=4), st.randoms(use_true_random=False))
def test_one_open_ticket_opens_the_issue_whatever_the_order(entries, random) -> None:
    decisions = [decide(entry, POLICY, at=NOW) for entry in entries]
    joint = roll_up(decisions, POLICY)
    assert joint.open == any(decision.open for decision in decisions)
    assert joint.tickets == len(decisions)
    ranks = [POLICY.rank(decision.severity) for decision in decisions]
    assert not ranks or POLICY.rank(joint.severity) == min(ranks)
    shuffled = decisions.copy()
    random.shuffle(shuffled)
    again = roll_up(shuffled, POLICY)
    assert (again.open, again.severity, again.valid_until) == (
        joint.open,
        joint.severity,
        joint.valid_until,
    )


@given(st.binary(min_size=16), st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_a_token_holds_for_its_own_issue_and_packet_only(
    key: bytes, issue: str, digest: str, other: str
) -> None:
    token = make_token(key, issue, digest)
    assert verify_token(key, issue, digest, token.value)
    assert verify_token(key, other, digest, token.value) == (other == issue)
    assert verify_token(key, issue, other, token.value) == (other == digest)
    assert not verify_token(key + b"x", issue, digest, token.value)


@given(st.binary(min_size=16), st.text(max_size=8), st.text(min_size=1, max_size=8))
def test_text_cannot_move_from_the_issue_to_the_digest(key: bytes, issue: str, more: str) -> None:
    assert make_token(key, issue + more, "d") != make_token(key, issue, more + "d")


@given(PACKETS, PACKETS)
def test_packets_share_a_digest_only_when_they_say_the_same(one: Packet, two: Packet) -> None:
    def said(packet: Packet) -> object:
        items = {key: text.strip() for key, text in packet.items.items() if text.strip()}
        return packet.pattern, packet.severity, items

    assert (digest_packet(one) == digest_packet(two)) == (said(one) == said(two))


def test_the_token_has_the_shape_that_jira_checks() -> None:
    token = make_token(b"k" * 16, "10001", "digest").value
    assert re.fullmatch(TOKEN_PATTERN, token)
    assert not verify_token(b"k" * 16, "10001", "digest", None)
    assert not verify_token(b"k" * 16, "10001", "digest", "ok:" + "0" * 64)
