"""Where a Data Center's REST differs from Cloud's: paths, texts, search and users.

Cloud speaks REST v3 with ADF. A Data Center has no v3: its v2 carries wiki markup, it searches
below `/search`, names users by login, and serves a file from the site itself. It takes and tells a
comment's and an issue's properties as Cloud does (`properties` in the request that makes it,
`expand=properties` in the read), so the marker is written in one request with the text in both, and
is looked for in the same way. For comments both are in use against Jira Server
(pycontribs/jira#313 and #1011); for `properties` in `POST /issue` of a Data Center no page of the
vendor's was at hand. All of this was tried against the sandbox, not against a real Data Center.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.document import Document
from app.errors import UnreadableContent
from connectors.jira.adf import read_adf
from connectors.jira.adf_write import write_adf
from connectors.jira.auth import Credentials, PersonalToken
from connectors.jira.transport import path
from connectors.jira.wiki import read_wiki
from connectors.jira.wiki_write import write_wiki


@dataclass(frozen=True, slots=True)
class Dialect:
    """`api` and `file` begin with a slash; `user` is the key that names a user in a request.

    `file` is filled with a file's id and name. `read_body` raises UnreadableContent for a value
    that is no text of this dialect.
    """

    api: str
    search: str
    file: str
    user: str
    read_body: Callable[[object], Document]
    write_body: Callable[[Document], Any]
    has_wiki_fields: bool

    def path(self, template: str, *parts: str) -> str:
        """Fill a path's braces; a part can leave its place in the path by no character."""
        return path(template, *parts, api=self.api)

    def user_reference(self, ident: str) -> Mapping[str, str]:
        """A user in a request."""
        return {self.user: ident}


def _read_wiki_body(value: object) -> Document:
    if not isinstance(value, str):
        raise UnreadableContent("A Jira text is no wiki text, so it cannot be checked.")
    return read_wiki(value)


CLOUD = Dialect(
    api="/rest/api/3",
    search="/search/jql",
    file="/rest/api/3/attachment/content/{0}",
    user="accountId",
    read_body=read_adf,
    write_body=write_adf,
    has_wiki_fields=False,
)
DATA_CENTER = Dialect(
    api="/rest/api/2",
    search="/search",
    file="/secure/attachment/{0}/{1}",
    user="name",
    read_body=_read_wiki_body,
    write_body=write_wiki,
    has_wiki_fields=True,
)


def dialect_of(credentials: Credentials) -> Dialect:
    """Only a Data Center takes a personal access token, so the credentials tell."""
    return DATA_CENTER if isinstance(credentials, PersonalToken) else CLOUD
