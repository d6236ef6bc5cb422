"""Builds: numbers, artifacts, images, stages of a pipeline, versions never released."""

import re

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


def _ours(candidate: Candidate) -> Candidate | None:
    """What the reader shall run, or runs, is no secret."""
    said = candidate.before(60)
    said = said[max(said.rfind(". "), said.rfind("\n")) + 1 :]
    return None if re.search(r"\b(?:you|your|please|require\w*|support\w*)\b", said) else candidate


def _image(candidate: Candidate) -> Candidate | None:
    """A source file has an ending in front of its line, an image none in front of its tag."""
    name = candidate.text.rpartition(":")[0].rpartition("/")[2]
    return None if "." in name or "//" in candidate.before(3) else candidate


_COMPONENTS = (
    "envoy|nginx|haproxy|traefik|kafka|redis|postgres|postgresql|mysql|mariadb|mongodb|mongo|"
    "elasticsearch|opensearch|rabbitmq|istio|linkerd|kubernetes|k8s|etcd|consul|vault|memcached|"
    "cassandra|clickhouse|pgbouncer|patroni|fluentd|logstash|openresty|varnish|celery|sidekiq|puma|"
    "gunicorn|uvicorn|tomcat|jetty|netty|node|openssl|jvm|jdk|glibc|golang|spark|flink|airflow|"
    "terraform|argocd|argo|keycloak|minio|ceph|zookeeper|solr|grpc|docker|containerd|log4j|spring"
)

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
        r"nightly|workflow|artifact|rc)"
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
            "rc",
        ),
        ignore_case=True,
        check=_our_build,
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
        "revision-rolled",
        r"\b(?i:rolled|rolling|rollout|helm|deployed|deploy)\b[^.\n]{0,40} (?i:rev|"
        r"revision) #?(\d{1,5})\b",
        (" rev",),
    ),
    Pattern(
        "build",
        "run-number",
        r"\b(?:job|pipeline|workflow|build|run|jenkins)[ :`\"']{1,3}"
        r"(?:[\w.]+[`\"']? )?((?:\w+[./-][\w./-]+[`\"']? )?#\d{1,7})\b",
        ("job", "pipeline", "workflow", "build", "run", "jenkins"),
        ignore_case=True,
    ),
    Pattern(
        "build",
        "build-version",
        r"\bv?\d+\.\d+(?:\.\d+)*(?:\+[\w.-]*\w|\.dev\d+|-(?i:snapshot|rc|alpha|beta|dev|nightly|ci|"
        r"pre|build)"
        r"(?:[\w.+-]*\w)?)",
        (".",),
    ),
    Pattern(
        "build",
        "artifact",
        r"\b[a-z][\w-]*-\d+\.\d+[\w.+-]*\.(?:jar|war|whl|gem|nupkg|tgz|deb|rpm|aar|apk|ipa)\b",
        ("-",),
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
        "stage",
        r"\b(?i:stage|job|step|workflow|pipeline|suite)[ "
        r":`\"']{1,3}([a-z0-9]+(?:[-_][a-z0-9]+)+)\b",
        ("stage", "job", "step", "workflow", "pipeline", "suite"),
    ),
    Pattern(
        "build",
        "workflow",
        r"\b(?i:github action|workflow|pipeline|playbook|manifest|action)s? [`\"']?"
        r"([\w./-]+\.ya?ml(?: run #?\d+)?)",
        ("action", "workflow", "pipeline", "playbook", "manifest"),
    ),
    Pattern("build", "workflow-run", r"\bactions/runs/\d+", ("actions/runs/",)),
    Pattern(
        "build",
        "image",
        r"\b[\w.-]+(?:/[\w.-]+)+:(?:v?\d[\w.-]*|latest|sha-?\w+)|@sha256:[0-9a-f]{16,64}",
        (":",),
        check=_image,
    ),
)
