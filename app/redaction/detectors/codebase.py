"""What engineering calls its work: repositories, branches, commits, keys of issues."""

import re

from app.redaction.detectors.edges import OPEN
from app.redaction.detectors.issue_keys import issue_keys as issue_keys
from app.redaction.detectors.services import PUBLIC_LABELS
from app.redaction.hits import Rank
from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Pattern

_REPOSITORY_HOSTS = r"(?:github|gitlab|gitea|bitbucket|codeberg|dev\.azure)(?:\.[a-z0-9-]+)+"
_LINE_OF_WORK = r"(?:pull|pulls|pull-requests|merge_requests|commit|commits|blob|tree)"
_SHIPPED = re.compile(
    r"\b(?:shipped|builds?|bumped|rollout|commit|image|merged?|pr|mr|review|pull|repo|"
    r"source|code|patch|diff|fix is|"
    r"fixed|change is|hotfix|branch|tag|pipeline|ci)\b"
)
_VERSION_CONTROL = re.compile(
    r"\b(?:commi[tc]|broke|broken|revert|merge|cherry|bisect|branch|repairs?|regress|"
    r"introduced|blame|rebase|(?:changed|added|removed|dropped|moved) (?:in|by|with)|since|"
    r"deploy|pushed|fix(?:es)?:|head|sha|hotfix|main|master|diff|fixed by|fixes it|submodule|bump|"
    r"pinned to|vendored|check(?:ed )?out|pull request)"
)


def _not_public(candidate: Candidate) -> Candidate | None:
    """Help and status pages of a repository's host, and the sentence's full stop, are none."""
    label = re.search(r"([a-z0-9-]+)\.$", candidate.before(40))
    if label is not None and label[1] in PUBLIC_LABELS:
        return None
    text = candidate.text.rstrip(".,;:!?")
    if (
        re.search(r"://(?:[a-z-]+)\.github|github\.com/(?:features|pricing|about|en)\b", text)
        and "gist." not in text
    ):
        first = re.search(r"://([a-z-]+)\.", text)
        if first is None or first[1] in PUBLIC_LABELS:
            return None
    return candidate._replace(end=candidate.start + len(text))


def _mixed_hex(candidate: Candidate) -> Candidate | None:
    text = candidate.text
    mixed = any(map(str.isdigit, text)) and any(map(str.isalpha, text))
    return candidate if mixed else None


def _much_mixed(candidate: Candidate) -> Candidate | None:
    """Behind a word that orders have too, a hash has several letters and several figures."""
    digits = sum(map(str.isdigit, candidate.text))
    few = digits < 2 or len(candidate.text) - digits < 2
    return None if few or _ORDERED.search(candidate.before(30)) is not None else candidate


_ORDERED = re.compile(r"\b(?:order|booking|invoice|ticket|device|mac|colou?r|your|bestell\w*)\b")


def _repository_by_company(candidate: Candidate) -> Candidate | None:
    """`read/write` is prose; a name with a hyphen, near a word of shipping, is a repository's."""
    text = candidate.text
    if candidate.after(1) == "/":
        return None
    if "-" not in text and candidate.after(2) != " (":
        words = stock().words
        told = re.search(r"\b(?:in|of|from|to|on|repo|at) $", candidate.before(8))
        if told is None or all(part in words for part in re.split("[/._]", text)):
            return None
    around = candidate.before(50) + " " + candidate.after(50)
    return candidate if _SHIPPED.search(around) is not None else None


def _hash_by_company(candidate: Candidate) -> Candidate | None:
    """A short hash is told by a word of version control near it."""
    if _mixed_hex(candidate) is None:
        return None
    around = candidate.before(60) + " " + candidate.after(40)
    return candidate if _VERSION_CONTROL.search(around) is not None else None


def _hash_at(candidate: Candidate) -> Candidate | None:
    """`name@hash`, which is no address: no domain follows, and the hash is mixed."""
    behind = candidate.text.rpartition("@")[2]
    mixed = any(map(str.isdigit, behind)) and any(map(str.isalpha, behind))
    domain = re.match(r"[.-]?\w", candidate.after(2)) is not None
    return candidate if mixed and not domain else None


def _distinct_repository(candidate: Candidate) -> Candidate | None:
    """`the repo` names none; `ledger-core repo` does."""
    text = candidate.text
    return candidate if any(character in "-_/." for character in text) else None


def _distinct_behind(candidate: Candidate) -> Candidate | None:
    """`the change in read-only mode` names none."""
    head = candidate.text.split("-")[0]
    return (
        None
        if head in {"read", "e", "single", "multi", "real", "full", "sign", "log"}
        else candidate
    )


def _distinct_branch(candidate: Candidate) -> Candidate | None:
    """`fix/workaround` is prose; `fix/login-2` is a branch."""
    text = candidate.text.rstrip(".")
    ours = text.startswith(
        ("origin/", "upstream/", "refs/", "hotfix/", "bugfix/", "feature/", "feat/")
    )
    if not ours and not any(character in "-_0123456789" for character in text):
        return None
    return candidate._replace(end=candidate.start + len(text))


_TRACKERS = (
    "bugzilla|trac|phab|phabricator|mantis|redmine|gerrit|youtrack|yt|asana|shortcut|rally|devops"
)

PATTERNS = (
    Pattern("repository", "git-remote", r"\bgit@[\w.-]+:[\w./-]+", ("git@",), rank=Rank.HOUSE),
    Pattern(
        "repository",
        "repository-url",
        rf"(?:\b(?:https?|ssh|git)://)?(?:[\w.-]+@)?\b{_REPOSITORY_HOSTS}[/:][^\s<>\"'\x02)\]]+",
        ("github.", "gitlab.", "bitbucket.", "codeberg.", "azure.", "gitea."),
        rank=Rank.HOUSE,
        ignore_case=True,
        check=_not_public,
    ),
    Pattern(
        "repository",
        "repository-page",
        rf"(?:\bhttps?://)?\b[\w-]+(?:\.[\w-]+)+/[^\s<>\"'\x02)\]]*/{_LINE_OF_WORK}/[\w./-]*\w",
        ("/pull", "/merge_requests/", "/commit", "/blob/", "/tree/"),
        rank=Rank.HOUSE,
    ),
    Pattern(
        "repository",
        "repository-cue",
        r"\b(?:repo|repository|monorepo|submodule|subtree)[ :`\"']{1,3}([\w.]+(?:[/_-][\w.]+)+)",
        ("repo", "submodule", "subtree"),
        ignore_case=True,
    ),
    Pattern(
        "repository",
        "pull-request",
        r"\b(?:prs?|mrs?|pull requests?|merge requests?|pull|cl|diff|patchset|gerrit)[ "
        r"]?[#!]?\d{1,7}\b(?:(?:,| and|/) ?[#!]?\d{2,7}\b)*",
        ("pr", "mr", "request", "pull", "cl", "diff", "patchset", "gerrit"),
        ignore_case=True,
    ),
    Pattern(
        "repository",
        "request-short",
        r"(?:^|[^\w&#!./])([a-z][\w.-]*(?:/[\w.-]+)?[#!]\d{2,7}|![1-9]\d{1,6})\b",
        ("#", "!"),
    ),
    Pattern(
        "repository",
        "request-verb",
        r"\b(?:merged?|landed|reviewed?|reverted?|approved?|rebased?|backported|"
        r"cherry-picked|fixed|closed|resolved|addressed|reopened)"
        r" (?:by |in |via |with |as |of )?([#!]\d{1,7})\b",
        ("#", "!"),
        ignore_case=True,
    ),
    Pattern(
        "repository",
        "repository-named",
        r"(?:^|[^\w./@-])([\w.-]*[a-z][\w.-]*(?:/[\w.-]+)?)[`\"']? (?:repo|repository|"
        r"monorepo|submodule)\b",
        (" repo", " repository", " monorepo", " submodule", "` repo", "' repo", '" repo'),
        check=_distinct_repository,
    ),
    Pattern(
        "repository",
        "repository-company",
        r"(?:^|[\s(:])([a-z][a-z0-9-]{2,}/[a-z][a-z0-9._-]{2,}[a-z0-9])\b",
        ("/",),
        check=_repository_by_company,
    ),
    Pattern(
        "repository",
        "repository-behind",
        r"\b(?i:pr|mr|pull request|merge request|branch|commit|patch|change|"
        r"fix)[ \t](?:[#!]?[\w/-]+ )?"
        r"(?:is |was )?(?:in|of|on|to|against|from|into|en|dans|em|nel|im|auf|w|"
        r"op) ([a-z][a-z0-9]*(?:[-_/][a-z0-9]+)+)[`\"']?"
        r"(?: (?:is|was|has been|got|needs|and)\b|[.,;)\n\t]|$)",
        tuple(
            f"{word}{gap}"
            for word in ("pr", "mr", "request", "branch", "commit", "patch", "change", "fix")
            for gap in " \t"
        ),
        check=_distinct_behind,
    ),
    Pattern(
        "commit", "commit-tagged", r"\b(?:sha|git|rev)-[0-9a-f]{7,40}\b", ("sha-", "git-", "rev-")
    ),
    Pattern("commit", "commit-range", r"\b[0-9a-f]{7,40}\.\.\.?[0-9a-f]{7,40}\b", ("..",)),
    Pattern(
        "issue_key",
        "ticket-other",
        r"\b(?i:(?:see|cf\.?|dup(?:licate)? of|same as|like in|related to|similar to|"
        r"linked to|merged into|parent|blocked by|also|compare)(?: also)? "
        r"(?:(?:zendesk|freshdesk|jira|ticket|case|issue|bug|incident|problem|zd|sr|"
        r"defect)(?: ticket| case| issue)?)[ :]?(?:no\.? ?)?)(#?\d{3,9})\b",
        (
            "see",
            "cf",
            "dup",
            "same as",
            "like in",
            "related to",
            "similar to",
            "linked to",
            "merged into",
            "parent",
            "blocked by",
            "also",
            "compare",
        ),
    ),
    Pattern(
        "issue_key",
        "ticket-tool",
        r"\b(?:Zendesk|ZD|Freshdesk|INC|CHG|PRB|RITM|Incident|sc-|AB)"
        r"[ ]?(#\d{3,9}|(?:INC|CHG|PRB|RITM)\d{5,10})\b",
        ("zendesk", "zd", "freshdesk", "inc", "chg", "prb", "ritm", "sc-", "ab"),
    ),
    Pattern(
        "issue_key",
        "tracker-number",
        rf"\b(?i:{_TRACKERS})(?i: ticket| issue| bug| task| story| change| item)?[ :]{{0,2}}"
        r"(#\d{3,9}|\d{5,9}|[3-9]\d{3}|[A-Z]{1,8}-?\d{2,7}|I[0-9a-f]{8,40})\b",
        tuple(_TRACKERS.split("|")),
    ),
    Pattern(
        "issue_key",
        "incident",
        r"\b(?i:incident|pagerduty|opsgenie|alert|page)(?: id| no\.?)?[ #:(]{1,3}"
        r"([A-Z][A-Z0-9]*\d[A-Z0-9]{2,12})\b",
        ("incident", "pagerduty", "opsgenie", "alert", "page"),
    ),
    Pattern(
        "issue_key",
        "ticket-prefixed",
        r"\b(?:INC|CHG|PRB|RITM|REQ|SCTASK)\d{7,8}\b",
        ("inc", "chg", "prb", "ritm", "req", "sctask"),
    ),
    Pattern(
        "commit",
        "commit-short",
        r"(?:^|[\s(\[`\"',])([0-9a-f]{7,12})(?:[\s)\]`\"',;:]|\.?$|\.\s)",
        check=_hash_by_company,
    ),
    Pattern("commit", "commit-at", r"\b[a-z][\w./-]*@[0-9a-f]{7,40}\b", ("@",), check=_hash_at),
    Pattern("commit", "commit-long", r"\b(?:[0-9a-f]{40}|[0-9a-f]{64})\b", check=_mixed_hex),
    Pattern(
        "commit",
        "commit-cue",
        r"(?:\b(?:commits?|commit hash|svn|subversion|sha1?|rev|revision|changeset|hash|"
        r"cherry-pick(?:ed)?|reverted?|bisect(?:ed)? to|merged|HEAD is|HEAD|"
        r"fix(?:ed)? (?:in|by|with)|corrected in|landed in|broken (?:by|in|since)|"
        r"since|revert|deployed|tagged|between|cherry-pick(?:ing)?|blame|validação|confirmação|коммите?|"
        r"коммита)[ :`\"'(#\t]{1,3}|"
        r"(?:提交|コミット|커밋)(?:ID|ハッシュ)?[ :：`\"'(#\t「はがをの是為为은는이가]{0,3})"
        r"([0-9a-f]{7,64}|r\d{3,7})\b",
        (
            "commit",
            "svn",
            "subversion",
            "sha",
            "rev",
            "change",
            "hash",
            "cherry",
            "bisect",
            "merged",
            "head",
            "fix",
            "corrected in",
            "landed in",
            "broken ",
            "since",
            "deployed",
            "tagged",
            "between",
            "blame",
            "validação",
            "confirmação",
            "коммит",
            "提交",
            "コミット",
            "커밋",
        ),
        ignore_case=True,
        check=_mixed_hex,
    ),
    Pattern(
        "commit",
        "commit-changed",
        r"(?:(?:^|[^\w\x{C0}-\x{4FF}])(?:changes?|patch|diff|cl|oid|tip|tree|parent|head|"
        r"änderung|änderungen|modification|cambio|mudança|alteração|modifica|"
        r"wijziging|zmian[aęy]|změn[aěy]|ändring\w*|ændring\w*|endring\w*|muutos|módosítás|"
        r"r[ée]visi[oóã](?:n|ne)?|revisão|revisie|rewizj[aięy]|reviz[ei]|"
        r"изменени[еяюи]|правк[аеиу]|ревизи[ияю]|зміна|ревізі[яї])[ :`\"'(#]{1,3}|"
        r"(?:変更|変更点|リビジョン|变更|變更|修订|변경|리비전)[ :：`\"'(#「はがをの]{0,3})"
        r"([0-9a-f]{7,40})\b",
        (
            *("change", "patch", "diff", "cl", "oid", "tip", "tree", "parent", "head"),
            *("nderung", "modific", "cambio", "mudan", "altera", "wijziging", "zmian", "změn"),
            *("ndring", "muutos", "módos", "visi", "visão", "rewizj", "reviz", "изменени"),
            *(
                "правк",
                "ревизи",
                "зміна",
                "ревізі",
                "変更",
                "リビジョン",
                "变更",
                "變更",
                "修订",
                "변경",
            ),
            "리비전",
        ),
        ignore_case=True,
        check=_much_mixed,
    ),
    Pattern(
        "branch",
        "branch-name",
        rf"{OPEN}((?:features?|feat|bugfix|hotfix|releases?|fix|chore|refactor|"
        r"support|users?|origin|upstream|refs/heads|"
        r"dev|task|story|experiment|wip|spike|perf|ci|epic|dependabot|"
        r"renovate|rc|cherry|backport|revert)/[\w.#-]+(?:/[\w.#-]+)*)",
        ("/",),
        check=_distinct_branch,
    ),
    Pattern(
        "branch",
        "branch-alone",
        r"(?:^|[^\w./-])((?:release|rel)-v?\d[\w.]*\w|(?:hotfix|bugfix)-[a-z0-9]+(?:-[a-z0-9]+)*|(?:feature|feat|fix|"
        r"wip|spike)-[a-z0-9]+(?:-[a-z0-9]+)+)\b",
        ("release-", "rel-", "hotfix-", "bugfix-", "feature-", "feat-", "fix-", "wip-", "spike-"),
    ),
    Pattern(
        "branch",
        "branch-plain",
        r"\b(?i:merged?|pushed|committed|landed|rebased|deployed|cut|branched|backported|"
        r"cherry-picked)(?: \w+)? (?i:to|into|onto|on|from|off) "
        r"[`\"']?((?:main|master|trunk|develop|HEAD)|v?\d+\.(?:\d+|x)(?:\.x)?)\b",
        (
            "merge",
            "pushed",
            "committed",
            "landed",
            "rebased",
            "deployed",
            "cut",
            "branched",
            "backported",
            "cherry-picked",
        ),
    ),
    Pattern(
        "branch",
        "branch-cue",
        r"\b(?:branch(?: named| called)?|checked out|git checkout|tag|worktree)[ "
        r":`\"']{1,3}([\w.]+(?:[/_-][\w.]+)+)",
        ("branch", "check", "tag", "worktree"),
        ignore_case=True,
    ),
)
