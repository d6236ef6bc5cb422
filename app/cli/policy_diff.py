"""`airlock policy diff`: what changed, and what it would have done to texts."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from app.bootstrap import open_service
from app.cli.output import Exit, console, print_json, print_lines, run, settings, told_errors
from app.cli.redacting import Line, read_context, read_document, why_unread
from app.errors import AirlockError
from app.model import Audience
from app.policy.comparing import Change, compare
from app.policy.loading import load_directory
from app.policy.trial import Difference, differ, try_text
from app.ports import PolicySet
from app.redaction.pseudonyms import Pseudonyms
from app.services.policy_trial import PolicyTrial, Unread
from app.settings import Settings

Looked = Difference | Unread

Old = Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The folder as it was.")]
New = Annotated[Path, typer.Argument(exists=True, file_okay=False, help="The folder to try.")]
Against = Annotated[
    int | None,
    typer.Option("--against", min=1, help="Try the last N mirrored texts, read from the vendors."),
]
Samples = Annotated[
    Path | None,
    typer.Option(exists=True, dir_okay=False, help="Try texts in the format of `airlock redact`."),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command()(diff)


def diff(
    old: Old,
    new: New,
    against: Against = None,
    samples: Samples = None,
    as_json: AsJson = False,
) -> None:
    """Show what changed between two policy folders, and what it would have done.

    With --samples both policies are tried on the texts of a file, toward both sides. With
    --against they are tried on the texts that were mirrored last: these are read again from
    Zendesk and Jira, about fifteen a minute, and nothing of them is kept. Told are kinds and
    counts, never text. Exit 2 when a folder's files do not hold.

    Examples:

        airlock policy diff policies policies-new

        airlock policy diff policies policies-new --samples samples.jsonl

        airlock policy diff policies policies-new --against 50 --json
    """
    with told_errors():
        before, after = load_directory(old), load_directory(new)
    changes = compare(before, after)
    looked = list(try_samples(samples, before, after)) if samples is not None else []
    if against is not None:
        looked += run(_try_mirrored(settings(), against, before, after))
    if as_json:
        print_json(_as_object(before, after, changes, looked))
    else:
        print_lines("\n".join(_as_lines(before, after, changes, looked)))
    asked = against is not None or samples is not None
    if asked and not any(isinstance(one, Difference) for one in looked):
        console.print("no text could be looked at", style="yellow")
        raise typer.Exit(Exit.NO)


def try_samples(file: Path, old: PolicySet, new: PolicySet) -> Iterator[Looked]:
    """Each line of the file toward both sides; a line that cannot be read is told as such."""
    with file.open("rb") as stream:
        for number, raw in enumerate(stream, 1):
            if raw.strip():
                yield from _try_sample(number, raw, old, new)


def _try_sample(number: int, raw: bytes, old: PolicySet, new: PolicySet) -> Iterator[Looked]:
    where: dict[str, str | int] = {"line": number}
    try:
        line = Line.model_validate(json.loads(raw))
        document, context = read_document(line), read_context(line.context)
    except (ValueError, ValidationError, RecursionError, AirlockError) as error:
        yield Unread(where, f"the line cannot be read: {why_unread(error)}")
        return
    where["id"] = line.id
    for audience in Audience:
        outcomes = (
            try_text(
                document,
                audience=audience,
                policies=policies,
                context=context,
                pseudonyms=Pseudonyms(),
            )
            for policies in (old, new)
        )
        yield differ(where, audience, *outcomes)


async def _try_mirrored(
    config: Settings, count: int, old: PolicySet, new: PolicySet
) -> list[Looked]:
    looked = list[Looked]()
    async with open_service(config) as service:
        trial = PolicyTrial(
            service.store, service.zendesk, service.jira, service.clock, asyncio.sleep
        )
        async for one in trial.against_last(count, old, new):
            looked.append(one)
            console.print(f"{len(looked)} of {count} read", end="\r")
    return looked


def _as_object(
    old: PolicySet, new: PolicySet, changes: Sequence[Change], looked: Sequence[Looked]
) -> dict[str, Any]:
    tried = [one for one in looked if isinstance(one, Difference)]
    unread = [one for one in looked if isinstance(one, Unread)]
    return {
        "old": old.version,
        "new": new.version,
        "changes": [asdict(change) for change in changes],
        "texts": {
            "looked_at": len(tried),
            "changed": sum(one.changed for one in tried),
            "gained": _total(one.gained for one in tried),
            "lost": _total(one.lost for one in tried),
            "newly_held": sum(one.after == "held" != one.before for one in tried),
            "no_longer_held": sum(one.before == "held" != one.after for one in tried),
            "differences": [asdict(one) for one in tried if one.changed],
            "unread": [asdict(one) for one in unread],
        },
    }


def _total(counts: Iterable[Any]) -> dict[str, int]:
    total = Counter[str]()
    for one in counts:
        total.update(one)
    return dict(sorted(total.items()))


def _as_lines(
    old: PolicySet, new: PolicySet, changes: Sequence[Change], looked: Sequence[Looked]
) -> Iterator[str]:
    yield f"version {old.version} → {new.version}"
    yield from (f"  {change}" for change in changes)
    if not changes:
        yield "  no rule changed"
    if not looked:
        return
    texts = _as_object(old, new, changes, looked)["texts"]
    yield f"{texts['looked_at']} texts looked at, {texts['changed']} would come out otherwise"
    for word in ("gained", "lost"):
        if texts[word]:
            yield f"  {word} in all: {_counts(texts[word])}"
    for one in looked:
        if isinstance(one, Unread):
            yield f"  {_where(one.where)}: not looked at, {one.reason}"
        elif one.changed:
            yield f"  {_where(one.where)}, for {one.audience.value}: {_told(one)}"


def _where(where: Any) -> str:
    return " ".join(f"{name} {value}" for name, value in where.items())


def _told(one: Difference) -> str:
    parts = [f"{one.before} → {one.after}"] if one.before != one.after else []
    if one.gained:
        parts.append(f"gained {_counts(one.gained)}")
    if one.lost:
        parts.append(f"lost {_counts(one.lost)}")
    parts += [f"{kind}: {actions}" for kind, actions in one.acted.items()]
    return "; ".join(parts) or "the same finds, other words"


def _counts(counts: Any) -> str:
    return ", ".join(f"{kind} {number}" for kind, number in counts.items())
