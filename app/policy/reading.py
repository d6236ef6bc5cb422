"""YAML files to plain data, with the file and line of every key.

Only data is read: no tags, no anchors and aliases (a few lines of them unfold into gigabytes), no
second document, no key twice. Several files of one folder make one policy: mappings are merged,
lists joined, and a value given twice is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from app.policy.files import Folder, PolicyFile, decode, no_such
from app.policy.problems import Problem, Trail
from app.policy.yaml_errors import explain

SCHEMA_VERSION = 1
MAX_FILES = 200
_TAG = "tag:yaml.org,2002:"
_KINDS: Trail = ("entities",)
"""What stands below is one thing: half a kind in each of two files is a mistake, not a merger."""

Scalar = str | int | float | bool | None
Tree = dict[str, "Value"]
Value = Scalar | list["Value"] | Tree


@dataclass(slots=True)
class Source:
    """One policy: its merged tree and where each key of it stands (file, line from 1)."""

    folder: str
    tree: Tree = field(default_factory=dict)
    origins: dict[Trail, tuple[str, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _told: set[Problem] = field(default_factory=set)

    def add(self, problem: Problem) -> None:
        """Tell the problem once, in a time that does not grow with how many there are."""
        if problem not in self._told:
            self._told.add(problem)
            self.problems.append(problem)

    def origin(self, trail: Trail) -> tuple[str, int]:
        """Where the trail's last key stands; of one that is absent, its nearest parent."""
        for length in range(len(trail), 0, -1):
            if trail[:length] in self.origins:
                return self.origins[trail[:length]]
        return min(self.origins.values(), default=(self.folder, 1))


def read_folder(folder: Folder) -> Source:
    """Read and merge all YAML files of a folder; what cannot be read is told in `problems`."""
    source = Source(folder.name)
    if not folder.files:
        source.problems.append(_nothing_in(folder))
    if len(folder.files) > MAX_FILES:
        cure = f"put them together into {MAX_FILES} or fewer"
        what = f"{len(folder.files)} policy files"
        source.problems.append(Problem(source.folder, 1, what, cure))
    for file in folder.files[:MAX_FILES]:
        _read_file(file, source)
    return source


def read_plain(file: PolicyFile) -> Source:
    """Read one file that is no policy: it says neither its schema nor what it is about."""
    source = Source(file.name)
    reader = _Reader(file.name, source)
    node = reader.compose(file)
    if isinstance(node, MappingNode):
        _Merger(source, reader).merge_mapping(source.tree, reader.mapping(node, ()), (), ())
    elif node is not None:
        reader.tell(node, "the file holds no keys and values", "write `date: …` and the rest")
    return source


def _nothing_in(folder: Folder) -> Problem:
    if not folder.exists:
        return no_such(folder)
    return Problem(folder.name, 1, "no policy file here", "add one, or name the folder")


def _read_file(file: PolicyFile, source: Source) -> None:
    reader = _Reader(file.name, source)
    node = reader.compose(file)
    if node is None:
        return
    if not isinstance(node, MappingNode):
        reader.tell(node, "a policy file holds keys and values", "write `schema: 1` and the rest")
        return
    tree = reader.mapping(node, ())
    _take_header(tree, reader)
    merger = _Merger(source, reader)
    merger.merge_mapping(source.tree, tree, (), ())


def _take_header(tree: Tree, reader: "_Reader") -> None:
    """Every file says its schema and what it is about; neither is part of the policy."""
    if not isinstance(tree.pop("about", None), str):
        line = reader.lines.get(("about",), 1)
        cure = "say in one sentence what the file is for: `about: …`"
        reader.source.add(Problem(reader.file, line, "`about` is missing", cure))
    found = tree.pop("schema", None)
    line = reader.lines.get(("schema",), 1)
    if found is None:
        cure = f"begin the file with `schema: {SCHEMA_VERSION}`"
        reader.source.add(Problem(reader.file, line, "`schema` is missing", cure))
    elif found != SCHEMA_VERSION or isinstance(found, bool):
        cure = f"write `schema: {SCHEMA_VERSION}`"
        reader.source.add(Problem(reader.file, line, "`schema` is of no known version", cure))


@lru_cache(maxsize=64)
def _compose(text: str) -> Node | None:
    """The nodes of a text, which nobody changes. Kept: of a policy few files change at a time."""
    node: Node | None = YAML(typ="safe", pure=True).compose(text)
    return node


class _Reader:
    """Turns one file's YAML nodes into plain data and notes the lines."""

    def __init__(self, file: str, source: Source) -> None:
        self.file = file
        self.source = source
        self.lines: dict[Trail, int] = {}

    def tell(self, node: Node, what: str, cure: str) -> None:
        self.source.add(Problem(self.file, node.start_mark.line + 1, what, cure))

    def compose(self, file: PolicyFile) -> Node | None:
        text, problem = decode(file)
        if text is None or problem is not None:
            self.source.problems.extend([problem] if problem is not None else [])
            return None
        try:
            node = _compose(text)
        except MarkedYAMLError as error:
            self._note(*explain(error))
        except YAMLError:
            self._note(1, "this is no YAML", "look for control characters")
        except RecursionError:
            self._note(1, "nested too deeply", "a policy needs six levels at most")
        else:
            if node is None:
                self._note(1, "the file is empty", "write a policy, or delete the file")
            return node
        return None

    def _note(self, line: int, what: str, cure: str) -> None:
        self.source.add(Problem(self.file, line, what, cure))

    def value(self, node: Node, trail: Trail) -> Value:
        if node.anchor is not None:
            what = f"the anchor `&{node.anchor}` is not read"
            self.tell(node, what, "write the value out where it is used")
            return None
        tag = str(node.tag).removeprefix(_TAG)
        match node:
            case MappingNode() if tag == "map":
                return self.mapping(node, trail)
            case SequenceNode() if tag == "seq":
                return self._sequence(node, trail)
            case _:
                return self._scalar(node, tag)

    def mapping(self, node: MappingNode, trail: Trail) -> Tree:
        tree: Tree = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, ScalarNode) else None
            if key is None or key_node.anchor is not None:
                self.tell(key_node, "a key must be one plain word", "write it as text")
                continue
            if key in tree:
                self.tell(key_node, f"`{key}` stands here a second time", "keep one of the two")
                continue
            self.lines[(*trail, key)] = key_node.start_mark.line + 1
            tree[key] = self.value(value_node, (*trail, key))
        return tree

    def _sequence(self, node: SequenceNode, trail: Trail) -> list[Value]:
        for position, item in enumerate(node.value):
            self.lines[(*trail, position)] = item.start_mark.line + 1
        return [self.value(item, (*trail, at)) for at, item in enumerate(node.value)]

    def _scalar(self, node: Node, tag: str) -> Scalar:
        text: str = node.value
        match tag:
            case "null":
                return None
            case "bool":
                return text.lower() in ("true", "yes", "on")
            case "int" | "float" as kind:
                return self._number(text, kind)
            case "str" | "timestamp":
                return text
            case _:
                self.tell(node, f"the tag `{tag}`", "write plain text, a number, true or false")
                return None

    def _number(self, text: str, kind: str) -> Scalar:
        """A number in a spelling that Python reads otherwise stays text."""
        try:
            return int(text) if kind == "int" else float(text)
        except ValueError:
            return text


class _Merger:
    """Adds one file's tree to a policy's; list positions move behind what is there already."""

    def __init__(self, source: Source, reader: _Reader) -> None:
        self._source = source
        self._reader = reader

    def merge_mapping(self, into: Tree, tree: Tree, here: Trail, there: Trail) -> None:
        for key, value in tree.items():
            before = into.get(key)
            here_key, there_key = (*here, key), (*there, key)
            if key not in into:
                into[key] = value
                self._note(value, here_key, there_key)
            elif there == _KINDS:
                self._refuse_kind(here_key, there_key)
            elif isinstance(before, dict) and isinstance(value, dict):
                self.merge_mapping(before, value, here_key, there_key)
            elif isinstance(before, list) and isinstance(value, list):
                self._join(before, value, here_key, there_key)
            elif isinstance(before, list):
                self._refuse_as(here_key, "a list", "write a list here too: [one, two]")
            elif isinstance(before, dict):
                self._refuse_as(here_key, "keys and values", "write keys and values below it")
            else:
                self._refuse(here_key, there_key)

    def _join(self, into: list[Value], items: list[Value], here: Trail, there: Trail) -> None:
        start = len(into)
        into.extend(items)
        for at, item in enumerate(items):
            self._note(item, (*here, at), (*there, start + at))

    def _refuse(self, here: Trail, there: Trail) -> None:
        file, line = self._source.origin(there)
        self._tell(here, f"`{here[-1]}` is given already in {file}:{line}", "keep one of the two")

    def _refuse_kind(self, here: Trail, there: Trail) -> None:
        file, line = self._source.origin(there)
        what = f"the kind `{here[-1]}` is described already in {file}:{line}"
        self._tell(here, what, "change it there, and delete it here")

    def _refuse_as(self, here: Trail, expected: str, cure: str) -> None:
        self._tell(here, f"`{here[-1]}` is {expected} in other files, and not here", cure)

    def _tell(self, here: Trail, what: str, cure: str) -> None:
        problem = Problem(self._reader.file, self._reader.lines[here], what, cure)
        self._source.problems.append(problem)

    def _note(self, value: Value, here: Trail, there: Trail) -> None:
        self._source.origins[there] = (self._reader.file, self._reader.lines[here])
        children: Mapping[str | int, Value] = {}
        if isinstance(value, dict):
            children = dict(value.items())
        elif isinstance(value, list):
            children = dict(enumerate(value))
        for key, child in children.items():
            self._note(child, (*here, key), (*there, key))
