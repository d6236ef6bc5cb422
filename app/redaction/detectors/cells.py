"""What a head of a column, or the name of a field, says of the cell that it stands for."""

import re
from collections.abc import Iterator

from app.redaction.canonical import Canonical, fold
from app.redaction.detectors import (
    address_checks,
    banking,
    birth_dates,
    devices,
    documents,
    logins,
    name_columns,
    national_ids,
    tax_numbers,
    vehicles,
)
from app.redaction.detectors.address_words import CODE_LABELS
from app.redaction.detectors.health_cells import tells_condition
from app.redaction.detectors.password_words import PASSWORDS
from app.redaction.detectors.phone import SIGNIFICANT
from app.redaction.detectors.secret_shapes import is_mixed, is_placeholder, is_uuid
from app.redaction.hits import Hit, Rank
from app.redaction.memory import remembered
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate
from app.redaction.words import phrases

TRIM = " \"'`*"
BEHIND = r"[ _.-]*(?:number|nummer|numero|num|no|nr|#)\.?"
_NUMBER = re.compile(rf"{BEHIND}$")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FEWEST, _MOST = 4, 40
_LONGEST_HEAD = 80
OWNERS = (
    "(?:ship|bill|sold|deliver)(?:ping|ing|y)?[ _-]?to|ship|bill|invoice|shipping|billing|"
    "delivery|customer|client|contact|recipient|sender|employee|patient|guest|buyer|payer|payee|"
    "owner|member|student|home|work|primary|secondary|legal|preferred|spouse|emergency|insured|ach|"
    "receiver|shipper|consignee"
)
"""Whose it is, in front of what it is."""

_OWNED = re.compile(rf"^(?:(?:{OWNERS}) )+")

_PLACES = phrases(
    """address, street, street address, address line 1, address line1, address1, line1, addr,
    home address, postal address, shipping address, billing address, delivery address,
    mailing address, strasse, straße, str., anschrift, adresse, wohnadresse, rue, voie,
    dirección, domicilio, calle, indirizzo, via, endereço, morada, rua, adres, straat,
    straatnaam, adress, gatuadress, gata, osoite, katuosoite, ulica, adresa, ulice,
    cím, utca, adres, stras, gatenavn, адрес, улица, διεύθυνση, 住所, 地址, 주소, địa chỉ,
    street name, strtnm,
    adrline"""
)
_STREETS = phrases(
    """street, street name, strasse, straße, rue, voie, calle, straat, straatnaam, gata, gatenavn,
    ulica, ulice, utca, улица, strt nm, strtnm, thoroughfare"""
)
_TOWNS = phrases(
    """city, town, suburb, village, locality, municipality, town/zip, city/zip, zip/city, city zip,
    city state zip, city/state/zip, city/state, town/postcode, suburb/postcode, ort, stadt, wohnort,
    plz/ort, ort/plz, ville, commune, localité, ciudad, población, localidad, municipio, città,
    comune, località, cidade, localidade, bairro, plaats, woonplaats, stad, gemeente, miasto,
    miejscowość, město, mesto, obec, város, település, oraș, localitate, postort, poststed, grad,
    kaupunki, postitoimipaikka, şehir, ilçe, город, місто, град, πόλη"""
)
_PINS = phrases("pin, pin code, passcode, door code, access code, alarm code, türcode, otp")
_BADGES = phrases(
    """badge, badge id, badge no, employee id, employee no, staff id, staff no, personnel no,
    patient id, mrn, medical record, member id, membership, persnr, personalnr, pers. nr.,
    matricule, matrícula empleado, mitarbeiternr"""
)
_ACCOUNTS = phrases("account, acct, konto, compte, cuenta, conto, rekening")
_MACS = phrases(
    """mac, mac address, wifi mac, wi fi mac, wlan mac, ethernet mac, base mac, lan mac, bssid,
    hwaddr"""
)
_PAY = phrases(
    """salary, gross salary, net salary, wage, wages, base salary, annual salary, monthly salary,
    gehalt, bruttogehalt, nettogehalt, bruttolohn, salaire, salaire brut, sueldo, salario,
    stipendio, salário, salaris, lön, løn, lønn, palkka, wynagrodzenie, mzda, plat, fizetés, maaş,
    зарплата, оклад, contract value, deal value, vertragswert"""
)
_AILMENTS = phrases(
    """diagnosis, diagnoses, diagnose, diagnostic, diagnóstico, diagnosi, rozpoznanie, diagnóza,
    absence reason, reason for absence, reason of absence, sick reason, sickness reason,
    reason for leave, leave reason, leave type, absence type, medical reason, medical condition,
    health condition, abwesenheitsgrund, fehlgrund, krankheit, motif d'absence, motif absence,
    motivo baja, motivo de la baja, motivo assenza, motivo da ausência, powód nieobecności, reason,
    grund, motif, motivo, reden, powód, důvod, orsak, årsag, årsak, sebep, illness, disease"""
)
_TENANTS = phrases("tenant, tenant id, org id, workspace id, customer id, account id")
_PHONES = phrases(
    """phone, telephone, tel, tel., telefon, téléphone, teléfono, telefono, telefone, telefoon,
    puhelin, mobile, mobile phone, cell, cell phone, cellphone, handy, mobil, mobiltelefon,
    gsm, portable, móvil, celular, cellulare, telemóvel, matkapuhelin, komórka, fax,
    whatsapp, msisdn, caller, callee, телефон, мобильный, τηλέφωνο, 電話, 電話番号, 携帯番号,
    电话, 手机, 전화번호, 휴대폰, điện thoại, sđt, phone number, work phone, home phone,
    telefonnummer, mobilnummer, mobiel, telefoonnummer, nr telefonu, моб. телефон"""
)
_LOGINS = phrases(
    """username, user name, login, login name, logon, uid, userid, user id, pseudo, pseudonym,
    handle, nick, nickname, alias, screen name, benutzername, benutzerkennung, anmeldename,
    nutzername, identifiant, nom d'utilisateur, usuario, nombre de usuario, nome utente,
    nome de usuário, gebruikersnaam, användarnamn, brukernavn, brugernavn, käyttäjätunnus,
    nazwa użytkownika, kullanıcı adı, логин, имя пользователя, ユーザー名, ユーザーid,
    用户名, 아이디, suser, duser, sam account name, samaccountname, on premises sam account name"""
)
_MACHINES = phrases(
    """hostname, host name, computer name, computername, machine name, pc name, workstation,
    rechnername, nom de machine, nombre de equipo, nome computer, shost, dhost"""
)
_COMMITS = phrases("commit, commit hash, commit id, sha, git sha, revision, changeset, change")
_HEADS = {
    fold(phrase).replace("-", " "): entity
    for entity, choices in (
        ("national_id", (*national_ids.PHRASES, *national_ids.SHORT_NAMES)),
        ("tax_number", (*tax_numbers.PHRASES, *tax_numbers.SHORT_NAMES)),
        ("passport", documents.PASSPORTS),
        ("driving_licence", documents.LICENCES),
        ("bank_account", (*banking.PHRASES, "aba code", "bank", "bank details")),
        ("vehicle", (*vehicles.PLATES, *vehicles.VINS)),
        ("device_id", (*devices.SERIALS, *_MACHINES)),
        ("password", PASSWORDS),
        ("birth_date", birth_dates.HEADS),
        ("postal_address", _PLACES),
        ("phone", _PHONES),
        ("handle", _LOGINS),
        ("street", _STREETS),
        ("pin", _PINS),
        ("price", _PAY),
        ("account_id", (*_BADGES, *_TENANTS)),
        ("account", _ACCOUNTS),
        ("sort_code", phrases("sort, sort cd")),
        ("mac_address", _MACS),
        ("postcode", (*CODE_LABELS, "pstlz")),
        ("town", _TOWNS),
        ("health", _AILMENTS),
        ("branch", phrases("branch, git branch, feature branch")),
        ("commit", _COMMITS),
        ("build", phrases("build, build id, build tag, image, image tag, artifact, ci job")),
        ("environment", phrases("environment, env, stage, cluster, deployed to, tested on")),
        ("feature_flag", phrases("flag, feature flag, toggle")),
    )
    for phrase in choices
}
_HEADS.update(dict.fromkeys(name_columns.HEADS, "person_name"))
HEADS = tuple(sorted(_HEADS))


def kind_of(head: str) -> str | None:
    """The kind of what stands below a head, which may be written as a program writes names."""
    return _kind_of(head) if len(head) <= _LONGEST_HEAD else None


@remembered(4096)
def _kind_of(head: str) -> str | None:
    name = fold(_HUMP.sub(" ", head)).strip(TRIM).replace("_", " ").replace("-", " ")
    entity = _HEADS.get(name) or _HEADS.get(_NUMBER.sub("", name))
    entity = entity or _HEADS.get(_OWNED.sub("", name))
    person = name.endswith(" name") and _HEADS.get(name.removesuffix(" name")) == "person_name"
    return "person_name" if entity is None and person else entity


def find_in(view: Canonical, start: int, end: int, entity: str) -> Iterator[Hit]:
    """What of the cell from `start` to `end` is private, where it is of the kind."""
    cell = view.text[start:end]
    text = cell.strip(TRIM)
    if text:
        start += cell.index(text)
        found = _OF_KIND.get(entity, _identifier)(Candidate(view, start, start + len(text)), entity)
        if found is not None:
            yield found


def _hit(found: Candidate, entity: str, rank: Rank = Rank.CHECKED) -> Hit:
    return Hit(
        found.start, found.end, entity, "column", rank, value=found.value, general=found.general
    )


def _identifier(cell: Candidate, entity: str) -> Hit | None:
    value = "".join(filter(str.isalnum, cell.text)).lower()
    if not _FEWEST <= len(value) <= _MOST or not any(map(str.isdigit, value)):
        return None
    return _hit(cell._replace(value=value), entity)


def _account(cell: Candidate, entity: str) -> Hit | None:
    """A cell of several words is a name or a remark."""
    return None if " " in cell.text else _identifier(cell, entity)


def _person(cell: Candidate, entity: str) -> Hit | None:
    """A name; where more stands behind it, the name alone; in small letters, a log-in."""
    text = cell.text
    first = re.split(r"[,;(<]", text, maxsplit=1)[0].rstrip()
    for name in (text, first):
        if name_columns.is_name(name) and (name == text or " " in name):
            value = fold(" ".join(name.split()))
            return _hit(cell._replace(end=cell.start + len(name), value=value), entity, Rank.CUE)
    return _hit(cell, "handle", Rank.CUE) if logins.is_login(text.lower()) else None


def _customer(cell: Candidate, _: str) -> Hit | None:
    """A person, or a company."""
    found = _person(cell, "person_name")
    if found is None and _is_company(cell.text):
        found = _hit(cell, "other_customer", Rank.CUE)
    return found


def _password(cell: Candidate, entity: str) -> Hit | None:
    taken = is_mixed(cell.text) and " " not in cell.text and not is_placeholder(cell.text)
    return _hit(cell, entity, Rank.SECRET) if taken else None


def _birth(cell: Candidate, entity: str) -> Hit | None:
    found = birth_dates.in_cell(cell)
    return None if found is None else _hit(found, entity)


_LETTERS = re.compile(r"[^\W\d_]{2}")
_ELSE = re.compile(r"[@{}\[\]<>=]|://|\d+\.\d+\.\d+\.\d|[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){3}|^0x")


def _place(cell: Candidate, entity: str) -> Hit | None:
    """Words and a number; addresses of machines and of mail are of other kinds."""
    text = cell.text
    if _LETTERS.search(text) is None or _ELSE.search(text) is not None or " " not in text:
        return None
    if not any(map(str.isdigit, text)):
        return None
    return _hit(address_checks.address(cell), entity, Rank.CUE)


def _street(cell: Candidate, _: str) -> Hit | None:
    """A street whose number may stand in a cell of its own."""
    text = cell.text
    if _LETTERS.search(text) is None or _ELSE.search(text) is not None:
        return None
    taken = any(map(str.isdigit, text)) or name_columns.is_name(text)
    return _hit(cell, "postal_address", Rank.CUE) if taken else None


_PIN = re.compile(r"\d{4,8}|\d{2,4}[ -]\d{2,4}(?:[ -]\d{2,4})?")


def _pin(cell: Candidate, _: str) -> Hit | None:
    taken = _PIN.fullmatch(cell.text) is not None
    return _hit(cell, "password", Rank.SECRET) if taken else _password(cell, "password")


_DIALLED = re.compile(r"\+?[\d ()./-]{6,24}\d")


def _phone(cell: Candidate, entity: str) -> Hit | None:
    digits = "".join(filter(str.isdigit, cell.text))
    if _DIALLED.fullmatch(cell.text) is None or not 6 <= len(digits) <= 15:
        return None
    return _hit(cell._replace(value=digits[-SIGNIFICANT:]), entity)


_AMOUNT = re.compile(r"[^\d\w]{0,3}(?:[A-Z]{3} ?)?(\d[\d., ']{2,14})(?: ?[^\d\s]{1,4})?")


def _money(cell: Candidate, entity: str) -> Hit | None:
    found = _AMOUNT.fullmatch(cell.text)
    return None if found is None else _hit(cell, entity)


_TOKEN = re.compile(r"[A-Za-z][\w.+-]{2,39}")


def _login(cell: Candidate, entity: str) -> Hit | None:
    """One word that is nobody's in particular only where services and everybody are meant."""
    name = cell.text.lower()
    token = _TOKEN.fullmatch(cell.text) is not None and not is_uuid(name)
    taken = token and logins.is_somebody(name)
    return _hit(cell._replace(value=name), entity) if taken else None


_FIGURES = re.compile(r"\d(?:[ -]?\d){5,23}")


def _account_number(cell: Candidate, _: str) -> Hit | None:
    """What is called an account only, where it is a number or a company's name."""
    if _FIGURES.fullmatch(cell.text) is not None:
        return _hit(cell, "account_id")
    return _hit(cell, "other_customer", Rank.CUE) if _is_company(cell.text) else None


_COMPANY = re.compile(r"[A-ZÀ-Þ][\w.'’-]+(?: (?:&|and|und|et|of|the|de|[A-ZÀ-Þ][\w.'’-]*))+")


def _is_company(text: str) -> bool:
    """Words in capitals, of which one at least is rarely said."""
    parts = [fold(part) for part in text.split() if part[0].isupper()]
    return _COMPANY.fullmatch(text) is not None and not stock().common.issuperset(parts)


_HARDWARE = re.compile(r"[0-9A-Fa-f]{12}|[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}")


def _mac(cell: Candidate, entity: str) -> Hit | None:
    value = "".join(filter(str.isalnum, cell.text)).lower()
    real = _HARDWARE.fullmatch(cell.text) is not None and value not in {"0" * 12, "f" * 12}
    value = ":".join(re.findall("..", value))
    return _hit(cell._replace(value=value), entity) if real else None


_CODE = re.compile(r"(?=.{0,7}\d)[A-Z0-9]{2,8}(?:[ -][A-Z0-9]{2,5})?")


def _postcode(cell: Candidate, _: str) -> Hit | None:
    """Where a parcel goes; a figure or two are a count."""
    text = cell.text
    taken = _CODE.fullmatch(text) is not None and len(text) > _FEWEST - 1
    return _hit(cell, "postal_address", Rank.CUE) if taken else None


_ADDRESSED = re.compile(
    r"\b_?(?:street|strasse|rue|calle|via|ulica|straat|address|adresse|direccion|indirizzo|endereco|"
    r"adres|zip|postal|postcode|plz|cep|line1)(?:_?\w{1,12})?"
    r"[\"']?[ \t.]{0,40}(?:[:=|,;>\t]|\.{3})"
)
"""The name of another field of an address."""

_NO_TOWN = re.compile(
    r"(?i:string|str|text|varchar|char|required|optional|null|none|unknown|missing|empty|n/?a|true|"
    r"false|test|city|town|all|any|other|field|name|value|undefined|nan)\b"
)
_TOWN = re.compile(r"[^\W\d_]+(?:[ .,'’/-]{1,2}[^\W\d_]+){0,4}(?:[ ,]{1,2}\d{4,6}(?:-\d{3,4})?)?")
_AROUND = 240


def _is_addressed(cell: Candidate) -> bool:
    """Whether another field of an address stands near it: towns alone are counted and filtered."""
    floor = max(0, cell.start - _AROUND)
    before = cell.view.folded[floor : cell.start]
    own = re.search(r"[^\n,{;|<]*$", before)
    before = before[: own.start()] if own is not None else before
    return _ADDRESSED.search(f"{before}\n{cell.after(_AROUND)}") is not None


def _town(cell: Candidate, _: str) -> Hit | None:
    text = cell.text
    named = _TOWN.fullmatch(text) is not None and text[0].isupper()
    taken = named and _NO_TOWN.match(text) is None and _is_addressed(cell)
    return _hit(cell, "postal_address", Rank.CUE) if taken else None


def _code_of_town(cell: Candidate, _: str) -> Hit | None:
    """What a field calls a code only, among those of an address."""
    taken = re.fullmatch(r"\d{4,6}", cell.text) is not None
    return _hit(cell, "postal_address", Rank.CUE) if taken and _is_addressed(cell) else None


def _ailment(cell: Candidate, entity: str) -> Hit | None:
    return _hit(cell, entity, Rank.CUE) if tells_condition(cell.text) else None


_NAMED = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_./:#][A-Za-z0-9]+)+")
_RUN = re.compile(r"#\d{3,7}")
_HASH = re.compile(r"(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{6,40}")


def _of_work(cell: Candidate, entity: str) -> Hit | None:
    """What engineering named itself: several parts of which one at least is no word, or the mark
    of a build's number."""
    if entity == "build" and _RUN.fullmatch(cell.text) is not None:
        return _hit(cell, entity)
    parts = re.split("[-_./:#]", cell.text.lower())
    told = entity != "commit" and not stock().has_all(parts)
    named = told and _NAMED.fullmatch(cell.text) is not None
    return _hit(cell, entity) if named or _HASH.fullmatch(cell.text) is not None else None


_OF_KIND = {
    "town": _town,
    "code_of_town": _code_of_town,
    "health": _ailment,
    **dict.fromkeys(("branch", "commit", "build", "environment", "feature_flag"), _of_work),
    "account": _account_number,
    "sort_code": banking.sort_in_cell,
    "customer": _customer,
    "mac_address": _mac,
    "postcode": _postcode,
    "account_id": _account,
    "person_name": _person,
    "password": _password,
    "birth_date": _birth,
    "postal_address": _place,
    "phone": _phone,
    "handle": _login,
    "street": _street,
    "pin": _pin,
    "price": _money,
}
