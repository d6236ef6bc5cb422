"""The redaction cases: how they are read, run as `airlock redact` runs them, and judged."""

import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from app.cli.redacting import Target, redact_lines
from app.ports import PolicySet
from app.redaction.canonical import canonicalise, neutralise

FOLDER = Path(__file__).parent
SPLIT = "<+>"
"""Parts what a scanner would take for a secret; taken out before a case is run."""

_UNPARTED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Thai, Japanese, Chinese and Korean, which write words without a gap."""
_SHORT = 5
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Case:
    """One line of a case file; `line` is what `airlock redact` reads."""

    id: str
    to: str
    line: dict[str, Any]
    gone: tuple[str, ...]
    stays: tuple[str, ...]
    held: bool


@dataclass
class Verdict:
    """What of a case did not hold. `leaks` are must-not strings found, `lost` must-survive ones."""

    case: Case
    answer: dict[str, Any]
    leaks: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def read_cases(prefixes: Iterable[str] = ()) -> Iterator[Case]:
    """All cases of the files whose names begin with one of the prefixes; none means all."""
    wanted = tuple(prefixes) or ("",)
    for path in sorted(FOLDER.glob("*.jsonl")):
        if path.name.startswith(wanted):
            yield from _read_file(path)


def _read_file(path: Path) -> Iterator[Case]:
    contexts: dict[str, Any] = {}
    for raw in path.read_text("utf-8").splitlines():
        if not raw.strip():
            continue
        loaded = _unsplit(json.loads(raw))
        if "define" in loaded:
            contexts[loaded["define"]] = loaded["context"]
        else:
            yield _case(loaded, contexts)


def _unsplit(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace(SPLIT, "")
    if isinstance(value, list):
        return [_unsplit(item) for item in value]
    if isinstance(value, dict):
        return {key: _unsplit(item) for key, item in value.items()}
    return value


def _case(loaded: dict[str, Any], contexts: dict[str, Any]) -> Case:
    line = {key: loaded[key] for key in ("id", "format", "input")}
    context = loaded.get("context")
    if context is not None:
        line["context"] = contexts[context] if isinstance(context, str) else context
    if loaded.get("pair"):
        line["pair"] = loaded["pair"]
    gone, stays = tuple(loaded.get("gone", ())), tuple(loaded.get("stays", ()))
    return Case(loaded["id"], loaded["to"], line, gone, stays, loaded.get("held", False))


def judge(cases: Iterable[Case], policies: PolicySet) -> Iterator[Verdict]:
    """Run the cases, each side in one stream, and tell of each what did not hold."""
    cases = list(cases)
    for target in Target:
        chosen = [case for case in cases if case.to == target]
        stream = io.BytesIO("".join(json.dumps(case.line) + "\n" for case in chosen).encode())
        for case, answer in zip(chosen, redact_lines(stream, target, policies), strict=True):
            yield _verdict(case, answer)


def _verdict(case: Case, answer: dict[str, Any]) -> Verdict:
    verdict = Verdict(case, answer)
    if answer["held"]:
        verdict.lost = [] if case.held else ["(held)", *case.stays]
        return verdict
    if case.held:
        verdict.leaks = ["(not held)"]
    views = [_spaced(view) for view in _views(answer)]
    verdict.leaks += [gone for gone in case.gone if any(_stands(gone, view) for view in views)]
    text = _spaced(answer["text"])
    verdict.lost = [stay for stay in case.stays if _spaced(stay) not in text]
    return verdict


def _views(answer: dict[str, Any]) -> Iterator[str]:
    """The text and the document's strings, as they are written and as the eye reads them."""
    document = answer["document"]
    if isinstance(document, str):
        strings = [document, unescape(_TAG.sub("", document)), unescape(_TAG.sub(" ", document))]
    else:
        leaves = list(_strings(document))
        strings = ["".join(leaves), " ".join(leaves)]
    for text in (answer["text"], *strings):
        yield text
        yield canonicalise(neutralise(text)).text
        yield "".join(char for char in unicodedata.normalize("NFKC", text) if char.isprintable())


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            if key not in ("type", "version", "localId"):
                yield from _strings(value)
    elif isinstance(node, list):
        for item in node:
            yield from _strings(item)


def _spaced(text: str) -> str:
    return " ".join(text.casefold().split())


def _stands(gone: str, view: str) -> bool:
    """Short strings are looked for as words, where words are parted: `Roe` is not in `heroes`."""
    wanted = _spaced(gone)
    if len(wanted) >= _SHORT or _UNPARTED.search(wanted) is not None:
        return wanted in view
    return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", view) is not None
