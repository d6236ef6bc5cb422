"""What the documentation tells people to type, read from the pages themselves."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.shared_data import ROOT

README = ROOT / "README.md"
DOCS = ROOT / "docs"
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_REMARK = re.compile(r"\s{2,}# .*")


def pages() -> list[Path]:
    """Every page of the documentation."""
    return [README, ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]


def blocks(page: Path, language: str) -> Iterator[str]:
    """The fenced blocks of one language, in order."""
    for found, content in _BLOCK.findall(page.read_text(encoding="utf-8")):
        if found == language:
            yield content


def commands(page: Path) -> Iterator[str]:
    """Each `$ command` of the console blocks, without what is remarked behind it; a line that ends
    in a backslash goes on."""
    for block in blocks(page, "console"):
        for line in block.replace("\\\n", " ").splitlines():
            yield _REMARK.sub("", line.removeprefix("$ ")).strip()


def all_blocks(page: Path) -> list[tuple[str, str]]:
    """Language and content of each fenced block; no language is the empty one."""
    return _BLOCK.findall(page.read_text(encoding="utf-8"))


def prose(page: Path) -> str:
    """What stands outside of the fenced blocks."""
    return _BLOCK.sub("", page.read_text(encoding="utf-8"))


def settings_lines(page: Path) -> Iterator[tuple[str, str]]:
    """Each NAME=VALUE of the ini blocks."""
    for block in blocks(page, "ini"):
        for line in block.splitlines():
            name, sign, value = line.partition("=")
            if sign:
                yield name, value
