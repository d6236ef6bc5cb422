"""The forms under which a text may name a company that the context knows."""

import re
from collections.abc import Iterator

from app.redaction.canonical import fold
from app.redaction.company_words import GROUPS, LEADING, LIKELY
from app.redaction.forms import FEWEST_OF_PART, SHORT, Form, stems_unless
from app.redaction.name_stock import stock
from app.redaction.spellings import spellings, stems
from app.redaction.words import words

_ALNUM = re.compile(r"\w+")
_FORMS = words(
    """
    inc incorporated ltd limited llc llp lp plc corp corporation co company gmbh ag kg ohg ug se
    sa sas sarl srl spa bv nv ab as asa oy aps pty pte kk ltda eirl sro doo dooel kft zrt nyrt oyj
    aktiebolag eg ev mbh kgaa sia uab ou sp zoo pt cv tbk bhd sdn jsc ooo zao oao pao ip tov ооо зао
    оао ао пао ип тов тоо cong ty tnhh the and of und et y e i lda pvt srls snc slu sau eireli ehf
    ood eood jdoo bvba gbr fze fzco wll pjsc ojsc pllc sti
    """
)
_AND_SIGNS = (
    "&",
    " & ",
    "+",
    " + ",
    " and ",
    " und ",
    " et ",
    " y ",
    " e ",
    " en ",
    " og ",
    " och ",
)
_ARTICLES = words("le la les l el los las il lo gli i der die das de het den o os as")
_SAID_ABROAD = words(
    """
    rossa rosso bianca bianco nera nero azzurra azzurro verde blanca blanco roja rojo negra
    rouge rouges blanc blanche noir noire vert verte bleu bleue rote roter rotes schwarze weisse
    blaue grune goldene rode witte zwarte blauwe groene gouden bialy biala czarny czarna zlota zloty
    due tre quattro trois quatre tres cuatro drei vier zwei twee drie trzy dwa tri dve
    grande grandes petit petite vieux vieille nuovo nuova nueva nuevo alte neue nieuwe oude
    """
)
"""Colours and numbers, as other languages say them: in small letters they are the words."""

_LEGAL = _FORMS | words("group holding holdings international global")
_DOTTED = re.compile(r"[,\s]+(?:sp\.\s*z\s*)?(?:[^\W\d_]{1,3}\.\s?){1,4}[^\W\d_]{0,2}\.?$")
_COMPANY = re.compile(
    "株式会社|有限会社|合同会社|(?:股份)?有限公司|주식회사|유한회사|\\([株有주]\\)"
)
_ACRONYMS = words(
    """
    api app apps aws bi cpu crm csv dns erp faq ftp gps gui http ide ids ios ip isp it kpi lan mac
    mfa nas ntp ocr pdf php pos ram rss saas sap sdk seo sip sla sms sql ssd ssh ssl sso tcp tls udp
    ui uri url usb utc vat vpn wan xml xls zip pm am eu us uk id ok hr pc
    """
)
_FEWEST_OF_ACRONYM = 3
_LONGEST_TAIL = 5
MAILERS = words(
    "gmail googlemail outlook hotmail live yahoo icloud gmx proton protonmail mail yandex web"
)
_FEWEST_OF_FIRST = 3
_LATIN_ENDINGS = ("", *words("a e o u y i em eho emu ym ych ego ej ou am"))
_CYRILLIC_ENDINGS = (
    "",
    *words("а е и ы у ю я о еи ои ею ою ого ому ом им ым ых і іи ах ам ами ях ям ів ов"),
)
_GREEK_ENDINGS = ("", *words(fold("α ας ε ες η ην ης ο οι ον ος ου ους ων")))


def organization_forms(
    name: str, common: frozenset[str], generic: frozenset[str]
) -> Iterator[Form]:
    """An organization's name with and without what companies add, and its telling word alone."""
    for written in spellings(_COMPANY.sub(" ", name).strip() or name):
        spelled = _DOTTED.sub("", written) or written
        parts = _ALNUM.findall(spelled)
        core = _without_legal(parts)
        lone = len(core) == 1 and (
            _is_word(core[0], common) or core[0] in generic or len(core[0]) <= SHORT
        )
        if parts[:1] != ["the"] or not lone:
            yield Form(" ".join(spelled.split()), guarded=lone and len(parts) == 1)
        if not core:
            continue
        for separator in (" ", "-", "_", ".", "", *(_AND_SIGNS if "&" in written else ())):
            yield Form(separator.join(core), guarded=lone)
        if spelled != written:
            yield Form(" ".join(_ALNUM.findall(written)), guarded=False)
        yield from _without_article(core, common)
        yield from _without_trade(core)
        yield from _behind_trade(core)
        yield from _abbreviated(core, written)
        yield from _telling_forms(core, common, generic)
        yield from _acronym(parts)


def _is_word(word: str, common: frozenset[str]) -> bool:
    """Whether a company's name is a word that is often said, and nobody's name."""
    known = stock()
    return word in common | _SAID_ABROAD or (word in known.common and not known.is_name(word))


def _without_article(core: list[str], common: frozenset[str]) -> Iterator[Form]:
    """`DU MOULIN D'ORVAL` for Le Moulin d'Orval: a preposition may have swallowed the article."""
    names = core[1:]
    if core[0] in _ARTICLES and len(names) > 1:
        for separator in (" ", "-", "_", ""):
            yield Form(separator.join(names), guarded=common.issuperset(names))


def _without_trade(core: list[str]) -> Iterator[Form]:
    """`finchrowe` for Finch & Rowe Solicitors: what stands in front of what the company does."""
    names = list(core)
    while names and names[-1] in LIKELY:
        names.pop()
    if 1 < len(names) < len(core):
        for separator in (" ", "-", "_", ""):
            yield Form(separator.join(names), guarded=False)


def _behind_trade(core: list[str]) -> Iterator[Form]:
    """`Zlatý Zubr` for Pivovar Zlatý Zubr: what stands behind what the company does."""
    names = core[1:]
    if core[0] in LEADING and len(names) > 1:
        for separator in (" ", "-", "_", ""):
            yield Form(separator.join(names), guarded=False)
        yield from _inflected_pair(names)


def _abbreviated(core: list[str], written: str) -> Iterator[Form]:
    """`tulpenhofbv` and `northbridgecu`, as accounts and file names shorten what follows."""
    name, whole = "".join(core), "".join(_ALNUM.findall(written))
    if whole.startswith(name) and 0 < len(whole) - len(name) <= _LONGEST_TAIL:
        yield Form(whole, guarded=False)
    letters = "".join(part[0] for part in core[1:])
    if len(letters) > 1 and len(core[0]) >= FEWEST_OF_PART:
        yield Form(core[0] + letters, guarded=False)


def _telling_forms(
    core: list[str], common: frozenset[str], generic: frozenset[str]
) -> Iterator[Form]:
    hollow = generic | _LEGAL | GROUPS
    told = [part for part in core if part not in hollow]
    if len(told) > 1 and told[0] in LEADING and len(told[1]) >= FEWEST_OF_PART:
        several = len(told) > 2 and not stock().is_name(told[1])
        yield Form(told[1], several or _is_word(told[1], common))
    yield from _last_of_two(core, told)
    telling = told[0] if told else None
    if telling is not None and len(telling) > SHORT:
        guarded = _is_word(telling, common) or len(telling) < FEWEST_OF_PART
        yield Form(telling, guarded)
        yield from (Form(stem, guarded, stem=True) for stem in stems_unless(telling, guarded))
        if len(core) > 1 and telling == core[0]:
            for size in range(2, len(core)):
                yield Form(" ".join(core[:size]), guarded)
            yield from _inflected_pair(core)


def _last_of_two(core: list[str], told: list[str]) -> Iterator[Form]:
    """`Selke` of Druckhaus Selke: the second of two words, which is no word and no trade, behind a
    first that nobody is called. It counts where capitals tell a name."""
    if len(core) != 2 or told != core:
        return
    first, last = core
    said = _is_said_of_firms(last) or last.startswith(_TRADES) or last.endswith(_TRADE_ENDS)
    if not said and not stock().is_name(first) and len(last) >= _FEWEST_OF_LAST:
        trade = first.startswith(_TRADES) or first.endswith(_TRADE_ENDS)
        yield Form(last, guarded=not trade)


def _is_said_of_firms(word: str) -> bool:
    known = stock()
    return not word.isalpha() or word in known.words or word in LIKELY or word in _SAID_ABROAD


_FEWEST_OF_LAST = 5
_TRADES = (
    "transp", "trasp", "costru", "constru", "bouw", "bau", "handel", "handl", "techni", "tecn",
    "logist", "elektr", "electr", "eletr", "servic", "serviz", "system", "sistem", "syst", "softw",
    "media", "consul", "immob", "inmob", "imob", "invest", "financ", "finanz", "vertrieb", "produ",
    "fastig", "bygg", "eiend", "rakenn", "beheer", "advies", "advoka", "maschin", "maquin", "metal",
    "pharma", "farma", "apothek", "energ", "solar", "design", "group", "grupp", "grupo", "market",
    "druck", "verlag", "verwal", "berat", "spedi", "reise", "viagen", "viajes", "viagg", "alimen",
    "lebens", "getrank", "wohn", "haus", "garten", "aliment", "arredam", "assicur", "versich",
    "assur", "segur", "ubezp", "nierucho", "budow", "usług", "uslug", "sluzb", "stav", "obchod",
    "international", "internacional", "internazionale", "nederland", "deutsch", "france", "italia",
    "espan", "polska", "suomi", "sverige", "norge", "danmark", "schweiz", "osterreich", "medical",
    "medic", "medizin", "kliniek", "klinik", "clini", "school", "schule", "ecole", "college",
    "textil", "moda", "mode", "sport", "auto", "kfz", "motor", "foto", "digital", "data", "web",
    "cloud", "tech", "labor", "lab", "institut", "akadem", "academ", "stiftung", "verein",
    "verband",
)  # fmt: skip
"""How the words for trades and countries begin, which are a firm's second word as often."""
_TRADE_ENDS = ("haus", "werk", "werke", "handel", "bau", "dienst", "betrieb", "technik", "handlung")
"""How they end in German and Dutch."""


def _inflected_pair(core: list[str]) -> Iterator[Form]:
    """Where each word of the name takes an ending: `Modré Labuti` of Modrá Labuť."""
    greek = "α" <= core[0][0] <= "ω"
    endings = (
        _LATIN_ENDINGS if core[0].isascii() else _GREEK_ENDINGS if greek else _CYRILLIC_ENDINGS
    )
    for first in stems(core[0], fewest=_FEWEST_OF_FIRST):
        for ending in endings:
            for separator in (" ", "-"):
                both = f"{first}{ending}{separator}{core[1]}"
                yield Form(both, guarded=False)
                for stem in stems(core[1]):
                    yield Form(f"{first}{ending}{separator}{stem}", False, stem=True)


def _acronym(parts: list[str]) -> Iterator[Form]:
    letters = "".join(part[0] for part in parts if part not in _FORMS)
    if len(letters) >= _FEWEST_OF_ACRONYM and letters not in _ACRONYMS and letters.isalpha():
        yield Form(letters, guarded=False, acronym=True)


def _without_legal(parts: list[str]) -> list[str]:
    core = list(parts)
    while core and core[-1] in _LEGAL:
        core.pop()
    while len(core) > 1 and core[0] in _FORMS:
        core.pop(0)
    return core


def domain_forms(domain: str, common: frozenset[str], generic: frozenset[str]) -> Iterator[Form]:
    """The name within a company's own domain, as file and host names carry it."""
    label = fold(domain.strip().removeprefix("@")).rpartition(".")[0].rpartition(".")[2]
    said = label in _ACRONYMS | _FORMS | common | generic
    if len(label) == _FEWEST_OF_ACRONYM and label.isalpha() and not said:
        yield Form(label, guarded=False, acronym=True)
    if len(label) < FEWEST_OF_PART or label in MAILERS | generic:
        return
    for separator in ("-", "_", " ", ""):
        yield Form(label.replace("-", separator), guarded=_is_word(label, common))
