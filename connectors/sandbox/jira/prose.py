"""Documents as other people's text: wiki text for webhooks and API v2, HTML for pages, and back."""

import re
from html import escape

from connectors.sandbox.jira.adf import Adf

_FENCE = re.compile(r"^```([\w+-]*)[ \t]*\n(.*?)^```[ \t]*$\n?", re.MULTILINE | re.DOTALL)
_WIKI_MARKS = {"strong": "*", "em": "_", "strike": "-", "underline": "+"}
_HTML_MARKS = {"strong": "strong", "em": "em", "strike": "s", "underline": "u", "code": "code"}
_WIKI_WRAPS = {"blockquote": "quote", "panel": "panel", "expand": "panel", "nestedExpand": "panel"}
_HTML_TAGS = {
    "paragraph": "p",
    "blockquote": "blockquote",
    "bulletList": "ul",
    "orderedList": "ol",
    "listItem": "li",
    "table": "table",
    "tableRow": "tr",
    "tableCell": "td",
    "tableHeader": "th",
    "panel": "aside",
}


def from_text(text: str) -> Adf:
    """Return the document of a plain text: blank lines part paragraphs, ``` fences keep code."""
    text = text.replace("\r\n", "\n")
    content: list[Adf] = []
    end = 0
    for fence in _FENCE.finditer(text):
        content += _paragraphs(text[end : fence.start()])
        content.append(_code(fence.group(1), fence.group(2).rstrip("\n")))
        end = fence.end()
    return {"type": "doc", "version": 1, "content": content + _paragraphs(text[end:])}


def _code(language: str, text: str) -> Adf:
    block: Adf = {"type": "codeBlock", "attrs": {"language": language} if language else {}}
    block["content"] = [{"type": "text", "text": text}] if text else []
    return block


def _paragraphs(text: str) -> list[Adf]:
    parts = [part.strip("\n") for part in re.split(r"\n\s*\n", text)]
    return [{"type": "paragraph", "content": _lines(part)} for part in parts if part.strip()]


def _lines(part: str) -> list[Adf]:
    inline: list[Adf] = []
    for line in part.split("\n"):
        if inline:
            inline.append({"type": "hardBreak"})
        if line:
            inline.append({"type": "text", "text": line})
    return inline


def to_wiki(node: Adf | None) -> str:
    """Return a document as the wiki text that webhooks and API v2 carry; empty for None."""
    return "\n\n".join(_wiki_block(child) for child in _content(node)) if node else ""


def _content(node: Adf) -> list[Adf]:
    children: list[Adf] = node.get("content", [])
    return children


def _wiki_block(node: Adf) -> str:
    kind = node["type"]
    if kind in ("bulletList", "orderedList", "taskList", "decisionList"):
        return _wiki_list(node, "#" if kind == "orderedList" else "*")
    if kind == "codeBlock":
        language = node.get("attrs", {}).get("language")
        return f"{{code{':' + language if language else ''}}}\n{_wiki_inlines(node)}\n{{code}}"
    if kind == "heading":
        return f"h{node['attrs']['level']}. {_wiki_inlines(node)}"
    if kind == "tableRow":
        return _wiki_row(node)
    if kind == "rule":
        return "----"
    return _wiki_container(node)


def _wiki_container(node: Adf) -> str:
    kind = node["type"]
    if kind == "paragraph":
        return _wiki_inlines(node)
    joint = "\n" if kind in ("table", "tableCell", "tableHeader") else "\n\n"
    inner = joint.join(_wiki_block(child) for child in _content(node)) or _wiki_leaf(node)
    wrap = _WIKI_WRAPS.get(kind)
    return f"{{{wrap}}}\n{inner}\n{{{wrap}}}" if wrap else inner


def _wiki_list(node: Adf, bullet: str) -> str:
    lines: list[str] = []
    for item in _content(node):
        if item["type"] in ("taskItem", "decisionItem"):
            lines.append(f"{bullet} {_wiki_inlines(item)}")
            continue
        for child in _content(item):
            nested = child["type"] in ("bulletList", "orderedList")
            sign = bullet + ("#" if child["type"] == "orderedList" else "*")
            lines.append(_wiki_list(child, sign) if nested else f"{bullet} {_wiki_block(child)}")
    return "\n".join(lines)


def _wiki_row(node: Adf) -> str:
    cells = [
        ("||" if cell["type"] == "tableHeader" else "|") + _wiki_container(cell)
        for cell in _content(node)
    ]
    return "".join(cells) + ("||" if _content(node)[-1:] and "||" in cells[-1] else "|")


def _wiki_inlines(node: Adf) -> str:
    return "".join(_wiki_leaf(child) for child in _content(node))


def _wiki_leaf(node: Adf) -> str:
    attrs = node.get("attrs", {})
    kind = node["type"]
    if kind == "text":
        return _wiki_marked(node)
    if kind == "hardBreak":
        return "\n"
    if kind == "mention":
        return f"[~accountid:{attrs['id']}]"
    if kind in ("media", "mediaInline"):
        return f"!{attrs.get('alt') or attrs.get('id') or attrs.get('url', '')}!"
    if kind in ("inlineCard", "blockCard", "embedCard"):
        return f"[{attrs.get('url', '')}]"
    return str(attrs.get("text") or attrs.get("shortName") or attrs.get("timestamp") or "")


def _wiki_marked(node: Adf) -> str:
    text = str(node["text"])
    for mark in node.get("marks", []):
        if mark["type"] == "code":
            text = f"{{{{{text}}}}}"
        elif mark["type"] == "link":
            text = f"[{text}|{mark['attrs']['href']}]"
        else:
            sign = _WIKI_MARKS.get(mark["type"], "")
            text = f"{sign}{text}{sign}"
    return text


def to_html(node: Adf | None) -> str:
    """Return a document as HTML, every text escaped, links only to http, https and mailto."""
    return "".join(_html_block(child) for child in _content(node)) if node else ""


def _html_block(node: Adf) -> str:
    kind = node["type"]
    inner = "".join(_html_block(child) for child in _content(node))
    if kind == "codeBlock":
        return f"<pre><code>{inner}</code></pre>"
    if kind == "heading":
        level = int(node["attrs"]["level"])
        return f"<h{level}>{inner}</h{level}>"
    if kind == "rule":
        return "<hr>"
    if kind == "hardBreak":
        return "<br>"
    tag = _HTML_TAGS.get(kind)
    return f"<{tag}>{inner}</{tag}>" if tag else inner or _html_leaf(node)


def _html_leaf(node: Adf) -> str:
    if node["type"] != "text":
        return f"<span>{escape(_wiki_leaf(node))}</span>"
    text = escape(str(node["text"]))
    for mark in node.get("marks", []):
        tag = _HTML_MARKS.get(mark["type"])
        if tag:
            text = f"<{tag}>{text}</{tag}>"
        elif mark["type"] == "link":
            text = _html_link(text, str(mark["attrs"]["href"]))
    return text


def _html_link(text: str, href: str) -> str:
    if not href.startswith(("http://", "https://", "mailto:")):
        return text
    return f'<a href="{escape(href)}" rel="noreferrer">{text}</a>'
