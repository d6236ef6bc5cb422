"""What redaction remembers of texts goes when somebody is erased."""

from app.redaction.canonical import canonicalise
from app.redaction.memory import forget_texts, remembered


def test_what_is_remembered_is_asked_once_and_anew_after_an_erasure() -> None:
    asked: list[str] = []

    @remembered(8)
    def measure(word: str) -> int:
        asked.append(word)
        return len(word)

    assert measure("Whitcombe") == measure("Whitcombe") == len("Whitcombe")
    assert asked == ["Whitcombe"]
    forget_texts()
    measure("Whitcombe")
    assert asked == ["Whitcombe", "Whitcombe"]


def test_a_passage_of_a_view_is_judged_once() -> None:
    asked: list[str] = []

    def judge(said: str) -> bool:
        asked.append(said)
        return said.startswith("The")

    view = canonicalise("The tray is open. Close it.")
    assert [view.judge(judge, 0, 17), view.judge(judge, 0, 17)] == [True, True]
    assert not view.judge(judge, 18, 27)
    assert asked == ["The tray is open.", "Close it."]
