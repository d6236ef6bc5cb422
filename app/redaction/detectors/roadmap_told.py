"""Promises as they are told to a reader: the whole sentence.

`I can promise you ... by Christmas`, `starting with 12.1 in March`, `scope for the next quarter:`,
and what becomes of a thing by a date in the languages of Europe. Each says when; goods, money and
appointments, which have dates too, stay.
"""

import re
from collections.abc import Callable

from app.redaction.detectors.release_dates import MONTH, MONTH_ABROAD, NEAR, WHEN, WHEN_ABROAD
from app.redaction.detectors.roadmap import THEIRS
from app.redaction.detectors.roadmap_abroad import THEIRS_ABROAD
from app.redaction.detectors.sentences import sentence_around, withheld
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.sought import Sought

_BLOCK = 200
"""Of a sentence without end this much is judged at a find, and half of it on either side."""

_FEAST = (
    r"\b(?:christmas|x-?mas|easter|whitsun|pentecost|halloween|thanksgiving|midsummer|diwali|"
    r"new year|black friday|spring|summer|autumn|winter|weihnachten|ostern|pfingsten|silvester|"
    r"jahreswechsel|jahresende|noël|pâques|navidad|semana santa|natal|páscoa|natale|pasqua|kerst|"
    r"kerstmis|pasen|święt\w+|wielkanoc\w*|vánoc\w*|vianoc\w*|velikonoc\w*|jul|påsk|påske|"
    r"joulu\w*|"
    r"pääsiäi\w+|karácsony\w*|húsvét\w*|crăciun\w*|paște|yılbaşı\w*|yilbaşi\w*|primavera|"
    r"printemps|"
    r"frühjahr|herbst|voorjaar|najaar|quarter|half-?year|next (?:month|year|release|version))\b|"
    r"рождеств|пасх[еиу]|нов\w+ год|クリスマス|年末|年内|来月|来春|圣诞|聖誕|春节|春節|年底|"
    r"下个?月|성탄|"
    r"크리스마스|연말|설날"
)
_DATED = Sought(
    rf"{WHEN.pattern}|{WHEN_ABROAD.pattern}|{_FEAST}|\b{MONTH} \d{{1,2}}\b|"
    r"\b(?:entro|per|d'ici|avant|antes d\w+|até|até ao?|do|til|till|bis|voor|до|к) (?:la |le |"
    r"el |o |zum |het )?"
    r"(?:fine|fin|final|fim|końca|konce|slutet|slutningen|ende|eind|конца|концу)\b",
)
_PAST = Sought(
    r"\b(?:was|were|has been|have been|had|came out|went out|since|already|yesterday|wurden?|war|"
    r"waren|a été|ont été|était|fue|fueron|foi|foram|è stat[oa]|sono stat[ie]|werd|werden al|"
    r"został[aoy]?|byl[aoiy]?|был[аои]?|blev|seit|depuis|desde hace|sinds|"
    r"(?:you|we|they|it|i|he|she) (?:got|sent|answered|received|gave|saw|made|told|asked|released|"
    r"shipped|published|changed|added|introduced|removed|ended|began|came|went))\b",
)
_READERS = Sought(
    r"\b(?:if you|when you|your (?:own|account|server|plan|data|database|password|site|shop|"
    r"machine|"
    r"hardware|phone|router|reports?)|ihr(?:e[mnrs]?)? (?:konto|server|daten|vertrag|gerät)|"
    r"votre (?:compte|serveur)|su (?:cuenta|servidor)|(?:suo|vostro) (?:conto|account|server)|"
    r"sua conta|uw (?:account|server))\b|^\W*(?:please|bitte|veuillez|por favor|prosím|proszę)\b",
)

_CONTACT = Sought(
    r"\b(?:(?:call|write to|get back to|answer|phone|ring|contact|tell) you|in touch|let you know|"
    r"keep you (?:posted|informed|updated)|rappel\w+|recontacter|répondr\w+|zurückrufen|"
    r"(?:melden|meldung)|llam[ao]r\w*|contactar\w*|responder\w*|ligar(?:-lhe)?|richiam\w+|"
    r"ricontatt\w+|rispond\w+|terug ?bel\w+|oddzwoni\w*|zavol\w+|ring(?:a|e) (?:dig|er|upp)|"
    r"перезвон\w+|зателефон\w+)\b",
)
"""What is promised to the reader: to be heard of."""

_WORK = Sought(
    r"\b(?:fix\w*|patch\w*|releas\w+|version\w*|updates?|features?|ship\w*|repair\w*|solved|"
    r"ready|live|correct\w*|mise à jour|korrektur\w*|behoben|lösung|arreglo|actualización|"
    r"correção|atualização|correzione|aggiornamento|oplossing|poprawk\w+|aktualiz\w+|oprav\w+|"
    r"исправл\w+|обновл\w+)\b",
)
_WARES = re.compile(
    r"^ (?:school |financial |printed )?(?:years?|weeks?|months?|days?|seasons?|terms?|semesters?|"
    r"catalog(?:ue)?s?|brochures?|prices?|price list|magazine|edition|newsletter|books?|guides?|"
    r"colleagues?|manager|contact|team|offices?|shops?|stores?|buildings?|chairs?|tables?|cars?|"
    r"phones?|printers?|laptops?|keyboards?|uniforms?|cards?|badges?|letters?|chats?|challenges?|"
    r"collection|products?|stock|parts?|staff|episode|course|class|round)\b",
    re.IGNORECASE,
)
_ASKED = Sought(
    r"\b(?:you (?:need|must|have to|should|got|had|saw)|sie (?:brauchen|benötigen|müssen)|"
    r"vous (?:devez|avez besoin)|(?:usted )?(?:debe|necesita)n? (?:una?|su|usted)|u (?:moet|"
    r"hebt))\b",
)
"""What a version asks of the reader, who has it."""

_SHELF = Sought(
    r"\b(?:rapporto|relazione|rapport|informe|relatório|bericht|verslag|raport|estratto|extracto|"
    r"relevé|dokument\w*|document\w*|nella sezione|dans la (?:section|rubrique)|en la sección|"
    r"na sec?ção|im bereich|w sekcji|v sekci)\b",
)
_NEW = re.compile(r"\b(?:nuov|nouve|nuev|nov[oaáýé]|nieuw|now[aye]|neue)\w*", re.IGNORECASE)
_LIES_READY = re.compile(
    r"(?:dispon\w+|pront|prêt\w*|list[oa]|dostępn|dostupn|publi\w+|pubblicat)$"
)
_OLD_YEAR = re.compile(r"\b(?:19\d\d|20(?:[01]\d|2[0-5]))\b")
_YEAR_TO_COME = re.compile(r"\b20(?:2[6-9]|[3-9]\d)\b")
_ADVICE = re.compile(
    r"you should (?:use|take|check|read|write|ask|stop|run|work|know|show|handle)$", re.IGNORECASE
)
_OTHERS_END = re.compile(
    r"\bsupport for (?:microsoft )?(?:windows|macos|ios|android|chrome|firefox|edge|"
    r"internet explorer|"
    r"safari|office|outlook|exchange|java|php|python|node|ubuntu|debian|red hat|sql server)\b"
    r"[\w .]{0,16} ends\b",
    re.IGNORECASE,
)
"""What the maker of another product has announced."""

_WORD = (
    r"\b(?:(?:i|we) (?:can |could |do |will |'ll |hereby |still |have )?(?:already "
    r")?(?:promised?|guaranteed?|"
    r"assured?|pledged?|swear|vouch|commit(?:ted)? to)|you have (?:my|our) word|"
    r"give you (?:my|our) word|my word (?:on it|for it)|promise (?:you|them|him|her|the "
    r"customer) |"
    r"(?:count on|look forward to|look out for|expect|watch for|bank on) (?:the|a|an|our) "
    r"(?:new|next|corrected|fixed|repaired|reworked|rewritten|improved|finished)\b|"
    r"should (?:reach|be with) you\b|we reckon (?:it|that|this|on)\b|set aside (?:sprint|time|"
    r"the whole)|"
    r"ich (?:verspreche|garantiere|versichere)\b|wir (?:versprechen|garantieren|versichern)\b|"
    r"(?:wir sagen|ich sage) [^.!?\n\[\]*]{2,60} zu\b|"
    r"verspreche ich|versprechen wir|garantieren wir|mein wort drauf|"
    r"(?:je|nous|on) (?:vous |te |lui |leur )?(?:promets|promettons|promet|garantis|"
    r"garantissons|assure|"
    r"assurons|m'engage|nous engageons)|vous avez ma parole|"
    r"(?:le|les|te|os|lo) (?:prometo|prometemos|garantizo|garantizamos|aseguro)|prometo que|"
    r"prometemos que|tiene mi palabra|"
    r"(?:prometo|prometemos|garanto|garantimos|asseguro)(?:-lhes?|-vos|-te| que| a voc\w+)|"
    r"(?:lhes? prometo|lhes? garanto|tem a minha palavra)|"
    r"(?:le|vi|ti|glielo) (?:prometto|promettiamo|garantisco|garantiamo|assicuro)|ha la mia "
    r"parola|"
    r"(?:ik beloof|we beloven|wij beloven|ik garandeer|beloof ik|beloven we|u hebt mijn woord)|"
    r"obiecuj(?:ę|emy)|gwarantuj(?:ę|emy)|daję słowo|slibuji|slibuju|slibujeme|sľubujem\w*|"
    r"zaručuji|"
    r"jag lovar|vi lovar|lovar jag|jeg lover|vi lover|lover jeg|lupaan|lupaamme|megígérem|ígérem|"
    r"garantálom|vă promit|promit că|söz veriyor\w+|garanti ediyor\w+)|"
    r"(?:[Оо]бещаем|[Оо]бещаю|[Гг]арантирую|[Гг]арантируем|[Оо]біцяю|[Оо]біцяємо|お約束|約束します|"
    r"约定在|保证在|我保证|我们保证|我保證|我們保證|承诺在|承诺于|약속드|약속합)"
)
_WORD_GATES = (
    *("promis", "guarant", "assure", "pledge", "swear", "vouch", "commit", "my word", "our word"),
    *("count on", "look forward", "look out", "expect", "watch for", "bank on", "reach you"),
    *("be with you", "we reckon", "set aside", "verspr", "garanti", "versicher", "ich sage"),
    *(
        "wir sagen",
        "mein wort",
        "promets",
        "promet",
        "garant",
        "assur",
        "assegur",
        "engage",
        "ma parole",
    ),
    *("promet", "asegur", "palabra", "promett", "garantisc", "assicur", "mia parola", "beloof"),
    *("beloven", "garand", "mijn woord", "obiecuj", "gwarant", "słowo", "slibuj", "ubujem", "uji"),
    *("lovar", "lover", "lupaa", "rem", "lom", "promit", "veriyor", "ediyor", "palavra", "garanto"),
    *("бещ", "арантиру", "біця", "約束", "约定", "保证", "保證", "承诺", "약속"),
)

_SINCE = (
    r"(?:\b(?:starting (?:with|from)|beginning with|from|as of|with|in|"
    r"ab|mit|dès|à partir de(?: la)?|avec(?: la)?|a partir d[aeo](?: la)?|desde(?: la)?|con(?: "
    r"la)?|"
    r"a partire da(?:lla)?|dalla|vanaf|met|od|wraz z|från och med|från|fra og med|fra|alkaen|de "
    r"la) |"
    r"(?:[Сс]|[Нн]ачиная с|[Пп]очинаючи з|[Зз]) )"
    r"(?:the )?(?:(?:version(?:e|en)?|versión|versão|versie|wersji|verze|verzi|версии|версії|"
    r"release|"
    r"v) ?\d{1,3}(?:\.\d+)*|\d{1,3}\.\d{1,3}(?:\.\d+)*)"
)
_SINCE_GATES = (
    *("starting ", "beginning ", "from ", "as of ", "with ", "in ", "ab ", "mit ", "s ", "de "),
    *("la ", "avec ", "da ", "do ", "desde ", "con ", "vanaf ", "met ", "od ", "z ", "med "),
    *("från ", "fra ", "alkaen ", "с ", "С ", "з ", "З "),
)
_SOON_AFTER = re.compile(
    r"^[ ,]*(?:on|onwards?)?[ ,(]*(?:(?:in|im|en|em|di|de|du|around|due|this|next|from|w|v|we|"
    r"ve|i|à|au|no|"
    r"в|у) )?(?:early |late |mid-?|the )?"
    rf"(?:\b(?:{MONTH}|{MONTH_ABROAD})\b|{_FEAST}|\bq[1-4]\b|\bh[12]\b|\bkw ?\d|week \d)",
    re.IGNORECASE,
)

_SCOPE = (
    r"\b(?:scope|plans?|goals?|targets?|objectives?|focus|priorit(?:y|ies)|commitments?|backlog|"
    r"okrs?|"
    r"bets|themes?|outlook|on the list|agenda|deliverables|dates?|work|candidates|umfang|ziele?|"
    r"vorhaben|schwerpunkte?|périmètre|objectifs?|programme|priorités|alcance|objetivos?|"
    r"prioridad(?:es)?|mbito|escopo|prioridades?|ambito|obiettivi|priorità|doelen|planning|"
    r"zakres|"
    r"cele|omfång|mål|rozsah|cíle)"
    r" (?:for|of|in|für|im|pour|du|de|del|para|do|per|voor|na|för|til|pro)(?: the| das| le| el| "
    r"o| il| het| den)? "
    r"(?:next|coming|following|upcoming|nächste\w?|kommende\w?|prochain|próximo|prossimo|"
    r"volgende|"
    r"komende|następny|przyszły|nästa|næste|neste|příští)(?: \w+)? ?"
    r"(?:quarter|half-?year|half|release|version|iteration|cycle|increment|year|month|quartal|"
    r"halbjahr|jahr|trimestre|semestre|kwartaal|halfjaar|jaar|kwartał|półrocze|kvartal|kvartál|"
    r"čtvrtletí|pololetí)?[^.:\n\[\]*]{0,12} ?:"
)
_SCOPE_GATES = (
    *("next", "coming", "following", "chste", "kommende", "prochain", "ximo"),
    *("prossimo", "volgende", "komende", "pny", "przysz", "sta", "ste", "í"),
)

_MENDED = (
    r"\b(?:(?:corrected|repaired|fixed|improved|revised|reworked|patched|rewritten|redesigned|"
    r"mended|"
    r"better) (?:[\w-]+ ){1,3}|new (?:[\w-]+ )?(?:reader|parser|importer|exporter|editor|driver "
    r"for "
    r"[\w ]{1,20}|firmware|search|engine|sync|app|api|connector|plug-?in|scheduler|release|"
    r"version|build|"
    r"sweep|module|export|import|screen|dialog|report builder|login) |"
    r"(?:fix|patch|hot-?fix|correction|cure|remedy|bug-?fix|solution|release|rollout) )"
    r"(?:is|are|has been|goes|go|should be|is to be|are to be)(?: now| currently| tentatively| "
    r"also)? "
    r"(?:scheduled|planned|due|slated|foreseen|expected|set|lined up|booked|down|on the calendar|"
    r"handed out|to (?:testing|customers|all)|delivered|earmarked|announced)\b|"
    r"\b(?:delivery|release|rollout|deadline|date|target|launch) (?:of|for) the (?:\w+ )?(?:fix|"
    r"patch|"
    r"hot-?fix|new \w+|corrected \w+|repaired \w+|rewrite|update)(?: is|:| will be)|"
    r"\b(?:timeline|milestones? \d{0,2}|rollout plan|release plan)\b[^.\n\[\]*]{0,12}:|"
    r"\bsupport for [\w. ]{2,24} (?:ends|stops|will end|goes away)\b"
)
_MENDED_GATES = (
    *("corrected ", "repaired ", "fixed ", "improved ", "revised ", "reworked ", "patched "),
    *("rewritten ", "redesigned ", "mended ", "better ", "new ", "fix ", "patch ", "hotfix "),
    *("hot-fix ", "correction ", "cure ", "remedy ", "bugfix ", "bug-fix ", "solution "),
    *("release ", "rollout ", "delivery ", "deadline ", "date ", "target ", "launch "),
    *("timeline", "milestone", "rollout plan", "release plan", "support for "),
)
_ON_DAY = Sought(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH}\b|\b{MONTH} \d{{1,2}}\b|\b20\d\d-\d\d-\d\d\b|"
    rf"\b\d{{1,2}}[./]\d{{1,2}}[./](?:20)?\d\d\b|\(\w* ?{MONTH}\b|\b(?:of|from|in|for) {MONTH}\b",
)

_BY_THEN = (
    r"\b(?:by|from|before|around|come|towards|starting) (?:the )?(?:end of (?:the |this |next "
    r")?(?:year|"
    r"month|quarter)|(?:next|new) (?:month|year|quarter|spring|summer|autumn|winter|release)|"
    rf"christmas|easter|spring|summer|autumn|winter|{MONTH})(?: on| onwards?)?,? "
    r"(?:the [a-z]+(?: [a-z]+)?|we|it|there|you) (?:will|'ll|should) (?:be able|have|also|know|"
    r"read|write|"
    r"check|refuse|support|offer|show|use|find|no longer|not need|stop|ask|get|run|work|take|"
    r"handle)\b"
)
_BY_THEN_GATES = ("by ", "from ", "before ", "around ", "come ", "towards ", "starting ")

_BECOMES = (
    r"\b(?:verrà|verranno|sarà|saranno|sera|seront|será|serán|serão|estará|estarán|estarão|"
    r"ficará|"
    r"ficarão|zostanie|zostaną|będzie|będą|bude|budou|wordt|worden) (?:\w+ ){0,2}?"
    r"(?:rilasciat|distribuit|pubblicat|corrett|aggiunt|introdott|implementat|resa? disponibil|"
    r"integrat|svilupp|sostituit|pront|disponibil|livré|déployé|publié|proposé|corrigé|ajouté|"
    r"intégré|"
    r"disponible|prête?|résolu|remplacé|supprimé|mise? à disposition|lanzad|publicad|corregid|"
    r"incluid|"
    r"añadid|integrad|resuelt|reemplazad|eliminad|list[oa]|lançad|corrigid|incluíd|adicionad|"
    r"resolvid|disponív|substituíd|removid|entregue|udostępnion|dodan|wprowadzon|wydan|"
    r"wdrożon|poprawion|naprawion|zastąpion|usunięt|gotow|dostępn|vydán|přidán|nasazen|opraven|"
    r"dostupn|"
    r"hotov|zveřejněn|nahrazen|odstraněn|uitgebracht|opgeleverd|toegevoegd|ingebouwd|"
    r"vrijgegeven)|"
    r"\bse (?:lanzará|incluirá|publicará|añadirá|corregirá|integrará)n?|"
    r"\bwordt [^.!?\n\[\]*]{0,40} (?:uitgebracht|opgeleverd|toegevoegd|ingebouwd|vrijgegeven|"
    r"uitgerold)\b|"
    r"\b(?:wird|werden) [^.!?\n\[\]*]{0,50} (?:umgesetzt|eingebaut|ergänzt|nachgeliefert|"
    r"implementiert|"
    r"ausgeliefert|ausgerollt|abgekündigt)\b|"
    r"\b(?:ist|sind) (?:derzeit |aktuell )?für [^!?\n\[\]*]{2,28} (?:vorgesehen|geplant|eingeplant|"
    r"angesetzt)\b|"
    r"(?:[Бб]удет|[Бб]удут) (?:выпущен|добавлен|исправлен|готов|доступн|реализован|внедр|замен)"
)
_BECOMES_GATES = (
    *("verr", "sar", "sera ", "seront ", "ser", "estar", "ficar", "zostan", "dzie ", "d\u0105 "),
    *("będ", "bude ", "budou ", "wordt ", "worden ", "se ", "wird ", "werden ", "ist ", "sind "),
    *("удет ", "удут "),
)


def _holds(sentence: str, *tests: Sought | re.Pattern[str]) -> bool:
    return any(test.search(sentence) for test in tests)


def is_long_ago(sentence: str) -> bool:
    """Whether it names a year that is over, and none that may be to come."""
    return _holds(sentence, _OLD_YEAR) and not _holds(sentence, _YEAR_TO_COME)


def is_promised(sentence: str) -> bool:
    """Whether it says when, and tells neither of the reader's things nor of a call to him."""
    if _holds(sentence, _READERS, THEIRS, THEIRS_ABROAD):
        return False
    if _holds(sentence, _CONTACT) and not _holds(sentence, _WORK):
        return False
    return _holds(sentence, _DATED)


def _is_free(sentence: str) -> bool:
    """Whether it is neither past nor the reader's: when, the find itself says."""
    if _holds(sentence, _PAST) or is_long_ago(sentence):
        return False
    return not _holds(sentence, _READERS, THEIRS, THEIRS_ABROAD)


def _is_to_come(sentence: str) -> bool:
    return _is_free(sentence) and _holds(sentence, _DATED)


def _has_day(sentence: str) -> bool:
    return _is_free(sentence) and _holds(sentence, _ON_DAY, NEAR, _DATED)


def _is_version_to_come(sentence: str) -> bool:
    return _is_free(sentence) and not _holds(sentence, _ASKED)


def _is_shelved(sentence: str) -> bool:
    """Whether a report or a document is put where the reader finds it."""
    return _holds(sentence, _SHELF) and not _holds(sentence, _NEW)


def _said(candidate: Candidate) -> Candidate | None:
    """A promise, unless what is promised is no ware of ours (`the new year`)."""
    return None if _WARES.match(candidate.after(30)) else _whole(candidate, is_promised)


def _becoming(candidate: Candidate) -> Candidate | None:
    text = candidate.view.text[candidate.start : candidate.end]
    if _LIES_READY.search(text) and candidate.view.judge(_is_shelved, *_near(candidate)):
        return None
    return _whole(candidate, _is_to_come)


def _mended(candidate: Candidate) -> Candidate | None:
    if _OTHERS_END.match(candidate.view.text, candidate.start, candidate.end):
        return None
    return _whole(candidate, _has_day)


def _plainly(candidate: Candidate) -> Candidate | None:
    return _whole(candidate, _is_free)


def _since(candidate: Candidate) -> Candidate | None:
    """A version, with the month it is to come in right behind it."""
    soon = _SOON_AFTER.search(candidate.after(48))
    return _whole(candidate, _is_version_to_come) if soon else None


def _then(candidate: Candidate) -> Candidate | None:
    told = candidate.view.text[candidate.start : candidate.end]
    return None if _ADVICE.search(told) else _plainly(candidate)


def _near(candidate: Candidate) -> tuple[int, int]:
    return near_passage(candidate, *_sentence(candidate))


def near_passage(candidate: Candidate, begin: int, finish: int) -> tuple[int, int]:
    """Of a long sentence the blocks around a find: those of one block ask of the same."""
    if finish - begin <= 2 * _BLOCK:
        return begin, finish
    block = candidate.start - candidate.start % _BLOCK
    return max(begin, block - _BLOCK // 2), min(finish, max(candidate.end, block + _BLOCK * 3 // 2))


def _sentence(candidate: Candidate) -> tuple[int, int]:
    return sentence_around(candidate.view.text, candidate.start, candidate.end)


def _whole(candidate: Candidate, test: Callable[[str], bool]) -> Candidate | None:
    place = _sentence(candidate)
    near = near_passage(candidate, *place)
    return withheld(candidate, *place) if candidate.view.judge(test, *near) else None


def _told(name: str, regex: str, gates: tuple[str, ...], check: Check) -> Pattern:
    return Pattern("roadmap", name, regex, gates, Rank.REGION, ignore_case=True, check=check)


PATTERNS = (
    _told("word-given", _WORD, _WORD_GATES, _said),
    _told("version-since", _SINCE, _SINCE_GATES, _since),
    _told("scope-of-next", _SCOPE, _SCOPE_GATES, _plainly),
    _told("mended-by-day", _MENDED, _MENDED_GATES, _mended),
    _told("by-then", _BY_THEN, _BY_THEN_GATES, _then),
    _told("becomes-by", _BECOMES, _BECOMES_GATES, _becoming),
)
