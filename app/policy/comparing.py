"""Two states of the policies, and what is different between them, in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.policy.problems import Trail
from app.ports import PolicySet
from app.redaction.canonical import fold

_ACTIONS = {"customer": "the customer's side", "engineering": "engineering"}
_NAMES = ("name", "content_type", "key", "zendesk", "project")
_SHOWS_MORE_WHEN_ADDED = frozenset(
    {
        "attachments",
        "nodes",
        "link_schemes",
        "common_words",
        "generic_words",
        "product_words",
        "unless",
    }
)
_SHOWS_MORE_WHEN_GONE = frozenset(
    {"terms", "patterns", "remarks", "tones", "words", "phrases", "private_fields", "hosts"}
)
_FEW_WORDS = 12
_MOST_SAID = 400
"""Characters of a value that are shown: the words of a tone fill pages."""
_UNTOLD = frozenset({"about", "examples", "example_context"})
"""What changes nothing for a text."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `before` and `after` are None where there was or is nothing.

    `shows_more` says that more can be read than before, False that less can, None that neither or
    that it cannot be told from the rule alone.
    """

    part: str
    what: str
    before: str | None
    after: str | None
    shows_more: bool | None = None

    def __str__(self) -> str:
        """`redaction: email in texts that engineering reads: drop → allow (shows more)`."""
        note = {True: " (shows more)", False: " (shows less)", None: ""}[self.shows_more]
        return f"{self.part}: {self.what}: {self._step()}{note}"

    def _step(self) -> str:
        if self.before is None:
            return f"added {self.after}"
        if self.after is None:
            return f"removed {self.before}"
        return f"{self.before} → {self.after}"


def compare(old: PolicySet, new: PolicySet) -> tuple[Change, ...]:
    """Every difference that can change what crosses or what a gate asks, in the files' order."""
    before, after = old.model_dump(mode="json"), new.model_dump(mode="json")
    parts = (("redaction", "redaction"), ("gate", "gates"), ("mapping", "mapping"))
    return tuple(
        change for key, name in parts for change in _compare(name, before[key], after[key], ())
    )


def _compare(part: str, before: Any, after: Any, trail: Trail) -> Iterator[Change]:
    if before == after or (trail and trail[-1] in _UNTOLD):
        return
    if trail[-1:] == ("weights",):
        yield _compare_weights(part, _by_word(before), _by_word(after), trail)
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _compare_keys(part, before, after, trail)
    elif _is_list(before) and _is_list(after):
        yield from _compare_lists(part, before, after, trail)
    else:
        shows_more = _of_action(before, after) if trail[-1] in _ACTIONS else None
        shows_more = after > before if trail[-1] == "needed" else shows_more
        yield Change(part, _place(trail), _said(before), _said(after), shows_more)


def _compare_keys(
    part: str, before: Mapping[str, Any], after: Mapping[str, Any], trail: Trail
) -> Iterator[Change]:
    for key in dict.fromkeys((*before, *after)):
        place = (*trail, key)
        if key in before and key in after:
            yield from _compare(part, before[key], after[key], place)
        elif key in after:
            shown = _said(after[key])
            yield Change(part, _place(place), None, shown, _shows_more(place, added=True))
        else:
            shown = _said(before[key])
            yield Change(part, _place(place), shown, None, _shows_more(place, added=False))


def _compare_lists(
    part: str, before: Sequence[Any], after: Sequence[Any], trail: Trail
) -> Iterator[Change]:
    named = _by_name(before), _by_name(after)
    if named[0] is not None and named[1] is not None:
        yield from _compare_keys(part, named[0], named[1], trail)
        return
    gone = [entry for entry in before if entry not in after]
    come = [entry for entry in after if entry not in before]
    if gone:
        shows_more = _shows_more(trail, added=False)
        yield Change(part, _place(trail), _said(gone), None, shows_more)
    if come:
        yield Change(part, _place(trail), None, _said(come), _shows_more(trail, added=True))
    if not gone and not come:
        yield Change(part, f"the order of {_place(trail)}", _said(before), _said(after))


def _by_name(entries: Sequence[Any]) -> dict[str, Any] | None:
    """Entries by what they are called; None where they have no names that tell them apart."""
    if not all(isinstance(entry, Mapping) for entry in entries):
        return None
    for name in _NAMES:
        if entries and all(entry.get(name) for entry in entries):
            found = {str(entry[name]): entry for entry in entries}
            return found if len(found) == len(entries) else None
    return {} if not entries else None


def _by_word(weights: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    return {
        word.strip(): weight["points"]
        for weight in weights
        for word in fold(weight["words"]).split(",")
    }


def _compare_weights(
    part: str, before: Mapping[str, int], after: Mapping[str, int], trail: Trail
) -> Change:
    """All words whose points are others now, in one; each is named where they are few."""
    changed = {
        word: (before.get(word, 0), after.get(word, 0))
        for word in dict.fromkeys((*before, *after))
        if before.get(word, 0) != after.get(word, 0)
    }
    raised = {new > old for old, new in changed.values()}
    shows_more = not raised.pop() if len(raised) == 1 else None
    first, second = (
        ", ".join(f"{word} {points[side]}" for word, points in changed.items()) for side in (0, 1)
    )
    if len(changed) > _FEW_WORDS:
        first, second = f"{len(before)} words", f"{len(after)} words, {len(changed)} points changed"
    return Change(part, _place(trail), first, second, shows_more)


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple)


def _of_action(before: str, after: str) -> bool | None:
    if after == "allow":
        return True
    return False if before == "allow" else None


def _shows_more(trail: Trail, *, added: bool) -> bool | None:
    if _SHOWS_MORE_WHEN_ADDED.intersection(trail):
        return added
    if _SHOWS_MORE_WHEN_GONE.intersection(trail):
        return not added
    return None


def _place(trail: Trail) -> str:
    match trail:
        case ("entities", kind, "customer" | "engineering" as audience):
            return f"`{kind}` in texts that {_ACTIONS[audience]} reads"
        case ("entities", kind):
            return f"the kind `{kind}`"
        case ("entities", kind, rest):
            return f"the {rest} of `{kind}`"
        case ("terms" | "patterns" | "remarks" | "tones" as list_name, name):
            return f"the rule `{name}` of {list_name}"
        case ("terms" | "patterns" | "remarks" | "tones", name, *rest):
            return f"the {'.'.join(map(str, rest))} of `{name}`"
        case ("audiences", audience, *rest):
            return f"{'.'.join(map(str, rest))} for {_ACTIONS.get(str(audience), audience)}"
        case _:
            return ".".join(map(str, trail))


def _said(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case None:
            return "nothing"
        case Mapping():
            told = {key: one for key, one in value.items() if key not in _UNTOLD and one}
            return ", ".join(f"{key} {_said(one)}" for key, one in told.items())
        case list() | tuple():
            return ", ".join(map(_said, value)) or "nothing"
        case _:
            text = str(value)
            return text if len(text) <= _MOST_SAID else f"{text[:_MOST_SAID]}…"
