"""Contracts and mandates that stand right behind their word, and Polish accounts without `PL`."""

import re

from stdnum import iban

from app.redaction.detectors.any_case import listed
from app.redaction.detectors.cues import compact, spell
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

_WORDS = listed(
    """mandat, mandate, police, policy, póliza, polizza, apólice, polis, contract, vertrag, tenancy,
    lease, договор, договора, договору, договір, contrat, contrato, contratto, umowa, umowy,
    smlouva,
    smlouvy, zmluva, szerződés, avtal, avtale, aftale, sopimus, sözleşme, allocataire,
    allocataire caf,
    adhérent, dossier, akte, claim, schaden, sinistre, siniestro, sinistro"""
)
_DATED = re.compile(r"\d{1,4}([-./])\d{1,2}\1\d{1,4}")
_FEWEST, _FEWEST_PLAIN = 4, 6


def _contract(candidate: Candidate) -> Candidate | None:
    """Letters or signs among enough digits, or many digits: no version, year or date."""
    text = candidate.text.rstrip("./-")
    digits = sum(map(str.isdigit, text))
    signed = any(not sign.isdigit() and sign != "." for sign in text)
    if digits < (_FEWEST if signed else _FEWEST_PLAIN) or _DATED.fullmatch(text):
        return None
    return candidate._replace(end=candidate.start + len(text), value=compact(text).lower())


def _polish(candidate: Candidate) -> Candidate | None:
    digits = compact(candidate.text)
    return candidate._replace(value=digits) if iban.is_valid(f"PL{digits}") else None


_CUES, _GATES = spell(_WORDS)

PATTERNS = (
    Pattern(
        "account_id",
        "contract-named",
        rf"(?:^|[^\w-]){_CUES}(?i:[ \t]?[(]?(?:n\.?[ºo°]|№|nr\.?|no\.?|nº|#|[:|]))?[ \t]{{0,2}}"
        r"((?:[A-ZА-Я]{1,4}[-/.]?)?\d[\dA-ZА-Я]*(?:[./-][\dA-ZА-Я]+){1,5}|\d{6,14})\b",
        _GATES,
        rank=Rank.CUE,
        check=_contract,
    ),
    Pattern(
        "bank_account",
        "polish-account",
        r"(?:^|[^\w.-])(\d{2}(?: \d{4}){6})\b",
        (" ",),
        rank=Rank.CHECKED,
        check=_polish,
    ),
)
