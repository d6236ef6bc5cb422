"""When something is to come, as it is written in the languages of our engineers."""

from app.redaction.sought import Sought

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:t(?:ember)?)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember|"
    r"janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|"
    r"enero|febrero|marzo|"
    r"abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janeiro|março|"
    r"maio|junho|julho|fevereiro|novembro|"
    r"setembro|outubro|dezembro|stycz\w+|lut(?:y|ego|ym)|mar(?:zec|cu|ca)|kwie(?:cień|tni\w+)|"
    r"maj(?:u|a)?|czerw\w+|lip(?:iec|c[au])|sierp\w+|wrze\w+|październik\w*|listopad\w*|"
    r"grud\w+|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|"
    r"ottobre|dicembre)"
)
_RELEASE = (
    r"(?:sprint|release|version|quarter|iteration|milestone|train|patch|update|hotfix|cycle|pi)\b"
)
PERIOD = (
    r"\bq[1-4]\b|\bh[12]\b|\bt[1-4] 20\d\d|\bfy ?'?\d\d|\bsprint \d+|\bsprints?\b|"
    rf"\b(?:next|following|coming|upcoming|this|current) (?:\w+ )?{_RELEASE}|"
    r"\b(?:next|following|coming|upcoming) (?:minor|major)"
    r"(?= (?:one|is|will|on|in|by|at)\b|[,.;:!)]|$)|"
    r"\b(?:in|with|for|to|into|by|until|till|mit|für|dans|avec|pour|en|con|para|na|w|com|"
    r"voor|met) (?:the |our |der |la |le |a )?"
    r"(?:version(?:e|en)?|versión|versão|versie|wersji|release|v)? ?\d+\.(?:\d+|x)\b|"
    r"\b(?:version|versión|versão|versione|wersji|versie|release) \d+\b|"
    r"\b(?:by|before|until|towards?|at) (?:the )?(?:end|start|beginning|middle) of (?:the )?"
    r"(?:year|quarter|20\d\d|next \w+)|\bby 20\d\d\b|"
    r"\b(?:ersten|zweiten|dritten|vierten) quartal|\bquartal\b|\btrimest\w+|\bkwarta\w+|"
    r"\bkwartaal|\bsemest\w+|"
    r"\b(?:(?:über)?nächsten?|kommenden?) (?:sprint|version|release|monat|jahr)|\b(?:prochaine?|"
    r"próxima|prossima|volgende|następnej) \w+|"
    r"\b(?:this|next|later this|early next) (?:year|month|summer|spring|autumn|fall|"
    r"winter)\b|\bin 20\d\d\b|\b(?:early|mid|late|end of)[- ]20\d\d\b|"
    r"\b(?:first|second|last|other) (?:half|quarter) of (?:the )?(?:next |this )?(?:year|20\d\d)\b"
)
MONTH_ABROAD = (
    r"leden|březen|duben|květen|srpen|říjen|desember|січень|лютий|березень|квітень|травень|"
    r"червень|липень|серпень|вересень|жовтень|грудень|"
    r"ledn[ua]\w*|únor\w*|březn\w+|dubn\w+|květn\w+|červen(?:c\w+)?|červn\w+|srpn\w+|září|říjn\w+|"
    r"prosin\w+|январ\w+|феврал\w+|март[аеу]?|апрел\w+|мая|мае|июн\w+|июл\w+|август\w*|сентябр\w+|"
    r"октябр\w+|ноябр\w+|декабр\w+|січн\w+|лют(?:ого|ому)|березн\w+|квітн\w+|травн\w+|червн\w+|"
    r"липн\w+|серпн\w+|вересн\w+|жовтн\w+|листопад\w*|грудн\w+|ocak\w*|şubat\w*|mart(?:['’]?ta)?|"
    r"nisan\w*|mayis\w*|haziran\w*|temmuz\w*|ağustos\w*|eylül\w*|ekim(?:de)?|kasim\w*|aralik\w*|"
    r"(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu\w*|"
    r"januari|februari|maart|mei|augusti|augustus|marts|maj|január\w*|február\w*|március\w*|"
    r"április\w*|május\w*|június\w*|július\w*|augusztus\w*|szeptember\w*|október\w*|ianuarie|"
    r"februarie|martie|aprilie|iunie|iulie|septembrie|octombrie|noiembrie|decembrie|ιανουάρι\w+|"
    r"φεβρουάρι\w+|μάρτι\w+|απρίλι\w+|μάι\w+|ιούνι\w+|ιούλι\w+|αύγουστ\w+|αυγούστ\w+|σεπτέμβρι\w+|"
    r"οκτώβρι\w+|νοέμβρι\w+|δεκέμβρι\w+|november\w*|december\w*|януари|февруари|юни|юли|"
    r"септември|октомври|ноември|декември|јануар\w*|фебруар\w*|јун\w*|јул\w*|септемб\w+|"
    r"siječ\w+|veljač\w+|ožuj\w+|travn\w+|svibn\w+|srpn\w+|kolovoz\w*|rujn\w+|studen\w+|"
    r"januar\w*|februar\w*|saus\w+|vasari\w+|birželi\w+|rugpjū\w+|rugsėj\w+|lapkri\w+|"
    r"gruod\w+|janvār\w+|februār\w+|jaanuar\w*|veebruar\w*|märts\w*|detsembr\w+"
)
_FEAST = (
    r"\b(?:by|before|until|till|around|after|for|over) (?:the )?(?:christmas|x-?mas|easter|"
    r"thanksgiving|new year|(?:winter |summer |christmas )?holidays|summer break|year[- ]?end|"
    r"black friday)\b|\b(?:vor|bis|zu|nach) (?:weihnachten|ostern|pfingsten|(?:zum )?jahresende|"
    r"neujahr)\b|\bbis zum jahresende\b|\b(?:avant|pour|à|d'ici) (?:noël|pâques|la rentrée|l'été)|"
    r"\b(?:antes de|para|por) (?:navidad|semana santa|verano)\b|\b(?:antes do|até o|no|para o) "
    r"natal\b|\b(?:prima di|entro|per) (?:natale|pasqua|l'estate)\b|\bvoor (?:de )?(?:kerst|zomer)|"
    r"\b(?:przed|na) święta|\bprzed świętami|\bdo vánoc|\b(?:к|до) нового года|\bк новому году|"
    r"\byilbaşi|\b(?:före|innan|till) jul|\b(?:før|inden|til) jul|\bjouluksi|\bkarácsony|"
    r"\bpřed vánoc|\bpred vianoc|\bennen joulua|\bînainte de (?:crăciun|sărbători|paște)|"
    r"\b(?:до|перед|к) (?:рождеств|різдв|праздник|свят|новым годом)"
)
_SEASON = (
    r"\b(?:au printemps|à l'automne|cet (?:été|hiver|automne)|en (?:été|hiver|automne)|"
    r"(?:en|in|la|na) primavera|en (?:verano|otoño|invierno)|no (?:verão|outono|inverno)|"
    r"in (?:estate|autunno|inverno)|in het (?:voorjaar|najaar)|in de (?:lente|zomer|herfst|winter)|"
    r"na wiosnę|wiosną|latem|jesienią|zimą|na jaře|na podzim|v létě|v zimě|"
    r"(?:i|till|under) (?:våren|vår|sommaren|sommar|hösten|höst|vintern|vinter)|"
    r"(?:i|på|til) (?:foråret|forår|sommeren|sommer|efteråret|høsten|høst|vinteren|vinter|våren)|"
    r"(?:für das|fürs|zum|bis zum) (?:frühjahr|frühling|sommer|herbst|winter)|"
    r"voor (?:het (?:voorjaar|najaar)|de (?:lente|zomer|herfst|winter))|"
    r"(?:kevää|kesä|syksy|talve)llä|kevääksi|kesäksi|syksyksi|tavasszal|tavaszra|nyáron|ősszel|"
    r"őszre|în primăvar[ăa]|primăvara|la vară|la toamn[ăa]|la iarn[ăa]|(?:ilk|son)?baharda|yazin|"
    r"kişin)\b|\b(?:весной|летом|осенью|зимой|навесні|влітку|восени|взимку)\b"
)
_DAY_FOR = (
    rf"\b(?:for|before|until|till|für|para|pour|per) (?:the |dem |den |el |le |il )?"
    rf"\d{{1,2}}(?:st|nd|rd|th|er|º)?\.?(?: de| of)? (?:{MONTH}|{MONTH_ABROAD})\b"
)
_WEEKDAY = (
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
    r"(?: (?:morning|noon|afternoon|evening|night))?|"
    r"tonight|tomorrow|next week|this week|(?:later )?today|heute abend|morgen|nächste woche|"
    r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\w*|demain|"
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|mañana)\b"
)
NEAR = Sought(rf"{_DAY_FOR}|{_WEEKDAY}")
"""Days that appointments and jobs have as well: they tell of a release where one is named."""

_DAY = (
    rf"\b(?:am|le|el|il|op|den|dnia|do|até|bis|by|on|o|em|para el|dia|día)(?: the)? "
    rf"\d{{1,2}}(?:st|nd|rd|th|er|º)?\.?(?: de| of)? (?:{MONTH}|{MONTH_ABROAD})\b"
)
_NAMED = (
    rf"\b(?:{MONTH}|easter|christmas|x-?mas|spring|summer|autumn|winter) (?:release|train|drop|"
    rf"wave|"
    rf"rollout|roll-out|milestone|cut)\b|\b(?:a|para) (?:finales|principios|mediados) de {MONTH}\b|"
    rf"\b(?:em|no|para o) (?:finais|fim|início|meados) de {MONTH}\b|\b(?:fine|inizio|metà|"
    rf"per) {MONTH}\b|"
    rf"\b(?:pod koniec|na początku|w połowie) {MONTH}\b|\b(?:eind|begin|medio) {MONTH}\b"
)
WHEN = Sought(
    rf"{PERIOD}|{_FEAST}|{_DAY}|{_NAMED}|"
    rf"(?:[,;:(-] |\bour )target(?: date)?(?: is|:)? (?:the )?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\.?(?: of)? )?{MONTH}\b|"
    rf"\b(?:first|second|third|last) (?:week|half|days) of {MONTH}\b|"
    rf"\b{MONTH}[- ](?:release|version|update|sprint)\b|"
    rf"\b(?:aim(?:ing|ed)?|shoot(?:ing)?|target(?:ing|ed)?|eyeing)(?: at| for)? {MONTH}\b|"
    rf"\b(?:in|by|for|until|around|early|mid|late|end of|beginning of|targeting|"
    rf"target(?:ed)?|im|anfang|mitte|ende|en|para|em|à|fin|pour|in)[- ]+"
    rf"(?:the )?(?:early |mid |late |end of |start of )?-?{MONTH}\b|"
    rf"\b(?:in|by|before|until|for) (?:the )?(?:early |late )?(?:spring|summer|autumn|winter)\b|"
    rf"\bthe week of\b|\bweek \d\d?\b|\b(?:im|bis) (?:frühling|frühjahr|sommer|herbst|winter)\b|"
    rf"\bKW ?\d\d?\b|\b(?:with|in|by) the {MONTH} (?:release|update|patch|version|drop|build)\b",
)
WHEN_ABROAD = Sought(
    rf"{_SEASON}|\b(?:{MONTH_ABROAD}|{MONTH})\b|квартал|полугоди|čtvrtlet|pololet|kvart[aá]l|kvartaal|"
    rf"negyedév|"
    r"çeyre|neljänne|halbjahr|jahreshälfte|semestr|półrocz|следующ\w+ (?:верси|релиз|год|месяц)|"
    r"gelecek (?:yil|ay|sürüm)|příští\w* (?:rok|měsíc|verz)|nästa (?:år|månad|version)|næste "
    r"(?:år|måned|version)|neste (?:år|måned|versjon)|ensi (?:vuon|kuu)|jövő (?:év|hónap)|"
    r"que viene|prochain|prossim|volgende (?:week|maand|jaar)|próxim|nächste (?:woche|monat|jahr)|"
    r"\b(?:vecka|uge|uke|viikolla|hét) \d\d?\b|anul viitor|luna viitoare|του χρόνου|επόμεν|"
    r"\b20\d\d\b",
)
