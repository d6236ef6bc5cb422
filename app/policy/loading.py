"""A directory of policy files to one `PolicySet`, or every reason why not."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app.errors import PolicyError
from app.gate.policy import GatePolicy
from app.policy.advice_gate import advise_on_gate
from app.policy.checks_gate import check_gate, try_gate_examples
from app.policy.checks_mapping import check_mapping, try_mapping_examples
from app.policy.checks_redaction import (
    advise_on_redaction,
    check_greed,
    check_loose_rules,
    check_redaction,
    try_redaction_examples,
)
from app.policy.files import (
    FOLDERS,
    SUFFIXES,
    Folder,
    folder_of_texts,
    folder_on_disk,
    is_file_name,
)
from app.policy.problems import Fault, Problem
from app.policy.reading import Source, read_folder
from app.policy.validating import tell, validate
from app.ports import PolicySet
from app.redaction.policy import RedactionPolicy
from app.sync.policy import MappingPolicy

Folders = tuple[Folder, Folder, Folder]
"""Those of redaction, gates and mapping."""
_DEPTHS = ("*", "*/*", "*/*/*")


@dataclass(frozen=True, slots=True)
class _Draft:
    """What was read of a directory; a policy is None where its files do not make one."""

    sources: tuple[Source, Source, Source]
    redaction: RedactionPolicy | None
    gate: GatePolicy | None
    mapping: MappingPolicy | None

    @property
    def problems(self) -> list[Problem]:
        return sorted(problem for source in self.sources for problem in source.problems)


def load_directory(directory: Path) -> PolicySet:
    """Load `redaction`, `gates` and `mapping` below the directory.

    The version is a hash of what the files say: comments, order of keys and file names do not
    change it. Raises PolicyError with every problem at once; the examples in the files are not
    run (`lint` does that).
    """
    return _load(_on_disk(directory))


def load_texts(texts: Mapping[str, str], place: str = "") -> PolicySet:
    """As `load_directory`, of texts by file name (`redaction/ours.yaml`).

    `place` stands before the names where problems tell them. The last few sets are remembered.
    """
    return _load_texts(tuple(texts.items()), place)


@lru_cache(maxsize=4)
def _load_texts(texts: tuple[tuple[str, str], ...], place: str) -> PolicySet:
    return _load(_of_texts(dict(texts), place))


def lint(directory: Path) -> list[Problem]:
    """Every problem of the directory's files by file and line, their own examples included.

    Warnings are among them: files that have nothing worse can be used.
    """
    return sorted([*_lint(_on_disk(directory)), *_unread(directory)])


def lint_texts(texts: Mapping[str, str]) -> list[Problem]:
    """As `lint`, of texts by file name. The last few answers are remembered: it takes a moment."""
    return list(_lint_texts(tuple(texts.items())))


@lru_cache(maxsize=4)
def _lint_texts(given: tuple[tuple[str, str], ...]) -> tuple[Problem, ...]:
    texts = dict(given)
    cure = f"call it {FOLDERS[0]}/ours.yaml, or so; the folders are {', '.join(FOLDERS)}"
    odd = [
        Problem(name, 1, "this is no name of a policy file", cure)
        for name in texts
        if not is_file_name(name)
    ]
    return tuple(sorted([*_lint(_of_texts(texts, "")), *odd]))


def _on_disk(directory: Path) -> Folders:
    redaction, gates, mapping = (folder_on_disk(directory / name) for name in FOLDERS)
    return redaction, gates, mapping


def _of_texts(texts: Mapping[str, str], place: str) -> Folders:
    redaction, gates, mapping = (folder_of_texts(texts, name, place) for name in FOLDERS)
    return redaction, gates, mapping


def _load(folders: Folders) -> PolicySet:
    draft = _read(folders)
    if draft.problems or draft.redaction is None or draft.gate is None or draft.mapping is None:
        raise PolicyError(tuple(str(problem) for problem in draft.problems))
    return PolicySet(
        version=_version(draft.sources),
        redaction=draft.redaction,
        gate=draft.gate,
        mapping=draft.mapping,
    )


def _lint(folders: Folders) -> list[Problem]:
    draft = _read(folders)
    redaction, gates, mapping = draft.sources
    if draft.redaction is not None and not redaction.problems:
        _tell_all(redaction, check_greed(draft.redaction))
    if draft.redaction is not None and not redaction.problems:
        _tell_all(redaction, try_redaction_examples(draft.redaction))
        _tell_all(redaction, advise_on_redaction(draft.redaction))
    if draft.gate is not None and not gates.problems:
        _tell_all(gates, advise_on_gate(draft.gate))
    if draft.gate is not None:
        _tell_all(gates, try_gate_examples(draft.gate))
    if draft.mapping is not None:
        _tell_all(mapping, try_mapping_examples(draft.mapping))
    return draft.problems


def _unread(directory: Path) -> Iterator[Problem]:
    """Warnings: policy files that stand where nothing reads them."""
    for file in sorted(one for depth in _DEPTHS for one in directory.glob(depth)):
        place = file.relative_to(directory)
        read = len(place.parts) == 2 and place.parts[0] in FOLDERS and file.suffix in SUFFIXES
        if file.suffix.lower() in SUFFIXES and not read:
            cure = f"put it into {', '.join(FOLDERS[:-1])} or {FOLDERS[-1]}, with a name in .yaml"
            yield Problem(file.as_posix(), 1, "nothing reads this file", cure, warning=True)


def _read(folders: Folders) -> _Draft:
    redaction, gates, mapping = (read_folder(folder) for folder in folders)
    draft = _Draft(
        (redaction, gates, mapping),
        validate(redaction, RedactionPolicy),
        validate(gates, GatePolicy),
        validate(mapping, MappingPolicy),
    )
    if draft.redaction is not None:
        _tell_all(redaction, check_redaction(draft.redaction))
    else:
        _tell_all(redaction, check_loose_rules(redaction.tree))
    if draft.gate is not None:
        _tell_all(gates, check_gate(draft.gate))
    if draft.mapping is not None:
        _tell_all(mapping, check_mapping(draft.mapping, draft.gate))
    return draft


def _tell_all(source: Source, faults: Iterable[Fault]) -> None:
    for fault in faults:
        tell(source, fault)


def _version(sources: Iterable[Source]) -> str:
    """16 hex digits: a name for a state of the files, not a protection against forgery."""
    content = json.dumps([source.tree for source in sources], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:16]
