"""Hosts of the customer's that the ticket does not know: names of inner networks (`nas2.lan`), and
machines of an office under a domain that is no product's (`vpn2.kanzlei-berg.example`).

Pages on which a service speaks to everybody, and the sites of products, tell nothing; they stay.
"""

import re
from collections.abc import Collection

from app.redaction.canonical import fold
from app.redaction.detectors.services import PUBLIC_LABELS
from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Check, Pattern
from app.redaction.words import NOT_A_NAME, words

_INNER = (
    "example", "test", "invalid", "local", "localdomain", "lan", "home", "lokal", "home.arpa",
)  # fmt: skip
"""Domains that nobody has on the public net (RFC 2606, 6762, 8375, and what offices use).

`.internal` and `.corp` are not among them: so engineering's own hosts are called, which engineers
may read.
"""

_OFFICE = (
    "vpn", "owa", "webmail", "intranet", "extranet", "exchange", "autodiscover", "adfs", "sso",
    "citrix", "rdp", "remote", "nas", "fileserver", "erp", "crm", "sap", "pacs", "ldap", "proxy",
    "gateway", "portal", "nextcloud", "owncloud", "mailserver", "fileshare", "sharepoint", "kiosk",
)  # fmt: skip
"""What an office's own machines are called first."""

_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\."
_ENDS = r"(?:[^\w.(=-]|\.(?:[^\w]|$)|-(?:[^\w]|$)|$)"
_NOBODYS = NOT_A_NAME | words(
    """
    com org net io dev java javax jdk sun kotlin android go ru example examples test tests foo bar
    baz acme company mycompany yourcompany domain mydomain yourdomain site mysite yoursite host
    hostname myhost server myserver tenant www api app application settings config env localhost
    amazonaws windows azure azurewebsites cloudapp googleapis googleusercontent onmicrosoft
    office365 outlook gmail ionos strato hetzner ovh gandi hosteurope
    """
)
_PACKAGES = words("com org net io dev java javax jdk sun kotlin android")
_YOURS = re.compile(
    r"\b(?:your|eure[nrms]?|euer|ihre?[nrms]?|votre|vos|vuestr\w+|tus?|vostr\w+|vossos?|uw|jullie|"
    r"din|deres|wasz\w*) (?:[\w-]+ ){0,2}[\"'(<]?(?:https?://)?$"
)
_MACHINE = re.compile(r"[\d-]")


def patterns_of(products: Collection[str]) -> tuple[Pattern, ...]:
    """Patterns for hosts whose domain is not one of the folded words that products are called."""
    inner = "|".join(re.escape(top) for top in _INNER)
    office = "|".join(_OFFICE)
    check = _of_somebody(frozenset(products))
    return (
        Pattern(
            "writer_site",
            "inner-host",
            rf"(?:^|[^\w@.$-])((?:{_LABEL}){{1,6}}(?i:{inner})){_ENDS}",
            tuple(f".{top}" for top in _INNER),
            rank=Rank.SHAPE,
            check=check,
        ),
        Pattern(
            "writer_site",
            "office-host",
            rf"(?:^|[^\w@.$-])((?i:{office})[0-9]{{0,3}}(?:-[A-Za-z0-9-]{{1,30}})?\."
            rf"(?:{_LABEL}){{1,4}}[a-z]{{2,12}}){_ENDS}",
            _OFFICE,
            rank=Rank.SHAPE,
            check=check,
        ),
    )


def _of_somebody(products: frozenset[str]) -> Check:
    """Takes a host whose domain is called as nothing that everybody knows."""

    def check(candidate: Candidate) -> Candidate | None:
        host = candidate.text.lower()
        labels = fold(host.removesuffix(".home.arpa")).split(".")
        if labels[0] in PUBLIC_LABELS or labels[0] in _PACKAGES or labels[0] == "app":
            return None
        before = candidate.before(40)
        if _YOURS.search(before) is not None or (len(labels) == 2 and not _is_host(labels, before)):
            return None
        own = [label for label in labels[:-1] if _is_own(label, products)]
        domain = labels[-2]
        if domain not in own and (labels[-1] in {"example", "test", "invalid"} or len(labels) > 2):
            return None
        return candidate._replace(value=host) if own else None

    return check


def _is_host(labels: list[str], before: str) -> bool:
    """Whether two words with a full stop between them are no member of an object: `ctx.local`."""
    told = before.endswith(("//", "\\\\")) or _MACHINE.search(labels[0]) is not None
    return told or labels[1] == "example"


def _is_own(label: str, products: frozenset[str]) -> bool:
    """Whether a label is a name that somebody has given, and no word or product."""
    known = stock()
    if (
        label in _NOBODYS
        or label in products
        or (label in known.words and not known.is_rare(label))
    ):
        return False
    parts = set(_MACHINE.sub(" ", label).split())
    return len(label) > 2 and not parts <= _NOBODYS
