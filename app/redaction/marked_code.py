"""Technical finds in text that is marked as code: they end where the mark or the block ends."""

import re
from bisect import bisect_right
from operator import attrgetter

from app.redaction.hits import Hit, resolve
from app.redaction.joined import Joined

_QUOTED = frozenset({"stack_trace", "log_line", "sql"})
_SAID = re.compile(
    r"[,;.)]|\s+(?:is|was|were|are|means?|meant|and|but|so|which|that|appears?|appeared|shows?|showed|"
    r"says?|said|on|in|at|against|again|now|today|with|for|when|after|before|because|until|we|you|your|please|ist|war|bedeutet|est|es|"
    r"significa|è|jest)\b|\s+[-–—]\s"
)
_FEWEST = 16
_LEAD = 24
"""How far in front of its mark a technical line may begin with words alone: `It is`."""

_JOINED = re.compile(r"[ ,]{1,2}(?:(?:at|in|from|of|on|by|and) )?")


def end_with_marks(hits: list[Hit], joined: Joined) -> list[Hit]:
    """A block of code goes whole where a trace of several lines stands in it: what is around the
    trace in a block is its first or its second half."""
    if joined.ticked:
        hits = [_up_to_tick(hit, joined) for hit in hits]
    return resolve(_over_block(hit, joined) for hit in hits) if joined.codes else hits


def _up_to_tick(hit: Hit, joined: Joined) -> Hit:
    """A technical line that is marked as code inside a sentence ends with its mark."""
    if hit.entity not in _QUOTED:
        return hit
    number = bisect_right(joined.ticked, hit.start + _LEAD, key=attrgetter("start")) - 1
    start, end = joined.ticked[max(number, 0)]
    if not start - _LEAD <= hit.start < end < hit.end or end - start < _FEWEST:
        return hit
    for tick in joined.ticked[number + 1 :]:
        if tick.end >= hit.end or _JOINED.fullmatch(joined.text, end, tick.start) is None:
            break
        end = tick.end
    if _SAID.match(joined.text, end) is None:
        return hit
    spoken = joined.text[hit.start : start].replace(" ", "").isalpha()
    return hit._replace(start=start if spoken else hit.start, end=end)


def _over_block(hit: Hit, joined: Joined) -> Hit:
    if hit.entity != "stack_trace" or "\n" not in joined.text[hit.start : hit.end]:
        return hit
    number = bisect_right(joined.codes, hit.start, key=attrgetter("start")) - 1
    block = joined.codes[max(number, 0)]
    if not block.start <= hit.start < block.end:
        return hit
    return hit._replace(start=block.start, end=max(block.end, hit.end))
