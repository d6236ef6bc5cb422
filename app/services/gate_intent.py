"""The value that is about to be written into a gate field, noted before the write.

A write whose answer does not come may be committed late. What is found then was written by us, and
by nobody else.
"""

from app.model import Model
from app.ports import Transaction


class Intent(Model):
    """The value, and the delivery that was to write it."""

    token: str
    delivery: str


def load_intent(tx: Transaction, issue_id: str) -> Intent | None:
    """What was about to be written and is not known to have come about, or not."""
    kept = tx.facts.get(_fact(issue_id))
    return Intent.model_validate_json(kept) if kept else None


def note_intent(tx: Transaction, issue_id: str, intent: Intent) -> None:
    """Keep it in the place of the one before."""
    tx.facts.set(_fact(issue_id), intent.model_dump_json())


def settle_intent(tx: Transaction, issue_id: str, delivery_id: str, token: str | None) -> None:
    """Forget it once it is known to stand there, or its own delivery has looked again."""
    intent = load_intent(tx, issue_id)
    if intent is not None and (intent.token == token or intent.delivery == delivery_id):
        tx.facts.set(_fact(issue_id), "")


def _fact(issue_id: str) -> str:
    return f"gate:intent:{issue_id}"
