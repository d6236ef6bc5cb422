"""Our own small table of what the vendor's documents say about the routes that the sandbox has.

It checks the sandbox where the documents are absent; where they are present a test holds the table
against them, and every answer is checked against the document itself as well.
"""

import re
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Fact:
    """A route with the status of success and the keys that its answer carries."""

    method: str
    path: str
    status: int
    keys: frozenset[str] = frozenset()


def _fact(line: str) -> Fact:
    method, path, status, *keys = line.split()
    return Fact(method, path, int(status), frozenset(keys))


_PAGE = "isLast maxResults startAt total values"
FACTS = tuple(
    _fact(line)
    for line in f"""
GET /rest/api/3/serverInfo 200 baseUrl version versionNumbers deploymentType serverTitle
GET /rest/api/3/myself 200 accountId accountType active avatarUrls displayName groups self timeZone
GET /rest/api/3/mypermissions 200 permissions
GET /rest/api/3/project/search 200 {_PAGE}
GET /rest/api/3/project/{{projectIdOrKey}} 200 id key name projectTypeKey issueTypes roles self
POST /rest/api/3/issue 201 id key self
GET /rest/api/3/issue/{{issueIdOrKey}} 200 id key self fields
PUT /rest/api/3/issue/{{issueIdOrKey}} 204
DELETE /rest/api/3/issue/{{issueIdOrKey}} 204
GET /rest/api/3/issue/{{issueIdOrKey}}/changelog 200 {_PAGE}
GET /rest/api/3/issue/{{issueIdOrKey}}/editmeta 200 fields
POST /rest/api/3/issue/bulkfetch 200 issues issueErrors
POST /rest/api/3/search/jql 200 issues isLast
GET /rest/api/3/search/jql 200 issues isLast
GET /rest/api/3/issue/{{issueIdOrKey}}/comment 200 comments maxResults startAt total
POST /rest/api/3/issue/{{issueIdOrKey}}/comment 201 author body created id self updateAuthor updated
GET /rest/api/3/issue/{{issueIdOrKey}}/comment/{{id}} 200 author body created id updated
PUT /rest/api/3/issue/{{issueIdOrKey}}/comment/{{id}} 200 author body created id updated
DELETE /rest/api/3/issue/{{issueIdOrKey}}/comment/{{id}} 204
POST /rest/api/3/comment/list 200 {_PAGE}
GET /rest/api/3/comment/{{commentId}}/properties 200 keys
GET /rest/api/3/comment/{{commentId}}/properties/{{propertyKey}} 200 key value
GET /rest/api/3/issue/{{issueIdOrKey}}/transitions 200 transitions
POST /rest/api/3/issue/{{issueIdOrKey}}/transitions 204
GET /rest/api/3/bulk/issues/transition 200 availableTransitions
POST /rest/api/3/bulk/issues/transition 201 taskId
GET /rest/api/3/bulk/queue/{{taskId}} 200 created progressPercent status taskId totalIssueCount
GET /rest/api/3/workflows/search 200 {_PAGE} statuses
POST /rest/api/3/workflows 200 statuses workflows
POST /rest/api/3/workflows/update 200 statuses workflows taskId
POST /rest/api/3/workflows/update/validation 200 errors
GET /rest/api/3/workflows/capabilities 200 editorScope forgeRules projectTypes systemRules
POST /rest/api/3/issue/{{issueIdOrKey}}/remotelink 201 id self
GET /rest/api/3/issue/{{issueIdOrKey}}/remotelink/{{linkId}} 200 id self object application
GET /rest/api/3/issue/{{issueIdOrKey}}/properties 200 keys
GET /rest/api/3/issue/{{issueIdOrKey}}/properties/{{propertyKey}} 200 key value
GET /rest/api/3/attachment/meta 200 enabled uploadLimit
GET /rest/api/3/attachment/{{id}} 200 author content created filename id mimeType self size
DELETE /rest/api/3/attachment/{{id}} 204
GET /rest/api/3/issueLink/{{linkId}} 200 id inwardIssue outwardIssue type
POST /rest/api/3/field 201 clauseNames custom id key name navigable orderable schema searchable
GET /rest/api/3/field/{{fieldId}}/context 200 {_PAGE}
GET /rest/api/3/field/{{fieldId}}/context/projectmapping 200 {_PAGE}
PUT /rest/api/3/field/{{fieldId}}/context/{{contextId}}/project 204
GET /rest/api/3/field/{{fieldId}}/screens 200 {_PAGE}
POST /rest/api/3/field/{{id}}/trash 200
GET /rest/api/3/screens 200 {_PAGE}
DELETE /rest/api/3/screens/{{screenId}} 204
GET /rest/api/3/issuetypescreenscheme/project 200 {_PAGE}
GET /rest/api/3/issuetypescreenscheme/mapping 200 {_PAGE}
GET /rest/api/3/screenscheme 200 {_PAGE}
GET /rest/api/3/workflow/{{workflowId}}/projectUsages 200 projects workflowId
GET /rest/api/3/group/member 200 {_PAGE}
GET /rest/api/3/webhook 200 {_PAGE}
POST /rest/api/3/webhook 200 webhookRegistrationResult
PUT /rest/api/3/webhook/refresh 200 expirationDate
GET /rest/api/3/webhook/failed 200 maxResults values
""".strip().splitlines()
)  # fmt: skip

ENUMS = {
    "WorkflowTransitions.type": {"INITIAL", "GLOBAL", "DIRECTED"},
    "JiraWorkflowStatus.statusCategory": {"TODO", "IN_PROGRESS", "DONE"},
    "WorkflowScope.type": {"PROJECT", "GLOBAL"},
    "Visibility.type": {"group", "role"},
    "AvailableWorkflowSystemRule.ruleType": {"Condition", "Validator", "Function", "Screen"},
    "WorkflowValidationError.level": {"WARNING", "ERROR"},
}

# Jira answers these with null although its document says nothing of it.
NULLABLE = frozenset({"from", "fromString", "to", "toString"})
# Below these the example holds data of an example site, not the shape of the answer.
FREE = frozenset(
    {"fields", "properties", "parameters", "items", "object", "permissions", "avatarUrls"}
    | {"historyMetadata", "insight", "statuses", "transitions", "scope", "value", "body"}
)

# Where answers differ from the document or its example on purpose.
_GAPS = tuple(
    re.compile(pattern)
    for pattern in (
        # Jira writes zones as +0000, in its own examples too, which is no RFC 3339 date-time.
        r"\+0000' is not a 'date-time'$",
        # Only a restricted comment carries its restriction.
        r"\.visibility: in the vendor's example",
        # A page names its neighbours only where it has them.
        r"\.(nextPage|next|prev): in the vendor's example",
        # The document describes one link where Jira, and its example, answer with a list of them.
        r"^\$: \[\{'id': \d+, 'self': '[^']+/remotelink/",
        # A remote link carries what it was given.
        r"\.(relationship|application\.name|application\.type): in the vendor's example",
        # The example is of a Jira that still had user names and keys.
        r"(author|lead|\$\[\d+\]|\.values\[\d+\])\.(name|key): in the vendor's example",
        # The schema says string, the vendor's own example and text show epoch milliseconds.
        r"^\$\.(created|started|updated): \d+ is not of type 'string'",
        # This site has no project categories and names no default language.
        r"\.(projectCategory|defaultLocale): in the vendor's example",
        # Only a custom field has a custom schema, only a list a schema of its items.
        r"\.schema\.(custom|customId|items|system): in the vendor's example",
        # The roles are this site's, and none is of one project alone.
        r"^\$\.Users: in the vendor's example|\.scope: in the vendor's example",
        # Nothing tracks when a field was last used.
        r"\.lastUsed\.value: in the vendor's example",
        # An error refers to the one element that it is about.
        r"\.elementReference\.\w+: in the vendor's example",
        # Without a fields parameter the search answers with ids alone.
        r"^\$\.issues\[\d+\]\.fields: in the vendor's example",
        # Only a create request that names a transition is told what became of it.
        r"^\$\.transition: in the vendor's example",
        # The document's own example carries these, which its schema does not allow.
        r"'untranslatedName' was unexpected",
        r"^\$: Additional properties are not allowed \('expand' was unexpected",
    )
)


def is_known_gap(problem: str) -> bool:
    """Say whether a problem that a document check found is one that this table explains."""
    return any(pattern.search(problem) for pattern in _GAPS)


def check(method: str, path: str, status: int, body: Any) -> None:
    """Hold an answer against the table; an error carries messages and errors."""
    if status in (400, 404) and isinstance(body, dict) and "/rest/api/" in path:
        named = {"errorMessages", "errors"} <= body.keys() or set(body) == {"errors"}
        assert named, f"{method} {path} {status}: {sorted(body)}"
    for fact in FACTS:
        if fact.status == status and fact.method == method and _pattern(fact.path).fullmatch(path):
            missing = fact.keys - body.keys() if isinstance(body, dict) else fact.keys
            assert not missing, f"{method} {path} {status} lacks {sorted(missing)}"
            return


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{[^/]+?\}", r"[^/]+", path))
