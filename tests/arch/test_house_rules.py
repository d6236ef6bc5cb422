"""Each rule is run over the sources, and over a sample that breaks it, so that it can fail."""

import ast
from collections.abc import Iterator

import pytest

from tests.arch.house_rules import (
    ROOT,
    Breach,
    breaches_of_calls,
    called_name,
    iter_modules,
    paths_of_modules,
)

LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
LAST_STAND = "app/web/middleware.py"
WAYS_AROUND = frozenset({"model_construct", "model_copy", "replace", "__new__", "__setattr__"})
KEEPERS = (
    "app/web/words.py",
    "app/web/console/markdown.py",
    "app/web/console/weekly_report.py",
    "app/store/migrate.py",
    "connectors/http.py",
    "app/policy/",
    "app/redaction/literals.py",
    "app/redaction/compiled.py",
    "app/redaction/regex_tree.py",
    "app/redaction/patterns.py",
    "app/redaction/prefilter.py",
    "app/redaction/name_stock.py",
    "app/redaction/dictionary.py",
    "app/redaction/memory.py",
)
"""Keep what is of policies and of the program itself; the last two let go on an erasure."""
LOG_CALLS = frozenset({"debug", "info", "warning", "error", "exception", "critical"})
LOG_FIELDS = frozenset(
    [
        "delivery",
        "lane",
        "fence",
        "outcome",
        "code",
        "attempts",
        "system",
        "kind",
        "status",
        "seconds",
        "worker",
        "count",
        "mode",
        "version",
        "link",
        "ticket",
        "issue",
        "effect",
        "host",
        "port",
        "error_type",
        "where",
        "path",
        "method",
        "reason_code",
        "until",
        "events",
        "marker",
        "route",
        "position",
        "digest",
    ]
)


def rule_redacted_text(path: str, tree: ast.AST) -> Iterator[Breach]:
    names = frozenset({"RedactedText"})
    yield from breaches_of_calls(path, tree, names, ("app/redaction/",), "made outside redaction")


def rule_cleared_file(path: str, tree: ast.AST) -> Iterator[Breach]:
    names = frozenset({"ClearedFile"})
    allowed = ("app/attachments/",)
    yield from breaches_of_calls(path, tree, names, allowed, "made outside attachments")


def rule_no_way_around(path: str, tree: ast.AST) -> Iterator[Breach]:
    """`str.replace` is fine; `dataclasses.replace` and pydantic's copies are not.

    The gate holds no text that crosses, so its decisions may be copied.
    """
    if path.startswith(("app/redaction/", "app/gate/")):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "dataclasses":
            for alias in node.names:
                if alias.name == "replace":
                    yield Breach(path, node.lineno, "a way around a type: dataclasses.replace")
        if isinstance(node, ast.Attribute) and node.attr in WAYS_AROUND - {"replace"}:
            yield Breach(path, node.lineno, f"a way around a type: {node.attr}")
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {
            "dataclasses.replace",
            "copy.replace",
        }:
            yield Breach(path, node.lineno, "a way around a type: replace")


def rule_commit_in_store(path: str, tree: ast.AST) -> Iterator[Breach]:
    yield from breaches_of_calls(
        path, tree, frozenset({"commit"}), ("app/store/", "connectors/sandbox/"), "commits"
    )


def rule_log_fields(path: str, tree: ast.AST) -> Iterator[Breach]:
    """A log call has one literal event name and named fields of a closed list, nothing else."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if ast.unparse(node.func.value) not in {"log", "logger", "_log", "self._log"}:
            continue
        if node.func.attr not in LOG_CALLS:
            continue
        if len(node.args) != 1 or not isinstance(node.args[0], ast.Constant):
            yield Breach(path, node.lineno, "a log call takes one literal event name")
        for keyword in node.keywords:
            if keyword.arg not in LOG_FIELDS:
                yield Breach(path, node.lineno, f"a log field outside the list: {keyword.arg}")


def rule_no_broad_except(path: str, tree: ast.AST) -> Iterator[Breach]:
    """One place may catch all: what passes it the server logs, message and traceback.

    `Guard` in the web's middleware turns it into an answer that quotes nothing.
    """
    found = [
        Breach(path, node.lineno, f"a broad except: {caught}")
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (caught := caught_by(node)) in {"everything", "Exception", "BaseException"}
    ]
    yield from found[1:] if path == LAST_STAND else found


def caught_by(handler: ast.ExceptHandler) -> str:
    return ast.unparse(handler.type) if handler.type is not None else "everything"


def rule_no_print(path: str, tree: ast.AST) -> Iterator[Breach]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"print", "builtins.print"}:
            yield Breach(path, node.lineno, "prints")


def rule_short_functions(path: str, tree: ast.AST) -> Iterator[Breach]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.body[0].lineno
            if length > LONGEST_FUNCTION:
                yield Breach(path, node.lineno, f"a function of {length} lines: {node.name}")


def rule_nothing_remembered(path: str, tree: ast.AST) -> Iterator[Breach]:
    """What a cache holds of texts outlives an erasure, unless `app.redaction.memory` keeps it."""
    if path.startswith(KEEPERS):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "functools":
            for alias in node.names:
                if alias.name in {"cache", "lru_cache"}:
                    yield Breach(path, node.lineno, f"remembers texts: {alias.name}")
        if isinstance(node, ast.Attribute) and node.attr == "lru_cache":
            yield Breach(path, node.lineno, "remembers texts: lru_cache")


DICTIONARY = frozenset({"given", "both", "surnames", "words", "common"})


def rule_no_new_dictionaries(path: str, tree: ast.AST) -> Iterator[Breach]:
    """To join or part sets of a hundred thousand names at each find costs more than all else."""
    made_once = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and _is_made_once(node)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if path == "app/redaction/name_stock.py" or id(node) in made_once:
            continue
        sides = (node.left, node.right) if isinstance(node, ast.BinOp) else ()
        if any(isinstance(side, ast.Attribute) and side.attr in DICTIONARY for side in sides):
            yield Breach(path, node.lineno, f"makes a dictionary anew: {ast.unparse(node)}")


def _is_made_once(node: ast.FunctionDef) -> bool:
    return "cached_property" in map(ast.unparse, node.decorator_list)


RULES = {
    "redacted text": rule_redacted_text,
    "cleared file": rule_cleared_file,
    "no way around": rule_no_way_around,
    "commit": rule_commit_in_store,
    "log fields": rule_log_fields,
    "broad except": rule_no_broad_except,
    "print": rule_no_print,
    "short functions": rule_short_functions,
    "nothing remembered": rule_nothing_remembered,
    "no new dictionaries": rule_no_new_dictionaries,
}
SAMPLES = {
    "redacted text": "x = RedactedText(d, a, p)",
    "cleared file": "x = effects.ClearedFile(n, c, t)",
    "no way around": "x = text.model_copy(update={})",
    "commit": "session.commit()",
    "log fields": "log.info('sent', body=text)",
    "broad except": "try:\n    x()\nexcept Exception:\n    pass",
    "print": "print(x)",
    "short functions": "def f():\n" + "    x()\n" * (LONGEST_FUNCTION + 2),
    "nothing remembered": "from functools import lru_cache",
    "no new dictionaries": "x = word in stock().common - known.given",
}


@pytest.fixture(scope="module")
def breaches() -> dict[str, list[Breach]]:
    """Of every rule over all sources, each of which is read once."""
    found: dict[str, list[Breach]] = {name: [] for name in RULES}
    for path, tree in iter_modules():
        for name, rule in RULES.items():
            found[name].extend(rule(path, tree))
    return found


@pytest.mark.parametrize("name", RULES)
def test_the_sources_keep_the_rule(name: str, breaches: dict[str, list[Breach]]) -> None:
    assert not breaches[name], "\n".join(map(str, breaches[name]))


@pytest.mark.parametrize("name", RULES)
def test_the_rule_catches_a_breach(name: str) -> None:
    tree = ast.parse(SAMPLES[name])
    assert list(RULES[name]("app/services/sample.py", tree))


def test_even_the_last_stand_has_only_one_broad_except() -> None:
    tree = ast.parse(SAMPLES["broad except"] + "\n" + SAMPLES["broad except"])
    assert len(list(rule_no_broad_except(LAST_STAND, tree))) == 1


def test_every_rule_has_a_sample() -> None:
    assert RULES.keys() == SAMPLES.keys()


def test_no_module_is_longer_than_the_limit() -> None:
    texts = {path: (ROOT / path).read_text("utf-8") for path in paths_of_modules()}
    lengths = {path: len(text.splitlines()) for path, text in texts.items()}
    assert not {path: n for path, n in lengths.items() if n > LONGEST_MODULE}


def test_called_name_reads_attributes_and_names() -> None:
    call = ast.parse("a.b.c()").body[0]
    assert isinstance(call, ast.Expr)
    assert isinstance(call.value, ast.Call)
    assert called_name(call.value) == "c"
