"""Companies and their sites in signatures: behind a closing, or behind a name that ends a text."""

import re
from collections.abc import Iterator

from app.redaction.canonical import Canonical, fold
from app.redaction.company_words import AT_WORK, LEADING, LIKELY
from app.redaction.detectors.address_words import CITIES
from app.redaction.detectors.closings import CLOSED
from app.redaction.detectors.organizations import (
    FIRM,
    FORM,
    NOT_FIRST,
    is_telling,
    pieces_of,
    valued,
)
from app.redaction.hits import Hit, Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Pattern
from app.redaction.technical_words import TECHNICAL
from app.redaction.words import NOT_A_NAME, words

_OF_WORK, _NOT_FIRST_AT_WORK = AT_WORK | TECHNICAL, NOT_FIRST | AT_WORK
_CLOSED = (
    r"(?i:regards|thanks|thank you|thx|cheers|sincerely|wishes|best|grüßen|grüße|gruß|gruessen|"
    r"gruesse|cordialement|saludos|atentamente|saluti|mvh|mfg|yours|lg|vg|warmly|respectfully|"
    r"groeten|groet|hälsningar|hilsen|terveisin|pozdrawiam|poważaniem|pozdravem|pozdravom|"
    r"üdvözlettel|saygılarımla|saygilarimla|stimă|atenciosamente|abraços|obrigad[oa]|gracias|merci|grazie|"
    r"danke|thanking you|faithfully|truly|salam|hormat kami|trân trọng)|уважением|повагою|εκτίμηση"
)
_CLOSED_GATES = (
    "regards", "thanks", "thank you", "thx", "cheers", "sincerely", "wishes", "best", "gru", "grü",
    "mvh", "mfg", "yours", "lg", "vg", "warmly", "respectfully", "lsningar", "hilsen", "terveisin",
    "pozdr", "powa", "dvözl", "saygı", "saygi", "stim", "atentamente", "atenciosamente", "abraços",
    "obrigad", "gracias", "grazie", "thanking", "groet", "merci", "danke", "truly", "faithfully",
    "cordialement", "salam", "hormat kami", "trọng", "saludos", "saluti",
    "уважением", "повагою", "εκτίμηση", "--",
)  # fmt: skip
_MOST_LINES, _LONGEST_LINE, _LONGEST_BLOCK = 9, 90, 800
_PARTS = re.compile(r"[^|·•,;\t/@]+")
_HOST = re.compile(
    r"(?:https?://)?(?:www\.)?((?:[a-z0-9äöüß-]{1,63}\.){1,3}[a-z]{2,12})(?=[\s/|,;)]|$)"
)
_NETWORKS = re.compile(r"(?:linkedin|twitter|facebook|instagram|xing|youtube|github|t\.me|x\.com)")
_FILES = words(
    """log txt csv json xml yaml yml pdf png jpg jpeg gif exe dll conf cfg ini html htm docx xlsx
    pptx zip gz tar tgz har dmp"""
)
"""What ends a file's name: what was attached stands below a signature."""
_NAME_LINE = re.compile(rf"{FIRM}")


def _lines(candidate: Candidate) -> list[tuple[int, str]]:
    """The short lines below: where each begins, and its text."""
    text, start = candidate.view.text, candidate.end
    block = text[start : start + _LONGEST_BLOCK].partition("\x02")[0]
    found: list[tuple[int, str]] = []
    for line in block.split("\n"):
        if len(line) > _LONGEST_LINE or len(found) >= _MOST_LINES or _is_sentence(line):
            break
        if line.strip(" \t>-*_"):
            found.append((start, line))
        start += len(line) + 1
    return found


def _is_sentence(line: str) -> bool:
    small = sum(word[:1].islower() for word in line.split())
    return small > 4 or (small > 2 and line.rstrip().endswith((".", "?", "!", ":")))


def _signed(candidate: Candidate) -> Candidate | None:
    """The company in the signature that begins here."""
    best: Candidate | None = None
    for number, (start, line) in enumerate(_lines(candidate)):
        for part in _PARTS.finditer(line):
            text = part.group().strip(" \t>*_-–—()")
            pieces = pieces_of(text)
            rest = line.strip(" \t>*_-–—()").removesuffix(text).strip(" ,;|·•@–—-")
            whole = number > 0 and (not rest or not AT_WORK.isdisjoint(pieces_of(rest)))
            rank = _signs(text, pieces, whole=whole, first=number == 0)
            if rank == 0:
                continue
            at = start + line.index(text, part.start())
            named = valued(candidate._replace(start=at, end=at + len(text)))
            if rank > 1:
                return named
            best = best or named
    return best


def _signs(text: str, pieces: list[str], *, whole: bool, first: bool) -> int:
    """2 for a company's name, 1 for what may be one, 0 for anything else."""
    if not pieces or len(pieces) > 7 or any(map(str.isdigit, text)) or "@" in text or "://" in text:
        return 0
    if not text[0].isupper() or _NAME_LINE.match(text) is None:
        return 0
    formed = FORM.search(f" {fold(text)}") is not None and len(pieces) > 1
    if not formed and "." in text.rstrip("."):
        return 0
    if formed or (len(pieces) > 1 and (pieces[-1] in LIKELY or pieces[0] in LEADING)):
        return 0 if not formed and AT_WORK.intersection(pieces) else 2
    if first or not whole or AT_WORK.intersection(pieces) or pieces[0] in stock().given:
        return 0
    if _NAME_LINE.fullmatch(text) is None or NOT_FIRST.issuperset(pieces):
        return 0
    return int(len(pieces) > 1 or is_telling(pieces[0]))


def _site(candidate: Candidate) -> Candidate | None:
    """The site in the signature that begins here."""
    for start, line in _lines(candidate):
        found = _HOST.search(line.lower())
        at = found.start() if found is not None else 0
        if found is None or _NETWORKS.search(line.lower()) or line[at - 1 : at] in {"@", "."}:
            continue
        if found.group() == found[1] and found[1].rpartition(".")[2] in _FILES:
            continue
        return valued(candidate._replace(start=start + found.start(1), end=start + found.end(1)))
    return None


def find_ends(view: Canonical) -> Iterator[Hit]:
    """The company of whoever signs without a closing: a name alone on a line of the last lines."""
    end = view.text.find("\x02")
    text = view.text[: len(view.text) if end < 0 else end].rstrip()
    yield from _beside(view, text)
    start = _signature_at(text)
    if start < 0:
        return
    for entity, check in (("writer_organization", _signed), ("writer_site", _site)):
        found = check(Candidate(view, start, start))
        if found is not None and found.end <= len(text):
            yield Hit(found.start, found.end, entity, "own-end", Rank.SHAPE, found.value)


def _beside(view: Canonical, text: str) -> Iterator[Hit]:
    """The company behind a person on one of the last lines: `Thanks, Ann Roe, Northwind Ltd`."""
    start = max(0, len(text) - _LONGEST_END)
    start = text.find("\n", start) + 1 if start else 0
    for found in _PERSON_AND_FIRM.finditer(text, start):
        pieces = pieces_of(found[2])
        if not _may_be_person(found[1]) or fold(found[2]) in CITIES or len(pieces) < 2:
            continue
        if any(map(str.isdigit, found[2])):
            continue
        reached = _REACHED.match(text, found.end(2)) is not None
        named = pieces[-1] in LIKELY or pieces[0] in LEADING or not stock().has_all(pieces)
        if _OF_WORK.isdisjoint(pieces) and (reached or named):
            value = " ".join(fold(found[2]).split())
            yield Hit(*found.span(2), "writer_organization", "own-beside", Rank.SHAPE, value)


def _may_be_person(text: str) -> bool:
    """Two to four words of which one is somebody's name, and none is of an office."""
    parts = pieces_of(text)
    borne = any(map(stock().is_name, parts)) or stock().words.isdisjoint(parts)
    return 2 <= len(parts) <= _MOST_OF_NAME and borne and _NOT_FIRST_AT_WORK.isdisjoint(parts)


def _signature_at(text: str) -> int:
    """Where the first of the last lines begins that is a name alone, or -1."""
    start = max(0, len(text) - _LONGEST_END)
    lines = text[start:].split("\n")
    for number, line in enumerate(lines):
        if number > 0 and len(lines) - number <= _LAST_LINES and _is_person(line.strip(" \t>-")):
            return start
        start += len(line) + 1
    return -1


def _is_person(line: str) -> bool:
    if " " not in line or _NAME_LINE.fullmatch(line) is None:
        return False
    parts = pieces_of(line)
    if not 2 <= len(parts) <= _MOST_OF_NAME:
        return False
    return stock().is_name(parts[0]) and AT_WORK.isdisjoint(parts) and NOT_A_NAME.isdisjoint(parts)


_PERSON_AND_FIRM = re.compile(
    rf"(?:^[ \t>*]*|(?<=[.!?] ))(?:(?:{CLOSED}|(?i:kontakt|contact|contacto|contatto|contato|"
    rf"ansprechpartner(?:in)?|yhteyshenkilö|contactpersoon))[,.:]{{0,2}} )?({FIRM})"
    rf"(?:, | / | [|] | - | – )(?:[+(]?\d[\d ()./+-]{{5,20}}, )?({FIRM})[ \t]*(?:[,|]|$)",
    re.MULTILINE,
)
_REACHED = re.compile(
    r"[ \t]*(?:,|\n)[ \t>]*(?:(?:[Tt]el|[Pp]h|[Mm]ob)[a-z.]*:? ?)?"
    r"(?:[+(]?\d[\d ()/-]{6,}|\[(?:address|phone))"
)
"""How a number or an address follows."""

_LONGEST_END, _LAST_LINES, _MOST_OF_NAME = 400, 6, 4
_CLOSING = rf"(?m)(?:^[ \t>]*--[ \t]*\n|(?:{_CLOSED})[ \t]*[,.!]{{0,3}}[ \t]*\n)"

_FROM = r"(?:from|of|at|@|bei|von|fra|från|van|из|з|от|с)"
_FROM_GATES = tuple(
    f" {word} "
    for word in ("from", "of", "at", "@", "bei", "von", "fra", "från", "van", "из", "з", "от", "с")
)
_LAST = r"[ \t]*(?:\n[ \t>]*(?:\n|[\d+(]|$)|\x02|$)"
_BEGUN = r"\n[ \t>]*(?:[A-Za-z]{2,9},? )?"


def _who_from(candidate: Candidate) -> Candidate | None:
    """One or two words that are a name, or in no dictionary."""
    parts = pieces_of(candidate.text)
    if not 1 <= len(parts) <= _MOST_WHO or not NOT_A_NAME.isdisjoint(parts):
        return None
    known = stock()
    taken = parts[0] in known.given or known.words.isdisjoint(parts)
    return valued(candidate) if taken else None


def _firm_from(candidate: Candidate) -> Candidate | None:
    """The company of whoever signs with it, without their name."""
    who, said, firm = re.split(rf",? ({_FROM}) ", candidate.text, maxsplit=1)
    if not said or stock().has_all(pieces_of(who)):
        return None
    start = candidate.end - len(firm)
    told = any(map(is_telling, pieces_of(firm)))
    return valued(candidate._replace(start=start)) if told else None


_MOST_WHO = 2
PATTERNS = (
    Pattern(
        "person_name",
        "name-from-line",
        rf"{_BEGUN}({FIRM}),? {_FROM} {FIRM}{_LAST}",
        _FROM_GATES,
        rank=Rank.CUE,
        check=_who_from,
    ),
    Pattern(
        "writer_organization",
        "own-from-line",
        rf"{_BEGUN}({FIRM},? {_FROM} {FIRM}){_LAST}",
        _FROM_GATES,
        rank=Rank.SHAPE,
        check=_firm_from,
    ),
    Pattern(
        "writer_organization",
        "own-signature",
        _CLOSING,
        _CLOSED_GATES,
        rank=Rank.SHAPE,
        check=_signed,
    ),
    Pattern("writer_site", "own-site", _CLOSING, _CLOSED_GATES, rank=Rank.SHAPE, check=_site),
)
