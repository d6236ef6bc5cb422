"""What the stand-in behind the sidebar says in each of its states."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from app.services.sidebar_views import StuckItem, Suspect
from app.services.views import (
    GateItem,
    GateState,
    LinkView,
    ReleaseView,
    SavedView,
    SyncView,
    WaiverTerms,
    WaiverView,
)
from tests.web.support import ADMIN, World

LABELS = {
    "context": "Context and customer impact",
    "steps": "Steps to reproduce",
    "severity": "Business severity",
    "tried": "What was tried",
    "question": "The question to engineering",
    "owner": "Owner",
}
HINTS = {
    "context": "Who is affected, how many, what they cannot do, and by when it hurts.",
    "steps": "One step a line, what was expected, and what happened instead.",
    "severity": "P1 the business stands still, P4 a question.",
    "tried": "What support checked or changed, and what came of it.",
    "question": "One question that a yes, a value or a date can answer.",
    "owner": "The one person in support who answers for this escalation.",
}
ANSWERS = {
    "context": "All 240 warehouse users cannot print labels since 09:10.",
    "steps": "1. Sign in\n2. Open Reports\n3. Press Export: the page stays empty",
    "severity": "P1",
    "tried": "A second browser, with the same result. An export of one day works.",
    "question": "Is there a row limit on the quarterly export?",
    "owner": "Dana Whitfield",
}
NOTHING = "Nothing is entered yet."
SEVERITIES = ("P1", "P2", "P3", "P4")
JIRA = "https://jira.test/browse"


def items(**others: str) -> tuple[GateItem, ...]:
    """The packet's items, present but for those that are given another state."""
    return tuple(_item(key, others.get(key, "present")) for key in LABELS)


def _item(key: str, state: Any) -> GateItem:
    reasons = {"missing": NOTHING, "weak": "This reads like a placeholder."}
    return GateItem(
        key=key,
        label=LABELS[key],
        state=state,
        reason=reasons.get(state, ""),
        hint=HINTS[key],
        value={"present": ANSWERS[key], "weak": "tbd"}.get(state, ""),
        choices=SEVERITIES if key == "severity" else (),
        multiline=key not in ("owner", "severity"),
    )


def link(key: str = "ENG-42", status: str = "Triage", **more: Any) -> LinkView:
    return LinkView(
        id=key, issue_key=key, url=f"{JIRA}/{key}", status=status, state="active", **more
    )


def linked(world: World, state: GateState, **others: Any) -> None:
    """A ticket with an issue, and what else there is to say of it."""
    complete = {"items": items(), "may_escalate": True}
    content = complete | {"links": (link(),), "owner": ANSWERS["owner"]} | others
    pattern_labels = {"bug": "A defect", "call": "A call of engineer and customer"}
    world.gate.override = {
        "state": state, "severities": SEVERITIES, "pattern_labels": pattern_labels
    } | content  # fmt: skip


def unlinked(world: World) -> None:
    lacking = items(steps="missing", owner="missing", question="missing")
    linked(
        world, GateState.UNLINKED, items=lacking, may_escalate=False, links=(), owner=None,
        withheld={}, sync=SyncView(state="ok"),
    )  # fmt: skip
    world.gate.found = (suspect(world),)


def suspect(world: World) -> Suspect:
    return Suspect(
        ticket_id=31,
        match="trace",
        reason="The same stack trace was seen there.",
        issue_key="ENG-7",
        seen_at=world.clock.now() - timedelta(days=3),
        known_issue_note="Known issue: exports over 10,000 rows end early; fixed in 4.19.",
    )


def incomplete(world: World) -> None:
    lacking = items(steps="missing", owner="missing", question="weak")
    reasons = [f"{LABELS[k]}: {NOTHING} {HINTS[k]}" for k in ("steps", "owner")]
    linked(
        world, GateState.INCOMPLETE, items=lacking, may_escalate=False, owner=None, reasons=reasons
    )


def ready(world: World) -> None:
    linked(world, GateState.READY, severity="P1")


def blocked(world: World) -> None:
    refused = link(refused_at=world.clock.now() - timedelta(minutes=5))
    lacking = items(owner="missing")
    linked(
        world, GateState.BLOCKED, items=lacking, may_escalate=False, owner=None, links=(refused,),
        reasons=(f"{LABELS['owner']}: {NOTHING} {HINTS['owner']}",),
    )  # fmt: skip


def passed(world: World) -> None:
    linked(world, GateState.ESCALATED, links=(link(status="Escalated"),))


def waived(world: World) -> None:
    until = world.clock.now() + timedelta(days=2)
    linked(
        world,
        GateState.WAIVED,
        items=items(steps="waived"),
        waivers=(WaiverView(item="steps", by=ADMIN.id, until=until),),
    )


def may_waive(world: World) -> None:
    incomplete(world)
    world.gate.override["waiver_terms"] = WaiverTerms(roles=("admin",), whole_packet=True)


def warned(world: World) -> None:
    incomplete(world)
    world.gate.override |= {
        "may_escalate": True,
        "warnings": ("An engineer is copied on the customer's thread.",),
    }


def released(world: World) -> None:
    ready(world)
    since = world.clock.now() - timedelta(minutes=12)
    world.gate.override["release"] = ReleaseView(
        by="operator", since=since, until=since + timedelta(hours=2)
    )


def sync_error(world: World) -> None:
    now = world.clock.now()
    world.gate.stuck_items = {"d17": dead_letter(world)}
    linked(
        world,
        GateState.SYNC_ERROR,
        sync=SyncView(
            state="error", last_done_at=now - timedelta(minutes=26), waiting=2, stuck=1,
            reason="Jira refuses Airlock's right to comment", attempts=6, correlation="d17",
        ),
    )  # fmt: skip


def dead_letter(world: World) -> StuckItem:
    return StuckItem(
        id="d17",
        kind="dead_letter",
        at=world.clock.now() - timedelta(minutes=20),
        direction="to_jira",
        issue_key="ENG-42",
        reason="Jira refuses Airlock's right to comment.",
        cure="An administrator of Jira grants it; then retry.",
        attempts=6,
        may_discard=True,
    )


def held(world: World) -> None:
    world.gate.stuck_items = {
        "d18": StuckItem(
            id="d18",
            kind="held",
            at=world.clock.now() - timedelta(minutes=7),
            direction="to_zendesk",
            issue_key="ENG-42",
            reason="A rule asks that a person looks at it first.",
            cure="Read it, then release or discard it.",
            kinds={"shared_secret": 1},
            may_discard=True,
            may_release=True,
            digest="digest-d18",
        )
    }
    sync = SyncView(state="error", stuck=1, reason="A text is held for review")
    linked(world, GateState.HELD, sync=sync)


def saved_by_ada(world: World) -> None:
    """Someone else saves while the agent writes."""
    world.gate.items["context"] = "What Ada wrote."
    world.gate.version += 1
    world.gate.override["saved"] = SavedView(by=ADMIN.id, at=world.clock.now())


@dataclass(frozen=True)
class Scene:
    """A state by its name in the documentation, and what stands in it, as a person reads it."""

    name: str
    arrange: Callable[[World], None]
    title: str
    says: tuple[str, ...] = ()
    how: Mapping[str, Any] = field(default_factory=dict)
    pictured: bool = True


SCENES = (
    Scene("unlinked", unlinked, "Not linked", ("Link an issue that exists", "Ticket 31", "ENG-7")),
    Scene("incomplete", incomplete, "Incomplete", ("3 of 6 missing", "Owner: missing")),
    Scene("ready", ready, "Ready", ("Dana Whitfield", "ENG-42", "last copy 12 s ago")),
    Scene("blocked", blocked, "Blocked in Jira", ("Jira refused ENG-42", "09:07", NOTHING)),
    Scene("passed", passed, "Escalated", ("ENG-42", "Escalated")),
    Scene("waived", waived, "Open by exception", ("Exceptions (1)",)),
    Scene("may-waive", may_waive, "Incomplete", ("Exceptions",), {"agent": ADMIN}, pictured=False),
    Scene("warn-only", warned, "Incomplete", ("only warns", "An engineer is copied")),
    Scene("release", released, "Ready", ("Emergency release: every gate is open", "11:00")),
    Scene(
        "sync-error",
        sync_error,
        "Sync error",
        ("Attempt 6", "Correlation id: d17", "08:46", "Retry now", "grants it; then retry"),
    ),
    Scene("held", held, "Held for review", ("Read what a release would send", "shared secret")),
)
