"""Drift is told the same way each time, and once it is mended there is none."""

import random
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.model import System
from app.sync.drift import Drift, DriftKind, Recorded, Remark, SideView, Snapshot, plan_drift
from app.sync.echo import origin_of

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
OTHER = {System.ZENDESK: System.JIRA, System.JIRA: System.ZENDESK}


@st.composite
def pairs(draw: st.DrawFn) -> Snapshot:
    """Comments on both sides; of each, copies that are there, gone, doubled, forgotten or old."""
    views: dict[System, list[Remark]] = {side: [] for side in System}
    copies: dict[System, dict[str, Recorded]] = {side: {} for side in System}
    under_way: dict[System, set[str]] = {side: set() for side in System}
    numbers = iter(range(100, 1_000))
    for side in System:
        for _ in range(draw(st.integers(0, 4))):
            comment = str(next(numbers))
            at = NOON + timedelta(seconds=draw(st.integers(0, 5)))
            digest = draw(st.sampled_from(["a", "b"]))
            crosses = draw(st.booleans())
            if draw(st.integers(0, 5)):
                views[side].append(Remark(comment, at, digest, crosses))
            standing = [str(next(numbers)) for _ in range(draw(st.integers(0, 2)))]
            origin = origin_of(side, comment)
            views[OTHER[side]] += [
                Remark(one, at, "c", ours=True, origin=origin) for one in standing
            ]
            if draw(st.booleans()):
                target = draw(st.sampled_from([*standing, "gone"]))
                recorded = Recorded(target, draw(st.sampled_from(["a", ""])), draw(st.booleans()))
                copies[side][comment] = recorded
            if not draw(st.integers(0, 4)):
                under_way[side].add(comment)
    shown = {
        side: SideView(tuple(views[side]), copies[side], frozenset(under_way[side]))
        for side in System
    }
    return Snapshot(
        shown[System.ZENDESK],
        shown[System.JIRA],
        fields=draw(st.frozensets(st.sampled_from(list(System)))),
        gate_differs=draw(st.booleans()),
        remote_link_missing=draw(st.booleans()),
        key_changed=draw(st.booleans()),
        unsettled=tuple(draw(st.lists(st.sampled_from("xyz"), unique=True))),
        copies_news=draw(st.booleans()),
        only_removals=draw(st.booleans()),
    )


class Model:
    """What mending makes of a pair, as the lanes' deliveries would."""

    def __init__(self, seen: Snapshot) -> None:
        self.views = {System.ZENDESK: seen.zendesk, System.JIRA: seen.jira}
        self.remarks = {side: {one.id: one for one in v.remarks} for side, v in self.views.items()}
        self.copies = {side: dict(view.copies) for side, view in self.views.items()}
        self.news, self.few = seen.copies_news, seen.only_removals
        self.orphans = True
        self.made = iter(range(5_000, 9_000))

    def mend(self, drift: Drift) -> None:
        side, comment = drift.side, drift.comment_id
        match drift.kind:
            case DriftKind.MISSING:
                self._post(side, comment)
            case DriftKind.COPY_GONE:
                copy = self.copies[side][comment]
                self.copies[side][comment] = Recorded(copy.target_id, "", deleted=True)
            case DriftKind.EDITED | DriftKind.SOURCE_GONE:
                self._follow(side, comment)
            case DriftKind.UNRECORDED:
                self.copies[side][comment] = Recorded(drift.target_id, "")
                self._follow(side, comment)
            case DriftKind.DOUBLED:
                del self.remarks[OTHER[side]][drift.target_id]

    def _follow(self, side: System, comment: str) -> None:
        source, copy = self.remarks[side].get(comment), self.copies[side][comment]
        if source is None or not source.crosses:
            self.remarks[OTHER[side]].pop(copy.target_id or "", None)
            self.copies[side][comment] = Recorded(copy.target_id, "", deleted=True)
        elif copy.deleted:
            self._post(side, comment)
        else:
            self.copies[side][comment] = Recorded(copy.target_id, source.digest)

    def _post(self, side: System, comment: str) -> None:
        source, made = self.remarks[side][comment], str(next(self.made))
        origin = origin_of(side, comment)
        copy = Remark(made, source.created_at, "c", ours=True, origin=origin)
        self.remarks[OTHER[side]][made] = copy
        self.copies[side][comment] = Recorded(made, source.digest)

    def snapshot(self) -> Snapshot:
        zendesk, jira = (
            SideView(tuple(self.remarks[side].values()), self.copies[side], view.under_way)
            for side, view in self.views.items()
        )
        return Snapshot(zendesk, jira, copies_news=self.news, only_removals=self.few)


@given(pairs())
def test_what_was_mended_is_no_drift_any_more(seen: Snapshot) -> None:
    model = Model(seen)
    for drift in plan_drift(seen):
        model.mend(drift)
    assert [one for one in plan_drift(model.snapshot()) if one.mendable] == []


@given(pairs(), st.randoms(use_true_random=False))
def test_the_plan_does_not_depend_on_the_order_in_which_comments_were_read(
    seen: Snapshot, chance: random.Random
) -> None:
    def shuffled(view: SideView) -> SideView:
        remarks = list(view.remarks)
        chance.shuffle(remarks)
        return SideView(tuple(remarks), dict(reversed(view.copies.items())), view.under_way)

    again = Snapshot(
        shuffled(seen.zendesk), shuffled(seen.jira), seen.fields, seen.gate_differs,
        seen.remote_link_missing, seen.key_changed, seen.unsettled[::-1], seen.copies_news,
        seen.only_removals,
    )  # fmt: skip
    assert plan_drift(again) == plan_drift(seen)


@given(pairs())
def test_no_plan_touches_what_is_under_way_or_copies_what_does_not_cross(seen: Snapshot) -> None:
    for drift in plan_drift(seen):
        view = seen.zendesk if drift.side is System.ZENDESK else seen.jira
        assert not drift.comment_id or drift.comment_id not in view.under_way
        if drift.kind is DriftKind.MISSING:
            (source,) = (one for one in view.remarks if one.id == drift.comment_id)
            assert source.crosses
            assert seen.copies_news
            assert not seen.only_removals


@given(pairs())
def test_a_double_is_only_removed_while_another_copy_stays(seen: Snapshot) -> None:
    """Unless our record says that the copy was removed: then none may stand."""
    removed = {one.target_id for one in plan_drift(seen) if one.kind is DriftKind.DOUBLED}
    for side, view, target in (
        (System.ZENDESK, seen.zendesk, seen.jira),
        (System.JIRA, seen.jira, seen.zendesk),
    ):
        for one in view.remarks:
            copy = view.copies.get(one.id)
            standing = {r.id for r in target.remarks if r.origin == origin_of(side, one.id)}
            if standing & removed and not (copy is not None and copy.deleted):
                assert standing - removed


def test_a_copy_that_we_were_only_not_let_see_is_recorded_again() -> None:
    origin = origin_of(System.ZENDESK, "1")
    seen = Snapshot(
        zendesk=SideView((Remark("1", NOON, "a"),), {"1": Recorded("9", "a", deleted=True)}),
        jira=SideView((Remark("9", NOON, "c", ours=True, origin=origin),)),
    )
    (drift,) = plan_drift(seen)
    assert (drift.kind, drift.target_id) == (DriftKind.UNRECORDED, "9")


def test_a_copy_of_an_unknown_comment_is_left_for_a_person() -> None:
    orphan = Remark("9", NOON, "c", ours=True, origin=origin_of(System.ZENDESK, "1"))
    (drift,) = plan_drift(Snapshot(jira=SideView((orphan,))))
    assert (drift.kind, drift.target_id, drift.mendable) == (DriftKind.ORPHANED, "9", False)
