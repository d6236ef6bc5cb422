"""House rules that types and import contracts cannot hold, as checks over the syntax tree."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = ("app", "connectors")


@dataclass(frozen=True)
class Breach:
    """Where a rule is broken; `str` of it is what a person reads."""

    path: str
    line: int
    rule: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}"


def paths_of_modules(*folders: str) -> Iterator[str]:
    """Yield each module's path relative to the repository."""
    for folder in folders or SOURCES:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix()


def iter_modules(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield each module's path relative to the repository, and its tree."""
    for path in paths_of_modules(*folders):
        yield path, ast.parse((ROOT / path).read_text("utf-8"))


def called_name(call: ast.Call) -> str:
    """The last part of what is called: `b` for `a.b()`."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def find_calls(tree: ast.AST, names: frozenset[str]) -> Iterator[ast.Call]:
    """Yield every call of one of the names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called_name(node) in names:
            yield node


def breaches_of_calls(
    path: str, tree: ast.AST, names: frozenset[str], allowed: tuple[str, ...], rule: str
) -> Iterator[Breach]:
    """Yield a breach for each call of `names` outside the `allowed` folders or files."""
    if path.startswith(allowed):
        return
    for call in find_calls(tree, names):
        yield Breach(path, call.lineno, f"{rule}: {called_name(call)}(…)")
