"""A document as one text, and the text's changes woven back into the document.

One walk over the tree serves both ways: a `Loom` is handed every string that a reader could see,
in reading order, and returns what shall stand there. Runs of a paragraph touch; blocks are parted
by line feeds, cells of a row by tabs; attributes (targets, titles, file names) stand apart.
"""

from collections.abc import Iterable, Sequence
from operator import is_
from typing import Protocol

from app.document import (
    Block,
    Card,
    Cell,
    CodeBlock,
    DateStamp,
    Document,
    Emoji,
    Expand,
    Heading,
    Inline,
    ItemList,
    LineBreak,
    Link,
    ListItem,
    Lozenge,
    Mark,
    Media,
    Mention,
    Panel,
    Paragraph,
    Placeholder,
    Quote,
    Row,
    Rule,
    Table,
    Text,
)
from app.errors import RedactionFailed
from app.redaction.plain_words import are_plain
from app.redaction.policy import AudienceRule, NodeName
from app.redaction.targets import kept_target
from app.redaction.words import words

MAX_DEPTH = 60
LINK = "link not carried over"
PICTURE = "picture not carried over"
FILE = "file not carried over"
EMOJI = "emoji"
ELEMENT = "content not carried over"

_PANELS = frozenset({"info", "note", "success", "warning", "error"})
_COLORS = frozenset({"neutral", "purple", "blue", "red", "yellow", "green"})
_LANGUAGES = words(
    """
    abap actionscript ada apex applescript arduino autoit bash batch c c# c++ clojure cmake cobol
    coffeescript console cpp crystal cs csharp css csv cuda d dart delphi diff docker dockerfile
    elixir elm erlang f# fortran fsharp gherkin go golang graphql groovy handlebars haskell hcl html
    http ini java javafx javascript jinja jql js json jsx julia kotlin less liquid lisp livescript
    log lua make makefile markdown mathematica matlab md mermaid mysql nginx nix none objc
    objective-c objectivec ocaml octave pascal perl pgsql php plain plaintext plsql postgresql
    powershell prolog properties proto protobuf ps1 puppet purebasic py python qml r rb restructured
    restructuredtext rs ruby rust sass scala scheme scss sh shell smalltalk smarty solidity
    splunk-spl spl sql standardml stata svelte swift tcl terraform tex text toml ts tsql tsx
    typescript vb vb.net vba vbnet verilog vhdl vim visualbasic vue wasm xml xquery yaml yml zig zsh
    """
)
"""Any other language of a block of code is what somebody wrote."""

_LAST_START = 999
"""A list that begins with a longer number may be telling one."""

_PICTURES = frozenset({"image", "picture", "img"})


class Loom(Protocol):
    """What is done with each string of the document."""

    def inline(self, text: str) -> str:
        """A string that touches its neighbours."""
        ...

    def run(self, texts: Sequence[str]) -> Sequence[str]:
        """Strings that touch each other and their neighbours; themselves where none changes."""
        ...

    def apart(self, text: str) -> str:
        """A string of its own: an attribute, a hidden name."""
        ...

    def target(self, text: str) -> str:
        """The address to which the string before it leads; a string of its own."""
        ...

    def code(self, text: str) -> str:
        """A block of code."""
        ...

    def set_apart(self, text: str) -> str:
        """A string that is marked as code inside a line."""
        ...

    def mention(self, name: str) -> str:
        """The name of a vendor's user, which must not cross as it is."""
        ...

    def separate(self, separator: str) -> None:
        """A gap that is in no string."""
        ...

    def open_group(self) -> None:
        """What holds blocks begins: a list, a table, a quote, a panel."""
        ...

    def close_group(self, *, listed: bool) -> None:
        """It ends; `listed` is a list or a table."""
        ...


class Weaver:
    """Walks a document with a loom; nodes that the rule does not allow become fixed words.

    What nothing changed in is given back itself, not as a copy, for most of a text stays as it is.
    """

    def __init__(self, loom: Loom, rule: AudienceRule) -> None:
        self._loom = loom
        self._allowed = frozenset(rule.nodes)
        self._schemes = frozenset(rule.link_schemes)
        self._depth = 0
        self._gap = "\n"

    def document(self, document: Document) -> Document:
        """The document with each string as the loom gave it back. Raises RedactionFailed."""
        return Document(self._blocks(document.blocks))

    def _blocks(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise RedactionFailed("The text is nested too deeply to be checked.")
        woven: list[Block] = []
        for block in blocks:
            woven.extend(self._block(block))
            self._loom.separate(self._gap)
        self._depth -= 1
        return tuple(woven)

    def _filled(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """As `_blocks`, but what held something is never left with nothing."""
        woven = self._blocks(blocks)
        return woven if woven or not blocks else (Paragraph(),)

    def _block(self, block: Block) -> tuple[Block, ...]:
        match block:
            case Paragraph():
                return self._paragraph(block)
            case Heading():
                return self._heading(block)
            case CodeBlock():
                return self._code(block)
            case Card() | Media() | Placeholder():
                return (self._object(block),)
            case Rule():
                return (block,) if NodeName.RULE in self._allowed else ()
            case _:
                return self._container(block)

    def _container(self, block: Quote | Panel | Expand | ItemList | Table) -> tuple[Block, ...]:
        self._loom.open_group()
        woven = self._woven(block)
        self._loom.close_group(listed=isinstance(block, ItemList | Table))
        return woven

    def _woven(self, block: Quote | Panel | Expand | ItemList | Table) -> tuple[Block, ...]:
        match block:
            case ItemList():
                return self._list(block)
            case Table():
                return self._table(block)
            case Expand():
                return self._expand(block)
            case Panel():
                inner = self._filled(block.blocks)
                kind = block.kind if block.kind in _PANELS else "info"
                return self._keep(NodeName.PANEL, Panel(kind, inner), inner)
            case Quote():
                inner = self._filled(block.blocks)
                return self._keep(NodeName.QUOTE, Quote(inner), inner)

    def _keep(self, name: NodeName, block: Block, inner: tuple[Block, ...]) -> tuple[Block, ...]:
        return (block,) if name in self._allowed else inner

    def _paragraph(self, block: Paragraph) -> tuple[Block, ...]:
        inlines = self._inlines(block.inlines)
        if inlines is block.inlines:
            return (block,)
        return (Paragraph(inlines),) if inlines or not block.inlines else ()

    def _heading(self, block: Heading) -> tuple[Block, ...]:
        inlines = self._inlines(block.inlines)
        if block.inlines and not inlines:
            return ()
        if NodeName.HEADING not in self._allowed:
            return (Paragraph(inlines),)
        return (Heading(min(max(block.level, 1), 6), inlines),)

    def _code(self, block: CodeBlock) -> tuple[Block, ...]:
        text = self._loom.code(block.text)
        language = self._loom.apart(block.language) if block.language else ""
        told = language == block.language and language.lower() in _LANGUAGES
        if block.text and not text.strip():
            return ()
        if NodeName.CODE not in self._allowed:
            return (Paragraph((Text(" ".join(text.split())),)),)
        return (CodeBlock(text, language if told else ""),)

    def _expand(self, block: Expand) -> tuple[Block, ...]:
        title = self._loom.inline(block.title)
        self._loom.separate("\n")
        inner = self._filled(block.blocks)
        heading: tuple[Block, ...] = (Paragraph((Text(title),)),) if title else ()
        return self._keep(NodeName.EXPAND, Expand(title, inner), (*heading, *inner))

    def _list(self, block: ItemList) -> tuple[Block, ...]:
        """Items of which nothing is left are left out."""
        woven: list[tuple[ListItem, tuple[Block, ...]]] = []
        for item in block.items:
            woven.append((item, self._blocks(item.blocks)))
            self._loom.separate(self._gap)  # no item is a wrapped line of the one before
        items = tuple(
            ListItem(blocks, item.checked) for item, blocks in woven if blocks or not item.blocks
        )
        if block.items and not items:
            return ()
        inner = tuple(inner for item in items for inner in item.blocks)
        start = block.start if 0 <= block.start <= _LAST_START else 1
        return self._keep(NodeName.LIST, ItemList(items, block.ordered, start), inner)

    def _table(self, block: Table) -> tuple[Block, ...]:
        rows = tuple(self._row(row) for row in block.rows)
        inner = tuple(inner for row in rows for cell in row.cells for inner in cell.blocks)
        return self._keep(NodeName.TABLE, Table(rows), inner)

    def _row(self, row: Row) -> Row:
        """The cells of a row stand on one line, so that what they say together is read together."""
        outside = self._gap
        cells: list[Cell] = []
        for cell in row.cells:
            self._loom.separate("\t")
            alone = len(cell.blocks) == 1 and isinstance(cell.blocks[0], Paragraph)
            self._gap = "" if alone else " "
            cells.append(Cell(self._filled(cell.blocks), cell.header, cell.columns, cell.rows))
        self._gap = outside
        self._loom.separate("\n")
        return Row(tuple(cells))

    def _inlines(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        woven: Sequence[Inline | None]
        if (texts := _plain_texts(inlines)) is None:
            woven = [*map(self._inline, inlines)]
        elif (changed := self._loom.run(texts)) is not texts:
            woven = [*map(_with_text, inlines, changed)]
        else:
            return inlines
        if all(map(is_, woven, inlines)):
            return inlines
        return tuple(inline for inline in woven if inline is not None)

    def _inline(self, inline: Inline) -> Inline | None:
        match inline:
            case Text():
                return self._text(inline)
            case LineBreak():
                return inline if self._loom.inline("\n") else None
            case Emoji():
                return self._emoji(inline)
            case Mention():
                return _text_or_none(self._loom.mention(f"@{inline.name.removeprefix('@')}"))
            case Lozenge():
                return self._lozenge(inline)
            case DateStamp():
                iso = self._loom.inline(inline.iso)
                kept = iso == inline.iso and NodeName.DATE in self._allowed
                return DateStamp(iso) if kept else _text_or_none(iso)
            case Card() | Media() | Placeholder():
                return self._object(inline)

    def _text(self, run: Text) -> Text | None:
        set_apart = bool(run.marks) and Mark.CODE in run.marks
        text = self._loom.set_apart(run.text) if set_apart else self._loom.inline(run.text)
        link = self._link(run.link) if run.link is not None else None
        if text == run.text and link is run.link:
            return run
        return Text(text, run.marks, link) if text or not run.text else None

    def _link(self, link: Link) -> Link | None:
        href, title = self._loom.target(link.href), self._loom.apart(link.title)
        target = kept_target(link.href, href)
        if NodeName.LINK not in self._allowed or not self._safe(target):
            return None
        return link if (target, title) == (link.href, link.title) else Link(target, title)

    def _emoji(self, emoji: Emoji) -> Inline | None:
        name = self._loom.apart(emoji.short_name)
        seen = emoji.text or " "
        text = self._loom.inline(seen)
        if NodeName.EMOJI not in self._allowed or name != emoji.short_name or text != seen:
            return Placeholder(EMOJI)
        if not emoji.text or (emoji.text.isascii() and not are_plain(name)):
            return Placeholder(EMOJI)
        return Emoji(name, emoji.text)

    def _lozenge(self, lozenge: Lozenge) -> Inline | None:
        self._loom.separate(" ")
        text = self._loom.inline(lozenge.text)
        self._loom.separate(" ")
        if not text or NodeName.LOZENGE not in self._allowed:
            return _text_or_none(text)
        return Lozenge(text, lozenge.color if lozenge.color in _COLORS else "")

    def _object(self, node: Card | Media | Placeholder) -> Card | Media | Placeholder:
        self._loom.separate(" ")
        match node:
            case Placeholder():
                label = self._loom.apart(node.label)
                return node if label == node.label else Placeholder(ELEMENT)
            case Card():
                url = kept_target(node.url, self._loom.apart(node.url))
                kept = NodeName.CARD in self._allowed and self._safe(url)
                return Card(url) if kept else Placeholder(LINK)
            case Media():
                return self._media(node)

    def _safe(self, url: str) -> bool:
        return url.partition(":")[0].strip().lower() in self._schemes

    def _media(self, media: Media) -> Media | Placeholder:
        kind = "image" if media.kind in _PICTURES else "file"
        name, alt = self._loom.apart(media.file_name), self._loom.apart(media.alt)
        if NodeName.MEDIA not in self._allowed:
            label = PICTURE if kind == "image" else FILE
            return Placeholder(f"{label}: {alt}" if alt == media.alt and are_plain(alt) else label)
        return Media(kind, name, alt)


def _plain_texts(inlines: Iterable[Inline]) -> list[str] | None:
    """What a paragraph of nothing but plain text and line breaks says, as most paragraphs are."""
    texts: list[str] = []
    for inline in inlines:
        if type(inline) is LineBreak:
            texts.append("\n")
        elif type(inline) is Text and not inline.marks and inline.link is None:
            texts.append(inline.text)
        else:
            return None
    return texts


def _with_text(inline: Inline, text: str) -> Inline | None:
    """Plain text or a line break, after what it said has become another text."""
    if not isinstance(inline, Text):
        return inline if text else None
    if text == inline.text:
        return inline
    return Text(text) if text else None


def _text_or_none(text: str) -> Text | None:
    return Text(text) if text else None
