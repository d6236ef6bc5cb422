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
    digits = sum(map(str.isdigit, candidate.text))
    return candidate if digits > 2 or not candidate.text.isdigit() else None


def _image(candidate: Candidate) -> Candidate | None:
    """A source file has an ending in front of its line, an image none in front of its tag."""
    name = candidate.text.rpartition(":")[0].rpartition("/")[2]
    return None if "." in name or "//" in candidate.before(3) else candidate


PATTERNS = (
    Pattern(
        "build",
        "build-number",
        r"\b(?:builds?|pipelines?|job|deploy(?:ment)?|image(?: tag)?|release candidate|"
        r"nightly|workflow|artifact|rc)"
        r"(?:[ ](?:number|no\.?|id|run))?[ ]?[#:]?[ ]?v?(\d[\w.+-]*[\w])",
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
        "build-version",
        r"\bv?\d+\.\d+(?:\.\d+)*(?:\+[\w.-]*\w|-(?i:snapshot|rc|alpha|beta|dev|nightly|ci|"
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
        "image",
        r"\b[\w.-]+(?:/[\w.-]+)+:(?:v?\d[\w.-]*|latest|sha-?\w+)|@sha256:[0-9a-f]{16,64}",
        (":",),
        check=_image,
    ),
)
