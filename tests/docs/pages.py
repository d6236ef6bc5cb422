"""What the documentation tells people to type, read from the pages themselves."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.shared_data import ROOT

README = ROOT / "README.md"
DOCS = ROOT / "docs"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def pages() -> list[Path]:
    """Every page of the documentation."""
    return [README, ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]


def blocks(page: Path, language: str) -> Iterator[str]:
    """The fenced blocks of one language, in order."""
    for found, content in _BLOCK.findall(page.read_text(encoding="utf-8")):
        if found == language:
            yield content


def commands(page: Path) -> Iterator[str]:
    """Each `$ command` of the console blocks; a line that ends in a backslash goes on."""
    for block in blocks(page, "console"):
        joined = block.replace("\\\n", " ")
        yield from (line[2:].strip() for line in joined.splitlines() if line.startswith("$ "))


def settings_lines(page: Path) -> Iterator[tuple[str, str]]:
    """Each NAME=VALUE of the ini blocks."""
    for block in blocks(page, "ini"):
        for line in block.splitlines():
            name, sign, value = line.partition("=")
            if sign:
                yield name, value
