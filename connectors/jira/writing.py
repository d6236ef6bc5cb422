"""Our effects in the JSON that Jira takes, in Cloud's dialect or a Data Center's. Pure.

Jira has no idempotency key (docs/vendors.md), so what is made carries our marker: a comment
as a property in the same request, a remote link as its `globalId`, an issue as a property and as a
label that can be searched for. An attachment can carry none: see `same_file`.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from app.document import Document, ListItem, iter_nodes, to_plain
from app.effects import (
    CreateIssue,
    FieldValue,
    GateNote,
    PolicyWord,
    PostIssueComment,
    PutRemoteLink,
)
from app.model import Attachment, RedactedText
from connectors.jira.dialect import CLOUD, Dialect
from connectors.jira.fields import Kind, encode, for_engineering
from connectors.jira.reading import INTERNAL_KEY, MARKER_KEY, Json, text

_LABEL_PREFIX = "airlock-"
_LABEL_SAFE = re.compile(r"[A-Za-z0-9._:-]{1,200}")
GATE_KEY = "airlock.gate"
_MOST_CHARACTERS = 32_768  # of an issue property's value, as JSON (docs/vendors.md)
APPLICATION = {"type": "airlock", "name": "Airlock"}

Kinds = Mapping[str, Kind]


def marker_property(marker: str) -> Json:
    return {"key": MARKER_KEY, "value": {"marker": marker}}


def marker_label(marker: str) -> str:
    """The label by which a created issue is found; a marker that no label can hold is hashed."""
    if _LABEL_SAFE.fullmatch(marker):
        return _LABEL_PREFIX + marker
    return _LABEL_PREFIX + hashlib.sha256(marker.encode()).hexdigest()


def new_comment(effect: PostIssueComment, dialect: Dialect = CLOUD) -> Json:
    """`internal` is said by Jira Service Management's own property; without it, it is public."""
    properties = [marker_property(effect.marker)]
    if effect.internal:
        properties.append({"key": INTERNAL_KEY, "value": {"internal": True}})
    return {**comment_body(effect.body, dialect), "properties": properties}


def comment_body(body: RedactedText, dialect: Dialect = CLOUD) -> Json:
    """The body alone: properties that are left out stay, and with them the internal mark."""
    return {"body": dialect.write_body(for_engineering(body).document)}


def new_issue(
    effect: CreateIssue,
    values: Mapping[str, FieldValue],
    kinds: Kinds,
    dialect: Dialect = CLOUD,
) -> Json:
    """The issue with its marker as label and property. Raises WriteRefused for an unfit value."""
    fields = {name: encode(name, kinds[name], value, dialect) for name, value in values.items()}
    labels = fields.get("labels") or []
    described = for_engineering(effect.description).document
    return {
        "fields": {
            **fields,
            "project": {"key": effect.project.value},
            "issuetype": {"name": effect.issue_type.value},
            "summary": for_engineering(effect.summary).line,
            **({"description": dialect.write_body(described)} if described.blocks else {}),
            "labels": [*labels, marker_label(effect.marker)],
        },
        "properties": [marker_property(effect.marker)],
    }


def changed_fields(
    values: Mapping[str, FieldValue], kinds: Kinds, dialect: Dialect = CLOUD
) -> Json:
    """An edit. A word for a field of words (labels) is added to what stands there."""
    added = {
        name: [{"add": value.value}]
        for name, value in values.items()
        if isinstance(value, PolicyWord) and kinds[name] is Kind.WORDS
    }
    set_to = {
        name: encode(name, kinds[name], value, dialect)
        for name, value in values.items()
        if name not in added
    }
    body: dict[str, Any] = {"fields": set_to} if set_to else {}
    return {**body, "update": added} if added else body


def gate_property(issue_id: str, note: GateNote) -> Json:
    """The issue property that the Forge app reads; it names the issue, for a clone copies it.

    What does not fit into a property is cut off at a reason's end, and `complete` stays as it is.
    """
    reasons = _reasons(for_engineering(note.reasons)) if note.reasons is not None else []
    number = int(issue_id) if issue_id.isdecimal() else issue_id
    value = {"issue": number, "state": note.state, "complete": note.complete, "reasons": reasons}
    while reasons and len(json.dumps(value)) > _MOST_CHARACTERS:
        reasons.pop()
    return {"key": GATE_KEY, "value": value}


def _reasons(text: RedactedText) -> list[str]:
    """Each list item as one line, word for word as the reasons field shows it."""
    items = (node for node in iter_nodes(text.document) if isinstance(node, ListItem))
    return [" ".join(to_plain(Document(item.blocks)).split()) for item in items]


def remote_link(effect: PutRemoteLink) -> Json:
    """Jira updates the link with this `globalId` if the issue has it, and makes it otherwise."""
    return {
        "globalId": effect.global_id,
        "application": APPLICATION,
        "object": {
            "url": effect.url,
            "title": for_engineering(effect.title).line,
            "summary": for_engineering(effect.summary).line,
            "status": {"resolved": effect.resolved},
        },
    }


def same_file(attachment: Json, name: str, size: int, account: str) -> bool:
    """Whether an issue's attachment is one that our account put there with this name and size.

    Attachments have neither properties nor a key of ours, and a marker in the file name would be
    seen by people. So uploading looks first, and takes this for the earlier upload.
    """
    same = attachment.get("filename") == name and attachment.get("size") == size
    return same and is_by(attachment, account)


def is_by(attachment: Json, account: str) -> bool:
    """Whether the account put the attachment there."""
    author = attachment.get("author")
    return isinstance(author, dict) and account in (author.get("accountId"), author.get("key"))


def own_file(attachment: Json) -> Attachment:
    """An attachment as an issue lists it: id, name and size."""
    name, size = attachment.get("filename"), attachment.get("size")
    return Attachment(
        id=text(attachment, "id", "an attachment"),
        file_name=name if isinstance(name, str) else "",
        size=size if isinstance(size, int) else 0,
    )
