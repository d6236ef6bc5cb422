"""Drafts of policies: two people, one publication, and nobody's text is lost."""

from pathlib import Path

import pytest

from app.errors import InputRefused, NotStored, PolicyError, RoleRefused, StaleWrite
from app.policy.files import digest_of, read_texts
from app.policy.loading import load_texts
from app.records_console import ConsolePerson, ConsoleRole
from app.records_policies import DraftState, Files, NewPublication, PolicyDraft, PolicyOrigin
from app.services.policy_cycle import PolicyCycle
from tests.fakes.clock import FixedClock
from tests.fakes.policies import FixedPolicies
from tests.fakes.store import MemoryStore
from tests.unit.policy.files import GATES, write_policies

FILE = "gates/main.yaml"
WARNING = GATES + "mode: warn\n"
ADA = ConsolePerson("local:ada", "Ada", frozenset({ConsoleRole.POLICY_EDITOR}))
BEN = ConsolePerson("local:ben", "Ben", frozenset({ConsoleRole.APPROVER}))
CLEO = ConsolePerson("local:cleo", "Cleo", frozenset({ConsoleRole.POLICY_EDITOR}))


async def as_it_is(reason: str) -> str:
    return reason


def version_of(texts: Files) -> str:
    return load_texts(texts).version


async def publish(store: MemoryStore, texts: Files) -> None:
    new = NewPublication(version_of(texts), digest_of(texts), PolicyOrigin.COMMAND, "x", "Else.")
    await store.write(
        lambda tx: tx.policies.publish(
            new, texts, expected=tx.policies.newest(), now=FixedClock().now()
        )
    )


@pytest.fixture
async def store(tmp_path: Path) -> MemoryStore:
    made = MemoryStore()
    await publish(made, read_texts(write_policies(tmp_path)))
    return made


@pytest.fixture
def cycle(store: MemoryStore) -> PolicyCycle:
    return PolicyCycle(store, FixedClock(), FixedPolicies(), as_it_is, version_of)


async def drafted(cycle: PolicyCycle, text: str = WARNING) -> PolicyDraft:
    begun = await cycle.begin(ADA)
    return await cycle.save(begun.id, FILE, text, revision=begun.revision, person=ADA)


async def proposed(cycle: PolicyCycle) -> PolicyDraft:
    draft = await drafted(cycle)
    return await cycle.propose(draft.id, "Only warn.", revision=draft.revision, person=ADA)


async def approved(cycle: PolicyCycle) -> PolicyDraft:
    draft = await proposed(cycle)
    return await cycle.judge(draft.id, "", approved=True, revision=draft.revision, person=BEN)


async def gate_text(store: MemoryStore) -> str:
    return await store.read(lambda tx: tx.policies.files(tx.policies.newest())[FILE])


async def test_a_draft_is_published_once_a_second_person_approved_it(
    cycle: PolicyCycle, store: MemoryStore
) -> None:
    draft = await approved(cycle)
    made = await cycle.publish(draft.id, revision=draft.revision, person=ADA)
    assert (made.number, made.published_by, made.approved_by) == (2, "local:ada", "local:ben")
    assert made.reason == "Only warn."
    assert await gate_text(store) == WARNING
    view = await cycle.overview()
    assert (view.active, view.drafts) == (made, ())


async def test_each_step_stands_in_the_audit_with_its_person_and_reason(
    cycle: PolicyCycle, store: MemoryStore
) -> None:
    draft = await approved(cycle)
    await cycle.publish(draft.id, revision=draft.revision, person=BEN)
    subject = f"policy-draft:{draft.id}"
    entries = await store.read(lambda tx: tx.audit.of_subject(subject))
    assert [(one.action, one.actor) for one in reversed(entries)] == [
        ("policy draft begun", "local:ada"),
        ("policy draft saved", "local:ada"),
        ("policy draft proposed", "local:ada"),
        ("policy draft approved", "local:ben"),
        ("policy draft published", "local:ben"),
    ]
    assert "Only warn." in entries[2].detail
    (entry,) = await store.read(lambda tx: tx.audit.of_subject("policies:2"))
    assert entry.action == "policies published"


async def test_nobody_approves_what_they_had_a_hand_in(cycle: PolicyCycle) -> None:
    draft = await drafted(cycle)
    draft = await cycle.save(
        draft.id, FILE, WARNING + "# so\n", revision=draft.revision, person=CLEO
    )
    draft = await cycle.propose(draft.id, "Warn.", revision=draft.revision, person=ADA)
    for person in (ADA, CLEO):
        assert not (await cycle.look(draft.id, person)).may_judge
        with pytest.raises(RoleRefused):
            await cycle.judge(draft.id, "", approved=True, revision=draft.revision, person=person)
    assert (await cycle.look(draft.id, BEN)).may_judge


async def test_what_nobody_approved_is_not_published(cycle: PolicyCycle) -> None:
    for draft in (await drafted(cycle), await proposed(cycle)):
        with pytest.raises(StaleWrite):
            await cycle.publish(draft.id, revision=draft.revision, person=BEN)
    assert (await cycle.overview()).active.number == 1  # type: ignore[union-attr] # it is there


async def test_an_edit_after_the_approval_takes_the_approval_away(cycle: PolicyCycle) -> None:
    draft = await approved(cycle)
    with pytest.raises(StaleWrite):
        await cycle.publish(draft.id, revision=draft.revision - 1, person=ADA)
    edited = await cycle.save(draft.id, FILE, WARNING + "#\n", revision=draft.revision, person=ADA)
    assert edited.state is DraftState.DRAFT
    with pytest.raises(StaleWrite):
        await cycle.publish(draft.id, revision=edited.revision, person=ADA)


async def test_of_two_who_save_at_once_the_second_is_told(cycle: PolicyCycle) -> None:
    draft = await drafted(cycle)
    await cycle.save(draft.id, FILE, WARNING + "#\n", revision=draft.revision, person=CLEO)
    with pytest.raises(StaleWrite, match="Somebody else"):
        await cycle.save(draft.id, FILE, GATES, revision=draft.revision, person=ADA)


async def test_a_draft_of_older_policies_goes_on_once_it_is_taken_over(
    cycle: PolicyCycle, store: MemoryStore
) -> None:
    draft = await proposed(cycle)
    other = {
        **await store.read(lambda tx: tx.policies.files(1)),
        "gates/more.yaml": "schema: 1\nabout: Two.\n",
    }
    await publish(store, other)
    with pytest.raises(StaleWrite, match="take it over"):
        await cycle.judge(draft.id, "", approved=True, revision=draft.revision, person=BEN)
    assert (await cycle.look(draft.id, ADA)).stale
    moved = await cycle.take_over(draft.id, revision=draft.revision, person=ADA)
    assert (moved.base, moved.state, moved.changes) == (2, DraftState.DRAFT, {FILE: WARNING})
    texts, active = await cycle.texts(draft.id)
    assert texts == {**active, FILE: WARNING}


async def test_files_with_an_error_are_not_proposed(cycle: PolicyCycle) -> None:
    draft = await drafted(cycle, GATES + "mod: warn\n")
    with pytest.raises(PolicyError, match="did you mean `mode`"):
        await cycle.propose(draft.id, "Why not.", revision=draft.revision, person=ADA)


async def test_a_proposal_takes_a_reason_and_a_change(cycle: PolicyCycle) -> None:
    draft = await drafted(cycle)
    with pytest.raises(InputRefused, match="Say why"):
        await cycle.propose(draft.id, "  ", revision=draft.revision, person=ADA)
    same = await cycle.save(draft.id, FILE, GATES, revision=draft.revision, person=ADA)
    assert same.changes == {}
    with pytest.raises(InputRefused, match="changes nothing"):
        await cycle.propose(draft.id, "Why not.", revision=same.revision, person=ADA)


async def test_a_rejected_draft_keeps_its_text_and_says_why(cycle: PolicyCycle) -> None:
    draft = await proposed(cycle)
    with pytest.raises(InputRefused):
        await cycle.judge(draft.id, "", approved=False, revision=draft.revision, person=BEN)
    await cycle.judge(draft.id, "Too mild.", approved=False, revision=draft.revision, person=BEN)
    view = await cycle.look(draft.id, ADA)
    assert (view.draft.state, view.text) == (DraftState.REJECTED, WARNING)
    assert [(one.approved, one.note) for one in view.verdicts] == [(False, "Too mild.")]


async def test_a_roll_back_is_proposed_approved_and_published_like_any_change(
    cycle: PolicyCycle, store: MemoryStore
) -> None:
    first = await approved(cycle)
    await cycle.publish(first.id, revision=first.revision, person=BEN)
    draft = await cycle.roll_back(1, "It hid too little.", CLEO)
    assert (draft.state, draft.restores) == (DraftState.PROPOSED, 1)
    draft = await cycle.judge(draft.id, "", approved=True, revision=draft.revision, person=BEN)
    made = await cycle.publish(draft.id, revision=draft.revision, person=CLEO)
    assert (made.number, made.restores) == (3, 1)
    assert await gate_text(store) == GATES
    with pytest.raises(InputRefused, match="in force"):
        await cycle.roll_back(1, "Again.", CLEO)
    with pytest.raises(NotStored):
        await cycle.roll_back(9, "Again.", CLEO)


async def test_a_way_back_that_was_taken_over_onto_others_is_not_called_one(
    cycle: PolicyCycle, store: MemoryStore
) -> None:
    draft = await approved(cycle)
    await cycle.publish(draft.id, revision=draft.revision, person=BEN)
    back = await cycle.roll_back(1, "It stops too little.", ADA)
    now = await store.read(lambda tx: tx.policies.files(2))
    await publish(store, {**now, FILE: now[FILE] + "# More.\n"})
    moved = await cycle.take_over(back.id, revision=back.revision, person=ADA)
    assert (back.restores, moved.restores, moved.base) == (1, None, 3)


async def test_files_are_added_and_taken_away_by_names_that_a_folder_can_have(
    cycle: PolicyCycle,
) -> None:
    draft = await cycle.begin(ADA)
    for name in ("../x.yaml", "gates/../../x.yaml", "gates/x.txt", "other/x.yaml"):
        with pytest.raises(InputRefused):
            await cycle.save(draft.id, name, "", revision=draft.revision, person=ADA)
    more = "schema: 1\nabout: More.\n"
    draft = await cycle.save(draft.id, "gates/more.yaml", more, revision=1, person=ADA)
    draft = await cycle.save(draft.id, "mapping/main.yaml", None, revision=2, person=ADA)
    view = await cycle.look(draft.id, ADA, "gates/more.yaml")
    assert (view.text, view.active_text) == (more, None)
    assert {one.name: one.state for one in view.files} == {
        "gates/main.yaml": "same",
        "gates/more.yaml": "added",
        "mapping/main.yaml": "removed",
        "redaction/main.yaml": "same",
    }


async def test_a_draft_that_was_put_away_is_over(cycle: PolicyCycle) -> None:
    draft = await drafted(cycle)
    await cycle.discard(draft.id, revision=draft.revision, person=ADA)
    assert (await cycle.overview()).drafts == ()
    with pytest.raises(StaleWrite, match="over"):
        await cycle.save(draft.id, FILE, GATES, revision=3, person=ADA)
