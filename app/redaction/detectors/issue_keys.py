"""Keys of issues (`ABC-123`), apart from what only looks like them: standards, error codes, the
models, plans and plant parts that carry a code of the same form."""

import re

from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import words

_MODEL = re.compile(
    r"\b(?:model|printer|laptop|device|article|part|type|series|screen|monitor|scanner|sku|"
    r"item|order|invoice|"
    r"badge|bay|locker|asset|coupon|voucher|terminal|till|station|vehicle|machine|sensor|meter|"
    r"shelf|bin|product|standard|norm|size|room|gate|seat|flight|form|section|paragraph|plan|variant|"
    r"artikel|gerät|drucker|modell|modèle|modelo|article n)\w*(?: (?:number|no\.?|is|are|"
    r"an?|the|called|named|code|nummer))*[ :#]+$|"
    r"\byour (?:\w+ )?$"
)
_PLANT = (
    r"tanks?|vessels?|silos?|boilers?|kilns?|furnaces?|pumps?|valves?|compressors?|turbines?|"
    r"generators?|conveyors?|cranes?|hoists?|elevators?|escalators?|robots?|ovens?|fridges?|"
    r"freezers?|chillers?|coolers?|trailers?|trucks?|lorr(?:y|ies)|vans?|trams?|wagons?|forklifts?|"
    r"ferr(?:y|ies)|boats?|buoys?|berths?|quays?|hangars?|reservoirs?|inverters?|transformers?|"
    r"substations?|controllers?|actuators?|motors?|dampers?|gauges?|thermometers?|"
    r"\w{0,20}(?:tank|kessel|silo|pumpe|ventil|ofen|kran|aufzug|wagen|lkw|anhanger)e?[ns]?|"
    r"cuves?|citernes?|pompes?|vannes?|fours?|grues?|ascenseurs?|camions?|remorques?|chaudieres?|"
    r"tanques?|bombas?|valvulas?|hornos?|gruas?|ascensor(?:es)?|camion(?:es)?|calderas?|"
    r"serbatoi?o?|pomp[ae]|valvol[ae]|forn[oi]|gru|ascensor[ei]|caldai[ae]|guindastes?|"
    r"elevador(?:es)?|caldeiras?|pomp(?:en)?|klep(?:pen)?|kra(?:an|nen)|ketels?|zbiornik\w{0,4}|"
    r"zawor\w{0,4}|piec\w{0,3}|dzwig\w{0,4}|suwnic\w{0,3}|kocio\w{1,4}|kotl\w{1,4}|ugn\w{0,3}|"
    r"hiss\w{0,3}|резервуар\w{0,3}|насос\w{0,3}|клапан\w{0,3}|котел\w{0,3}"
)
_HELD = (
    r"plans?|tariffs?|contracts?|subscriptions?|polic(?:y|ies)|packages?|receipts?|batch(?:es)?|lots?|"
    r"containers?|courses?|rooms?|units?|lines?|recipes?|drawings?|samples?|"
    r"vertrag\w{0,3}|tarif\w{0,3}|paket\w{0,3}|police|charge|palette|zimmer|anlage|linie|halle|zahler|"
    r"contrats?|forfaits?|abonnements?|chambres?|salles?|lignes?|compteurs?|"
    r"contratos?|lotes?|tarifas?|polizas?|planos?|linhas?|lineas?|contador(?:es)?|"
    r"contratt[oi]|lott[oi]|piani|piano|line[ae]|contator[ei]|contract\w{0,2}|partij|lijn|"
    r"umow\w{1,3}|plan\w{0,3}|avtal\w{0,3}|договор\w{0,3}|тариф\w{0,3}"
)
_OWN = (
    r"your|ihre?[mnrs]?|ihr|deine?[mnrs]?|votre|vos|ton|ta|tu|tus|su|sus|vuestr[oa]s?|seu|sua|seus|"
    r"suas|tuo|tua|suo|vostr[oaie]|uw|je|jouw|twoj\w{0,4}|twoi\w{0,3}|panstwa|pana|pani|din|ditt|"
    r"вашего|вашем|ваш|ваша|вашей|vas[ei]?|vase[mh]?o?"
)
_CODED = re.compile(
    rf"(?:^|[^\w-])(?:{_PLANT}|(?:{_OWN}) (?:\w{{2,20}} )?(?:{_HELD}))"
    r"(?: (?:number|nummer|numero|no\.?|nr\.?|n\.?|code|tag|id|called|named))?"
    r"[ #(\"'`«„“]{1,3}"
    r"(?:[a-z][a-z0-9]{0,8}-\d{1,4}"
    r"(?: ?[,;/&] ?| (?:and|und|et|y|e|i|or|oder|ou|o|to|bis|en|och|og) ))?$"
)
"""In front of the code of a plant's part, `tank FV-12`, `pumps P1-3 and P1-4`, and of what is the
reader's: `your plan (OQ-55)`."""

_TRACKERS = words(
    """
    admin api app apps arch auth back be billing bug bugs care ci cloud core crm cs cust data db
    def dev devops doc docs eng epic fe feat fix front hd help inc infra int internal ios issue
    it itsm jira mob mobile net ops pay plat platform prod proj qa req rnd sdk sec seceng sre
    story sup support sync task tech test ticket ui ux web wms
    """
)
"""What teams call their projects in a tracker."""

_CODE_FIGURES = 4
_MOST_KEYS = 40


def _is_coded(candidate: Candidate, project: str) -> bool:
    """Whether a thing carries the code, as all codes with its prefix are carried in the text."""
    figures = candidate.text.rpartition("-")[2]
    if project.lower() in _TRACKERS or len(figures) > _CODE_FIGURES:
        return False
    return _CODED.search(candidate.before(60)) is not None and _all_coded(candidate, project)


def _all_coded(candidate: Candidate, project: str) -> bool:
    """Whether each code with that prefix has a thing in front."""
    text, view = candidate.view.text, candidate.view.folded
    for count, found in enumerate(re.finditer(rf"(?<![\w-]){re.escape(project)}-\d", text)):
        before = view[max(0, found.start() - 60) : found.start()]
        if count == _MOST_KEYS or _CODED.search(before) is None:
            return False
    return True


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
