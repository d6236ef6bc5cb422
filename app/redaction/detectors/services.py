"""Web addresses of the tools that engineering works with, by their owners or their names.

A tool's public pages (help, status, docs) are no secret of anybody's.
"""

import re

from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import words

PUBLIC_LABELS = words(
    """
    status help docs doc support api developer developers blog community learn academy
    marketplace trust about education university training forum forums get download downloads
    get-started
    """
)
"""First labels of hosts on which a service speaks to everybody."""

_REST = r"(?:[/?#][^\s<>\"'\x02\]]*)?"
_REST_OF_PATH = r"[^\s<>\"'\x02\]]*"
_TOOLS = (
    r"jenkins|gitlab|gitea|grafana|kibana|jira|confluence|wiki|sonar|sonarqube|nexus|pyroscope|loki|thanos|kiali|opensearch|kafdrop|akhq|portainer|"
    r"artifactory|argocd|argo|prometheus|"
    r"alertmanager|splunk|sentry|bamboo|teamcity|phabricator|gerrit|rundeck|vault|consul|"
    r"airflow|superset|metabase|"
    r"redash|ci|cd|builds?|intranet|backstage|harbor|rancher|runbooks?|oncall|unleash|"
    r"jaeger|zipkin|pgadmin|phpmyadmin|"
    r"elk|graylog|nagios|zabbix|icinga|drone|concourse|spinnaker|dashboards?|monitoring|"
    r"logs|metrics|tracing|staging|stg|preprod|"
    r"qa|uat|internal|int|corp|adminer|swagger-internal|crowd|mattermost|bitbucket|stash|"
    r"fisheye|testrail|redmine|youtrack|bugzilla|trac"
)
_BARE = (
    "jenkins|gitlab|gitea|grafana|kibana|jira|confluence|wiki|sonar|sonarqube|nexus|kiali|"
    "artifactory|argocd|prometheus|alertmanager|splunk|sentry|bamboo|teamcity|phabricator|gerrit|"
    "rundeck|airflow|superset|metabase|redash|ci|intranet|backstage|harbor|rancher|unleash|jaeger|"
    "zipkin|pgadmin|graylog|nagios|zabbix|icinga|concourse|spinnaker|adminer|mattermost|bitbucket|"
    "stash|fisheye|testrail|redmine|youtrack|bugzilla|trac|"
    "vault|consul"
)
"""Of these an address is known without its scheme too; the others end sentences."""

_PATHS = (
    r"docs\.google\.com/(?:document|spreadsheets|presentation|forms|drawings)/|"
    r"drive\.google\.com/(?:file|drive|open)|"
    r"(?:www\.)?notion\.(?:so|site)/[\w-]+|[\w-]+\.notion\.site|app\.asana\.com/|"
    r"trello\.com/[cb]/|[\w-]+\.monday\.com/(?:boards|docs)|"
    r"app\.clickup\.com/|linear\.app/[\w-]+/|app\.shortcut\.com/|[\w-]+\.youtrack\.cloud|"
    r"[\w-]+\.myjetbrains\.com|"
    r"[\w-]+\.sharepoint\.com|[\w-]+-my\.sharepoint\.com|1drv\.ms/|[\w-]+\.opsgenie\.com|"
    r"[\w-]+\.splunkcloud\.com|ui\.honeycomb\.io/|"
    r"app\.launchdarkly\.com/|app\.split\.io/|app\.optimizely\.com/|"
    r"[\w.-]*console\.aws\.amazon\.com|[\w-]+\.awsapps\.com|"
    r"console\.cloud\.google\.com/|portal\.azure\.com/|manage\.statuspage\.io|"
    r"[\w-]+\.looker\.com|[\w-]+\.metabaseapp\.com|miro\.com/app/|"
    r"(?:www\.)?figma\.com/(?:file|design|proto|board)/|buildkite\.com/[\w-]+/|"
    r"app\.circleci\.com|app\.travis-ci\.com|dev\.azure\.com/|"
    r"[\w-]+\.visualstudio\.com|[\w.-]*\.sumologic\.com|app\.bugsnag\.com|"
    r"(?:app\.)?rollbar\.com/[\w-]+/|my\.papertrailapp\.com|[\w.-]+\.cloud\.es\.io|"
    r"discord\.com/channels/|teams\.microsoft\.com/l/(?:message|channel)|"
    r"chat\.google\.com/|mail\.google\.com/|app\.slack\.com/|"
    r"[\w-]+\.lightning\.force\.com|[\w-]+\.my\.salesforce\.com|[\w-]+\.zendesk\.com/agent|"
    r"app\.intercom\.com/a/|app\.hubspot\.com/|"
    r"[\w.-]*\.databricks\.com|app\.snowflake\.com|[\w-]+\.snowflakecomputing\.com|"
    r"one\.newrelic\.com|app\.logz\.io|"
    r"app\.pagerduty\.com|app\.incident\.io|app\.rootly\.com|app\.firehydrant\.io|"
    r"sentry\.io/organizations/|sentry\.io/issues|gist\.github\.com/|"
    r"codecov\.io/gh/|coveralls\.io/github/|hub\.docker\.com/r/|quay\.io/repository/|"
    r"snyk\.io/org|app\.snyk\.io|app\.vanta\.com|loom\.com/share/|"
    r"[\w-]+\.quip\.com|coda\.io/d/|app\.tettra\.co|[\w-]+\.getguru\.com|app\.getguru\.com|"
    r"slab\.com|[\w-]+\.slab\.com|hackmd\.io/|paper\.dropbox\.com/|"
    r"vscode\.dev/|[\w-]+\.retool\.com|app\.amplitude\.com|mixpanel\.com/project|"
    r"app\.posthog\.com|[\w-]+(?:\.[\w-]+)*\.(?:vercel\.app|netlify\.app|herokuapp\.com|fly\.dev|"
    r"onrender\.com|pages\.dev|run\.app|azurewebsites\.net|cloudapp\.net|cloudfunctions\.net|"
    r"ngrok\.io|ngrok-free\.app|amazonaws\.com|elasticbeanstalk\.com|core\.windows\.net|up\.railway\.app)|"
    r"colab\.research\.google\.com|[\w-]+(?:\.[\w-]+)*\.datadoghq\.(?:com|eu)|"
    r"[\w-]+\.ddog-gov\.com|[\w-]+\.grafana\.net|[\w-]+\.sentry\.io|ui\.[\w-]+\.honeycomb\.io/|"
    r"[\w-]+\.slack\.com/(?:archives|messages|team|files|client)|[\w-]+\.pagerduty\.com|"
    r"[\w-]+\.atlassian\.net|[\w-]+\.dynatrace\.com|[\w-]+\.signalfx\.com|"
    r"[\w-]+\.lightstep\.com/|app\.honeybadger\.io/|[\w-]+\.betterstack\.com|"
    r"[\w-]+\.airtable\.com|airtable\.com/(?:app|shr|tbl)|[\w-]+\.basecamp\.com/|"
    r"[\w-]+\.zoom\.us/(?:j|rec)/|meet\.google\.com/|[\w-]+\.gather\.town/|excalidraw\.com/#|"
    r"lucid\.app/|whimsical\.com/[\w-]+|app\.mode\.com/|[\w-]+\.cloud\.looker\.com|"
    r"lookerstudio\.google\.com/|[\w-]+\.tableau\.com|[\w-]+\.service-now\.com"
)

_HOSTED = words(
    """
    google.com notion. asana.com trello.com monday.com clickup.com linear.app shortcut.com
    youtrack.cloud jetbrains.com sharepoint.com 1drv.ms opsgenie.com splunkcloud.com
    honeycomb.io launchdarkly.com split.io optimizely.com amazon.com awsapps.com azure.com
    statuspage.io looker.com metabaseapp.com miro.com figma.com buildkite.com circleci.com
    travis-ci.com visualstudio.com sumologic.com bugsnag.com rollbar.com papertrailapp.com
    es.io discord.com microsoft.com slack.com force.com salesforce.com zendesk.com
    intercom.com hubspot.com databricks.com snowflake newrelic.com logz.io pagerduty.com
    incident.io rootly.com firehydrant.io sentry.io github.com codecov.io coveralls.io
    docker.com quay.io snyk.io vanta.com loom.com quip.com coda.io tettra.co getguru.com
    slab.com hackmd.io dropbox.com vscode.dev retool.com amplitude.com mixpanel.com
    posthog.com vercel.app netlify.app herokuapp.com fly.dev onrender.com pages.dev run.app
    azurewebsites.net cloudapp.net cloudfunctions.net ngrok.io ngrok-free.app amazonaws.com
    elasticbeanstalk.com core.windows.net up.railway.app datadoghq. ddog-gov.com grafana.net
    atlassian.net dynatrace.com signalfx.com lightstep.com honeybadger.io betterstack.com
    airtable.com basecamp.com zoom.us gather.town excalidraw.com lucid.app whimsical.com mode.com
    tableau.com service-now.com
    """
)


def _of_tool(candidate: Candidate) -> Candidate | None:
    """The address without the full stop of its sentence, unless it is public."""
    text = candidate.text.rstrip(".,;:!?" if "(" in candidate.text else ".,;:!?)")
    host = re.sub(r"\A\w+://(?:[^/@]*@)?", "", text)
    label = host.split(".", 1)[0].lower()
    if label in PUBLIC_LABELS or host.partition("/")[0].endswith(".org"):
        return None
    return candidate._replace(end=candidate.start + len(text))


def _ended(candidate: Candidate) -> Candidate:
    """The address without the full stop of its sentence."""
    return candidate._replace(end=candidate.start + len(candidate.text.rstrip(".,;:!?)")))


def _our_page(candidate: Candidate) -> Candidate | None:
    """A page for the reader is none of ours."""
    said = candidate.before(60)
    theirs = re.search(r"\b(?:your?|public|help|website|please|under|open)\b", said)
    ours = theirs is None and not re.search(r"help|public|website", candidate.after(30))
    return candidate if ours else None


def _link(candidate: Candidate) -> Candidate | None:
    """`go/no-go` is a decision, no link."""
    return None if candidate.text.startswith("go/no") else candidate


_FOLDERS = (
    r"(?:jira|confluence|wiki|grafana|kibana|jenkins|gitlab|bitbucket|youtrack|redmine|teamcity|sonar)/|"
    r"(?-i:browse/[A-Z][A-Z0-9]+-\d|archives/[CGD][A-Z0-9]{5,})"
)
_FOLDER_GATES = (
    *("/jira/", "/confluence/", "/wiki/", "/grafana/", "/kibana/", "/jenkins/", "/gitlab/"),
    *("/bitbucket/", "/youtrack/", "/redmine/", "/teamcity/", "/sonar/", "/browse/", "/archives/"),
)


def _of_inner_tool(candidate: Candidate) -> Candidate | None:
    """Vendors' sites have such folders as well, and so have other pages than a wiki's."""
    host = candidate.text.partition("://")[2].partition("/")[0].lower()
    public = host.startswith("www.") or host.count(".") < 2
    shared = "/wiki/" in candidate.text and _INNER_HOST.search(host) is None
    return None if public or shared else _of_tool(candidate)


_INNER_HOST = re.compile(r"intern|corp|intra|tracker|\b(?:lan|local|dev|eng)\b")

PATTERNS = (
    Pattern(
        "internal_url",
        "tool-folder",
        rf"\bhttps?://[a-z0-9.-]+(?::\d+)?/(?:[\w-]+/)?(?:{_FOLDERS}){_REST_OF_PATH}",
        _FOLDER_GATES,
        rank=Rank.HOUSE,
        ignore_case=True,
        check=_of_inner_tool,
    ),
    Pattern(
        "internal_url",
        "host-of-tool",
        rf"\bhttps?://(?:[a-z0-9-]+\.)*?(?:tracker|tickets|issues|bugs|tasks|code|git|scm|review|chat|"
        r"boards?|registry|deploy|kb)\.(?:[a-z0-9-]+-)?(?:intern|internal|intra|corp|eng|inhouse|"
        rf"engineering)(?:-[a-z0-9]+)?\.[a-z0-9.-]+(?::\d+)?{_REST}",
        ("intern", "intra", "corp", "eng", "inhouse"),
        rank=Rank.HOUSE,
        ignore_case=True,
        check=_ended,
    ),
    Pattern(
        "internal_url",
        "tool-named",
        rf"\bhttps?://(?:[a-z0-9-]+\.)*?(?:[a-z0-9-]+-)?(?:{_TOOLS})(?:-[a-z0-9]+|"
        rf"\d+)?\.[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?{_REST}",
        ("://",),
        rank=Rank.HOUSE,
        ignore_case=True,
        check=_of_tool,
    ),
    Pattern(
        "internal_url",
        "tool-bare",
        rf"(?:^|[^\w@./=:*\[\]-])((?:[a-z0-9-]+\.){{0,2}}(?:{_BARE})\.[a-z0-9-]+(?:\.[a-z0-9-]+)+"
        rf"(?::\d+)?/[^\s<>\"'\x02*\[\]]+)",
        tuple(f"{tool}." for tool in _BARE.split("|")),
        rank=Rank.HOUSE,
        ignore_case=True,
        check=_of_tool,
    ),
    Pattern(
        "internal_url",
        "tool-hosted",
        rf"(?:\bhttps?://|\b)(?:{_PATHS})[^\s<>\"'\x02\]]*",
        tuple(sorted(_HOSTED)),
        rank=Rank.HOUSE,
        ignore_case=True,
        check=_ended,
    ),
    Pattern(
        "internal_url",
        "tool-page",
        r"\b(?i:confluence|notion|runbook|grafana|kibana|datadog|looker|superset|metabase|"
        r"tableau|miro|wiki)(?i: (?:page|board|dashboard|panel|doc|space|article|view|entry))?:? "
        r"(\"[^\"\n\x02\[\]*]{3,60}\"|[“„][^”“\n\x02\[\]*]{3,60}[”“]|[a-z0-9_-]+/[a-z0-9_/-]+)",
        (
            "confluence",
            "notion",
            "runbook",
            "grafana",
            "kibana",
            "datadog",
            "looker",
            "superset",
            "metabase",
            "tableau",
            "miro",
            "wiki",
        ),
        check=_our_page,
    ),
    Pattern(
        "internal_url",
        "short-link",
        r"(?:^|[\s(\[\"'`])((?:go|http://go|jira|wiki|runbook|dash|bug|"
        r"b)/[a-z0-9][\w-]*(?:/[\w-]+)*)",
        ("go/", "jira/", "wiki/", "runbook/", "dash/", "bug/", "b/"),
        check=_link,
    ),
)
