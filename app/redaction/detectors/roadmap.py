"""Promises and dates of what is to come: the whole sentence.

A promise is a word of shipping, in a sentence that says when, of something that is ours: goods,
payments and appointments have dates too.
"""

import re

from app.redaction.detectors.labels import is_label
from app.redaction.detectors.release_dates import MONTH, NEAR, PERIOD, WHEN
from app.redaction.detectors.sentences import sentence_around, withheld
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern
from app.redaction.sought import Sought

_FUTURE = Sought(
    r"\bwill\b|'ll\b|\bgoing (?:to|into|out)\b|\bshould\b|\bplan(?:s|ned|ning)?\b|\btarget|"
    r"\baim|\beta\b|\bslated\b|\bschedul|"
    r"\bexpect|\bhop(?:e|ing)\b|\bwants?\b|\bintend|\bcoming\b|\bto (?:ship|land|"
    r"release|kill|sunset)\b|\blands? (?:in|after|before|right|with|by|on|around)\b|\bships?\b|"
    r"\bdue\b|"
    r"\bnot before\b|\bpushed\b|\bslipp?(?:ed|ing)?\b|\bmoved\b|\bpromis|\bcommitted\b|"
    r"\bmight\b|\bmay\b|\broadmap\b|\btentativ|\bpencil|"
    r"\bsai\b|\bsale en\b|\bsort (?:en|dans)\b|\besce\b|\bwyjdzie\b|\bwejdzie\b|"
    r"\bbeta\b|\bpreview\b|\bearly access\b|\bpilot\b|"
    r"\bga\b|\brolling out\b|\bstarts?\b|\bgoes\b|\bback-?port|\bnext\b|"
    r"\bfingers crossed\b|\bvoraussichtlich|\bwerden\b|\bliefern\b|\w+(?:rons|remos|remo)\b|"
    r"\bwprowadzimy\b|"
    r"\b(?:leveren|brengen)\b|\bkommt\b|\bsoll\b|\bwird\b|\b(?:ein|vor)?geplant|\berscheint\b|\bprévu|\bsortira|\bsera\b|"
    r"\bprevist|\bsaldrá|\bestará|"
    r"\bsairá|\bplanej|\buscirà|\bsarà|\bgepland|\bkomt\b|\bverschijnt|\bplanowan|\bpojawi|"
    r"\bbędzie|"
    r"\bfollows\b|\bwe(?:'re| are) \w+ing\b|"
    r"\bwir (?:ziehen|wechseln|migrieren|ersetzen|stellen|steigen)\b|"
    r"\bon \w+era\b",
)
THEIRS = Sought(
    r"^\W*please\b|"
    r"\b(?:orders?|parcels?|packages?|shipments?|goods|"
    r"(?<!ordered )(?<!event )(?<!message )(?<!webhook )(?<!mail )(?<!push )(?<!callback )"
    r"deliver(?:y|ies)|invoices?|refunds?|"
    r"payments?|payouts?|funds|"
    r"credit notes?|replacements?|devices?|hardware|spare parts?|maintenance|trip|flights?|"
    r"webinars?|visits?|trainings?|meetings?|calls?|"
    r"(?<!with the )(?<!in the )(?<!with our )(?<!in our )next update (?:comes|follows|is due|"
    r"will (?:come|follow)|goes out|(?:to you )?(?:on|by|at|tomorrow))|"
    r"appointments?|audits?(?! (?:logs?|trails?)\b)|events?|holidays?|subscription|contract|"
    r"renewal|your (?:account|plan|migration|data|report|first)|figures)\b|"
    r"\b(?:you|your \w+) (?:will|can|should|may) (?:get|receive|hear|see|be (?:billed|charged))\b|"
    r"\byou(?:'ll| will) have (?:to|until|till|access|time|received)\b",
)
_OURS = Sought(r"\bsprint\b|\broadmap\b|\bfeature|\bGA\b|\bbackport|\bbeta\b")
_RELEASED = Sought(
    r"\b(?:deploy(?:ment|s)?|roll-?out|hot-?fix|rewrite|redesign|relaunch|rework|refactor\w*|"
    r"release train|major release|new (?:version|release)|next (?:version|release)|go-?live)\b",
)
"""What has a day of its own and is nobody's appointment."""
_SHIPPING = (
    r"\b(?:ship(?:s|ped|ping)?|land(?:s|ed|ing)?|releas(?:ed|es|ing|e)|roll(?:s|ed|ing)?[- "
    r"]?out|launch(?:es|ed|ing)?|"
    r"go(?:es|ing)? (?:live|to|out|into)|planned|plan(?:s|ning)? (?:is )?(?:to|for|on)|slated|"
    r"scheduled|target(?:s|"
    r"ed|ing)?|aim(?:s|ing)?|shooting for|"
    r"back-?port(?:s|ed|ing)?|will be (?:\w+ )?(?:fixed|available|included|added|supported|"
    r"merged|addressed|part|in|resolved|solved|delivered|done|ready)|"
    r"(?:fix|change|feature|patch|support) (?:is |will )?(?:com(?:es|ing)|be|arriv\w+|due|"
    r"expected|planned|goes|going)|kill|sunset(?:s|ting)?|deprecat\w+|retire|discontinue|"
    r"slip(?:s|ped)? (?:to|into)|pushed (?:to|into|back)|penciled in|pencilled in|expected in|"
    r"get(?:s|ting)? (?:it|this|them|the same) (?:in|with|by|from|next|around|at)\b|"
    r"(?:we|i) promise|you(?:'ll| will) (?:\w+ )?have|follows (?:in|with|by|later|early|mid|next)|"
    r"(?:will|'ll|going to) (?:probably |likely |also |then |finally )?(?:add|drop|"
    r"bring|remove|introduce|offer|support|build|deliver|enable|replace|rewrite|"
    r"switch (?:off|over|to|from|away)|move (?:off|away|over|everything|everyone|all)|migrate|"
    r"get rid of|phase out|rework|redo|rebuild|refactor)\b|"
    r"we(?:'re| are)? (?:mov|dropp|migrat|switch|retir|replac|phas)ing|"
    r"we (?:move|drop|migrate|switch|retire|replace) (?:to|off|over|everything|all|the|our)\b|"
    r"voraussichtlich|wir (?:liefern|bringen|veröffentlichen|ziehen|wechseln|migrieren|ersetzen|"
    r"stellen|steigen)|(?:on|nous) (?:pass|migr|remplac|bascul)er(?:a|ons)|"
    r"(?:pas|migr|cambi|reemplaz|mud)aremos|(?:pass|migr)(?:eremo|aremos)|sostituiremo|"
    r"livrerons|sortirons|lanzaremos|sacaremos|entregaremos|lançaremos|rilasceremo|wprowadzimy|"
    r"leveren we|brengen we|"
    r"(?:was|were|been|got) promised (?:that|this|it|them|the|an?|to|by|for|us)\b|"
    r"(?:have|has|had) promised (?:that|this|it|them)\b|"
    r"coming in|comes in|going into|delivered in|due (?:in|by|end|mid|early|late|with|"
    r"next)|open(?:s|ing)? (?:up )?(?:the |a )?(?:\w+ )?(?:beta|preview|pilot|early access) "
    r"(?:of|for|to|in|on|next|this|by)\b|"
    r"(?:replac|supersed|phas|sunset)(?:es|e|ing) (?:out )?(?:the|our) (?:whole|old|current|entire|"
    r"legacy|existing|present) (?:\w+ )?(?:scheduler|importer|exporter|api|engine|editor|apps?|"
    r"client|ui|interface|system|module|service|backend|platform|stack|framework|plug-?ins?|library|code|"
    r"pipeline|version|search|sync|server|parser|renderer|dashboard|connector)|"
    r"next (?:up|we)\b|we want|promised for|won't (?:make|ship|land)|"
    r"kommt (?:dann |wohl |jetzt |voraussichtlich |frühestens )?(?:in|mit|im|erst)|"
    r"sai (?:na|no|em|com)|sale en|sort (?:en|dans)|esce (?:in|"
    r"con|nella)|wyjdzie|wejdzie|erscheint|geplant|wird (?:\w+ ){0,3}(?:ausgeliefert|"
    r"veröffentlicht)|prévue?s?|sortira|sera (?:livré|disponible|publié)e?|"
    r"previst[oa]s?|saldrá|estará (?:disponible|listo|disponível|pronto)|planead[oa]|"
    r"planejad[oa]|sairá|uscirà|sarà (?:disponibile|rilasciat[oa])|gepland|komt in|"
    r"verschijnt|planowan[ey]|pojawi się)"
)
_SHIPPING_GATES = (
    "ship",
    "land",
    "releas",
    "rollout",
    "roll-out",
    "rolls",
    "rolled",
    "rolling",
    "roll out",
    "launch",
    " live",
    "goes ",
    "going ",
    "go to",
    "go out",
    "go into",
    "sai ",
    "sale en",
    "sort en",
    "sort dans",
    "esce ",
    "wyjdzie",
    "wejdzie",
    "plan",
    "slated",
    "scheduled",
    "target",
    "aim",
    "shooting for",
    "backport",
    "back-port",
    "will ",
    "'ll ",
    "we promise",
    "i promise",
    "follows ",
    *(f"get{end} {what} " for end in ("", "s", "ting") for what in ("it", "this", "them")),
    *(f"get{end} the same " for end in ("", "s", "ting")),
    "voraussichtlich",
    "wir ",
    "we mov",
    "we're ",
    "we are ",
    "we drop",
    "we migr",
    "we switch",
    "we retir",
    "we repl",
    "passer",
    "migrer",
    "remplacer",
    "basculer",
    "erons",
    "eremo",
    "iremo",
    "livrerons",
    "sortirons",
    "lanzaremos",
    "sacaremos",
    "entregaremos",
    "aremos",
    "rilasceremo",
    "wprowadzimy",
    "leveren we",
    "brengen we",
    "fix ",
    "change ",
    "feature ",
    "patch ",
    "support ",
    "kill",
    "sunset",
    "deprecat",
    "retire",
    "discontinue",
    "slip",
    "pushed ",
    "penci",
    "expected in",
    "coming in",
    "comes in",
    "going into",
    "delivered in",
    "due ",
    "open",
    "replac",
    "supersed",
    "phas",
    "next up",
    "next we",
    "we want",
    "promised for",
    " promised ",
    "won't ",
    "kommt ",
    "erscheint",
    "wird ",
    "vue",
    "pr\u00e9vu",
    "sortira",
    "sera ",
    "previst",
    "saldr",
    "estar",
    "planead",
    "planejad",
    "sair",
    "uscir",
    "sar",
    "gepland",
    "komt in",
    "verschijnt",
    "planowan",
    "pojawi",
)


_DONE = re.compile(r"(?:released|launched)$")
_WAS = re.compile(r"\b(?:was|were|(?:has|have|had) (?:already )?been|got)(?: \w+ly| already)? $")
"""In front of what was done: `it was released on 12 May`."""


def _promise(candidate: Candidate) -> Candidate | None:
    if _DONE.search(candidate.text.lower()) and _WAS.search(candidate.before(24)):
        return None
    place = sentence_around(candidate.view.text, candidate.start, candidate.end)
    told = candidate.view.judge(_tells_of_plans, *place)
    return withheld(candidate, *place) if told else None


def _tells_of_plans(sentence: str) -> bool:
    if not _is_dated(sentence) or _FUTURE.search(sentence) is None:
        return False
    return THEIRS.search(sentence) is None or _OURS.search(sentence) is not None


def _is_dated(sentence: str) -> bool:
    """Whether it says when; a day alone tells only where a release is named."""
    if WHEN.search(sentence) is not None:
        return True
    return NEAR.search(sentence) is not None and _RELEASED.search(sentence) is not None


def _plainly(candidate: Candidate) -> Candidate | None:
    if is_label(candidate.view.text, candidate.start, candidate.end):
        return None
    place = sentence_around(candidate.view.text, candidate.start, candidate.end)
    return None if candidate.view.judge(THEIRS.search, *place) else withheld(candidate, *place)


def _of_rows(candidate: Candidate) -> Candidate | None:
    """Rows with a time in one of them; what is on a public page is no promise of ours alone."""
    told = _PERIOD_OR_MONTH.search(candidate.text) is not None
    return candidate if told and "public" not in candidate.before(60) else None


_PERIOD_OR_MONTH = re.compile(rf"{PERIOD}|\b{MONTH}\b|\b20\d\d\b", re.IGNORECASE)

PATTERNS = (
    Pattern(
        "roadmap",
        "roadmap-rows",
        r"(?i:roadmap|release plan|milestones?)\b[^\n]{0,60}\n+((?:[ ]*\t[^\n]*\n*)+|"
        r"(?:[ \t]*[-*•]?[ \t]*[^\n.]{3,80}(?:\b[HQ][1234]\b|\b20\d\d\b)[^\n.]{0,40}\n*)+)",
        ("roadmap", "release plan", "milestone"),
        Rank.REGION,
        check=_of_rows,
    ),
    Pattern(
        "roadmap",
        "promise",
        _SHIPPING,
        _SHIPPING_GATES,
        Rank.REGION,
        ignore_case=True,
        check=_promise,
    ),
    Pattern(
        "roadmap",
        "roadmap-targets",
        r"(?i:[\n\t|] ?(?:target(?: date| release| quarter)?|eta|planned(?: for| release)?|"
        r"release date|geplant|prévu|cible|previsto|objetivo|gepland|planowane))[ \t|]*\n"
        r"((?:[^\n]*[\t|][^\n]*\n?)+)",
        (
            "target",
            "eta",
            "planned",
            "release date",
            "geplant",
            "cible",
            "previsto",
            "objetivo",
            "gepland",
            "planowane",
            "prévu",
        ),
        Rank.REGION,
        check=_of_rows,
    ),
    Pattern(
        "roadmap",
        "promise-plain",
        r"\bETA\b|\bGA (?:by|in|on|date|is|target|planned|release)\b|(?i:\b(?:next|"
        r"following|coming) sprint\b|"
        r"\b(?:into|in|for|until) sprint \d+|\b(?:on|in|our|internal|product|fy ?\d\d) "
        r"(?:the |our |product )*roadmap\b|"
        r"\b(?:private|closed|limited|internal) (?:beta|preview|alpha)\b[^.\n]{0,60} "
        r"(?:starts?|begins?|in|on|by|next|opens?)\b|"
        r"\b(?:is|are|still|about|roughly|maybe|at least|another) (?:an?|one|two|three|four|\d|"
        r"(?:a )?few|several|a couple of) (?:sprints?|quarters?|releases?|major versions?) "
        r"(?:out|away|off|from now)\b|"
        r"\bnot before (?:the )?(?:q[1-4]|h[12]|next (?:year|quarter|release|version)|20\d\d)\b|"
        r"\bnot (?:fixing|doing|touching|shipping|adding|changing|planned)(?: \w+)? "
        r"(?:before|until|till) (?:v|version |release )?\d|"
        r"\b(?:sales|product|management|marketing|finance|the board|leadership) (?:wants?|plans?|"
        r"decided|intends?) to (?:drop|kill|remove|sunset|discontinue|retire)\b|"
        r"\bcode-?named? [A-Z\"'`]|\bon the (?:h[12]|q[1-4]|20\d\d|fy ?\d\d) (?:list|plan|board)\b|"
        r"\b(?:maybe|probably|perhaps|likely) (?:in |by |this |next )?(?:q[1-4]|h[12]|"
        r"spring|summer|"
        r"fall|autumn|winter|20\d\d|next year)\b|"
        r"\bnext (?:major|minor)(?: version| release)? (?:drops|removes|adds|brings|kills|"
        r"gets|ships)\b|"
        r"\b(?:wants?|asked|told) us to (?:drop|kill|remove|sunset|discontinue|retire)\b|"
        rf"\b(?:q[1-4]|h[12]|{MONTH}|20\d\d|next (?:(?:fiscal|financial) )?(?:year|quarter|month|"
        rf"release))"
        r"(?:[ /]20\d\d)?,? (?:at the (?:very )?)?(?:earliest|soonest|at best)\b|"
        rf"\b(?:earliest|soonest|at best)(?: is| would be|:| in)* (?:q[1-4]|h[12]|{MONTH} |"
        rf"20\d\d|next "
        r"(?:year|quarter|release))\b|"
        r"\bno back-?port\b|\bnot on (?:the|our) roadmap|\bnächsten sprint\b)",
        (
            "earliest",
            "soonest",
            "at best",
            " out",
            " away",
            " off",
            "from now",
            "not before ",
            "codename",
            "code-name",
            "on the ",
            "maybe ",
            "probably ",
            "perhaps ",
            "likely ",
            "next ",
            " before ",
            " until ",
            " till ",
            " to drop",
            " to kill",
            " to remove",
            " to sunset",
            " to discontinue",
            " to retire",
            " us to ",
            "eta",
            "ga ",
            "sprint",
            "roadmap",
            "beta",
            "preview",
            "alpha",
            "backport",
            "back-port",
        ),
        Rank.REGION,
        check=_plainly,
    ),
)
