"""What a shop takes for sending something: a fact of the basket, unless it was agreed."""

import re
from typing import Any

import re2

from app.redaction.patterns import Candidate
from app.redaction.policy import quiet_options
from app.redaction.words import phrases

_BEFORE, _BEHIND, _LABEL = 90, 60, 40
_PARTED = re.compile(r"\n\s*\n|\x02")


def any_of(text: str, more: str = "") -> Any:
    """Any of the phrases as whole words; `*` stands for any ending; `more` as it is."""
    parts = (re.escape(phrase).replace(r"\*", r"\w*") for phrase in phrases(text))
    regex = rf"(?:^|\W)(?:{'|'.join(parts)})(?:$|\W){more}"
    return re2.compile(regex.replace("\\ ", " ").replace("\\-", "-"), quiet_options())


_SHOPPED = re.compile(
    r"\b(?:shipping(?: costs?| fees?)?|postage|delivery(?: fees?| costs?| charges?)?|packaging|"
    r"coupon|"
    r"voucher|gift wrap\w*|versandkosten|versand|porto|lieferkosten|verpackung|gutschein|"
    r"frais de port|frais de livraison|livraison|gastos de envio|envio|spese di spedizione|"
    r"spedizione|verzendkosten|koszty? (?:wysylki|dostawy)|wysylka|dostawa|postovne|"
    r"doprava|toimituskulut)"
    r"(?: (?:of|is|at|for|costs?|von|betragen|betragt|de|del?|di|zu|til|van|w wysokosci|"
    r"with|sind|est|es|son|sono|to)){0,2}[ :]{1,2}$"
)
"""What a shop takes for parcels is a fact of the basket."""
DEAREST_PARCEL = 100

_AGREED = any_of(
    """
    negotiat*, renegotiat*, agreed, agreement*, contract*, discount*, between us, confidential*,
    per month, monthly, a month, each month, every month, /month, /mo, per year, yearly, annual*,
    a year, /year, /yr, per annum, per quarter, quarterly, per week, weekly, per seat, per user,
    /seat, /user, per license, per licence, per agent, subscription*, retainer, we pay, we paid,
    we are paying, pay you, pays you, paying you, pay us, pays us, paying us,
    vertrag*, vertraglich*, rahmenvertrag*, ausgehandelt*, verhandelt*, vereinbart*, rabatt*,
    vertraulich*, monatlich*, pro monat, im monat, je monat, jahrlich*, pro jahr, im jahr,
    pro nutzer, pro platz, pro lizenz, wir zahlen, zahlen wir, bleibt unter uns,
    contrat*, negocie*, convenu*, remise, par mois, mensuel*, par an, annuel*, par utilisateur,
    nous payons, contrato*, negociad*, acordad*, pactad*, al mes, por mes, mensual*, mensal*,
    por ano, al ano, anual*, por usuario, pagamos, contratt*, negoziat*, concordat*, pattuit*,
    al mese, mensil*, all'anno, annu*, per utente, paghiamo, per maand, maandelijks*, per jaar,
    jaarlijks*, overeengekomen, afgesproken, per gebruiker, we betalen, wij betalen,
    umow*, wynegocjowan*, uzgodnion*, miesiecznie, rocznie, placimy, avtal*, kontrakt*, aftal*,
    per manad, pr. maned, per maned, manadsvis, smlouv*, mesicne, rocne, sozlesme*, aylik, yillik
    """,
    "|契約|月額|年額|合同|每月|每年|계약|договор|ежемесячн|в месяц|в год",
)
"""What was agreed with this customer, or comes again and again, is no fact of a basket."""


def is_parcel(candidate: Candidate) -> bool:
    """Whether a shop takes it for a parcel, and nothing beside speaks of what was agreed."""
    if _SHOPPED.search(candidate.before(_LABEL)) is None:
        return False
    before = _PARTED.split(candidate.before(_BEFORE))[-1]
    behind = re.split(r"[.!?]\s|\x02", candidate.after(_BEHIND))[0]
    return _AGREED.search(before) is None and _AGREED.search(behind) is None
