"""Branches, repositories, flags and environments by the words for them in more languages, and by
what is done at them: `ramo fix/rates`, `review op shop/core`, `flaga shop.a-v2`, `auf erp-test-4`.
"""

import re

from app.redaction.detectors.edges import FILE_ENDING
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import words

_QUOTE = r"[`\"'«„]{0,2}"
_PATH = r"[a-z][\w.-]*(?:/[\w#-][\w.#-]*)+"
_SEPARATOR = rf"(?:[ :=|\t]{{1,3}}{_QUOTE}|[`\"'«„]{{1,2}})"
_BRANCH = (
    r"(?:(?:\b(?i:branch\w{0,5}|branche|zweig\w{0,2}|rama|ramo|ramura|ramurii|ramură|tak|gał[ąę]\S{1,4}|"
    r"galaz|galezi|větev|větv\S{1,3}|vetva|vetv[eu]|gren(?:en)?|haara\w{0,4}|haaroissa|"
    r"dal(?:i|inda|ina|indan|da)|dal ?[:=]|worktree)|(?:^|[\s(])ág(?:on|ban|ra|ról|at|a|ba)?|"
    r"[Вв]етк[аеиу]|[Вв]етв[иь]|[Гг]ілк[аиу]|[Гг]ілці|κλάδο[ςυ]?)"
    rf"{_SEPARATOR}|(?:ブランチ|分支|브랜치)[ :=|\t]{{0,2}}(?:は|为|是)? ?{_QUOTE})"
)
_JOINS = words("on and und och og et en y e i a ja és și ve or и та й both read")
_EITHER = words("or oder eller ou o of lub nebo tai vagy sau veya или або off and no")


def _path(candidate: Candidate) -> Candidate | None:
    """`e/o` joins words, and a file or a page is no branch."""
    text = candidate.text.rstrip(".-#")
    parts = text.lower().split("/")
    if (parts[0] in _JOINS and parts[1] in _EITHER) or FILE_ENDING.search(text):
        return None
    if len(parts[0]) < _SHORT or candidate.before(1) in {"/", ".", "@", "\\"}:
        return None
    return candidate._replace(end=candidate.start + len(text))


_SHORT = 2


_SIGNED = re.compile(r"[\d_.#-]")
_NEAR = re.compile(
    r"commit|merge|\b(?:pr|mr|ci)\b|repo|pipeline|\bbuild|deploy|push|rebase|checkout|\bfix|patch|"
    r"jenkins|gitlab|github|коммит|мерж|コミット|提交|커밋"
)
_WORK = words(
    """fix fixes hotfix bugfix bug feature feat chore refactor release test wip spike task story
    poprawka poprawki naprawa blad korjaus ominaisuus oprava chyba rettelse rattning fiks feil fejl
    korrektur behebung fehler bereinigung arreglo correccion correcao correctif correction corriger
    correzione correggi javitas hiba reparatie corectie duzeltme hata pravka ispravlenie
    vypravlennia herstel aanpassing fout funkcja funkce funktion funkcio funzione funcion
    fonction xiufu sujeong shusei naosu"""
)


def _branch(candidate: Candidate) -> Candidate | None:
    """The words for a branch are those of trees, trades and shops: a pair of words is not one."""
    found = _path(candidate)
    if found is None or _SIGNED.search(found.text):
        return found
    parts = found.text.lower().split("/")
    near = _NEAR.search(candidate.before(80)) or _NEAR.search(candidate.after(80))
    told = near is not None and stock().words.isdisjoint(parts)
    return found if told or parts[0] in _WORK else None


def _repository(candidate: Candidate) -> Candidate | None:
    """Two words of the language are a pair, `review on pros/cons`; a request behind them tells.
    An issue is in pages and on systems too: `issue in xlsx/csv`, where no part is of two words."""
    found = _path(candidate)
    if found is not None and _ISSUE.search(candidate.before(20)) and not _TWO.search(found.text):
        return None
    if found is None or _REQUEST.match(candidate.after(12)) is not None:
        return found
    return None if stock().has_all(re.split("[-_./]", found.text.lower())) else found


_ISSUE = re.compile(r"\bissues? \w+ \W?$")
_TWO = re.compile(r"[a-z]{2}-[a-z]{2}")
_REQUEST = re.compile(r"[`\"'»]? ?(?:\(?(?:pr|mr)\b|[#!]\d|pull req|merge req|\[)")
_FLAG = r"[a-z][a-z0-9]*(?:[._-][a-z0-9]+)+"
_FLAG_WORD = (
    r"(?:\b(?i:(?:feature[ -]?)?(?:flag(?:a|ę|i|ą|u|ul|get|gen|gan|ga)?|flagge|toggle|"
    r"kill-?switch)|"
    r"drapeau|bandera|bandeira|interruttore|schalter|schakelaar|przełącznik(?:u|iem)?|přepínač(?:e|em)?|"
    r"příznak|vlajka|vlajky|bryter(?:en)?|strömbrytare|kontakten|lippu|kapcsoló|comutator(?:ul)?|"
    r"bayrak|bayraği)|"
    r"[Фф]лаг(?:ом|а|е)?|[Тт]умблер|[Пп]ереключатель|[Пп]рапор(?:ець)?|[Пп]еремикач|フラグ|开关|開關|"
    r"플래그)"
)
_IS = (
    r"(?: (?:is|ist|heißt|est|es|é|è|to|je|är|er|on|este|heet|jest|se llama|s'appelle|si chiama))?"
)
_JOINED = re.compile(r"[a-z0-9]_[a-z0-9]|[a-z]\.[a-z0-9]+[._-][a-z0-9]|[a-z0-9](?:-[a-z0-9]+){2}")
_DOTTED = re.compile(r"[a-z]\.[a-z]")
_STATES = words("on off set true false enabled disabled out gone ok up down here there done needed")


_INSTRUCTED = re.compile(
    r"\b(?:(?:please|you (?:can|may|could|should|must|need to)) "
    r"(?:turn|switch|set|use|enable|disable)|"
    r"\w{3,}en sie|(?:des)?activez|cliquez|utilisez|attivi|disattivi|clicchi|(?:des)?active|pulse|"
    r"wlacz|prosze|gelieve|zet u|vous (?:pouvez|devez)|puede|pode)\b[^.!?\n]{0,50}$"
)
"""Whom we ask to use it is the reader."""


def _flag(candidate: Candidate) -> Candidate | None:
    """A name of several parts; what stands on both sides of a full stop alone is no name."""
    text = candidate.text
    instructed = "-" in text and _INSTRUCTED.search(candidate.before(80)) is not None
    if instructed and "." not in text and "_" not in text:
        return None
    if text.split(".")[0] in _STATES or FILE_ENDING.search(text):
        return None
    if "_" in text or (_JOINED.search(text) is not None and "." in text):
        return candidate
    named = _DOTTED.search(text) or _JOINED.search(text)
    return candidate if named and not stock().has_all(re.split("[._-]", text)) else None


_STAGES = words(
    """test dev int qa uat stage staging stg prod prd preprod perf lab demo sandbox sbx acc acpt
    accept abnahme integration integ canary pilot bench rig recette homolog hml tst nightly sit
    vt testi teszt"""
)
_STAGE = "|".join(sorted(_STAGES))
_ENVIRONMENT = (
    rf"[a-z][a-z0-9]{{1,11}}(?:-[a-z0-9]{{1,12}}){{0,2}}-(?:{_STAGE})-?\d{{1,3}}|"
    rf"(?:{_STAGE})(?:-[a-z]{{2,12}}){{1,2}}-?\d{{1,3}}"
)
_NAMED_ENVIRONMENT = (
    rf"(?:{_STAGE})(?:-[a-z0-9]{{2,14}}){{1,2}}|[a-z0-9]{{2,14}}(?:-[a-z0-9]{{2,14}})?-(?:{_STAGE})"
)
_AT = (
    r"(?:on|auf|im?|in|an|der|vom?|from|to|at|sur|dans|en|em|no|na|da|do|de|del|su|sul|sulla|op|w|z|ze|"
    r"ve?|pe|på|hos|från|till|fra|til|az?|mot|mit|with|gegen|against|contra|contre|bei|naar|van|e|y|"
    r"et|und|and|och|og|i|a|для|на|в|у|з|с|из|із|к|до)"
)
_TRIED = (
    r"(?:test(?:ed|ing|et|ato|ata|ad|at|é|ée|ado|ada|ováno|ována|attu)|getest(?:et)?|reproduc\w{1,6}|"
    r"reprodu\w{2,8}|riprodotto|nachgestellt|nachgespielt|prova(?:to|do|ta|da)|probado|essayé|"
    r"sprawdz\w{2,5}|odtworz\w{2,5}|przetestowan\w|vyzkouš\w{2,5}|ověřen\w|prövat|provat|prøvd|prøvet|"
    r"afprøvet|kokeil\w{2,5}|kipróbál\w{1,5}|încercat|denedi[km]\w{0,3}|deploy(?:ed|t|ato|é|ado)|"
    r"gedeployt|runs|läuft|draait|gira|corre|tourne|chodzi|działa|běží|kör(?:s|de)?|kører|kjører|"
    r"pyörii|fut|rulează|çalişiyor|проверил\w?|проверено|воспроизв\w{2,8}|перевірив|перевірено|"
    r"відтворено|крутится|installed|installiert|ausgerollt|rolled out|failing|fails|works)"
)


_CASES = words(
    "ab crash covid speed unit load stress smoke blood pcr self pre post use user case step part"
)


_SAMPLED = re.compile("lab|bench|rig|pilot|demo|sit|recette|perf")
_SHOWN = re.compile(
    r"\b(?:samples?|specimens?|students?|class(?:es)?|courses?|rooms?|proben?|echantillons?|muestras|"
    r"campioni|amostras|monsters|(?:in|on|of) your|in ihre[mnr]|dans votre|en su)\b"
)
"""Laboratories, benches and pilots are of customers too."""


def _environment(candidate: Candidate) -> Candidate | None:
    """Neither a file nor a page that is called so, nor a case, a user or a kind of test:
    `test-case-2`."""
    first, *others = re.split(r"-|(?<=[a-z])(?=\d)", candidate.text)
    if _SAMPLED.search(candidate.text) and _SHOWN.search(
        candidate.before(40) + "\n" + candidate.after(80)
    ):
        return None
    if FILE_ENDING.match(candidate.after(6)) is not None or first in _CASES:
        return None
    plain = first in _STAGES and any(len(part) > _SHORT for part in others)
    return None if plain and stock().has_all(filter(str.isalpha, others)) else candidate


_TIED = re.compile(
    r"(?:test|dev|lab|beta|demo|pro|pre|int|edge|pilot|live)-(?:\w+ed|\w+ing|user|data)\b"
)


def _named_environment(candidate: Candidate) -> Candidate | None:
    """Not of words of the language alone, as `pre-launch` is."""
    parts = candidate.text.split("-")
    others = [part for part in parts if part not in _STAGES]
    if not others or _TIED.match(candidate.text) or FILE_ENDING.match(candidate.after(6)):
        return None
    return candidate if stock().common.isdisjoint(others) else None


def _lettered(candidate: Candidate) -> Candidate | None:
    """One of several of a name, `hookgate-a and hookgate-b`; plans and vitamins are words."""
    stem = candidate.text[:-1]
    if stock().has_all(stem.strip("-").split("-")):
        return None
    near = candidate.before(_FAR) + "\n" + candidate.after(_FAR)
    letters = {near[found.end()] for found in re.finditer(rf"\b{stem}(?=[a-d]\b)", near)}
    return candidate if letters - {candidate.text[-1]} else None


_FAR = 60
_STAGE_GATES = tuple(sign for stage in sorted(_STAGES) for sign in (f"{stage}-", f"-{stage}"))
_BRANCH_GATES = (
    *("branch", "zweig", "rama", "ramo", "ramur", "tak", "gał", "galaz", "galezi", "větev", "větv"),
    *("vetva", "vetv", "gren", "haara", "haaroissa", "dal", "worktree", "ág", "етк", "етв", "ілк"),
    *("ілці", "ブランチ", "分支", "브랜치", "κλάδο"),
)
_FLAG_GATES = (
    *("flag", "toggle", "kill", "drapeau", "bandera", "bandeira", "interruttore", "schalter"),
    *("schakelaar", "przełącznik", "přepínač", "příznak", "vlajk", "bryter", "strömbrytare"),
    *("kontakten", "lippu", "kapcsoló", "comutator", "bayra", "лаг", "умблер", "ереключатель"),
    *("рапор", "еремикач", "フラグ", "开关", "開關", "플래그"),
)
PATTERNS = (
    Pattern(
        "branch",
        "branch-of-language",
        rf"(?m){_BRANCH}({_PATH})",
        _BRANCH_GATES,
        check=_branch,
    ),
    Pattern(
        "branch",
        "branch-before-word",
        rf"(?:^|[\s(`\"'«])({_PATH})[`\"'»]?"
        r"(?:[ -](?i:(?:branch\w{0,3}|zweig\w{0,2}|gren(?:en)?)\b|"
        r"ág(?:on|ban|ra|ról|a|at)\b|"
        r"dal(?:i|inda|ina)\b|haara|ветк[аеиу]|гіл[кц])| ?(?:ブランチ|分支|브랜치))",
        (
            *("branch", "zweig", "gren", "ág", "dal", "haara", "ветк", "гілк", "гілц", "ブランチ"),
            *("分支", "브랜치", "етк", "іл"),
        ),
        check=_branch,
    ),
    Pattern(
        "repository",
        "repository-of-work",
        r"\b(?i:(?:code[ -]?)?review(?:ed)?|pr|mr|(?:pull|merge) request|commit|patch|fork|issues?)"
        r"(?: [#!]?\d+| [0-9a-f]{7,40})? (?i:op|on|in|auf|zu|im|sur|dans|en|sobre|em|su|di|w|na|do|"
        rf"v|på|till|til|i|для|в|у|к) {_QUOTE}([a-z][\w.-]*/[a-z][\w.-]*\w)",
        ("review", "pr ", "mr ", "request ", "commit ", "patch ", "fork ", "issue"),
        check=_repository,
    ),
    Pattern(
        "repository",
        "repository-before-request",
        r"(?:^|[\s(`\"'])([a-z][\w.-]*/[a-z][\w.-]*\w)[`\"']? "
        r"(?i:pr|mr|pull request|merge request) ?[#!]?\d",
        (" pr", " mr", " pull request", " merge request"),
        check=_path,
    ),
    Pattern(
        "repository",
        "repository-row",
        r"(?m)(?:^|\t)[ \t|>*-]*(?i:repo(?:sitor(?:y|io|ium|yo)|sitório|zytorium|zitář|zitár)?|"
        r"dépôt|depot|archivio|codebase|tietovarasto|depo|tárhely|репозиторий|репозиторій|"
        rf"リポジトリ|仓库|倉庫|저장소)[ ]?[|\t]+ ?{_QUOTE}({_PATH})",
        (
            *("repo", "dépôt", "depo", "archivio", "codebase", "tietovarasto", "tárhely"),
            *("епозитор", "リポジトリ", "仓库", "倉庫", "저장소"),
        ),
        check=_path,
    ),
    Pattern(
        "feature_flag",
        "flag-of-language",
        rf"{_FLAG_WORD}{_IS}[ :=|\t]{{1,3}}{_QUOTE}({_FLAG})",
        _FLAG_GATES,
        check=_flag,
    ),
    Pattern(
        "environment",
        "environment-at",
        rf"(?:(?:^|[\s(])(?i:{_AT}) {_QUOTE}|[`぀-鿿가-힣])({_ENVIRONMENT})"
        r"(?:[^\w./@-]|[.](?:\s|$)|$|-[eéoöa]n\b)",
        _STAGE_GATES,
        check=_environment,
    ),
    Pattern(
        "internal_host",
        "host-lettered",
        r"(?:^|[\s(,`\"'])([a-z][a-z0-9]{3,}(?:-[a-z0-9]+){0,2}-[a-d])(?:[^\w./@-]|[.](?:\s|$)|$)",
        ("-a", "-b", "-c", "-d"),
        check=_lettered,
    ),
    Pattern(
        "environment",
        "environment-unspaced",
        rf"(?m)(?:^|[\s(,.-])({_ENVIRONMENT}) ?[ぁ-鿿가-힣]",
        _STAGE_GATES,
        check=_environment,
    ),
    Pattern(
        "environment",
        "environment-tried",
        rf"\b(?i:{_TRIED})(?: \w+){{0,2}} (?i:{_AT}) {_QUOTE}({_NAMED_ENVIRONMENT})"
        r"(?:[^\w./@-]|[.](?:\s|$)|$)",
        _STAGE_GATES,
        check=_named_environment,
    ),
)
