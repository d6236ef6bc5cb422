"""Small helpers for lists of words in patterns, and the words that are never a person's name."""

import re

_ASCII = re.compile(r"[ -~]+")


def words(text: str) -> frozenset[str]:
    """The words of a text, parted by white space."""
    return frozenset(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of a text, parted by commas or line feeds, longest first."""
    parts = {" ".join(part.split()) for part in re.split(r"[,\n]", text)} - {""}
    return tuple(sorted(parts, key=lambda part: (-len(part), part)))


def one_of(choices: tuple[str, ...]) -> str:
    """A group that matches any of the phrases, in any case."""
    return f"(?i:{'|'.join(re.escape(choice).replace(chr(92) + ' ', ' ') for choice in choices)})"


def gates(choices: tuple[str, ...]) -> tuple[str, ...]:
    """For each phrase a lower-case ASCII part of it, for use as a pattern's gates."""
    found = {max(_ASCII.findall(choice), key=len).lower() for choice in choices}
    return tuple(sorted(gate for gate in found if not _covered(gate, found)))


def _covered(gate: str, others: set[str]) -> bool:
    return any(other != gate and other in gate for other in others)


NOT_A_NAME = words(
    """
    a again airlock all also am an and android any anyone api app april are as august azure both but
    can chrome client colleague colleagues could customer customers dear december does engineer
    engineering escalation everybody everyone february firefox folk folks for friday friend friends
    from good google guys he hello hey hi how however i if in ios is it january jira july june just
    kind linux madam mac management microsoft monday my never november no not october of sir
    on our partner please product regards sales saturday september she so support sunday team sorry
    thank thanks that the there they this thursday ticket to today tomorrow tuesday unfortunately
    us user users we wednesday what when where who why windows with yes you your zendesk oracle
    postgres redis kubernetes docker python java javascript node safari edge excel word outlook
    slack teams github gitlab salesforce sap aws internet english german french spanish security
    legal finance billing operations platform backend frontend devops qa administrator admin ok
    service desk hr it development vendor accounting procurement url api http https json xml
    best many viele beste mit freundlichen herzliche zusammen leute damen herren tous everyone's
    """
)
