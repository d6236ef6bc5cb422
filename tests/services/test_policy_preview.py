"""What a draft would do: its mistakes, its difference, one text in three views, the last copies."""

from functools import partial
from time import process_time

import pytest

from app.errors import InputRefused
from app.policy.files import digest_of, read_texts
from app.policy.loading import load_texts
from app.records_console import ConsolePerson, ConsoleRole
from app.records_policies import NewPublication, PolicyOrigin
from app.services.policy_cycle import PolicyCycle
from app.services.policy_preview import READ, PolicyPreviews
from app.services.policy_views import SideView
from app.services.work_lines import kept_words
from tests.fakes.policies import SHIPPED, shipped
from tests.services.world import World

FILE = "redaction/personal.yaml"
ADA = ConsolePerson("local:ada", "Ada", frozenset({ConsoleRole.POLICY_EDITOR}))
SAMPLE = "Write to ops@ferrows.example about the export."


class Desk:
    """A draft over the policies that ship, and what looks at it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.cycle = PolicyCycle(
            world.store, world.clock, world.policies, partial(kept_words, world.disclosure)
        )
        self.previews = PolicyPreviews(
            self.cycle, world.store, world.desk, world.tracker, world.clock
        )

    async def draft(self, old: str = "", new: str = "", file: str = FILE) -> str:
        texts = read_texts(SHIPPED)
        publication = NewPublication(
            shipped().version, digest_of(texts), PolicyOrigin.DIRECTORY, "service", "First."
        )
        now = self.world.clock.now()
        await self.world.store.write(
            lambda tx: tx.policies.publish(publication, texts, expected=0, now=now)
        )
        begun = await self.cycle.begin(ADA)
        assert old in texts[file]
        text = texts[file].replace(old, new, 1) if old else texts[file]
        await self.cycle.save(begun.id, file, text, revision=1, person=ADA)
        return begun.id


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


def text_of(side: SideView) -> str:
    return "".join(piece.text for piece in side.pieces)


def marked(side: SideView) -> list[str]:
    return [piece.text for piece in side.pieces if piece.found]


def allowing_mail() -> tuple[str, str, str]:
    """The first file that has the kind, with mail open for engineering."""
    for name, text in read_texts(SHIPPED).items():
        start = text.find("\n  email:\n")
        if start >= 0:
            end = text.find("engineering:", start)
            line = text[start : text.index("\n", end)]
            return line, line[: line.rindex(":")] + ": allow", name
    raise AssertionError("no file has the kind email")


async def test_a_text_is_seen_in_three_views_under_both_policies(desk: Desk) -> None:
    draft = await desk.draft(*allowing_mail())
    seen = await desk.previews.preview(draft, ADA, SAMPLE)
    assert text_of(seen.active.support) == text_of(seen.draft.support) == SAMPLE
    assert "ops@ferrows.example" not in text_of(seen.active.jira)
    assert "ops@ferrows.example" in text_of(seen.draft.jira)
    assert dict(seen.active.jira.kinds) == {"email": 1}
    assert marked(seen.active.jira) == ["[email-1]"]
    assert "ferrows" in "".join(marked(seen.active.support))
    assert "export" not in "".join(marked(seen.active.support))


async def test_the_last_comment_of_a_ticket_is_read_fresh_and_nothing_of_it_is_kept(
    desk: Desk,
) -> None:
    world = desk.world
    ticket, _, link = await world.pair()
    await world.customer_writes(ticket, SAMPLE)
    draft = await desk.draft(*allowing_mail())
    before = await world.store.read(lambda tx: tx.vault.pseudonyms(link.pair, "org:1"))
    seen = await desk.previews.preview(draft, ADA, ticket=ticket.id)
    assert SAMPLE in text_of(seen.active.support)
    assert "[email-1]" in text_of(seen.active.jira)
    assert await world.store.read(lambda tx: tx.vault.pseudonyms(link.pair, "org:1")) == before


async def test_whose_comment_was_read_for_a_draft_and_by_whom_is_in_the_audit(desk: Desk) -> None:
    world = desk.world
    ticket, _, _ = await world.pair()
    await world.customer_writes(ticket, SAMPLE)
    draft = await desk.draft()
    await desk.previews.preview(draft, ADA, ticket=ticket.id)
    await desk.previews.preview(draft, ADA, SAMPLE)
    noted = [one for one in await world.audit() if one.action == READ]
    assert [(one.actor, one.subject, one.detail) for one in noted] == [
        (ADA.id, f"ticket:{ticket.id}", f"policy-draft:{draft}")
    ]


async def test_a_long_line_of_dots_is_marked_in_seconds(desk: Desk) -> None:
    """Any customer may write one, and each reader's text is compared with it."""
    draft, said = await desk.draft(), "." * 8_000 + " " + SAMPLE + " " + "." * 8_000
    began = process_time()
    seen = await desk.previews.preview(draft, ADA, said)
    assert text_of(seen.active.support) == said
    assert "ferrows" in "".join(marked(seen.active.support))
    assert "export" not in "".join(marked(seen.active.support))
    assert process_time() - began < 12


async def test_a_sample_has_bounds(desk: Desk) -> None:
    draft = await desk.draft()
    with pytest.raises(InputRefused):
        await desk.previews.preview(draft, ADA, "a" * 20_001)


async def test_each_copy_that_would_change_is_told_and_the_end_of_them(desk: Desk) -> None:
    world = desk.world
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "The export stops.")
    world.clock.pass_time(1)
    await world.customer_writes(ticket, SAMPLE)
    draft = await desk.draft(*allowing_mail())
    first = await desk.previews.impact(draft, 0, 10)
    assert (first.changed, first.ticket, first.issue) == (True, ticket.id, issue.key)
    assert first.words == ("−1 email",)
    second = await desk.previews.impact(draft, 1, 10)
    assert (second.changed, second.count) == (False, 10)
    end = await desk.previews.impact(draft, 2, 10)
    assert (end.changed, end.count, end.reason) == (False, 2, "there are no more copies")


async def test_the_difference_is_told_in_words_and_lines(desk: Desk) -> None:
    draft = await desk.draft(*allowing_mail())
    diff = await desk.previews.diff(draft)
    assert any("`email`" in line and "shows more" in line for line in diff.words)
    assert any(line.startswith("+") and "allow" in line for line in diff.lines)


async def test_mistakes_are_told_at_their_line_and_column_before_they_are_saved(
    desk: Desk,
) -> None:
    file = "gates/escalation.yaml"
    draft = await desk.draft(file=file)
    text = read_texts(SHIPPED)[file].replace("mode: enforce", "mod: enforce")
    (problem,) = await desk.previews.lint(draft, file, text)
    line = text.splitlines()[problem.line - 1]
    assert (problem.file, line[problem.column - 1 :]) == (file, "mod: enforce")
    assert problem.cure == "did you mean `mode`?"
    texts, _ = await desk.cycle.texts(draft)
    assert load_texts(texts).version == shipped().version
