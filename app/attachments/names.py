"""What the name of a column, a key or a tag says of the value under it."""

import re
from collections.abc import Iterable, Sequence

from app.redaction.files import Field

_JOINTS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[\s_.\-/:]+")

_ENTITIES = {
    "email": "email, e mail, mail, email address, e mail address, mail address",
    "phone": "phone, telephone, mobile, cell, fax, phone number, mobile number, telefon, tel",
    "person_name": (
        "full name, first name, last name, given name, family name, middle name, surname, "
        "firstname, lastname, fullname, forename, vorname, nachname, nom, prenom, "
        "apellido, apellidos, cognome, contact name, customer name, client name, patient "
        "name, employee name, display name, card holder, cardholder, cardholder name, "
        "account holder, recipient, owner name"
    ),
    "national_id": (
        "ssn, social security number, national id, national insurance number, nino, "
        "personal number, personnummer, id number, nid, dni, nie, aadhaar, pesel, bsn, "
        "cpf, sin"
    ),
    "tax_number": (
        "tax id, tax number, vat, vat id, vat number, tin, itin, steuernummer, steuer id"
    ),
    "passport": "passport, passport number, passport no",
    "driving_licence": (
        "driving licence, driving license, driver license, drivers license, licence no"
    ),
    "card": "card number, credit card, credit card number, pan, cc number, card no",
    "iban": "iban",
    "bank_account": (
        "bank account, account number, bank account number, routing number, sort code"
    ),
    "password": "password, passwd, pwd, pass, passphrase, passwort, kennwort, pin, contrasena",
    "credential": (
        "secret, token, api key, apikey, access token, refresh token, auth token, client "
        "secret, private key, secret key, access key, bearer, authorization, cookie, "
        "session token"
    ),
    "session_id": "session, session id, sessionid, sid",
    "ip_address": "ip, ip address, client ip, remote addr, remote address",
}
_BY_NAME = {
    name.strip(): entity for entity, names in _ENTITIES.items() for name in names.split(",")
}
_BARE_NAMES = frozenset({"name", "contact", "customer", "user", "patient", "employee", "person"})
"""Names of people only where the record holds something else of a person."""

_PERSONAL = frozenset({"email", "phone", "person_name", "national_id", "passport"})


def entity_of(name: str) -> str | None:
    """The kind that a name alone tells, in the words in which redaction knows it."""
    return _BY_NAME.get(_plain(name))


def entities_of(names: Sequence[str]) -> list[str | None]:
    """The kinds that the names of one record tell, each beside the others."""
    told = [entity_of(name) for name in names]
    if not _PERSONAL.isdisjoint(told):
        told = [
            "person_name" if _plain(name) in _BARE_NAMES else entity
            for name, entity in zip(names, told, strict=True)
        ]
    return told


def record(pairs: Iterable[tuple[str, str]]) -> list[Field]:
    """The fields of one record, with what their names tell."""
    listed = list(pairs)
    entities = entities_of([name for name, _ in listed])
    return [
        Field(name, value, entity) for (name, value), entity in zip(listed, entities, strict=True)
    ]


def _plain(name: str) -> str:
    return " ".join(_JOINTS.sub(" ", name).lower().split())
