"""Names in the source: functions, methods, classes, as engineers speak of them."""

import re

from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import words

_PRODUCTS = words(
    """
    JavaScript TypeScript PowerShell WordPress GitHub GitLab LinkedIn YouTube PayPal eBay iCloud
    iPhone iPad OneDrive SharePoint FaceTime WhatsApp OpenAI QuickBooks HubSpot DocuSign OneNote
    FedEx PowerPoint PowerBI FileMaker TeamViewer AutoCAD BitLocker DropBox SolidWorks LastPass
    SurveyMonkey SalesForce ServiceNow BlackBerry ThinkPad MacBook PlayStation OpenOffice
    LibreOffice NetSuite RingCentral ZoomInfo BigCommerce PrestaShop OpenCart CrowdStrike
    DigitalOcean MailChimp PostgreSQL MySQL MongoDB macOS iOS WooCommerce BigQuery CloudFront
    """
)


def _no_product(candidate: Candidate) -> Candidate | None:
    return None if candidate.text in _PRODUCTS else candidate


_ANYBODYS = words(
    "answer response res resp r req request result data event e evt date datetime str text value "
    "string obj list form url file"
)
_STANDARD = words(
    "json text blob raise_for_status strip trim lower upper split splitlines tostring tolowercase "
    "touppercase items keys values get now today toisostring isoformat preventdefault hexdigest "
    "stoppropagation arraybuffer formdata read close"
)


def _no_library(candidate: Candidate) -> Candidate | None:
    """`response.json()` is in every example, and in nobody's source alone."""
    owner, _, called = candidate.text.lower()[:-2].partition(".")
    return None if owner in _ANYBODYS and called in _STANDARD else candidate


_ROLES = (
    "Repository|Controller|Handler|Factory|Resolver|Validator|Serializer|Deserializer|Mapper|"
    "Merger|Checker|Normalizer|Adapter|Dao|Dispatcher|Listener|Subscriber|Publisher|Consumer|"
    "Producer|Executor|Processor|Reconciler|Aggregator|Interceptor|Middleware|Decorator|Poller|"
    "Fetcher|Parser|Impl|Util|Utils|Orchestrator|Dto|Presenter|Reducer|Sanitizer|Hydrator|"
    "Repo|Supervisor|Evictor|Allocator|Iterator|Visitor|Strategy"
)
"""How classes of programs are called by what they do, as products are not."""

_ROLES_OF_BOTH = (
    "Service|Manager|Provider|Formatter|Converter|Scheduler|Gateway|Sender|Loader|Importer|"
    "Exporter|Encoder|Decoder|Builder|Calculator|Worker|Job|Guard|Helper|Cache|Pool|Pipeline|"
    "Entity|Engine|Registry|Collector|Renderer|Writer|Reader|Selector|Planner|Tracker|Client"
)
"""And as products are: these need a word of programming near them."""

_OPENED = re.compile(
    r"(?:\b(?:open|click|choose|select|install|download|called|app|program|tool|device|your|"
    r"import|new|product|plugin|add-?on|extension)(?: the)?[ :\"'`]{1,3}|[>@=(]\s?)\Z"
)
_IS_TOOL = re.compile(r"[\"'`]? (?:tool|app|plug-?in|add-?on|extension|program|device|feature)\b")
_PROGRAMMED = re.compile(
    r"\b(?:our|swallow|throw|cach|null|race|retr(?:y|ies)|thread|return|calls?\b|skip|ignor|never|"
    r"believe|strip|invok|inject|instan|deadlock|refactor|bug in|class|leak|rewrite|mutex|loop|"
    r"pointer|unit test|override|subclass|singleton|guard against)"
)


def _no_screen(candidate: Candidate) -> Candidate | None:
    """What the reader is to open or to install is a part of the product."""
    if _OPENED.search(candidate.before(30)) or _IS_TOOL.match(candidate.after(20)):
        return None
    return _no_product(candidate)


def _programmed(candidate: Candidate) -> Candidate | None:
    around = f"{candidate.before(50)} | {candidate.after(50)}"
    return None if _PROGRAMMED.search(around) is None else _no_screen(candidate)


def _classes(name: str, roles: str, check: Check) -> Pattern:
    regex = rf"(?:^|[^\w./@#])((?:[A-Z][a-z0-9]+)+(?:{roles}))(?:[^\w/@]|$)"
    gates = tuple(sorted({role.lower() for role in roles.split("|")}))
    return Pattern("source_path", name, regex, gates, check=check)


_PRINTED = re.compile(r"\b(?:your|fill|print\w*|download|sign|send|the)\b[^.]{0,20}$")


def _no_form(candidate: Candidate) -> Candidate | None:
    """A form that people fill in and a report that they print have names as well."""
    return None if _PRINTED.search(candidate.before(40)) is not None else candidate


def _no_fault(candidate: Candidate) -> Candidate | None:
    """`NET::ERR_CERT_DATE_INVALID` is what a browser shows to everybody."""
    return None if candidate.text.upper().startswith("NET::ERR_") else candidate


PATTERNS = (
    _classes("class-role", _ROLES, _no_screen),
    Pattern(
        "source_path",
        "class-at-fault",
        r"\b(?i:race (?:condition )?(?:between|in)|deadlock (?:in|between)|bug in|leak in|"
        r"regression in|"
        r"hangs? in|stuck in|crash(?:es|ed)? in|refactor(?:ed|ing)?|thrown (?:by|in|from)|"
        r"raised (?:by|in|from)|inside)(?: our| the)? [`\"']?((?:[A-Z][a-z0-9]+){2,}"
        r"(?:[`\"']?,? (?:and|or|vs\.?) [`\"']?(?:[A-Z][a-z0-9]+){2,})?)(?:[^\w/@]|$)",
        (
            "race ",
            "deadlock ",
            "bug in",
            "leak in",
            "regression in",
            "hang",
            "stuck in",
            "crash",
            "refactor",
            "thrown ",
            "raised ",
            "inside",
        ),
        check=_no_screen,
    ),
    Pattern(
        "source_path",
        "module-member",
        r"(?:^|[^\w./@-])([a-z]{2,}[A-Z]\w*\.[A-Z][a-z]+[A-Z]\w*(?: line \d+)?)\b",
        (".",),
    ),
    Pattern(
        "source_path",
        "script-line",
        r"(?:^|[^\w/])((?:[\w-]+/)*[\w.-]+\.(?:R|Rmd|jl|f90|sas|vb|bas|pas|dpr|cob|cbl|abap|cfm|asp):\d+)",
        (
            ".r:",
            ".rmd:",
            ".jl:",
            ".f90:",
            ".sas:",
            ".vb:",
            ".bas:",
            ".pas:",
            ".dpr:",
            ".cob:",
            ".cbl:",
            ".abap:",
            ".cfm:",
            ".asp:",
        ),
    ),
    Pattern(
        "source_path",
        "unit-of-erp",
        r"\b(?i:program|include|form|function(?: module)?|report|routine|class|method|user exit|"
        r"badi|transaction|"
        r"programm|funktionsbaustein|dump in|short dump) ((?:SAPL?|L?[ZY])[A-Z0-9_/]{3,}|"
        r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b",
        (
            "program",
            "include ",
            "form ",
            "function ",
            "module ",
            "report ",
            "routine ",
            "class ",
            "method ",
            "exit ",
            "badi ",
            "transaction ",
            "funktionsbaustein ",
            "dump ",
        ),
        check=_no_form,
    ),
    Pattern(
        "source_path",
        "object-missing",
        r"\b(?:object|name|symbol|variable|"
        r"attribute) ['‘`]([A-Za-z_.][\w.]*_[\w.]+)['’`] (?:not found|is "
        r"not defined|is undefined|not in scope)",
        ("object ", "name ", "symbol ", "variable ", "attribute "),
    ),
    Pattern(
        "source_path",
        "attribute-of-self",
        r"(?:^|[^\w./-])((?:self|cls)\._{0,2}[a-z]\w+)\b",
        ("self.", "cls."),
    ),
    Pattern(
        "source_path",
        "variable-quoted",
        r"#'[a-z][\w.-]*/[\w*!?<>=+-]+",
        ("#'",),
    ),
    Pattern(
        "source_path",
        "call-quoted",
        r"\b[A-Z][a-z]+[A-Z]\w*\(\"[^\"\n\x02]{0,100}\"\)",
        ('("',),
    ),
    _classes("class-told", _ROLES_OF_BOTH, _programmed),
    Pattern(
        "source_path",
        "function",
        r"(?:^|[^\w./])([A-Za-z_][\w]*(?:(?:\.|::|#|->)[A-Za-z_]\w*)*\(\))",
        ("()",),
        check=_no_library,
    ),
    Pattern(
        "source_path",
        "method",
        r"(?:^|[^\w./:])([A-Za-z_]\w*(?:::[A-Za-z_~]\w*)+|[A-Z][a-z]+[A-Z]\w*(?:\.|"
        r"#)[a-z_]\w*|[A-Z]\w+#[a-z_]\w*)\b",
        ("::", ".", "#"),
        check=_no_fault,
    ),
    Pattern(
        "source_path",
        "method-pointed",
        r"\b[a-z]\w*(?:[./]\w+)*\.\(\*[A-Z]\w*\)\.\w+(?:\([^()\n\x02]{0,80}\))?",
        (".(*",),
    ),
    Pattern(
        "source_path",
        "class-cue",
        r"(?:^|[^\w-])(?i:class|method|function|module|interface|struct|enum|handler|controller|"
        r"sidekiq job|"
        r"job|worker|listener|subscriber|serializer|service|task|"
        r"middleware|mixin|trait|decorator|component|hook)[ "
        r":`\"']{1,3}([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+|[a-z]+(?:_[a-z0-9]+)+|"
        r"[a-z]+[A-Z]\w+)\b",
        (
            "class",
            "job",
            "worker",
            "listener",
            "subscriber",
            "serializer",
            "service",
            "task",
            "method",
            "function",
            "module",
            "interface",
            "struct",
            "enum",
            "handler",
            "controller",
            "middleware",
            "mixin",
            "trait",
            "decorator",
            "component",
            "hook",
        ),
        check=_no_product,
    ),
    Pattern(
        "source_path",
        "class-named",
        r"(?:^|[^\w./])([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+|[a-z]+(?:_[a-z0-9]+)+)[`\"']? "
        r"(?:class|method|function|module|interface|struct|handler|controller|middleware|"
        r"mixin|trait|decorator|component|hook)\b",
        (
            " class",
            " method",
            " function",
            " module",
            " interface",
            " struct",
            " handler",
            " controller",
            " middleware",
            " mixin",
            " trait",
            " decorator",
            " component",
            " hook",
        ),
        check=_no_product,
    ),
)
