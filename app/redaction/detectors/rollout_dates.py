"""Promises by where a thing will run and when, and by the roadmap it stands on: the whole sentence.

`It should be on all shards by 28 November` names neither a fix nor a release, but only what we run
is in shards and regions. `On the roadmap for summer` tells a time of ours whatever is delivered.
"""

from collections.abc import Callable

from app.redaction.detectors.release_dates import MONTH, MONTH_ABROAD, NEAR, WHEN, WHEN_ABROAD
from app.redaction.detectors.roadmap import THEIRS
from app.redaction.detectors.roadmap_abroad import THEIRS_ABROAD
from app.redaction.detectors.roadmap_told import is_long_ago, near_passage
from app.redaction.detectors.sentences import sentence_around, withheld
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern
from app.redaction.sought import Sought

_THINGS = (
    r"(?:shards?|regions?|servers?|clusters?|nodes?|data ?cent(?:er|re)s?|availability zones?|"
    r"zones|pods|replicas?|instances?|environments?|gateways?|edge locations?|pops|machines|racks|"
    r"partitions?|cells|stacks|stages|rings)"
)
_ALL = (
    r"(?:all|every|each|both|most|half|the (?:remaining|other|last|rest)|remaining)(?: of)?"
    r"(?: the| our)?(?: (?:other|remaining|european|american|asian|production|prod|public|"
    r"\d{1,3}|two|three|four|five|six))?"
)
_ABROAD = (
    r"(?:allen?|sämtlichen?|übrigen|restlichen) (?:\w+ )?(?:shards|server[n]?|cluster[n]?|knoten|"
    r"nodes|regionen|rechenzentren|instanzen|umgebungen|maschinen)|"
    r"(?:tous les|toutes les|chacun des|l'ensemble des) (?:autres )?(?:shards|serveurs|clusters|"
    r"grappes|nœuds|noeuds|régions|centres de données|instances|environnements|machines)|"
    r"(?:todos los|todas las|tod[ao]s [ao]s|demais) (?:demás )?(?:shards|fragmentos|servidores|"
    r"clústere?s|clusters|nodos|nós|regiones|regiões|centros de datos|datacenters|instancias|"
    r"instâncias|entornos|ambientes|máquinas)|"
    r"(?:tutti i|tutti gli|tutte le) (?:altri |altre )?(?:shard|server|cluster|nodi|regioni|"
    r"data ?center|istanze|ambienti|macchine)|"
    r"alle (?:andere |overige |andre |øvrige )?(?:shards|servers|servere|clusters|clustere|nodes|"
    r"noder|regio's|regioner|datacenters|datasentre|datacentre|instanser|miljøer|maskiner)|"
    r"alla (?:andra |övriga )?(?:shards|shardar|servrar|kluster|noder|regioner|datacenter|"
    r"instanser|miljöer)|"
    r"wszystkich (?:\w+ )?(?:shardach|serwerach|klastrach|węzłach|regionach|instancjach)|"
    r"všech (?:\w+ )?(?:shardech|serverech|clusterech|uzlech|regionech|instancích)|"
    r"(?:всех|остальных) (?:шардах|серверах|кластерах|узлах|нодах|регионах|инстансах|шардов)|"
    r"(?:всіх|усіх) (?:шардах|серверах|кластерах|вузлах|регіонах)"
)
_UNSPACED = (
    r"(?:すべての|全ての|全)(?:シャード|サーバー?|クラスター?|ノード|リージョン)|"
    r"所有(?:的)?(?:分片|服务器|集群|节点|区域|机房)|全部(?:分片|服务器|集群|节点|区域)|"
    r"모든 ?(?:샤드|서버|클러스터|노드|리전)"
)
_TO_COME = Sought(
    r"\b(?:should|will|'ll|shall|may|might|must|going to|is to|are to|to be|due|expect\w*|plan\w*|"
    r"aim\w*|hop(?:e|ing)|target\w*|schedul\w*|eta|by|until|before|lands?|reach(?:es)?|follows?|"
    r"arrives?|gets?|soll\w*|wird|werden|bis|spätestens|ab|folg\w+|devr\w+|sera|seront|d'ici|"
    r"avant|doit|deber\w+|estar\w+|llegar\w+|para el|antes|dever\w+|deve|até|chegar\w+|dovrebbe|"
    r"sarà|entro|arriver\w+|zal|moet|uiterlijk|voor|vóór|powin\w+|będzie|do|ska|skal|bör|bør|"
    r"senast|senest|inden|innen|má|měl\w*|bude|долж\w+|будет|появ\w+|до|к|має|буде)\b|"
    r"までに|予定|之前|以前|前|预计|將|将|까지|예정",
)
_BEEN = Sought(
    r"\b(?:was|were|has been|have been|had|since|already|yesterday|wurden?|war|waren|a été|"
    r"ont été|était|fue|fueron|foi|foram|è stat[oa]|sono stat[ie]|werd|został[aoy]?|byl[aoiy]?|"
    r"был[аои]?|blev|seit|depuis|desde|dal|sinds|sedan|siden)\b|しました|已经?|했습니다",
)
_READERS = Sought(
    r"\b(?:your|yours|if you|when you|you (?:should|must|can|have to|need to|will)|"
    r"ihr(?:e[mnrs]?)?|sie (?:sollten|müssen|können)|votre|vos|vous (?:devez|pouvez)|"
    r"sus?|usted(?:es)?|vuestr\w+|"
    r"su[oa]|vostr[oaie]|uw|twoj\w+|państwa|vaš\w*|ваш\w*)\b|^\W*(?:please|bitte|veuillez|"
    r"por favor|prosím|proszę|install|update|restart|check|copy|renew|replace)\b",
)
_JOBS = Sought(
    r"\b(?:backups?|\w*sicherung\w*|sauvegardes?|copias? de seguridad|cópias? de segurança|"
    r"kopi[ea] zapasow\w+|zálohování|virenscan|virus scan|neustart|reboot|inventur) "
    r"(?:of [\w ]{1,20} )?(?:runs?|starts?|läuft|laufen|startet|tourne\w*|s'exécute\w*|"
    r"se ejecuta\w*|"
    r"corre\w*|gira\w*|draai\w+|loopt|lopen|wykonuje|běží|körs|kører|kjører)\b",
)
"""Work that runs on servers day by day."""

_DAY = Sought(
    rf"\b\d{{1,2}}(?:st|nd|rd|th|er|º)?\.?(?: of| de)? (?:{MONTH}|{MONTH_ABROAD})\b|"
    rf"\b(?:{MONTH}) \d{{1,2}}\b|\b\d{{1,2}}[./]\d{{1,2}}\.?(?:[./]?(?:20)?\d\d)?(?:\s|$|[,;)])|"
    r"\b20\d\d-\d\d-\d\d\b|\d{1,2} ?[月월] ?\d{1,2} ?[日일号號]|\d{1,2} ?月(?:末|中|底|初)|"
    r"来週|来月|下周|下个?月|本月|今月|年内|年底",
)
_WHEN = (WHEN, WHEN_ABROAD, NEAR, _DAY)

_ROADMAP = (
    r"(?:road-?map\w{0,3}|feuille de route|hoja de ruta|roteiro|tabella di marcia|mapa drogowa|"
    r"mapie drogowej|дорожной карте|дорожній карті|färdplan\w*|vejkort\w*|veikart\w*)"
)
_SEASON = (
    r"(?:spring|summer|autumn|fall|winter|christmas|easter|year[- ]end|q[1-4]|h[12]|"
    r"(?:the )?(?:next|coming|first|second|third|fourth|last) (?:year|quarter|half|season|spring|"
    r"summer|autumn|winter|month)|20\d\d|frühjahr|frühling|sommer|herbst|printemps|été|automne|"
    r"hiver|primavera|verano|otoño|invierno|verão|outono|inverno|estate|autunno|voorjaar|najaar|"
    r"lente|zomer|herfst|wiosnę|lato|jesień|zimę|jaro|léto|podzim|zimu|våren|sommaren|hösten|"
    r"vintern|foråret|sommeren|efteråret|vinteren|høsten|весну|лето|осень|зиму|літо|осінь|"
    rf"(?:{MONTH}|{MONTH_ABROAD}))"
)
_FOR = (
    r"(?:for|in|by|from|towards|für|im|bis|zum|pour|en|à|au|para|no|na|em|per|in|voor|op|na|pro|"
    r"för|till|til|i|на|к)"
)
_THE = (
    r"(?:the |this |next |early |late |mid-?|den |das |dem |diesen |l'|le |la |el |o |a |het |"
    r"de |cet )"
)


def _tells(sentence: str) -> bool:
    """Whether it says when a thing that is ours will be there."""
    if any(no.search(sentence) for no in (_BEEN, _READERS, _JOBS, THEIRS, THEIRS_ABROAD)):
        return False
    if _TO_COME.search(sentence) is None or is_long_ago(sentence):
        return False
    return any(when.search(sentence) for when in _WHEN)


def _is_ours(sentence: str) -> bool:
    return _READERS.search(sentence) is None


def _everywhere(candidate: Candidate) -> Candidate | None:
    return _whole(candidate, _tells)


def _on_roadmap(candidate: Candidate) -> Candidate | None:
    return _whole(candidate, _is_ours)


def _whole(candidate: Candidate, test: Callable[[str], bool]) -> Candidate | None:
    place = sentence_around(candidate.view.text, candidate.start, candidate.end)
    near = near_passage(candidate, *place)
    return withheld(candidate, *place) if candidate.view.judge(test, *near) else None


PATTERNS = (
    Pattern(
        "roadmap",
        "everywhere-by",
        rf"\b(?:on|in|across|to|onto|into|at|over|reach(?:es)?|hits?|covers?) {_ALL} {_THINGS}\b|"
        rf"\b{_ALL} (?:shards?|clusters?|pods|data ?cent(?:er|re)s?)\b|"
        rf"(?:^|[^\w\x{{C0}}-\x{{4FF}}])(?:{_ABROAD})|{_UNSPACED}",
        (
            *("all ", "every ", "each ", "both ", "most ", "half ", "remaining ", "the other "),
            *("the last ", "the rest ", "alle", "tliche", "brigen ", "restlichen "),
            *("tous les ", "toutes les ", "chacun des ", "ensemble des ", "todos ", "todas "),
            *("demais ", "tutti ", "tutte ", "alla ", "wszystkich ", "všech ", "всех "),
            *("остальных ", "всіх ", "усіх ", "すべての", "全", "所有", "모든"),
        ),
        Rank.REGION,
        ignore_case=True,
        check=_everywhere,
    ),
    Pattern(
        "roadmap",
        "roadmap-for",
        rf"{_ROADMAP}[,:]? (?:\w+ )?{_FOR} ?{_THE}?{_SEASON}",
        (
            *("roadmap", "road-map", "feuille de route", "hoja de ruta", "roteiro", "tabella di"),
            *("mapa drog", "mapie drog", "дорожной карте", "дорожній карті", "rdplan", "vejkort"),
            "veikart",
        ),
        Rank.REGION,
        ignore_case=True,
        check=_on_roadmap,
    ),
)
