"""What must not stand in any tracked file, and what licence and project say of each other."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.shared_data import ROOT

MACHINE_PATH = re.compile(r"(?<![\w.\-/}])/(?:work|root|home|tmp)/[\w.\-]")
REGISTRY = re.compile(
    "|".join(("files.python" + "hosted.org", "pypi" + r"\.org", "registry\\.npm" + r"js\.org"))
    + r"|--(?:extra-)?index-url"
)
# Between quotation marks it is Jira's word for a task or a status that is not begun.
LEFTOVER = re.compile(
    r"(?<![\"'])\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX|NotImplemented" + r"Error)\b(?![\"'])"
)
HARMLESS = {
    # Paths as customers and engineers write them into comments, and mounts as a kernel lists them.
    MACHINE_PATH: (
        "app/redaction/",
        "docs/disclosure.md",
        "policies/redaction/",
        "tests/cases/redaction/",
        "tests/unit/redaction/",
        "tests/unit/store/test_opening.py",
    ),
    # Invented texts of customers and engineers, who name registries and write placeholders.
    REGISTRY: ("tests/cases/redaction/",),
    LEFTOVER: ("tests/cases/redaction/",),
}


def tracked() -> list[Path]:
    """Every tracked file that is text; skipped where the tree is no clone."""
    if not (ROOT / ".git").exists():
        pytest.skip("the tree is no clone, so that nothing says what is tracked")
    listed = subprocess.run(
        ["/usr/bin/env", "git", "ls-files", "-z"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in found if path.is_file() and path.suffix != ".png"]


@pytest.mark.parametrize(
    "pattern", [MACHINE_PATH, REGISTRY, LEFTOVER], ids=["machine path", "registry", "leftover"]
)
def test_no_tracked_file_holds_it(pattern: re.Pattern[str]) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {match.group()}"
        for path in tracked()
        if not path.relative_to(ROOT).as_posix().startswith(HARMLESS[pattern])
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (match := pattern.search(line)) is not None
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("pattern", "sample"),
    [
        (MACHINE_PATH, "see /" + "home/ada/notes"),
        (REGISTRY, "https://pypi" + ".org/simple"),
        (LEFTOVER, "# TO" + "DO later"),
    ],
)
def test_the_search_finds_what_it_is_for(pattern: re.Pattern[str], sample: str) -> None:
    assert pattern.search(sample)


def test_no_large_or_private_file_is_tracked() -> None:
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    assert [name for name in names if name.endswith((".db", ".env", ".pem", ".key"))] == []


def test_licence_and_project_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "Apache-2.0"
    assert project["license-files"] == ["LICENSE"]
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in licence
    assert "Version 2.0, January 2004" in licence
    assert '"license": "Apache-2.0"' in (ROOT / "frontend" / "package.json").read_text("utf-8")
