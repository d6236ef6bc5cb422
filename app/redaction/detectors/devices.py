"""What a device or a visit is known by: serial numbers, IMEI, identifiers, sessions."""

import re

from stdnum import imei

from app.redaction.canonical import Canonical
from app.redaction.detectors.cues import assigned, compact, cued, identifier, spell, token
from app.redaction.detectors.shapes import Row
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import phrases

SERIALS = phrases(
    """serial number, serial no, serial no., serial num, serial #, serial, s/n, serial sn, sn:, sn=,
    sn #, bios serial, machine guid, machine-guid, computer guid, device guid, hardware guid,
    serialnumber, serial_no, serial_number, seriennummer, seriennr, serien-nr, geräte-id,
    seriennr., serien-nr., serienr., serie-nr., serie nr., ser.-nr., ser.nr., serial nr, serial nr.,
    gerätenr., geräte-nr., fabriknummer, fabriknr., fabr.-nr., no. de série, nº serie, n.º serie,
    nr seriei, nr. serie, nr ser., č. série, v. č., sorozatsz., sarjanro,
    gerätenummer, gerätekennung, numéro de série, n° de série, no de série, número de serie,
    numero de serie, nº de serie, numero di serie, numero seriale, matricola, número de série,
    serienummer, serie-nummer, sarjanumero, numer seryjny, nr seryjny, sériové číslo,
    výrobní číslo, sorozatszám, serijski broj, număr de serie, seri numarası, seri no,
    hub id, gateway id, controller id, thermostat id, sensor id, bridge id, base station id,
    asset tag, asset id, asset number, asset no, inventory number, inventory tag,
    inventarnummer, inventarnr, inventarnr., inventar-nr, inventar-nr., inv.-nr., inv.-nr, inv-nr,
    inv. no., numéro d'inventaire, n° d'inventaire, número de inventario, nº de inventario,
    nº inventario, número de inventário, numero di inventario, n. inventario, inventarisnummer,
    inventarisnr, inventarienummer, nr inwentarzowy, numer inwentarzowy, inventární číslo,
    leltári szám, număr de inventar, инвентарный номер, инв. номер, инв. №, demirbaş no,
    zählernr., zähler-nr., nr licznika, numer licznika, licznik nr, sayaç no, målernummer,
    målernr, mätarnummer, mittarinumero, číslo elektroměru, číslo měřidla, номер счетчика,
    номер счётчика, meternr, compteur n°, contatore n., n.º do contador,
    service tag, hardware id, hardware_id, hwid, machine id, machine_id,
    machineid, device id, device_id, deviceid, device identifier, device serial, device uuid,
    udid, installation id, installation_id, install id, advertising id, advertising_id, idfa,
    idfv, gaid, android id, android_id, androidid, hardware uuid, platform uuid, terminal id,
    terminal-id, meter number, meter id, meter no, meter no.,
    meter nr, zählernummer, zählernr, zähler-nr, meternummer, meterstandnummer, contador nº,
    número de contador, numéro de compteur, n° compteur, numero contatore,
    identifiant de l'appareil,
    id de dispositivo, id del dispositivo, imsi, iccid, sim number, sim card number,
    sim serial, sim card, eid, meid, esn, imei2, imei1, imei, imei number, imei-nummer,
    серийный номер, серийный №, σειριακός αριθμός, מספר סידורי, الرقم التسلسلي, 序列号, 序號,
    シリアル番号, 製造番号, 시리얼 번호, 일련번호"""
)
_SESSIONS = phrases(
    """session, session id, session_id, sessionid, session-id, session key, session identifier,
    sessions-id, sitzung, sitzungs-id, sid=, sid:, connect.sid, asp.net_sessionid,
    laravel_session, ci_session, _session_id, phpsessid, jsessionid, visitor id, visitor_id,
    visitorid, browser id, cookie id, cookie value, tracking cookie, anonymous id,
    anonymous_id, anonymousid, distinct id, distinct_id, fingerprint id, visitor token,
    login session, _ga, _gid, _fbp, _fbc, ajs_anonymous_id"""
)
_SERIAL = r"\d{3,6}(?:[ -]\d{3,6}){2,5}|[A-Za-z0-9][A-Za-z0-9:_./-]{3,63}|\d[\d -]{5,24}\d"


_REMOTE = phrases(
    """anydesk, anydesk id, anydesk-id, anydesk address, teamviewer, teamviewer id,
    teamviewer-id, rustdesk, rustdesk id, supremo id, splashtop code, remote support id,
    remote session code, remote id, remote-id, remote address, remote access id, remote code,
    fernwartungs-id, fernwartung id, quick support id, quicksupport id"""
)


def _mobile(view: Canonical, start: int, end: int) -> str | None:
    plain = compact(view.text[start:end])
    return plain if imei.is_valid(plain) and len(set(plain)) > 2 else None


def _is_imei(candidate: Candidate) -> Candidate | None:
    return candidate if imei.is_valid(candidate.text) else None


DEVICES = (
    Row(
        "device_id",
        "imei",
        ("99-999999-999999-9", "99 999999 999999 9", "999999-99-999999-9", "999999 99 999999 9"),
        _mobile,
    ),
)
"""How an IMEI is written where no word stands beside it."""


def _listed(candidate: Candidate) -> Candidate | None:
    """Every part of the list holds a figure."""
    parts = re.split(r"[,;\s]+|and", candidate.text)
    return candidate if all(any(map(str.isdigit, part)) for part in parts if part) else None


def _figured(candidate: Candidate) -> Candidate | None:
    """Six characters at least, of which some are figures."""
    plain = compact(candidate.text)
    enough = len(plain) > 5 and sum(map(str.isdigit, plain)) > 2
    return candidate._replace(value=plain.lower()) if enough else None


def _visit(candidate: Candidate) -> Candidate | None:
    """What a machine wrote: letters and figures, some of them figures."""
    plain = compact(candidate.text)
    return candidate._replace(value=plain.lower()) if any(map(str.isdigit, plain)) else None


_OWNERS = (
    *("device", "machine", "hardware", "installation", "install", "handset", "terminal"),
    *("appareil", "dispositivo", "apparaat", "mobile", "telefon", "phone"),
)
"""Whose identifier may stand some words behind: `the device id in local storage reads …`."""

_NUMBERED, _NUMBERED_GATES = spell(
    phrases(
        """serial number, serial no, serial no., s/n, sn, seriennummer, seriennr.,
        seriennr, serien-nr., numéro de série, n° de série, número de serie, nº de serie,
        numero di serie, matricola, número de série, nº de série, serienummer, serienr, serienr.,
        sarjanumero, numer seryjny, nr seryjny, sériové číslo, výrobní číslo, sorozatszám, gyári
        szám, serijski broj, număr de serie, serie nr, seri no, seri numarası, серийный номер,
        серійний номер, сериен номер, σειριακός αριθμός, asset tag, inventarnummer"""
    )
)
"""In front of a noun that says whose number it is: `Serienummer logger: …`."""

_SESSION = r"(?:session|sitzungs|sitzung|sesión|sesion|sessione|sessão|sessie|sesji|relace|oturum)"

PATTERNS = (
    Pattern(
        "session_id",
        "session-told",
        rf"\b(?i:{_SESSION}[ _-]?(?:id|key|kennung|token|identifier|ref(?:erence)?)"
        r"[ (][a-zà-ÿ' ,()-]{2,50}?[)]?[ ]?[:=])[ \t]*[\"'`]?([A-Za-z0-9_-]{10,80})\b",
        ("session", "sitzung", "sesi", "sessão", "sessie", "sesji", "relace", "oturum"),
        rank=Rank.CHECKED,
        check=_visit,
    ),
    Pattern(
        "device_id",
        "serial-list",
        r"(?i:\b(?:serials|serial numbers|serial nos\.?|seriennummern|n[uú]m[eé]ros de s[eé]rie))"
        r"[ \t]*[:=]?[ \t\n]{1,2}((?:[A-Z0-9][A-Z0-9-]{5,24}(?:, ?|; ?| and |\n)?){1,40})",
        ("serials", "serial n", "seriennummern", "ros de s"),
        rank=Rank.CHECKED,
        check=_listed,
    ),
    Pattern(
        "device_id",
        "serial-in-groups",
        r"(?i:\bserial(?: (?:number|no\.?))?)[ \t]*[:=]?[ \t]*"
        r"([0-9A-Z]{2,4} [0-9]{3,5}(?: [0-9]{2,5}){1,3})\b",
        ("serial",),
        rank=Rank.CHECKED,
    ),
    Pattern(
        "device_id",
        "imei-behind",
        r"\b(\d{15}),? ?[(]?(?:is |als |auch |also )?(?:the |an |another |its |die )?(?i:imei)\b",
        ("imei",),
        rank=Rank.CHECKED,
        check=_is_imei,
    ),
    assigned("device_id", "serial-cue", SERIALS, token(4), value=_SERIAL),
    Pattern(
        "device_id",
        "serial-of-thing",
        r"(?i:\b(?:serials?|imei|udid|serien(?:nummer|nr\.?)|s/n)(?: (?:vom|des|der|dem|of|for|"
        r"du|de|"
        r"la|del|della|do|da|van|the|het))* (?:recorder|camera|cam|nvr|dvr|printer|scanner|router|"
        r"switch|terminal|tablet|laptop|phone|handset|unit|meter|modem|reader|scale|display|server|"
        r"drucker|gerät(?:s|es)?|kamera|dongles?|drone|caméra|imprimante|lecteur|impresora|lector|"
        r"cámara|stampante|lettore|telecamera|printera|apparaat|kassa|kasse|caisse|pinpad|box))"
        r"[ \t]*[:=#]{0,2}[ \t]*([A-Z0-9]{1,4}[-/]?[A-Z0-9-]{5,30})\b",
        ("serial", "imei", "udid", "serien", "s/n"),
        rank=Rank.CHECKED,
        check=_figured,
    ),
    Pattern(
        "device_id",
        "serial-short",
        r"\b(?:SN|S/N|Sn|Ser\.? ?[Nn]o\.?|Ser\.? ?[Nn]r\.?) "
        r"((?:[A-Z0-9]{2,10}[-/]){0,4}[A-Z0-9]{2,20})\b",
        ("sn ", "s/n ", "ser"),
        rank=Rank.CHECKED,
        check=_figured,
    ),
    Pattern(
        "device_id",
        "serial-marked",
        r"\b(?i:s/?n|ser\.? ?n[ro]\.?)[ \t]?[:=#][ \t]{0,3}"
        r"([A-Za-z0-9]{1,12}(?:[-/._][A-Za-z0-9]{1,12}){0,5})\b",
        ("sn", "s/n", "ser"),
        rank=Rank.CHECKED,
        check=_figured,
    ),
    Pattern(
        "device_id",
        "serial-of-noun",
        rf"(?:^|[^A-Za-z]){_NUMBERED}[ \t][A-Za-zÀ-ÿ-]{{3,20}}(?: [A-Za-zÀ-ÿ-]{{2,20}})?[ \t]?[:=#]"
        r"[ \t]{0,3}([A-Za-z0-9]{1,12}(?:[-/._][A-Za-z0-9]{1,12}){0,5})\b",
        _NUMBERED_GATES,
        rank=Rank.CHECKED,
        check=_figured,
    ),
    Pattern(
        "device_id",
        "push-token",
        r"\b([\w-]{4,}:APA91[\w-]{20,}|ExponentPushToken\[[\w-]{10,}\]|ExpoPushToken\[[\w-]{10,}\])",
        (":apa91", "pushtoken["),
        rank=Rank.CHECKED,
    ),
    Pattern(
        "device_id",
        "debug-bridge",
        r"(?m)^([A-Z0-9]{8,20})[ \t]+(?:device|unauthorized|offline|recovery|sideload)\b",
        ("device", "unauthorized", "offline", "recovery", "sideload"),
        rank=Rank.CHECKED,
        check=identifier(8, 20),
    ),
    Pattern(
        "device_id",
        "android-told",
        r"android_id\s{1,3}([0-9a-f]{16})\b",
        ("android_id",),
        rank=Rank.CHECKED,
    ),
    *cued(
        "device_id",
        "sim-cue",
        ("sim", "sim-karte", "carte sim", "tarjeta sim"),
        identifier(18, 20),
        reach=8,
    ),
    Pattern(
        "device_id",
        "device-beside",
        r"(?i:\b(?:device|laptop|phone|tablet|iphone|ipad|macbook|gerät|appareil|dispositivo)) ?"
        r"[(\"'`:#]{0,2}([A-Z][A-Z0-9]{9,13})\b",
        (
            "device",
            "laptop",
            "phone",
            "tablet",
            "ipad",
            "macbook",
            "gerät",
            "appareil",
            "dispositivo",
        ),
        rank=Rank.CUE,
        check=token(10),
    ),
    Pattern(
        "device_id",
        "device-id-told",
        rf"(?i:\b(?:{'|'.join(_OWNERS)})[ -](?:id|uuid|guid)\b[^\n.;0-9\[\]\x02]{{1,50}}?)"
        r"\b([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})\b",
        tuple(
            f"{owner}{sign}{name}"
            for owner in _OWNERS
            for sign in (" ", "-")
            for name in ("id", "uuid", "guid")
        ),
        rank=Rank.CHECKED,
    ),
    assigned("session_id", "session-cue", _SESSIONS, token(10)),
    *cued("device_id", "remote-cue", _REMOTE, identifier(8, 14), reach=12),
)
