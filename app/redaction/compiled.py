"""A policy made ready to be run: built once for each version, shared by all texts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.model import Action, Audience
from app.redaction.canonical import Canonical, fold
from app.redaction.context import Entry, Known, Lexicon
from app.redaction.detectors import (
    accounts,
    accounts_abroad,
    addresses,
    answers,
    banking,
    birth_dates,
    builds,
    checkouts,
    cloud_hosts,
    cloud_names,
    codebase,
    colleagues,
    colleagues_abroad,
    contracts,
    coordinates,
    credentials,
    crypto,
    customer_hosts,
    customers_abroad,
    device_secrets,
    devices,
    documents,
    duties,
    email,
    engineer_chats,
    engineers,
    environments,
    flags,
    functions,
    handles,
    health,
    health_abroad,
    health_fields,
    homes,
    iban_slips,
    illnesses,
    injuries,
    internal_marks,
    internal_notes,
    judgements,
    log_lines,
    log_platforms,
    log_records,
    logins,
    machines,
    name_contacts,
    name_fields,
    name_kin,
    name_letters,
    name_lines,
    name_particles,
    name_roles,
    name_signed,
    name_vietnamese,
    names,
    national_ids,
    network,
    organizations,
    passwords,
    payment,
    phone,
    places,
    places_told,
    premises,
    prices,
    query_languages,
    records,
    release_plans,
    roadmap,
    roadmap_abroad,
    roadmap_asia,
    roadmap_soon,
    roadmap_versions,
    rollouts,
    security,
    security_abroad,
    services,
    shards,
    signatures,
    spoken_digits,
    sql,
    tax_numbers,
    teams,
    traces,
    tuning_keys,
    upkeep,
    vehicles,
    work_names,
    work_places,
)
from app.redaction.detectors.columns import find_columns
from app.redaction.detectors.customer_lists import find_customers
from app.redaction.detectors.echoes import find_bare, find_echoes, find_repeated, find_sites
from app.redaction.detectors.fields import find_fields
from app.redaction.detectors.fixed_columns import find_fixed
from app.redaction.detectors.logins import find_emoji
from app.redaction.detectors.name_lists import find_lists
from app.redaction.detectors.name_runs import NameRuns
from app.redaction.detectors.numbers import find_numbers
from app.redaction.detectors.remarks import RemarkFinder
from app.redaction.detectors.tones import ToneFinder
from app.redaction.dictionary import Dictionaries, Dictionary
from app.redaction.forms import Form
from app.redaction.generalise import FORM
from app.redaction.hits import HOUSE_TERMS, Hit, Rank
from app.redaction.kinds import SHIELDS
from app.redaction.literals import required_literals
from app.redaction.patterns import Look, Pattern, PatternSet
from app.redaction.policy import AudienceRule, EntityRule, Extent, RedactionPolicy, RemarkRule

REPEATED = "[…]"
"""Stands for a passage whose sentence the same paragraph has already."""

_FAMILIES = (
    accounts,
    accounts_abroad,
    addresses,
    answers,
    banking,
    builds,
    birth_dates,
    checkouts,
    cloud_hosts,
    cloud_names,
    codebase,
    colleagues,
    colleagues_abroad,
    contracts,
    coordinates,
    credentials,
    crypto,
    customers_abroad,
    device_secrets,
    devices,
    documents,
    duties,
    email,
    engineer_chats,
    engineers,
    environments,
    flags,
    functions,
    handles,
    health,
    health_abroad,
    health_fields,
    homes,
    iban_slips,
    illnesses,
    injuries,
    internal_marks,
    internal_notes,
    judgements,
    log_lines,
    log_platforms,
    log_records,
    logins,
    machines,
    name_contacts,
    name_fields,
    name_kin,
    name_letters,
    name_lines,
    name_particles,
    name_roles,
    name_signed,
    name_vietnamese,
    names,
    national_ids,
    network,
    organizations,
    passwords,
    payment,
    phone,
    places,
    places_told,
    premises,
    prices,
    query_languages,
    records,
    release_plans,
    roadmap,
    roadmap_abroad,
    roadmap_asia,
    roadmap_soon,
    roadmap_versions,
    rollouts,
    security,
    security_abroad,
    services,
    shards,
    signatures,
    spoken_digits,
    sql,
    tax_numbers,
    teams,
    tuning_keys,
    vehicles,
    work_names,
    upkeep,
    work_places,
)


@dataclass(frozen=True, eq=False)
class Compiled:
    """One audience's view of one policy version."""

    audience: Audience
    rule: AudienceRule
    entities: dict[str, EntityRule]
    actions: dict[str, Action]
    lexicon: Lexicon
    placeholders: re.Pattern[str]
    _patterns: PatternSet
    _sure: PatternSet
    _terms: Dictionary
    _remarks: RemarkFinder
    _tones: ToneFinder
    _names: NameRuns

    def action(self, entity: str) -> Action:
        """What happens to the kind. A kind that the policy does not know is held."""
        return self.actions.get(entity, Action.HOLD)

    def regexes(self) -> tuple[str, ...]:
        """All patterns that are run, the house's own among them, as RE2 reads them."""
        return self._patterns.regexes()

    def find(self, view: Canonical, dictionary: Dictionaries, look: Look) -> Iterator[Hit]:
        """Everything found, allowed kinds included where they tell what a find is not."""
        yield from dictionary.find(view)
        yield from self.find_unknown(view, look)

    def find_sure(self, view: Canonical, dictionary: Dictionaries, look: Look) -> Iterator[Hit]:
        """What is told by more than its shape and a word near it."""
        yield from dictionary.find(view)
        yield from self._sure.find(view, look)
        yield from find_numbers(view)
        yield from network.find_addresses(view)
        yield from self._terms.find(view)
        yield from self._names.find_whole(view)

    def find_unknown(self, view: Canonical, look: Look | None = None) -> Iterator[Hit]:
        """What patterns and structure find, without the pair's context."""
        found = [*self._names.sift(self._patterns.find(view, look), view), *find_numbers(view)]
        yield from found
        yield from find_echoes(view, found)
        yield from find_repeated(view, found)
        yield from find_bare(view, found)
        if self.action("writer_site") is not Action.ALLOW:
            yield from find_sites(view, found, self._names.is_product)
        yield from self._names.sift(find_columns(view), view)
        yield from self._names.sift(find_fields(view), view)
        yield from find_fixed(view)
        yield from network.find_addresses(view)
        yield from self._terms.find(view)
        remarks = [*self._remarks.find(view)]
        yield from remarks
        yield from self._tones.find(view, [*found, *remarks], self.placeholders)
        yield from self._names.find(view)
        yield from find_lists(view)
        yield from find_customers(view)
        yield from find_emoji(view)
        if self.action("writer_organization") is not Action.ALLOW:
            yield from signatures.find_ends(view)
        if self.action("stack_trace") is not Action.ALLOW:
            yield from traces.find_traces(view)


@dataclass(frozen=True, slots=True)
class _Key:
    """Policies of one version are one policy: the version is a hash of their content."""

    policy: RedactionPolicy
    version: str
    audience: Audience
    accelerated: bool

    def __hash__(self) -> int:
        return hash((self.version, self.audience, self.accelerated))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Key)
            and self.accelerated == other.accelerated
            and (self.version, self.audience) == (other.version, other.audience)
            and (self.policy is other.policy or self.policy == other.policy)
        )


def compile_policy(
    policy: RedactionPolicy, version: str, audience: Audience, *, accelerated: bool = False
) -> Compiled:
    """The policy made ready for an audience; kept for the next text.

    That takes seconds the first time, and threads that ask at once each make it: have one ask
    first.
    """
    return _compile(_Key(policy, version, audience, accelerated))


@lru_cache(maxsize=16)
def _compile(key: _Key) -> Compiled:
    policy, audience = key.policy, key.audience
    patterns = [*_needed(policy, audience)]
    return Compiled(
        audience=audience,
        rule=policy.audiences.get(audience, AudienceRule(nodes=())),
        entities=dict(policy.entities),
        actions={name: rule.action_for(audience) for name, rule in policy.entities.items()},
        lexicon=Lexicon(
            frozenset(map(fold, policy.common_words)), frozenset(map(fold, policy.generic_words))
        ),
        placeholders=_placeholders(policy.entities.values()),
        _patterns=PatternSet(patterns, accelerated=key.accelerated),
        _sure=PatternSet([pattern for pattern in patterns if pattern.rank >= Rank.HOUSE]),
        _terms=Dictionary(_terms(policy), detector=HOUSE_TERMS),
        _remarks=RemarkFinder(_needed_remarks(policy, audience)),
        _tones=ToneFinder(
            [rule for rule in policy.tones if _is_hidden(rule.entity, policy, audience)]
        ),
        _names=NameRuns(frozenset(map(fold, policy.product_words)), strict=policy.strict_names),
    )


def _needed(policy: RedactionPolicy, audience: Audience) -> Iterator[Pattern]:
    """The patterns that decide something: of kinds not allowed, and those that shield."""
    for pattern in _all_patterns(policy):
        rule = policy.entities.get(pattern.entity)
        allowed = rule is not None and rule.action_for(audience) is Action.ALLOW
        if not allowed or pattern.entity in SHIELDS:
            yield pattern


def _needed_remarks(policy: RedactionPolicy, audience: Audience) -> list[RemarkRule]:
    """The rules of what the audience may not read, each by the kind that it may not."""
    needed = list[RemarkRule]()
    for remark in policy.remarks:
        if _is_hidden(remark.entity, policy, audience):
            needed.append(remark)
        elif remark.also is not None and _is_hidden(remark.also, policy, audience):
            needed.append(
                remark.model_copy(update={"entity": remark.also, "extent": Extent.SENTENCE})
            )
    return needed


def _is_hidden(kind: str, policy: RedactionPolicy, audience: Audience) -> bool:
    rule = policy.entities.get(kind)
    return rule is None or rule.action_for(audience) is not Action.ALLOW


def _all_patterns(policy: RedactionPolicy) -> Iterator[Pattern]:
    for family in _FAMILIES:
        yield from family.PATTERNS
    yield codebase.issue_keys(policy.internal.not_issue_keys)
    yield from places.patterns_of(policy.internal)
    yield from customer_hosts.patterns_of(frozenset(map(fold, policy.product_words)))
    for rule in policy.patterns:
        yield Pattern(
            rule.entity,
            rule.name,
            rule.pattern,
            gates=required_literals(rule.pattern, ignore_case=rule.ignore_case),
            rank=Rank.HOUSE,
            ignore_case=rule.ignore_case,
        )


def _terms(policy: RedactionPolicy) -> Known:
    forms = (
        (Form(fold(word), guarded=False), Entry(rule.entity, fold(word), word))
        for rule in policy.terms
        for word in rule.words
    )
    return Known(tuple(forms), (), ())


def _placeholders(rules: Iterable[EntityRule]) -> re.Pattern[str]:
    """Matches what we put there ourselves, so that it is not taken for anything else."""
    rules = list(rules)
    labels = sorted({re.escape(rule.placeholder) for rule in rules})
    sentences = sorted({re.escape(rule.sentence) for rule in rules if rule.sentence})
    words = "|".join(
        (rf"(?:{'|'.join(labels)})(?:-\d{{1,6}}|: {FORM})?", *sentences, "…", r"\.\.\.")
    )
    return re.compile(rf"\[(?:{words})\]")
