"""What answered an item and was taken out of the conversation shuts the gate."""

import pytest

from app.model import EventKind
from tests.services.world import World


@pytest.mark.parametrize("paused", [False, True])
@pytest.mark.parametrize("kind", [EventKind.COMMENT_CHANGED, EventKind.COMMENT_DELETED])
async def test_a_redacted_file_answers_no_more(
    world: World, kind: EventKind, *, paused: bool
) -> None:
    ticket, issue, link = await world.pair()
    await world.complete(ticket, logs="")
    said = await world.customer_writes(ticket, "here it is", files=[("a.log", b"x")])
    await world.zendesk(EventKind.ATTACHMENT_ADDED, ticket, comment_id=said.id)
    await world.settle()
    assert world.token(issue)
    if paused:
        await world.linking.pause(link.id, by="an operator")
    world.desk.set_comment(ticket.id, said.id, attachments=())
    await world.zendesk(kind, ticket, comment_id=said.id)
    await world.settle()
    assert world.token(issue) == ""
