"""The customer's own names in front of a provider's domain: a shop, a tenant, a storage account, a
database. The domain is everybody's and tells the reader which service it is; it stays.
"""

from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import NOT_A_NAME, words

_EVERYBODYS = NOT_A_NAME | words(
    """
    www api apis app apps auth login signin sso id oauth account accounts admin status support help
    docs developer developers dev community blog static cdn assets files hooks mail smtp imap portal
    console dashboard management graph hub example sample test demo my your yours mycompany company
    yourcompany yourdomain domain subdomain tenant store shop myshop mystore site team workspace
    instance org server service prod staging global central eu us en de theme themes partners
    """
)
_DOMAINS = (
    r"(?:(?:blob|queue|table|file|dfs|web)\.core\.windows\.net|database\.windows\.net|"
    r"(?:redis\.cache|servicebus|search|azure-api|azure-devices|azurehdinsight|"
    r"batch\.azure|vault\.azure|azurewebsites|scm\.azurewebsites|azurecr|azuredatabricks)"
    r"\.(?:windows\.)?(?:net|io|com)|documents\.azure\.com|mongo\.cosmos\.azure\.com|onmicrosoft\.com|"
    r"sharepoint\.com|crm\d?\d?\.dynamics\.com|operations\.dynamics\.com|webhook\.office\.com|"
    r"myshopify\.com|my\.salesforce\.com|lightning\.force\.com|my\.site\.com|service-now\.com|"
    r"supabase\.co|firebaseio\.com|firebaseapp\.com|web\.app|herokuapp\.com|netlify\.app|vercel\.app|"
    r"pages\.dev|workers\.dev|okta\.com|oktapreview\.com|auth0\.com|(?:eu|us|au)\.auth0\.com|"
    r"snowflakecomputing\.com|cloudapp\.azure\.com|mongodb\.net|bamboohr\.com|"
    r"[a-z0-9]{4,20}\.[a-z]{2}-[a-z]{4,12}-\d\.rds\.amazonaws\.com|"
    r"[a-z0-9.-]{2,40}\.cache\.amazonaws\.com|"
    r"s3(?:[.-][a-z]{2}-[a-z]{4,12}-\d)?\.amazonaws\.com)"
)


def _own(candidate: Candidate) -> Candidate | None:
    """Not what every customer of the provider writes there, nor a plain word."""
    name = candidate.text.lower().strip("-")
    if _EVERYBODYS.issuperset(name.split("-")) or name in stock().common or len(name) < 3:
        return None
    return candidate._replace(value=name)


PATTERNS = (
    Pattern(
        "writer_site",
        "cloud-tenant",
        rf"(?:^|[^\w.-])([A-Za-z0-9][A-Za-z0-9-]{{1,62}})(?:\.[\w-]{{1,30}})?\.{_DOMAINS}\b",
        (".windows.net", ".azure", ".cosmos", ".onmicrosoft.com", ".sharepoint.com",
        ".dynamics.com",
         ".webhook.office.com", ".myshopify.com", ".my.", ".force.com", ".service-now.com",
         ".supabase.co", ".firebase", ".web.app", ".herokuapp.com", ".netlify.app", ".vercel.app",
         ".pages.dev", ".workers.dev", ".okta", ".auth0.com", ".snowflakecomputing.com",
         ".mongodb.net", ".bamboohr.com", ".amazonaws.com"),
        rank=Rank.CUE,
        check=_own,
    ),
    Pattern(
        "account_id", "cloud-account", r"\barn:aws[\w-]*:[\w-]+:[\w-]*:([0-9]{12}):", ("arn:aws",),
        rank=Rank.CHECKED,
    ),
    Pattern(
        "account_id", "directory-account", r"\b(S-1-5-21(?:-[0-9]{4,10}){3}-[0-9]{3,7})\b",
        ("s-1-5-21",), rank=Rank.CHECKED,
    ),
    Pattern(
        "account_id", "payment-account", r"\b((?:acct|cus)_[A-Za-z0-9]{12,24})\b", ("acct_",
        "cus_"),
        rank=Rank.CHECKED,
    ),
    Pattern(
        "account_id", "meeting",
        r"(?i:\bmeeting(?:[ -]?id)?(?: is|:|=)? ?)([0-9]{3}[ -]?[0-9]{3,4}[ -]?[0-9]{4})"
        r"\b", ("meeting",),
        rank=Rank.CHECKED,
    ),
)  # fmt: skip
