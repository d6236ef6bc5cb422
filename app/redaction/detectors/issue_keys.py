"""Keys of issues (`ABC-123`), apart from what only looks like them: standards, error codes, the
models, plans and plant parts that carry a code of the same form."""

import re

from app.redaction.patterns import Candidate, Check, Pattern

_MODEL = re.compile(
    r"\b(?:model|printer|laptop|device|article|part|type|series|screen|monitor|scanner|sku|"
    r"item|order|invoice|"
    r"badge|bay|locker|asset|coupon|voucher|terminal|till|station|vehicle|machine|sensor|meter|"
    r"shelf|bin|product|standard|norm|size|room|gate|seat|flight|form|section|paragraph|plan|variant|"
    r"artikel|gerät|drucker|modell|modèle|modelo|article n)\w*(?: (?:number|no\.?|is|are|"
    r"an?|the|called|named|code|nummer))*[ :#]+$|"
    r"\byour (?:\w+ )?$"
)
_THINGS = (
    r"plans?|tariffs?|contracts?|subscriptions?|polic(?:y|ies)|packages?|tanks?|vessels?|silos?|"
    r"boilers?|kilns?|furnaces?|pumps?|valves?|compressors?|turbines?|generators?|conveyors?|"
    r"cranes?|hoists?|elevators?|escalators?|robots?|ovens?|fridges?|freezers?|chillers?|"
    r"coolers?|containers?|trailers?|trucks?|lorr(?:y|ies)|vans?|bus(?:es)?|trams?|trains?|wagons?|"
    r"forklifts?|ferr(?:y|ies)|boats?|buoys?|berths?|docks?|quays?|"
    r"runways?|hangars?|warehouses?|halls?|sheds?|barns?|plots?|basins?|ponds?|pools?|"
    r"reservoirs?|filters?|batter(?:y|ies)|inverters?|panels?|transformers?|substations?|feeders?|"
    r"breakers?|cabinets?|cameras?|readers?|antennas?|beacons?|chips?|probes?|gauges?|"
    r"thermometers?|controllers?|actuators?|motors?|fans?|dampers?|zones?|wards?|beds?|theatres?|"
    r"courses?|lots?|batch(?:es)?|pallets?|crates?|box(?:es)?|samples?|specimens?|vials?|spares?|"
    r"recipes?|drawings?|receipts?|units?|equipment|loggers?|"
    r"\w*(?:tank|kessel|silo|pumpe|ventil|ofen|kran|aufzug|schrank|halle|linie|anlage|behalter|"
    r"gleis|wagen|lkw|anhanger|vertrag|tarif|zimmer|charge|palette|zahler|messstelle|fuhler)e?[ns]?|"
    r"cuves?|citernes?|pompes?|vannes?|fours?|grues?|ascenseurs?|quais?|lignes?|contrats?|forfaits?|"
    r"chambres?|salles?|portes?|camions?|remorques?|compteurs?|chaudieres?|capteurs?|"
    r"tanques?|bombas?|valvulas?|hornos?|gruas?|ascensor(?:es)?|muelles?|lineas?|salas?|contratos?|"
    r"lotes?|camion(?:es)?|puertas?|depositos?|calderas?|contador(?:es)?|"
    r"serbatoi?o?|pomp[ae]|valvol[ae]|forn[oi]|gru|ascensor[ei]|banchin[ae]|line[ae]|sal[ae]|"
    r"contratt[oi]|lott[oi]|caldai[ae]|contator[ei]|guindastes?|elevador(?:es)?|cais|linhas?|"
    r"caldeiras?|pomp(?:en)?|klep(?:pen)?|kra(?:an|nen)|hal(?:len)?|lijn(?:en)?|partij|ketels?|"
    r"zbiornik\w*|zawor\w*|piec\w*|dzwig\w*|suwnic\w*|lini\w*|umow\w*|kocio\w*|kotl\w*|"
    r"ugn\w*|hiss\w*|avtal\w*|резервуар\w*|насос\w*|клапан\w*|линии|линия|договор\w*|котел\w*"
)
_CODED = re.compile(
    rf"(?:^|[^\w-])(?:{_THINGS})"
    r"(?: (?:number|nummer|numero|no\.?|nr\.?|n\.?|code|tag|id|called|named))?"
    r"[ :#(\"'`«„“]{1,3}"
    r"(?:[a-z][a-z0-9]{0,8}-\d{1,7}"
    r"(?:[,;/& ]|and|und|et|y|e|i|or|oder|ou|o|to|bis|en|och|og){1,5}){0,4}$"
)
"""In front of the code of a thing: `tank FV-12`, `your plan (OQ-55)`, `pumps P1-3 and P1-4`."""


def _is_coded(candidate: Candidate, project: str) -> bool:
    """Whether a thing carries the code, and the text calls no issue so."""
    if _CODED.search(candidate.before(60)) is None:
        return False
    return not _is_tracked(candidate, project.lower())


_TRACKED = re.compile(
    r"\b(?:tickets?|issues?|jira|bugs?|story|epic|(?:sub-?)?tasks?|dup(?:licate)?s? of|tracked \w+|"
    r"tracking|backlog|linked to|blocked by|follow-?up|filed as|see|fix(?:ed)? (?:in|for)|"
    r"vorgang|aufgabe|fehler|incidencias?|tarefa|tarea|tache|demande|segnalazione|zgloszeni\w*|"
    r"zadani\w*|melding|arende|sak|задач\w*|тикет\w*)[\s:#(\"'`]{0,3}$"
)
_MOST_KEYS = 40


def _is_tracked(candidate: Candidate, project: str) -> bool:
    """Whether the text calls a key of that prefix an issue, or has it in a tracker's address."""
    view = candidate.view.folded
    at = view.find(f"{project}-")
    for _ in range(_MOST_KEYS):
        if at < 0:
            break
        before = view[max(0, at - 40) : at]
        if _TRACKED.search(before) or before.endswith("/"):
            return True
        at = view.find(f"{project}-", at + 1)
    return False


_ERROR_BEFORE = re.compile(
    r"(?:\b(?:errors?|codes?|fehler(?:code|meldung)?|erreurs?|codigos?|errore|errori|fout|foutcode|"
    r"blad|bledu|kod|status|exception|warnings?|warnung|meldung|message|barcode|symbology|format|"
    r"fault|hinweis|mensaje|mensagem|messaggio)|エラ\S{0,5}|错误(?:代码|码)?|오류|ошибк\w+|hata)"
    r"(?: (?:number|no\.?|nr\.?|id|codes?))?[\s:=#\"'`(「«“]{0,3}$"
)
_ERROR_BEHIND = re.compile(r"[\"'`)]?,? (?:errors?|error codes?|fehler|erreur|エラー)\b")
_TICKET_BEFORE = re.compile(
    r"\b(?:tickets?|issues?|jira|bugs?|story|epic|task|sub-?task|dup(?:licate)? of|"
    r"tracked (?:in|as|by)|tracking|linked to|blocked by|follow-?up(?: is)?|customer, in|"
    r"reported (?:in|as)|filed as)[\s:#(\"'`]{0,3}$"
)
_FORMATS = frozenset({"PDF-417", "PDF-1", "PDF-2", *(f"CAT-{number}" for number in range(1, 25))})


_NEAR = 200


def _told_near(candidate: Candidate) -> bool:
    """Whether the same code stands near as an error's."""
    view, code = candidate.view.folded, candidate.text.lower()
    floor = max(0, candidate.start - _NEAR)
    for passage in (view[floor : candidate.start], candidate.after(_NEAR)):
        at = passage.find(code)
        if at >= 0 and _ERROR_BEFORE.search(passage[max(0, at - 40) : at]) is not None:
            return True
    return False


def issue_keys(not_keys: tuple[str, ...]) -> Pattern:
    """Issue keys (`ABC-123`), without the standards and names that look like them."""
    known = frozenset(word.upper() for word in not_keys)

    def check(candidate: Candidate) -> Candidate | None:
        before = candidate.before(40)
        if _TICKET_BEFORE.search(before) is not None:
            return candidate
        project = candidate.text.partition("-")[0]
        plain = project.rstrip("0123456789")
        if (
            project in known
            or plain in known
            or candidate.text in _FORMATS
            or _MODEL.search(before[-30:])
            or _is_coded(candidate, project)
        ):
            return None
        told = _ERROR_BEFORE.search(before) or _ERROR_BEHIND.match(candidate.after(20))
        return candidate if told is None and not _told_near(candidate) else None

    taken: Check = check
    regex = r"(?:^|[^\w-]|[a-z0-9]_)([A-Z][A-Z0-9_]{1,9}-[1-9]\d{0,6})(?:[^\w-]|_[A-Za-z]|$)"
    return Pattern("issue_key", "issue-key", regex, ("-",), check=taken)
