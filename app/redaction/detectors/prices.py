"""What a customer pays: amounts of money where the sentence speaks of trade.

An amount that a page shows, rounds or gets wrong is a fact that engineering needs: it stays.
"""

import re
from decimal import Decimal

from app.redaction.detectors.cues import is_inside
from app.redaction.detectors.parcels import DEAREST_PARCEL, any_of, is_parcel
from app.redaction.generalise import round_amount
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import one_of

_CODES = (
    "EUR|USD|GBP|CHF|JPY|CNY|RMB|INR|AUD|CAD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|TRY|RUB|UAH|BRL|MXN|"
    "ARS|CLP|COP|PEN|ZAR|KRW|SGD|HKD|TWD|THB|MYR|IDR|PHP|VND|AED|SAR|ILS|EGP|NGN|KES|"
    "GHS|UGX|TZS|RWF|XOF|XAF|TND|DZD|ETB|ZMW|PKR|BDT|LKR|NPR|QAR|KWD|BHD|OMR|JOD|KZT|AZN|RSD|ISK|"
    "MKD|UYU|GTQ|PYG|JMD|TTD"
)
_SYMBOLS = "€$£¥₹₽₩₺₴₪₫₱₦"
_OF_SYMBOL = {
    "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₴": "UAH",
    "₪": "ILS", "₫": "VND", "₱": "PHP", "₦": "NGN", "$": "USD", "zł": "PLN", "Kč": "CZK",
    "đ": "VND",
}  # fmt: skip
_OF_WORD = {
    "euro": "EUR",
    "doll": "USD",
    "poun": "GBP",
    "fran": "CHF",
    "dóla": "USD",
    "rupe": "INR",
    "reais": "BRL",
}
_WORDS = (
    r"(?i:euros?|dollars?|d[oó]lares|bucks|pounds|pfund|francs?|franken|rupees|pesos|reais|kroner|kronor|kr)\b|zł|K[č]|"
    r"đồng\b|[đ円元원]"
)
_NUMBER = r"\d{1,2}(?:,\d\d)+,\d{3}|\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,3})?"
_SCALES = {
    **dict.fromkeys(("k", "tsd", "thousand", "tausend", "mil", "tys", "mille"), 1_000),
    **dict.fromkeys(("m", "mn", "mm", "mio", "mln", "million", "millions", "millionen", "millones",
                     "milhões", "milioni", "miljoen"), 1_000_000),
    **dict.fromkeys(("bn", "billion", "mrd"), 1_000_000_000),
    "lakh": 100_000,
    "lakhs": 100_000,
    "crore": 10_000_000,
    **dict.fromkeys(("万", "萬", "만"), 10_000),
    **dict.fromkeys(("億", "亿", "억"), 100_000_000),
}  # fmt: skip
_MYRIADS = "万萬만億亿억"
_SPOKEN = sorted(set(_SCALES) - set(_MYRIADS), key=lambda word: (-len(word), word))
_SCALE = rf"(?: ?{one_of(tuple(_SPOKEN))}\b\.?|[{_MYRIADS}])?"
_RANGE = rf"(?:(?:{_NUMBER}){_SCALE} ?(?:-|to|and|or|bis|und|à|a|y|e) ?)?"
_SIGN = rf"(?:(?:US|CA|AU|A|C|R|HK|S|NZ|MX)?[{_SYMBOLS}]|\b(?i:{_CODES})\b)"
_BEHIND_SIGN = (
    rf"{_SIGN} ?(?:{_NUMBER}){_SCALE}"
    rf"(?: ?(?:-|to|and|bis|und|à) ?{_SIGN} ?(?:{_NUMBER}){_SCALE})?(?: ?(?:{_CODES})\b)?"
)
MONEY = rf"(?:{_BEHIND_SIGN}|\b{_RANGE}(?:{_NUMBER}){_SCALE}(?:[.,][-–]+)? ?(?:{_SIGN}|{_WORDS}))"
_GATES = (
    *(*_SYMBOLS, *_CODES.lower().split("|"), "円", "元", "원", "zł", "č", "đ"),
    *("dollar", "lares", "bucks", "pound", "pfund", "fran", "rupees", "pesos", "reais", "kr"),
)


_STRONG = any_of(
    """
    contractual, subscription*, license, licenses, licence, licences,
    licensing, renewal*, renewed, renewing, per seat, per user, per license, per licence,
    per agent, per month, per year, per annum, /seat, /user, /month, /year, /mo, /yr, arr, mrr, acv,
    tcv, ltv, budget*, deal, quote, quoted, quotation, proposal, offer, offered, upsell, annual,
    annually, yearly, monthly, a year, a month, pricing, procurement, purchase order, po, retainer,
    we pay, we paid, we now pay, we currently pay, we spend, we spent, pays us, paying you, pay you,
    paying us, settled at, settled for, settlement, payout of, gross pay, his gross, her gross,
    my gross, net pay, value of, valued at, portfolio, payout*, severance, bonus, alimony, pension,
    salary, earn, earns, earned, wage*, revenue, turnover, margin,
    credit note, compensation, penalty, goodwill,
    worth, loss, losses, schaden, verlust*, perte, pertes, perdida, perdidas, perdita, prejuizo,
    schade, verlies, verlier*, reservation, withdrawn, bank statement, card statement,
    vertrag, vertrags*, jahresvertrag, abo, abonnement, lizenz*, rabatt, angebot*, verlangerung,
    jahrlich, jahres*, monatlich, monats*, pro jahr, pro monat, pro nutzer, pro platz, pro lizenz,
    gehalt, lohn, bruttolohn*, nettolohn*, lohnzahl*, stipendi*, salari*, nomina, sueldos,
    fizetes*, maas, maasi, palga, palk, alga, atlyginim*, mzdy, pensij*, lonen, lonnen,
    gehalt, brutto, netto, bruttolohn, ich zahle, im monat, im jahr, frete, do frete, fletes,
    flete, luong, gaji, upah, plaća, plata, loon, salaris, lon, lonn, wynagrodzen*, mzda, umsatz,
    wir zahlen, contrat, licence, remise, devis, renouvellement, par an, par mois,
    par utilisateur, par siege, nous payons, chiffre d'affaires, salaire, tarif*, forfait,
    mensuel*, annuel*, contrato, suscripcion, licencia, descuento, presupuesto, renovacion, al ano,
    al mes, por usuario, por mes, por ano, pagamos, sueldo, oferta, cuota*, tarifa*, mensual*,
    anual*, assinatura, licenca, desconto, orcamento, renovacao, mensalidade, contratto,
    abbonamento, licenza, sconto, preventivo, rinnovo, all'anno, al mese, paghiamo, canone, mensile,
    annuo, korting, offerte, per jaar, per maand, per gebruiker, licentie, verlenging, begroting,
    maandelijks, jaarlijks, avtal, arsavgift, manad, rabat, umowa, umowy, licencj*, rocznie,
    miesiecznie, oplata, smlouva, sleva, rocne, abonament, contrattual*, annui, all'anno,
    contractuel*,
    contractual*, del contrato, do contrato, vertraglich*, contractueel, ugovor*, godisnje,
    mjesecno, pogodb*, letno, mesecno, zmluv*, mesacne, mesicne, szerzodes*, evente, havonta,
    sozlesme*, yillik, aylik, sopimus*, vuodessa, kuukaudessa, kontrakt*, arligen, arlig,
    pr. ar, per ar, /mnd, /man, pr. mnd, pr mnd, i maneden, i manaden, per manad, betaler, betalar,
    leping*, aastas, ligum*, sutart*, lunar, pe an, contractului
    """,
    "|契約|年間|月額|料金|費用|合同|价格|费用|年费|계약|요금|가격|договор|стоимост|тариф|подписк|"
    r"лиценз|оплат|(?:^|\W)contracts?(?:$|[^\w ]| (?:$|[^#\d]))",
)
_WEAK = any_of(
    """
    pay, pays, paid, paying, payment*, invoice*, billed, bill, billing, charge, charged, charges,
    charging, overcharged, refund*, fee, fees, cost, costs, costing, price*, owe, owed, owes,
    outstanding, deposit, transferred, wire, debited, credited, balance, spend, spent, sold, bought,
    purchase*, discount*, lost, lose, losing,
    rechnung*, bezahl*, zahlen, zahlt, zahlung*, gezahlt, abgebucht,
    berechnet, erstatt*, preis*, kost*, gebuhr*, facture*, paye, payer, paiement, prelev*,
    rembours*, prix, cout*, factura*, pagado, pagar, pago, cobr*, reembols*, precio, coste, costo,
    fatura, pagou, preco, custo, fattura, pagato, addebit*, rimbors*, prezzo, factuur, betaal*,
    terugbetal*, prijs,
    lastschrift*, eingezogen, gezogen, lasku, maksettu, maksoi, maksu, veloit*, addebito,
    faktura, betalat, pris, faktury, zaplac*, cena, zaplatil*
    """
)
_TECHNICAL = any_of(
    """
    show, shows, shown, showing, display*, instead of, expect*, round*, field, fields, column,
    columns, cell, cells, returns, returned, calculat*, computed, computes, format*, pars*, render*,
    value, input, enter, enters, entered, entering, test, sample, example, dummy, e.g.,
    angezeigt, anzeigt, zeigt, statt,
    affiche*, au lieu, muestra, en lugar, mostra, invece, toont, becomes, converts, converted,
    equals, the total, subtotal,
    basket, cart, prints, printed, output*, should be, must be, default, threshold, limit
    """
)
_PUBLIC = re.compile(
    r"\b(?:public|published|official|advertised) (?:list )?(?:prices?|pricing|tariffs?)|"
    r"\b(?:price|pricing|plans?) page\b|\bpreisseite\b|"
    r"\bpagina publica de precios\b|\btarifs? publics?\b|\blistino pubblico\b"
)
"""What everybody can read on a page is no secret of a contract."""

_OWN = re.compile(
    r"\b(?:we|our|us|my|i|contract\w*|wir|unser\w*|vertrag\w*|nous|notre|nos|contrat\w*|pagamos|"
    r"nuestr\w*|contrato|paghiamo|nostr\w*|contratto)\b"
)
_PLAN = re.compile(
    r"(?:\b(?:pro|teams?|business|basic|starter|premium|standard|plus|enterprise|growth|scale|"
    r"professional|essentials?|advanced|personal|individual|family|developer|hobby|gold|silver|"
    r"lite|solo|small|medium|large|paid|annual|monthly)[ -]"
    r"(?:plans?|tiers?|editions?|packages?|tarif|paket|version|abo|abonnement|pakket)|"
    r"(?:forfait|offre|formule|plan|piano|plano|tarifa) (?:pro|teams?|business|basic|starter|"
    r"premium|standard|plus|enterprise|entreprise|professional)|\bplans?\b.*\b(?:pro|teams?|plus|"
    r"business|enterprise|premium|growth|starter|basic))"
    r" (?:is|costs?|starts? (?:at|from)|comes at|sells for|is listed at|goes for|kostet|liegt bei|"
    r"coute|est a|cuesta|vale|costa|custa|kost)(?: (?:now|only|just|from|at|ab|nur|currently|a))*"
    r"[ :]{1,2}$"
)
"""A plan by its name, of which the price list tells the price."""

_DEAREST_LISTED = 1000
"""What costs as much or more is negotiated."""

_BEFORE, _BEHIND, _FAR = 90, 60, 300
_PARTED = re.compile(r"\n\s*\n|\x02")


def _amount(candidate: Candidate) -> Candidate | None:
    """Refuses what no sentence of trade holds, and nothing at all (0.00)."""
    if candidate.text.endswith("đ") and candidate.after(1).isalpha():
        return None  # the begin of a word: `500 đơn`
    found = re.findall(rf"({_NUMBER})({_SCALE})", candidate.text)
    if is_inside(candidate) or not found or not _is_trade(candidate):
        return None
    amount = max(_decimal(number) * _scale(scale) for number, scale in found)
    if amount < _DEAREST_LISTED and _is_listed(candidate):
        return None
    if amount < DEAREST_PARCEL and is_parcel(candidate):
        return None
    return (
        candidate._replace(general=round_amount(amount, _currency(candidate.text)))
        if amount
        else None
    )


def _is_public(candidate: Candidate) -> bool:
    """Whether a page for everybody tells the price, and nothing behind that speaks of the writer's
    own."""
    before = candidate.before(_FAR)
    found = _PUBLIC.search(before)
    if found is not None:
        return _OWN.search(before, found.end()) is None
    return _PUBLIC.search(candidate.after(_BEHIND)) is not None


def _is_listed(candidate: Candidate) -> bool:
    """Whether the sentence tells what a plan costs everybody, and not what it costs the writer."""
    before = candidate.before(_FAR)
    sentence = re.split(r"[.!?] |\n", before)[-1]
    others = f"{sentence} {re.split(r'[.!?](?: |$)', candidate.after(_BEHIND))[0]}"
    own = _OWN.search(others) is not None or _DEALT.search(others) is not None
    return not own and _PLAN.search(sentence) is not None


_DEALT = re.compile(
    r"\b(?:quote\w*|offer\w*|discount\w*|deal|negotiat\w*|renew\w*|angebot\w*|oferta|remise|"
    r"rabatt|instead of|pay|paid|charged|billed)\b"
)


def _is_trade(candidate: Candidate) -> bool:
    if _is_public(candidate):
        return False
    before = _PARTED.split(candidate.before(_BEFORE))[-1]
    behind = _PARTED.split(candidate.after(_BEHIND))[0]
    if _is_shown(before, behind):
        return False
    if _STRONG.search(before) is not None or _STRONG.search(behind) is not None:
        return True
    if _TECHNICAL.search(before[-40:]) is not None or _TECHNICAL.search(behind[:20]) is not None:
        return False
    return _WEAK.search(before) is not None or _WEAK.search(behind) is not None


def _is_shown(before: str, behind: str) -> bool:
    """Whether the sentence says what a page shows, and nothing of trade."""
    before, behind = _ENDED.split(before)[-1], _ENDED.split(behind)[0]
    shown = (
        _TECHNICAL.search(before[-40:]) is not None or _TECHNICAL.search(behind[:20]) is not None
    )
    return shown and _STRONG.search(before) is None and _STRONG.search(behind) is None


_ENDED = re.compile(r"[.!?] |\n")


def _decimal(number: str) -> Decimal:
    """`1.234,56`, `1,234.56`, `1 234`, `1'234` and `12.5` as numbers."""
    plain = number.replace(" ", "").replace("'", "")
    last = max(plain.rfind("."), plain.rfind(","))
    if last < 0:
        return Decimal(plain)
    grouped = len(plain) - last == 4 and plain.count(plain[last]) >= 1
    other = {".": ",", ",": "."}[plain[last]]
    if grouped and other not in plain:
        return Decimal(plain.replace(".", "").replace(",", ""))
    return Decimal(plain[:last].replace(".", "").replace(",", "") + "." + plain[last + 1 :])


def _scale(word: str) -> int:
    return _SCALES.get(word.strip(" .").lower(), 1)


def _currency(text: str) -> str:
    code = re.search(rf"\b(?:{_CODES})\b", text.upper())
    if code is not None:
        return code.group()
    for sign, name in (*_OF_SYMBOL.items(), *_OF_WORD.items()):
        if sign in text or sign in text.lower():
            return name
    return ""


def others(candidate: Candidate) -> Candidate | None:
    """What another customer pays, unless it is no amount of its own."""
    return None if is_inside(candidate) else candidate


_APPLIED = re.compile(
    r" (?:(?:is|was|does|did|isn't|doesn't) (?:not )?(?:be )?(?:appl|work|tak|miss|ignor|comput)|"
    r"(?:non|ne|n'est|no|nao|nie|niet|inte|ikke|wird|wurde|fehlt|manca) (?:\w+ ){0,4}"
    r"(?:appli|aplic|angewen|abgezog|toegepas|zastosow|nalicz|tillamp|anvend|calcol))"
)
"""Behind a discount that the software gets wrong: it is a fact of the report."""


def _quoted(candidate: Candidate) -> Candidate | None:
    """What a page, a coupon or a message says of a discount is a fact."""
    if (
        _TECHNICAL.search(candidate.text)
        or _TECHNICAL.search(candidate.before(40))
        or _TECHNICAL.search(candidate.after(20))
    ):
        return None
    coupon = re.search(r"coupon|promo|voucher|banner|gutschein|says|[\"'`]$", candidate.before(40))
    applied = _APPLIED.match(candidate.after(40))
    return None if coupon is not None or applied is not None else candidate


def _bare(candidate: Candidate) -> Candidate | None:
    """What a contract is worth, where no currency is named."""
    found = re.search(rf"({_NUMBER})({_SCALE})", candidate.text)
    if found is None:
        return None
    amount = _decimal(found[1]) * _scale(found[2])
    return candidate._replace(general=round_amount(amount)) if amount >= 1000 else None


PATTERNS = (
    Pattern("price", "money", rf"({MONEY})", _GATES, check=_amount),
    Pattern(
        "price",
        "rupees",
        rf"(\bRs(?:\. ?(?:{_NUMBER})| [0123456789][\d,.]*){_SCALE})",
        ("rs.", *(f"rs {digit}" for digit in "0123456789")),
        check=_amount,
    ),
    Pattern(
        "other_price",
        "money-of-others",
        r"(?i:\b(?:other|another|different) "
        r"(?:customer|client|company|account|tenant|organi[sz]ation)"
        r"\b[^\n\x02]{0,80}?|"
        r"\b(?:(?:ein\w* )?andere[rn]? (?:kunde|kundin|klant)|einem anderen kunden|autre cliente?|"
        r"otr[oa] cliente?|outr[oa] cliente?|altr[oa] cliente?|inn\w+ klient\w*)\b"
        rf"[^\n.\x02]{{0,80}}?)({MONEY})",
        ("other c", "other a", "other t", "other o", "different ", "kund", "klant", "klient",
         "autre client", "otro client", "otra client", "outro client", "outra client",
         "altro client", "altra client"),
        check=others,
    ),
    Pattern(
        "other_price",
        "money-of-named",
        r"\b(?i:customer|client|tenant|kundin|kunde|cliente|klant|klient)"
        r"(?: [A-ZÀ-Þ&][\w&.'-]*){1,4} (?i:(?:only |now |currently |still )?"
        rf"(?:pays|paid|is paying|are paying|zahlt|paie|paga|betaalt|płaci))\b"
        rf"[^\n\x02]{{0,40}}?({MONEY})",
        (" pays", " paid", " paying", " zahlt", " paie", " paga", " betaalt", " płaci"),
        check=others,
    ),
    Pattern(
        "price",
        "contract-value",
        r"(?i:\b(?:arr[ :=]|mrr|acv|tcv|contract value|deal size|annual value|annual spend|"
        r"contract worth|vertragswert|vertragsvolumen|montant du contrat|valor del contrato|"
        r"valor do contrato|valore del contratto|contractwaarde|budget|salary|"
        r"day rate|gehalt|tagessatz|salaire|sueldo|salario|stipendio)[^\n\x02\d]{0,24}?)"
        rf"((?:{_NUMBER}){_SCALE})\b",
        ("arr ", "arr:", "arr=", "mrr", "acv", "tcv", "contract", "deal size", "annual ",
         "vertrags", "montant du", "valor d", "valore d", "budget", "salary", "day rate", "gehalt",
         "tagessatz", "salaire", "sueldo", "salario", "stipendio"),
        check=_bare,
    ),
    Pattern(
        "price",
        "paid-regularly",
        r"(?i:\b(?:pay|paying|paid|zahlen|bezahlen|payons|paie|pagamos|paghiamo|betalen|placimy|"
        r"płacimy|betalar|betaler)\b[^\n\x02\d.;]{0,24}?)"
        rf"((?:{_NUMBER}){_SCALE}) ?(?i:(?:a|per|each|every|pro|im|par|al|por|all'|i|om)? ?/?"
        r"(?:month|year|quarter|annum|monat|jahr|quartal|mois|an|trimestre|mes|mês|año|ano|mese|anno|"
        r"maand|jaar|kwartaal|miesięcznie|rocznie|månad|måned|år)\b)",
        ("pay", "paid", "zahlen", "payons", "paie", "paghiamo", "pagamos", "betal", "acimy"),
        check=_bare,
    ),
    Pattern(
        "price",
        "discount",
        r"((?i:discount|rabatt|remise|descuento|desconto|sconto|korting|rabat|price increase|"
        r"uplift|price cut|mark-?up|preiserhöhung)\b[^\n\x02\d]{0,20}?\d{1,2}(?:[.,]\d{1,2})? ?%|"
        r"\d{1,2}(?:[.,]\d{1,2})? ?% (?i:(?:off|discount|rabatt|de remise|de descuento|de desconto|"
        r"di sconto|korting|rabat|uplift|price increase|renewal discount)\b))",
        ("%",),
        check=_quoted,
    ),
)  # fmt: skip
