"""How the two sides of a pair differ from what they should be, and what mends it. Pure.

Webhooks are hints: they get lost. A snapshot of both sides and of our own records is compared; the
plan tells each difference once, with its cure. Mending goes through the pair's lanes, so that a
webhook that comes late finds nothing left to do. The same snapshot gives the same plan, and after
all of it is mended the plan is empty.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.model import System
from app.sync.echo import origin_of


class DriftKind(StrEnum):
    """What is not as it should be; the words are shown to people."""

    MISSING = "missing copy"
    EDITED = "edit not followed"
    SOURCE_GONE = "source gone"
    COPY_GONE = "copy gone"
    UNRECORDED = "copy not recorded"
    DOUBLED = "copied twice"
    ORPHANED = "copy of nothing"
    FIELDS = "fields differ"
    GATE = "gate value differs"
    REMOTE_LINK = "remote link missing"
    KEY = "issue key changed"
    UNSETTLED = "outcome unknown"


class Cure(StrEnum):
    """What is done about it."""

    COPY = "copy it"
    CORRECT = "bring the copy in line"
    LEAVE = "leave it away"
    TAKE_OVER = "record the copy"
    REMOVE = "remove the later one"
    LOOK = "a person must look"
    UPDATE = "update the other side"
    DECIDE = "decide the gate anew"
    RENAME = "follow the key"
    SETTLE = "settle it by its marker"


CURES: Mapping[DriftKind, Cure] = {
    DriftKind.MISSING: Cure.COPY,
    DriftKind.EDITED: Cure.CORRECT,
    DriftKind.SOURCE_GONE: Cure.CORRECT,
    DriftKind.COPY_GONE: Cure.LEAVE,
    DriftKind.UNRECORDED: Cure.TAKE_OVER,
    DriftKind.DOUBLED: Cure.REMOVE,
    DriftKind.ORPHANED: Cure.LOOK,
    DriftKind.FIELDS: Cure.UPDATE,
    DriftKind.GATE: Cure.DECIDE,
    DriftKind.REMOTE_LINK: Cure.DECIDE,
    DriftKind.KEY: Cure.RENAME,
    DriftKind.UNSETTLED: Cure.SETTLE,
}


REMOVALS = frozenset(
    {
        DriftKind.EDITED,
        DriftKind.SOURCE_GONE,
        DriftKind.UNRECORDED,
        DriftKind.DOUBLED,
        DriftKind.ORPHANED,
    }
)
"""What may mean that a copy stands which should not be read any more."""


@dataclass(frozen=True, slots=True, order=True)
class Drift:
    """One difference. `side` is where the comment or the change is that the other side must follow.

    `comment_id` is the source's; `target_id` the copy's, or the marker of an unsettled write.
    """

    kind: DriftKind
    side: System
    comment_id: str = ""
    target_id: str = ""

    @property
    def cure(self) -> Cure:
        """What is done about it."""
        return CURES[self.kind]

    @property
    def mendable(self) -> bool:
        """Whether it is mended without a person."""
        return self.cure is not Cure.LOOK


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment as one side holds it. `digest` tells how it reads.

    `crosses` says that the policy lets it cross and that it is not older than the link, where such
    ones stay. `ours` says that we wrote it; `origin` that it stands as a copy of that comment.
    """

    id: str
    created_at: datetime
    digest: str
    crosses: bool = True
    ours: bool = False
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What our records say of one comment's copy; `digest` is how its source read then."""

    target_id: str | None
    digest: str
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class SideView:
    """One side as the source of comments: what stands there, and what we know of the copies."""

    remarks: tuple[Remark, ...] = ()
    copies: Mapping[str, Recorded] = field(default_factory=dict)
    under_way: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Both sides of a pair at one moment, and our records of them.

    `fields` names the sides whose fields the other side does not follow. `unsettled` are markers of
    writes without a known outcome. Without `copies_news` only what was copied is looked at, with
    `only_removals` only what may have to be taken away.
    """

    zendesk: SideView = SideView()
    jira: SideView = SideView()
    fields: frozenset[System] = frozenset()
    gate_differs: bool = False
    remote_link_missing: bool = False
    key_changed: bool = False
    unsettled: tuple[str, ...] = ()
    copies_news: bool = True
    only_removals: bool = False


def plan_drift(seen: Snapshot) -> tuple[Drift, ...]:
    """All differences, in a fixed order: conversation first, in the order it was written."""
    news = seen.copies_news and not seen.only_removals
    found = (
        *_side(System.ZENDESK, seen.zendesk, seen.jira, copies_news=news),
        *_side(System.JIRA, seen.jira, seen.zendesk, copies_news=news),
        *_rest(seen),
    )
    return tuple(one for one in found if one.kind in REMOVALS) if seen.only_removals else found


def _side(side: System, view: SideView, target: SideView, *, copies_news: bool) -> Iterator[Drift]:
    standing = _standing(target.remarks)
    present = {one.id: one for one in target.remarks}
    known = {origin_of(side, one.id) for one in view.remarks}
    for remark in _in_order(view.remarks):
        if remark.ours or remark.id in view.under_way:
            continue
        doubles = standing.get(origin_of(side, remark.id), ())
        copy = view.copies.get(remark.id)
        yield from _remark(side, remark, copy, doubles, present, copies_news=copies_news)
    yield from _gone(side, view, present)
    yield from _orphans(side, view, target, known)


def _remark(
    side: System,
    remark: Remark,
    copy: Recorded | None,
    standing: Sequence[str],
    present: Mapping[str, Remark],
    *,
    copies_news: bool,
) -> Iterator[Drift]:
    keeps = _kept(copy, standing, present)
    for one in standing:
        if one != keeps:
            yield Drift(DriftKind.DOUBLED, side, remark.id, one)
    recorded = copy.target_id if copy is not None and not copy.deleted else None
    if keeps is not None and keeps != recorded:
        yield Drift(DriftKind.UNRECORDED, side, remark.id, keeps)
    elif recorded is not None and recorded not in present:
        yield Drift(DriftKind.COPY_GONE, side, remark.id, recorded)
    elif copy is None:
        if remark.crosses and copies_news:
            yield Drift(DriftKind.MISSING, side, remark.id)
    elif recorded is not None and copy.digest != remark.digest:
        yield Drift(DriftKind.EDITED, side, remark.id, recorded)


def _kept(
    copy: Recorded | None, standing: Sequence[str], present: Mapping[str, Remark]
) -> str | None:
    """The copy that stays: the recorded one if it is there, else the first that was made.

    Where the record says that the copy was removed, none may stand but that very one: it was not
    gone then, we were only not let see it.
    """
    if copy is not None and copy.deleted:
        return copy.target_id if copy.target_id in standing else None
    if copy is not None and copy.target_id in present:
        return copy.target_id
    return standing[0] if standing else None


def _gone(side: System, view: SideView, present: Mapping[str, Remark]) -> Iterator[Drift]:
    there = {one.id for one in view.remarks}
    for comment_id, copy in sorted(view.copies.items()):
        stands = not copy.deleted and copy.target_id in present
        if stands and comment_id not in there | view.under_way:
            yield Drift(DriftKind.SOURCE_GONE, side, comment_id, copy.target_id or "")


def _orphans(side: System, view: SideView, target: SideView, known: set[str]) -> Iterator[Drift]:
    """Copies of comments that neither this side nor our records know. They may be of another pair
    whose link was forgotten, so that nothing is removed."""
    recorded = {copy.target_id for copy in view.copies.values()}
    foreign = {origin_of(side, one) for one in view.copies} | known
    for one in _in_order(target.remarks):
        if one.origin is not None and one.origin not in foreign and one.id not in recorded:
            yield Drift(DriftKind.ORPHANED, side, "", one.id)


def _rest(seen: Snapshot) -> Iterator[Drift]:
    for side in sorted(seen.fields):
        yield Drift(DriftKind.FIELDS, side)
    if seen.key_changed:
        yield Drift(DriftKind.KEY, System.JIRA)
    if seen.gate_differs:
        yield Drift(DriftKind.GATE, System.ZENDESK)
    if seen.remote_link_missing:
        yield Drift(DriftKind.REMOTE_LINK, System.ZENDESK)
    for marker in sorted(seen.unsettled):
        yield Drift(DriftKind.UNSETTLED, System.ZENDESK, "", marker)


def _standing(remarks: Sequence[Remark]) -> Mapping[str, tuple[str, ...]]:
    """Ids of the copies that stand, by origin, the one made first at the beginning."""
    found: dict[str, tuple[str, ...]] = {}
    for one in _in_order(remarks):
        if one.origin is not None:
            found[one.origin] = (*found.get(one.origin, ()), one.id)
    return found


def _in_order(remarks: Sequence[Remark]) -> list[Remark]:
    return sorted(remarks, key=lambda one: (one.created_at, len(one.id), one.id))
