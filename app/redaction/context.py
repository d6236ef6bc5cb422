"""The pair's known context as a dictionary of what a text may name."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import phonenumbers

from app.model import Audience, Context, KnownPerson, Side
from app.redaction.canonical import fold
from app.redaction.company_forms import domain_forms, organization_forms
from app.redaction.detectors.phone import SIGNIFICANT, digits_of
from app.redaction.forms import (
    Form,
    mailbox_forms,
    person_forms,
    person_keys,
    term_forms,
    unique,
)
from app.redaction.name_stock import stock
from app.redaction.pseudonyms import INTERNAL, Pseudonym

_FEWEST_DIGITS = 6
_DOMAIN_LABELS = 2
_UNSPELLED = re.compile("[\u0530-\u1fff\u3040-\u9fff\uac00-\ud7af]")
_FEWEST_OF_LABEL = 4
_MOST_OF_NAME = 3
_LONGEST_FORM = 300
"""A longer value is a passage, not a name; nobody writes it again, and looking for it is dear."""

_HOST_KINDS = frozenset({"internal_host", "internal_url"})
_WORD = re.compile(r"[^\W\d_]{3,}")
_PLAIN_NAME = re.compile(r"[A-Za-z .'-]*")
"""Digits and other signs part a name in ways of their own; then no key is known."""
_KEY = 3
_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())


class Entry(NamedTuple):
    """What a form stands for. `value` tells entities apart, `original` is for people to read."""

    entity: str
    value: str
    original: str


class Known(NamedTuple):
    """All forms with what they stand for; `numbers` by their last digits; `domains` of hosts."""

    forms: tuple[tuple[Form, Entry], ...]
    numbers: tuple[tuple[str, Entry], ...]
    domains: tuple[tuple[str, Entry], ...]


class Lexicon(NamedTuple):
    """The policy's words that decide what a form may be."""

    common: frozenset[str]
    generic: frozenset[str]


def know_context(context: Context, lexicon: Lexicon) -> Known:
    """Everything that the context knows."""
    numbers = tuple(_numbers(context))
    return Known(_first_of_each(_from_context(context, lexicon)), numbers, tuple(_domains(context)))


def know_table(entries: tuple[Pseudonym, ...], audience: Audience, lexicon: Lexicon) -> Known:
    """Everything that the pair's texts named before."""
    forms = _first_of_each(_from_table(entries, audience, lexicon))
    return Known(forms, tuple(_table_numbers(entries, audience)), ())


def _first_of_each(sources: Iterator[tuple[Form, Entry]]) -> tuple[tuple[Form, Entry], ...]:
    """Each text once, for whom it was named first; of a company's forms that which
    asks least, since its domain may name it more surely than its name."""
    forms: dict[str, tuple[Form, Entry]] = {}
    for form, entry in sources:
        if len(form.text) <= _LONGEST_FORM:
            known = forms.setdefault(form.text, (form, entry))
            surer = known[1] == entry and form[1:] < known[0][1:]
            if surer and entry.entity == "customer_organization":
                forms[form.text] = (form, entry)
    return tuple(forms.values())


def _from_context(context: Context, lexicon: Lexicon) -> Iterator[tuple[Form, Entry]]:
    for person in context.people:
        yield from _of_person(person, lexicon)
    for name in context.organizations:
        entry = Entry("customer_organization", fold(name), name)
        yield from _pair(organization_forms(name, lexicon.common, lexicon.generic), entry)
    for domain in context.domains:
        name = context.organizations[0] if context.organizations else domain
        entry = Entry("customer_organization", fold(name), name)
        yield from _pair(domain_forms(domain, *lexicon), entry)
    for term in context.terms:
        entry = Entry("customer_term", fold(term), term)
        yield from _pair(term_forms(term, lexicon.generic), entry)
        if _is_person(term):
            yield from _pair(_person_parts(term, lexicon), entry)
    for name in context.other_customers:
        yield from _of_stranger(name, lexicon)


def _pair(forms: Iterator[Form], entry: Entry) -> Iterator[tuple[Form, Entry]]:
    return ((form, entry) for form in unique(forms))


def person_entity(person: KnownPerson) -> str:
    """The kind of a known person: by side, and on the customer's side by role."""
    if person.side is Side.SUPPORT:
        return "support_person"
    if person.side is Side.CUSTOMER or person.side is Side.UNKNOWN:
        return "customer_person" if person.role in {"customer", "requester"} else "customer_contact"
    return "engineer_person"


def _of_person(person: KnownPerson, lexicon: Lexicon) -> Iterator[tuple[Form, Entry]]:
    key = fold(person.name or person.email or person.phone or "")
    entry = Entry(person_entity(person), key, person.name or key)
    if person.name:
        yield from _pair(person_forms(person.name, *lexicon), entry)
    if person.email:
        yield from _pair(mailbox_forms(person.email, lexicon.common), entry)
        yield from _pair(_in_latin(person, lexicon), entry)


def _in_latin(person: KnownPerson, lexicon: Lexicon) -> Iterator[Form]:
    """A name in signs that no rule turns into letters, as the person's own address spells it."""
    local = (person.email or "").partition("@")[0]
    parts = [part for part in re.split(r"[._-]", local) if part]
    if _UNSPELLED.search(person.name) and len(parts) > 1 and all(map(str.isalpha, parts)):
        yield from person_forms(" ".join(parts), *lexicon)
        yield Form("".join(parts), guarded=False)


def _of_stranger(name: str, lexicon: Lexicon) -> Iterator[tuple[Form, Entry]]:
    """Another customer's name, of which it is not known whether a person or a company bears it."""
    entry = Entry("other_customer", fold(name), name)
    if "@" in name:
        yield from _pair(mailbox_forms(name, lexicon.common), entry)
    elif any(map(str.isdigit, name)):
        yield from _pair(term_forms(name, lexicon.generic), entry)
    else:
        yield from _pair(organization_forms(name, lexicon.common, lexicon.generic), entry)
        if len(name.split()) in {2, 3}:
            yield from _pair(_person_parts(name, lexicon), entry)


def _is_person(term: str) -> bool:
    """Whether a private value is somebody's name: two or three words, and none an ordinary one."""
    parts, known = [fold(part) for part in term.split()], stock()
    if not 2 <= len(parts) <= _MOST_OF_NAME or not term.istitle():
        return False
    return parts[0] in known.given or not any(part in known.words for part in parts)


def _person_parts(name: str, lexicon: Lexicon) -> Iterator[Form]:
    for form in person_forms(name, *lexicon):
        if form.text not in lexicon.generic:
            yield form


def _from_table(
    entries: tuple[Pseudonym, ...], audience: Audience, lexicon: Lexicon
) -> Iterator[tuple[Form, Entry]]:
    for entry in entries:
        known = _table_entry(entry, audience)
        if _is_person_kind(entry.kind):
            yield from _pair(person_forms(entry.original, *lexicon), known)
        elif entry.kind.endswith(_COMPANY_KINDS):
            yield from _pair(organization_forms(entry.original, *lexicon), known)
        else:
            yield from _pair(term_forms(entry.original, lexicon.generic), known)
            yield from _of_host(known, lexicon)


_COMPANY_KINDS = ("_organization", "other_customer")


def _is_person_kind(kind: str) -> bool:
    return kind.endswith(("_person", "_name", "_contact")) or "name" in kind


def keys_of(entry: Pseudonym) -> tuple[bytes, ...]:
    """Letters and digits of which some stand, unparted by others, in every text that names the
    entry, when `squeeze` has taken all else out of it; empty where none are known.

    Of a company a part of one of its words.
    """
    if not entry.original.isascii():
        return ()
    if _is_person_kind(entry.kind):
        named = _PLAIN_NAME.fullmatch(entry.original) is not None
        keys_of_name = person_keys(entry.original) if named else ()
        return tuple(key.encode() for key in dict.fromkeys(keys_of_name))
    if entry.kind.endswith(_COMPANY_KINDS):
        return tuple(word[:_KEY].encode() for word in _WORD.findall(entry.original.lower()))
    kind = entry.kind.removeprefix(INTERNAL)
    told = _host_label(entry.original) if kind in _HOST_KINDS else entry.original
    digits = digits_of(entry.value)[-_FEWEST_DIGITS:] if kind.endswith("phone") else ""
    keys = (squeeze(told.lower().encode()), digits.encode())
    return tuple(key for key in keys if key) if keys[0] else ()


def squeeze(lowered: bytes) -> bytes:
    """ASCII text in small letters without all but its letters and digits."""
    return lowered.translate(None, _SIGNS)


def _of_host(entry: Entry, lexicon: Lexicon) -> Iterator[tuple[Form, Entry]]:
    """An internal host is also called by its first label, where that is no ordinary word."""
    if entry.entity not in _HOST_KINDS:
        return
    label = _host_label(fold(entry.original))
    told = any(character in "-_0123456789" for character in label)
    if told and len(label) >= _FEWEST_OF_LABEL and label not in lexicon.generic:
        yield Form(label, guarded=False), entry


def _host_label(address: str) -> str:
    return re.split("[.:/]", address.partition("://")[2] or address)[0]


def _table_entry(entry: Pseudonym, audience: Audience) -> Entry:
    """Toward the customer their own values may be read; toward engineering they stay hidden."""
    kind = entry.kind.removeprefix(INTERNAL)
    if audience is Audience.CUSTOMER and entry.is_own:
        return Entry("customer_term", entry.value, entry.original)
    return Entry(kind, entry.value, entry.original)


def _numbers(context: Context) -> Iterator[tuple[str, Entry]]:
    for person in context.people:
        digits = digits_of(person.phone or "")
        if len(digits) >= _FEWEST_DIGITS and person.side is Side.CUSTOMER:
            value = digits[-SIGNIFICANT:]
            entry = Entry("customer_phone", value, person.phone or "")
            yield value, entry
            yield from ((short, entry) for short in _without_country(person.phone or ""))
    sources = (("customer_term", context.terms), ("other_customer", context.other_customers))
    for entity, values in sources:
        for text in values:
            digits = digits_of(text)
            if len(digits) >= _FEWEST_DIGITS and len(digits) * 2 > len(text):
                yield digits, Entry(entity, fold(text), text)


def _without_country(phone: str) -> Iterator[str]:
    """A number of a small country, which is shorter than what tells numbers apart."""
    try:
        national = str(phonenumbers.parse(phone).national_number)
    except phonenumbers.NumberParseException:
        return  # no country is named, so nothing is in front of the number
    if _FEWEST_DIGITS <= len(national) < SIGNIFICANT:
        yield national


def _table_numbers(
    entries: tuple[Pseudonym, ...], audience: Audience
) -> Iterator[tuple[str, Entry]]:
    for entry in entries:
        digits = digits_of(entry.value)
        if entry.kind.endswith("phone") and len(digits) >= _FEWEST_DIGITS:
            yield digits, _table_entry(entry, audience)


def _domains(context: Context) -> Iterator[tuple[str, Entry]]:
    for domain in context.domains:
        name = fold(domain.strip().removeprefix("@"))
        if name.count(".") + 1 >= _DOMAIN_LABELS:
            yield name, Entry("customer_host", name, name)
    for name in context.other_customers:
        if "." in name and "@" not in name and " " not in name.strip():
            yield fold(name), Entry("other_customer", fold(name), name)
