"""Builds: numbers, artifacts, images, stages of a pipeline, versions never released."""

import re

from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern


def _our_build(candidate: Candidate) -> Candidate | None:
    """The build of an operating system is told by its name, which stands near."""
    if re.search(
        r"\b(?:windows|macos|ios|ipados|android|os|chrome|edge) ?[\w.]*[, (]*(?:os )?\w*\s*$",
        candidate.before(30),
    ):
        return None
    if " (" in candidate.text:
        return candidate
    digits = sum(map(str.isdigit, candidate.text))
    return candidate if digits > 2 or not candidate.text.isdigit() else None


_TWO = re.compile(
    r"\b(?:one|two|three|four|multi|next|first|second|last|final|single)-(?:step|stage)\W*$"
)


def _no_word_of_two(candidate: Candidate) -> Candidate | None:
    """`two-step sign-in` is no step of a build."""
    return None if _TWO.search(candidate.before(20)) else candidate


_HASH = re.compile(r"[.-]g?([0-9a-f]{7,12})\Z")


def _never_released(candidate: Candidate) -> Candidate | None:
    """Behind a version stand a word of building or a hash, which has letters and figures."""
    behind = _HASH.search(candidate.text)
    if behind is None or re.search("[a-z+]", candidate.text[1 : -len(behind.group())].lower()):
        return candidate
    mixed = any(map(str.isdigit, behind[1])) and any(map(str.isalpha, behind[1]))
    return candidate if mixed else None


def _ours(candidate: Candidate) -> Candidate | None:
    """What the reader shall run, or runs, is no secret."""
    said = candidate.before(60)
    said = said[max(said.rfind(". "), said.rfind("\n")) + 1 :]
    return None if re.search(r"\b(?:you|your|please|require\w*|support\w*)\b", said) else candidate


def _image(candidate: Candidate) -> Candidate | None:
    """A source file has an ending in front of its line, an image none in front of its tag."""
    name = candidate.text.rpartition(":")[0].rpartition("/")[2]
    asked = _PULLED.search(candidate.before(60)) is not None
    return None if "." in name or "//" in candidate.before(3) or asked else candidate


def _tagged(candidate: Candidate) -> Candidate | None:
    """An image behind its word, with its tag: no port, nobody's image that all have, and not what
    a reader shall run."""
    name, _, tag = candidate.text.rpartition(":")
    few = tag.isdigit() and len(tag) < 6
    shared = _EVERYBODYS.fullmatch(name) is not None
    return None if few or shared or not re.search(r"\d", tag) else _ours(candidate)


_PULLED = re.compile(r"(?:^|\n)[ \t>$#]*(?:sudo )?(?:docker|podman|nerdctl|helm) pull (?:-\S+ )*$")
"""In a line of its own: what a reader is told to run."""


_BUILT = re.compile(
    r"\b(?:builds?|built|ci|deploy\w*|nightly|artifact|pipeline|jenkins|teamcity|"
    r"image|rollback|rolled)\b"
)


def _counted(candidate: Candidate) -> Candidate | None:
    """A number that more than builds have, near a word of building."""
    around = candidate.before(50) + " " + candidate.after(30)
    return candidate if _BUILT.search(around) is not None else None


_COMPONENTS = (
    "envoy|nginx|haproxy|traefik|kafka|redis|postgres|postgresql|mysql|mariadb|mongodb|mongo|"
    "elasticsearch|opensearch|rabbitmq|istio|linkerd|kubernetes|k8s|etcd|consul|vault|memcached|"
    "cassandra|clickhouse|pgbouncer|patroni|fluentd|logstash|openresty|varnish|celery|sidekiq|puma|"
    "gunicorn|uvicorn|tomcat|jetty|netty|node|openssl|jvm|jdk|glibc|golang|spark|flink|airflow|"
    "terraform|argocd|argo|keycloak|minio|ceph|zookeeper|solr|grpc|docker|containerd|log4j|spring"
)

_EVERYBODYS = re.compile(
    rf"(?:{_COMPONENTS}|python|ruby|php|perl|rust|alpine|ubuntu|debian|fedora|centos|busybox|httpd|"
    r"caddy|wordpress|nextcloud|grafana|prometheus|loki|jenkins|gitlab|sonarqube|registry|mailhog|"
    r"mosquitto|influxdb|timescaledb|openjdk|eclipse-temurin|amazoncorretto|maven|gradle|selenium)"
    r"(?:-(?:server|exporter|alpine|ce|ee))?"
)
"""Images that anybody pulls."""

_TOOLS = (
    "jenkins|teamcity|buildkite|circleci|travis|bamboo|appveyor|gitlab|drone|concourse|codefresh|"
    "github actions|azure devops|woodpecker"
)
_STANDARDS = ("ISO-", "RFC-", "DIN-", "UTF-", "WIN-", "CP-", "IEC-", "EN-")


_BESIDE = re.compile(
    r" (?:builds?|jobs?|runs?|pipelines?|lauf)\b|,? (?:(?:is|was|went|turned|ist|war) )?"
    r"(?:red|green|rot|grun)\b"
)
_TOOL_ALONE = re.compile(rf"(?:{_TOOLS}) ?$")
_WORD_OF_TOOL = re.compile(
    r"\b(?:builds?|pipelines?|jobs?|runs?|lauf|esecuzione|ejecucion|execution|execucao|"
    r"kompilacja|sestaveni|bygge?|ajo|futas|rulare|derleme)"
    rf"(?: (?:di|de|von|van|of|on|in|w|su|en|sur|no|na|pa|i|da|do|z|v))? (?:{_TOOLS}) ?$"
)
_YOU_RUN = re.compile(r"\byou (?:\w+ )?runs? [\w ]+$")


def _of_tool(candidate: Candidate) -> Candidate | None:
    """A number behind a tool's name alone is a version, an error or an amount: `GitLab 502`."""
    said = candidate.before(50)
    if _YOU_RUN.search(said) is not None:
        return None
    if _TOOL_ALONE.search(said) is None or _WORD_OF_TOOL.search(said) is not None:
        return candidate
    return candidate if _BESIDE.match(candidate.after(20)) is not None else None


def _plan(candidate: Candidate) -> Candidate | None:
    """A plan's key has no figure, and is told by the tool alone; a standard is everybody's."""
    text = candidate.text
    if text.upper().startswith(_STANDARDS):
        return None
    keyed = any(map(str.isdigit, text)) or "bamboo" in candidate.before(20)
    return candidate if keyed else None


PATTERNS = (
    Pattern(
        "build",
        "component",
        r"\b(?i:got|bumped|deployed|rolled (?:out|back)(?: to)?|our|downgraded|runs|running|"
        r"patched|upgraded(?: from| to| our)?|moved to|pinned|on|switched to|bump|upgrade of)"
        rf"(?: the| our)? ((?i:{_COMPONENTS}) v?[0123456789]\d*(?:\.\d+)+"
        r"(?: (?:to|->|→) v?\d+(?:\.\d+)+)?)\b",
        tuple(f"{word} {sign}" for word in _COMPONENTS.split("|") for sign in "v0123456789"),
        check=_ours,
    ),
    Pattern(
        "build",
        "build-number",
        r"\b(?:builds?|pipelines?|job|deploy(?:ment)?|image(?: tag)?|release candidate|"
        r"nightly|workflow|artifact|actions|rc)"
        r"(?:[ ](?:number|no\.?|id|run))?[ ]?[#:]?[ ]?v?(\d[\w.+-]*[\w](?: \(#?\d{3,}\))?)",
        (
            "build",
            "pipeline",
            "job",
            "deploy",
            "image",
            "release candidate",
            "nightly",
            "workflow",
            "artifact",
            "actions",
            "rc",
        ),
        ignore_case=True,
        check=_our_build,
    ),
    Pattern(
        "build",
        "build-abroad",
        r"(?:(?i:buildnummer|byggnummer|koontiversio|bản dựng|yapı numarası|derleme(?: numarası)?|"
        r"nomor build|numer kompilacji|numéro de build|número de build|número de compilación)|"
        r"构建号?|構建[号號]?|编译号|編譯號|版号|ビルド番?号?|빌드(?: ?번호)?|сборк[аиуе]|"
        r"збірк[аиуі]|билд[а-я]{0,2})"
        r"[ :#№は]{0,3}v?(\d[\w.+-]*\w)",
        (
            *("buildnummer", "byggnummer", "koontiversio", "bản dựng", "yapı num", "derleme"),
            *("nomor build", "kompilacji", "de build", "de compilaci", "构建", "構建"),
            *("编译号", "編譯號", "版号", "ビルド", "빌드", "сборк", "збірк", "билд"),
        ),
        check=_our_build,
    ),
    Pattern(
        "build",
        "build-of-tool",
        r"\b(?i:(?:builds?|pipelines?|jobs?|runs?|lauf|esecuzione|ejecución|exécution|execução|"
        r"kompilacja|sestavení|bygge|bygg|ajo|futás|rulare|derleme)"
        r"(?: (?:di|de|von|van|of|on|in|w|su|en|sur|no|na|på|i|da|do|z|v))? "
        rf"(?:{_TOOLS})|(?:{_TOOLS})(?:[ -](?:build|job|run|lauf|pipeline|nr\.?|no\.?|n\.?))?)"
        r" ?#?(\d{3,7})(?:[^\w.:/]|[.:](?:\s|$)|$)",
        tuple(_TOOLS.split("|")),
        check=_of_tool,
    ),
    Pattern(
        "build",
        "build-called",
        r"\b(?i:builds?|ci(?: run| job)?|nightly|jenkins|buildkite|pipeline|artifact|snapshot|"
        r"bamboo plan|jenkins job|ci job)"
        r"[ :`\"']{1,3}([A-Za-z][A-Za-z0-9]*(?:[-_.][A-Za-z0-9]+){0,4}[-_.#:/]\d{3,7}|"
        r"[A-Z][A-Z0-9]{1,9}-[A-Z][A-Z0-9]{1,9}(?:-[A-Z0-9]{1,9}){0,2}-\d{1,2}|"
        r"[A-Z][A-Z0-9]{1,9}-[A-Z][A-Z0-9]{2,9})\b",
        (
            *("build", "nightly", "jenkins", "pipeline", "artifact", "snapshot", "bamboo"),
            *(f"ci{sign}" for sign in " :`\"'"),
        ),
        check=_plan,
    ),
    Pattern(
        "build",
        "build-back",
        r"\b(?:rolled|rolls|rolling) back (?:to|from) #?(\d{3,7})(?:[^\w.]|\.?$|\.\s)",
        (" back ",),
        ignore_case=True,
        check=_ours,
    ),
    Pattern(
        "build",
        "build-for",
        r"\b(?:(?i:build|lauf|run|job|pipeline) (?i:dafür|dazu|davon|hierzu|for (?:it|this|that|"
        r"the fix)|with (?:it|the fix)|mit dem fix|pour (?:ça|cela)|du correctif|para es[ot][oa]?|"
        r"del arreglo|para iss?[ot]o?|per quest[oa]|hiervoor|daarvoor|met de fix|do tego|pro to|"
        r"för det|for det):? #|"
        r"Build (?i:dafür|dazu|davon|hierzu|for it|with the fix|with it): ?)(\d{3,7})\b",
        ("build ", "lauf ", "run ", "job ", "pipeline "),
    ),
    Pattern(
        "build",
        "revision-rolled",
        r"\b(?i:rolled|rolling|rollout|helm|deployed|deploy)\b[^.\n\[\]*]{0,40} (?i:rev|"
        r"revision) #?(\d{1,5})\b",
        (" rev",),
    ),
    Pattern(
        "build",
        "run-number",
        r"\b(?:job|pipeline|workflow|build|run|jenkins|teamcity|buildkite|circleci|travis|appveyor|"
        r"codefresh|concourse|gitlab ci|drone ci)[ :`\"']{1,3}"
        r"(?:[\w.]+[`\"']? )?((?:\w+[./-][\w./-]+[`\"']? )?#\d{1,7})\b",
        (
            *("job", "pipeline", "workflow", "build", "run", "jenkins", "teamcity", "circleci"),
            *("travis", "appveyor", "codefresh", "concourse", "gitlab ci", "drone ci"),
        ),
        ignore_case=True,
    ),
    Pattern(
        "build",
        "build-version",
        r"\bv?\d+\.\d+(?:\.\d+)*(?:(?:~[\w.]+)?\+[\w.-]*\w|\.dev\d+|-(?i:snapshot|hotfix|hf\d|rc|alpha|beta|"
        r"dev|nightly|ci|"
        r"pre|build)"
        r"(?:[\w.+-]*\w)?|[.-]g?[0-9a-f]{7,12}\b)",
        (".",),
        check=_never_released,
    ),
    Pattern(
        "build",
        "artifact",
        r"\b[a-z][\w-]*(?:-\d+\.\d+[\w.+-]*|[_-]\d+[\w.]*[~+][\w.+~-]*)\."
        r"(?:jar|war|whl|gem|nupkg|tgz|deb|rpm|aar|apk|ipa)\b",
        ("-", "_"),
    ),
    Pattern(
        "build",
        "build-marked",
        r"(?:^|[^\w./@-])([A-Za-z][\w.]*[-_](?:[\w.]+[-_])*[\w.]*\d[\w.]*[-_](?:dirty|"
        r"snapshot|nightly|internal|"
        r"dogfood|debug|unsigned|hotfix\d*)(?:\.(?:[a-z]+|tar\.gz))?|"
        r"[a-z]{0,5}\d{2,}[\w.]*-(?:internal|dirty|dogfood|debug|snapshot))\b",
        (
            "-dirty",
            "-snapshot",
            "-nightly",
            "-internal",
            "-dogfood",
            "-debug",
            "-unsigned",
            "_dirty",
            "_snapshot",
            "_nightly",
            "_internal",
            "_dogfood",
            "_debug",
            "_unsigned",
            "-hotfix",
            "_hotfix",
        ),
    ),
    Pattern(
        "build",
        "build-candidate",
        r"(#\d{1,7}-(?:rc|alpha|beta|dev|nightly|snapshot|hotfix)[.-]?\d{0,4}|"
        r"\b\d{3,7}-(?:rc|alpha|beta|dev|nightly|snapshot|hotfix)[.-]?\d{0,4})(?:[^\w-]|$)",
        ("-rc", "-alpha", "-beta", "-dev", "-nightly", "-snapshot", "-hotfix"),
        ignore_case=True,
        check=_counted,
    ),
    Pattern(
        "build",
        "artifact-told",
        r"\b(?i:artifacts?|artefacts?|artefakte?|nightly|"
        r"build output) [`\"']?([\w.+-]*\d[\w.+-]*\.(?:msi|exe|dmg|pkg|"
        r"zip|tar\.gz|tgz|appimage|msix|vsix|iso|img|bin|hex|apk|aab|ipa|jar|war|deb|rpm|whl))\b",
        ("artifact", "artefa", "nightly", "build output"),
    ),
    Pattern(
        "build",
        "version-dated",
        r"\b20\d\d\.\d\d?\.\d\d?(?:[.-](?:rc|beta|alpha|b|build)?\d+)?(?:\+[\w.-]*\w)?",
        ("20",),
        check=lambda candidate: (
            candidate if "+" in candidate.text or "rc" in candidate.text else None
        ),
    ),
    Pattern(
        "build",
        "build-dated",
        r"\b20\d\d(?:\.(?:0[1-9]|1[012])[0123]\d\.\d{1,5}|(?:0[1-9]|1[012])[0123]\d\.\d{1,4})\b",
        ("20",),
        check=_counted,
    ),
    Pattern(
        "build",
        "stage",
        r"\b(?i:stage|job|step|workflow|pipeline|suite|cron(?: ?job)?|dag|timer)[ "
        r":`\"']{1,3}([a-z0-9]+(?:[-_][a-z0-9]+)+)\b",
        ("stage", "job", "step", "workflow", "pipeline", "suite", "cron", "dag", "timer"),
        check=_no_word_of_two,
    ),
    Pattern(
        "build",
        "workflow",
        r"\b(?i:github action|workflow|pipeline|playbook|manifest|action)s? [`\"']?"
        r"([\w./-]+\.ya?ml(?: run #?\d+)?)",
        ("action", "workflow", "pipeline", "playbook", "manifest"),
    ),
    Pattern(
        "build",
        "workflow-run",
        r"\bactions/runs/\d+|\b(?i:(?:ci|devops|actions|e2e|buildkite|circleci|travis|drone|"
        r"teamcity)"
        r" (?:run|job|build)) #?\d[\d.]+\d",
        ("actions/runs/", " run", " job", " build"),
    ),
    Pattern(
        "build",
        "version-tagged",
        r"\b(?i:tagged|(?:cut|push|pushed|create|"
        r"created) (?:the )?tag)(?: as)? [`\"']?(v?\d+\.\d+[\w.-]*\w)",
        ("tagged", " tag "),
    ),
    Pattern(
        "build",
        "image-tagged",
        r"\b(?i:image(?: tag)?|container(?: image)?|docker(?: image| tag)?|tag|imagen|imagem|"
        r"immagine|abbild|образ[аеу]?)[ :=]{1,2}[\"'`]?([a-z][a-z0-9._-]{1,60}:[\w][\w.-]*\w)",
        ("image", "container", "docker", "tag", "imagen", "imagem", "immagine", "abbild", "образ"),
        Rank.HOUSE,
        check=_tagged,
    ),
    Pattern(
        "build",
        "image-dated",
        r"(?:^|[\s(`\"'=,/])([a-z][a-z0-9]*(?:[-_][a-z0-9]+)+:20\d\d[01]\d[0-3]\d"
        r"(?:[-.T_]\w{2,12}){0,2})\b",
        (":20",),
        Rank.HOUSE,
    ),
    Pattern(
        "build",
        "package-tagged",
        r"\b(?i:tag|tagged|build|release|artifact|image|deployed|rolled (?:out|back)|shipped|"
        r"rollout of|pinned to|bumped)(?: (?:to|as|is|was|at|from))?[ :]{1,2}[\"'`]?"
        r"((?:@[\w-]+/)?[a-z][\w-]*@v?\d+\.\d+[\w.+-]*\w)",
        ("@",),
        Rank.SECRET,
        check=_ours,
    ),
    Pattern(
        "build",
        "image",
        r"\b[\w.-]+(?:/[\w.-]+)+:(?:v?\d[\w.-]*|latest|sha-?\w+|"
        r"(?:main|master|develop|dev|release|staging|prod|pr)-[\w.-]*\w)|@?\bsha256:[0-9a-f]{8,64}|"
        r"\b[\w.-]*:(?:main|master|develop|dev|trunk|release|staging|prod|sha|"
        r"pr-?\d+)-[0-9a-f]{7,40}\b",
        (":",),
        check=_image,
    ),
)
