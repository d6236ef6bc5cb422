"""Names in the source: functions, methods, classes, as engineers speak of them."""

from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import words

_PRODUCTS = words(
    """
    JavaScript TypeScript PowerShell WordPress GitHub GitLab LinkedIn YouTube PayPal eBay iCloud
    iPhone iPad OneDrive SharePoint FaceTime WhatsApp OpenAI QuickBooks HubSpot DocuSign OneNote
    FedEx MailChimp PostgreSQL MySQL MongoDB macOS iOS WooCommerce BigQuery CloudFront
    """
)


def _no_product(candidate: Candidate) -> Candidate | None:
    return None if candidate.text in _PRODUCTS else candidate


PATTERNS = (
    Pattern(
        "source_path",
        "function",
        r"(?:^|[^\w./])([A-Za-z_][\w]*(?:(?:\.|::|#|->)[A-Za-z_]\w*)*\(\))",
        ("()",),
    ),
    Pattern(
        "source_path",
        "method",
        r"(?:^|[^\w./:])([A-Za-z_]\w*(?:::[A-Za-z_~]\w*)+|[A-Z][a-z]+[A-Z]\w*(?:\.|"
        r"#)[a-z_]\w*|[A-Z]\w+#[a-z_]\w*)\b",
        ("::", ".", "#"),
    ),
    Pattern(
        "source_path",
        "class-cue",
        r"\b(?i:class|method|function|module|interface|struct|enum|handler|controller|sidekiq job|"
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
