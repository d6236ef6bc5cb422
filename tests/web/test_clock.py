"""The clock of silence in an agent's sidebar, and the drafted update for when there is no news."""

from datetime import timedelta

import httpx
import pytest

from app.services.escalation_views import DueEscalation
from app.sync.silence import SilenceState
from app.web.silence_words import due_words
from app.web.words import words_of
from tests.web.support import TICKET, World

PANEL = f"/sidebar/tickets/{TICKET}"
HTMX = {"HX-Request": "true"}


def clock(world: World, minutes: int, state: SilenceState, *, told: bool = True) -> DueEscalation:
    now = world.clock.now()
    return DueEscalation(
        link_id="l1",
        ticket_id=TICKET,
        issue_key="ENG-7",
        severity="P1",
        owner="Engineering",
        assigned=True,
        blocked_on="engineering",
        next_action="answer_question",
        was_told=told,
        silent_since=now - timedelta(hours=3),
        promised_at=None,
        due_at=now + timedelta(minutes=minutes),
        state=state,
    )


async def test_the_panel_of_a_linked_ticket_asks_for_its_clock(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.gate.issue = "ENG-7"
    answer = await client.get(PANEL, headers=agent | HTMX)
    assert f'hx-get="{PANEL}/clock"' in answer.text


async def test_a_ticket_without_an_escalation_shows_no_clock(
    client: httpx.AsyncClient, agent: dict[str, str]
) -> None:
    answer = await client.get(f"{PANEL}/clock", headers=agent | HTMX)
    assert (answer.status_code, answer.text.strip()) == (200, "")


@pytest.mark.parametrize(
    ("minutes", "state", "tone", "said"),
    [
        (180, SilenceState.FINE, "quiet", "Next update due in 3 h"),
        (40, SilenceState.SOON, "warn", "Next update due in 40 min"),
        (-50, SilenceState.OVERDUE, "bad", "Update overdue for 50 min"),
        (-3 * 24 * 60, SilenceState.OVERDUE, "bad", "Update overdue for 3 days"),
    ],
)
async def test_the_clock_says_when_the_customer_must_hear_in_words_and_colour(
    client: httpx.AsyncClient,
    world: World,
    agent: dict[str, str],
    minutes: int,
    state: SilenceState,
    tone: str,
    said: str,
) -> None:
    world.gate.clock = clock(world, minutes, state)
    answer = await client.get(f"{PANEL}/clock", headers=agent | HTMX)
    assert said in answer.text
    assert f'class="notice {tone}"' in answer.text
    assert ("If there is no news" in answer.text) == (tone != "quiet")


async def test_a_german_agent_is_reminded_in_german(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.gate.clock = clock(world, 40, SilenceState.SOON, told=False)
    answer = await client.get(f"{PANEL}/clock", headers=agent | HTMX | {"Accept-Language": "de"})
    assert "Nächste Nachricht fällig in 40 Min." in answer.text
    assert "Der Kunde hat nichts gehört seit" in answer.text


def test_the_last_minute_is_told_in_minutes(world: World) -> None:
    last = clock(world, 0, SilenceState.OVERDUE)
    said = due_words(last, world.clock.now(), words_of("en"))
    assert said == "Update overdue for 0 min"


async def test_no_news_is_drafted_and_not_sent(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    drafted = await client.get(f"{PANEL}/update?no_news=true", headers=agent | HTMX)
    assert "No news." in drafted.text
    assert 'id="draft"' not in drafted.text
    assert "No news: draft that" in (await client.get(f"{PANEL}/update", headers=agent)).text


async def test_an_agent_without_a_right_to_the_ticket_sees_no_clock(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.gate.clock = clock(world, 40, SilenceState.SOON)
    other = await client.get("/sidebar/tickets/999/clock", headers=agent | HTMX)
    assert other.status_code == 403
    assert "ENG-7" not in other.text
