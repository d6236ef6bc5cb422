"""Addresses of crypto currencies, and the words from which a wallet can be made again."""

import re
from hashlib import sha256

from stdnum import bitcoin

from app.redaction.detectors.cues import spell
from app.redaction.detectors.shapes import Token
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import phrases, words

_KIND = "crypto_address"
_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_RIPPLE = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
_BYTES = 25
_COINS = phrases(
    """wallet, wallet address, crypto, cryptocurrency, bitcoin, btc, ethereum, usdt, usdc,
    solana, sol address, sol account, monero, xmr, litecoin, ltc, dogecoin, doge, ripple, xrp,
    trx, trc20, erc20, cardano, polkadot, stellar, xlm, bnb, tezos, deposit address,
    payout address, portefeuille, cartera, billetera, carteira, portafoglio, wallet-adresse,
    кошелёк, кошелек, 钱包"""
)


def _is_base58(text: str) -> bool:
    """Whether the last four bytes are the check of those before, in either alphabet."""
    return any(_checks(text, alphabet) for alphabet in (_ALPHABET, _RIPPLE))


def _checks(text: str, alphabet: str) -> bool:
    number = 0
    for character in text:
        digit = alphabet.find(character)
        if digit < 0:
            return False
        number = number * 58 + digit
    if number.bit_length() > 8 * _BYTES:
        return False
    data = number.to_bytes(_BYTES, "big")
    return sha256(sha256(data[:-4]).digest()).digest()[:4] == data[-4:]


def _coin(text: str) -> str | None:
    return text if _is_base58(text) else None


def _monero(text: str) -> str | None:
    """Monero's own check is dear; nothing else looks so."""
    return text if _MONERO.fullmatch(text) is not None else None


_MONERO = re.compile(r"[48][0-9AB][1-9A-HJ-NP-Za-km-z]+")

CRYPTO_TOKENS = (
    Token(_KIND, "base58", frozenset(range(25, 36)), _coin),
    Token(_KIND, "monero", frozenset({95, 106}), _monero),
)


def _bech32(candidate: Candidate) -> Candidate | None:
    """Bitcoin's own is checked in full; other chains' prefixes are told by their length alone."""
    text = candidate.text.lower()
    if text.startswith("bc1") and len(text) < 62 and not bitcoin.is_valid(text):
        return None
    return candidate._replace(value=text)


def _mixed(candidate: Candidate) -> Candidate | None:
    text = candidate.text
    digits = sum(map(str.isdigit, text))
    varied = text.lower() != text and text.upper() != text
    return candidate if digits >= 2 and varied and not candidate.after(1).isalnum() else None


_NOT_SEEDS = words(
    """
    the and is are was were not for with that this you your our have has had but from they we it of
    in on to at by be do does did can cannot must should would if when then there here no an as so
    or us my me been will was what which who how than por que para con los las una del est les des
    pour dans qui avec una per che con non sono und der die das ist nicht mit sich ein eine het een
    """
)


def _seed(candidate: Candidate) -> Candidate | None:
    """Words that no sentence would have in a row; as many as wallets give."""
    found = re.findall(r"[^\W\d_]+", candidate.text)
    return candidate if len(found) >= 12 and _NOT_SEEDS.isdisjoint(found) else None


_COIN, _COIN_GATES = spell(_COINS)

PATTERNS = (
    Pattern(_KIND, "ethereum", r"\b(0x[0-9a-fA-F]{40})\b", ("0x",), rank=Rank.CHECKED,
            check=lambda candidate: candidate._replace(value=candidate.text.lower())),
    Pattern(
        _KIND,
        "bech32-address",
        r"\b((?i:(?:bc|tb|ltc)1[02-9ac-hj-np-z]{20,87}|(?:addr|stake)1[02-9ac-hj-np-z]{50,100}|"
        r"(?:cosmos|osmo|terra|thor|inj|kava|juno)1[02-9ac-hj-np-z]{38,58}|"
        r"bitcoincash:[qp][02-9ac-hj-np-z]{41}))\b",
        ("bc1", "tb1", "ltc1", "addr1", "stake1", "cosmos1", "osmo1", "terra1", "thor1", "inj1",
         "kava1", "juno1", "bitcoincash:"),
        rank=Rank.CHECKED,
        check=_bech32,
    ),
    Pattern(
        _KIND,
        "coin-tag",
        r"(?i:\b(?:xrp|xlm|ripple|stellar|destination)\b[^\n\x02]{0,80}?"
        r"\b(?:tag|memo|memo id)[ :#]{1,3})"
        r"(\d{4,12})\b",
        ("xrp", "xlm", "ripple", "stellar", "destination"),
        rank=Rank.CHECKED,
    ),
    Pattern(
        _KIND,
        "coin-cue",
        rf"(?:^|[^A-Za-z]){_COIN}[^\n\x02]{{0,40}}?[^\w\n\x02]([A-Za-z0-9]{{26,64}})",
        _COIN_GATES,
        rank=Rank.CHECKED,
        check=_mixed,
    ),
    Pattern(
        "password",
        "seed-words",
        r"(?i:(?:\b(?:seed|recovery|mnemonic|backup|secret|wallet|(?:12|15|18|21|24|twelve|"
        r"twenty-four) words|(?:12|24) (?:palabras|mots|parole|wörter|woorden|słów|palavras|слов))|"
        r"(?:semilla|récupération|recuperación|recuperação|recupero|ripristino|"
        r"wiederherstellung\w{0,12}|herstel\w{0,10}|odzyskiwania|восстановления))[^\n\x02:]{0,120}"
        r"[:\n]\s{0,3}[\"'`«]?)"
        r"((?:\d{1,2}[.):]? ?)?[a-zà-ÿ]{3,9}"
        r"(?:[ ,\n]{1,3}(?:\d{1,2}[.):]? ?)?[a-zà-ÿ]{3,9}){11,23})(?:[^\w]|$)",
        ("seed", "recovery", "mnemonic", "backup", "secret", "wallet", " words", " palabras",
         " mots", " parole", " woorden", "semilla", "récup", "recup", "ripristino",
         "wiederherstellung", "herstel", "odzyskiwania", " wörter", " słów", " palavras", " слов",
         "восстановления"),
        rank=Rank.SECRET,
        check=_seed,
    ),
)  # fmt: skip
