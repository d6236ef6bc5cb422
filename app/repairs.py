"""Wires what repairs: the comparing of pairs, the mending of drift, the first copy."""

from datetime import timedelta

from app.foundation import Foundation
from app.services.backfilling import Backfilling
from app.services.changed_pairs import ChangedPairs
from app.services.drift_reading import DriftReading
from app.services.field_drift import FieldDrift
from app.services.linking import Linking
from app.services.pairs_found import PairsFound
from app.services.reconcile_rounds import ReconcileRounds
from app.services.reconciling import Reconciling


def make_drift_reading(base: Foundation) -> DriftReading:
    """What compares a pair's two sides."""
    fields = FieldDrift(base.zendesk, base.jira, base.disclosure)
    return DriftReading(
        base.store, base.zendesk, base.jira, base.disclosure, fields, base.clock,
        zendesk_url=base.zendesk_url, horizon=base.horizon,
    )  # fmt: skip


def make_reconciling(base: Foundation) -> Reconciling:
    """What finds the pairs that differ."""
    pairs = ChangedPairs(base.store, base.zendesk, base.jira, base.policies, base.clock)
    return Reconciling(base.store, pairs, make_drift_reading(base), base.clock)


def make_reconcile_rounds(base: Foundation) -> ReconcileRounds:
    """What reconciles beside the relay."""
    every = timedelta(minutes=base.settings.reconcile.minutes)
    return ReconcileRounds(make_reconciling(base), base.modes, base.clock, every)


def make_pairs_found(base: Foundation) -> PairsFound:
    """What finds the pairs that existed before."""
    return PairsFound(
        base.zendesk, base.jira, base.policies, base.clock, zendesk_url=base.zendesk_url
    )


def make_backfilling(base: Foundation, linking: Linking) -> Backfilling:
    """What links them."""
    return Backfilling(base.store, linking, base.clock)
