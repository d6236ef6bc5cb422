"""A merged tree to its frozen model; the model's refusals in words for the policy's author."""

import difflib
import typing
from collections.abc import Mapping
from types import UnionType
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.policy.problems import Fault, Problem, Trail
from app.policy.reading import Source, Value
from app.policy.refusals import name_of, refusal

M = TypeVar("M", bound=BaseModel)


def validate(source: Source, model: type[M]) -> M | None:
    """Make the model, or add every reason why not to the source's problems.

    Of files that could not be read at all nothing more is told.
    """
    if not source.tree and source.problems:
        return None
    try:
        return model.model_validate(source.tree)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            tell(source, _fault(detail, source.tree, model))
        return None


def tell(source: Source, fault: Fault) -> None:
    """Add the fault to the source's problems under its file and line, once."""
    file, line = source.origin(fault.trail)
    source.add(Problem(file, line, fault.what, fault.cure, fault.warning))


def _fault(detail: ErrorDetails, tree: Value, model: type[BaseModel]) -> Fault:
    trail = _trail_in(tree, detail["loc"])
    name = name_of(trail, tree)
    match detail["type"]:
        case "extra_forbidden":
            return Fault(trail, f"{name} is no key of a policy", _cure_key(trail, model))
        case "missing":
            missing = str(detail["loc"][-1])
            return Fault(trail, f"{name} lacks `{missing}`", f"add `{missing}: …` to it")
        case "literal_error" | "enum":
            expected = detail.get("ctx", {}).get("expected", "")
            return Fault(trail, f"{name} has a value that is not known", f"write {expected}")
        case "value_error" | "assertion_error":
            return _own_fault(trail, name, detail)
        case _:
            what, cure = refusal(detail)
            return Fault(trail, f"{name} {what}", cure)


def _own_fault(trail: Trail, name: str, detail: ErrorDetails) -> Fault:
    """A model's own check says `what; cure`."""
    message = detail["msg"].partition(", ")[2] or detail["msg"]
    what, _, cure = message.partition("; ")
    return Fault(trail, f"{name}: {what}", cure or "correct the value")


def _trail_in(tree: Value, location: tuple[int | str, ...]) -> Trail:
    """The parts of pydantic's location that are the file's; the names of variants are left out."""
    trail: Trail = ()
    here = tree
    for part in location:
        if _holds(here, part):
            here = here[part]  # type: ignore[index] # _holds has looked
            trail = (*trail, part)
    return trail


def _holds(tree: Value, part: int | str) -> bool:
    if isinstance(tree, dict):
        return part in tree
    return isinstance(tree, list) and isinstance(part, int) and part < len(tree)


def _cure_key(trail: Trail, model: type[BaseModel]) -> str:
    known = known_keys(model, trail[:-1])
    if not known:
        return "remove it"
    close = difflib.get_close_matches(str(trail[-1]), known, n=1)
    if close:
        return f"did you mean `{close[0]}`?"
    return f"remove it, or use one of {', '.join(known)}"


def known_keys(model: type[BaseModel], trail: Trail) -> tuple[str, ...]:
    """The keys that the model takes at a place, in its order; of variants, those of all."""
    kinds = [model]
    for part in trail:
        kinds = [deeper for kind in kinds for deeper in _deeper(kind, part)]
    return tuple(dict.fromkeys(key for kind in kinds for key in kind.model_fields))


def _deeper(kind: type[BaseModel], part: str | int) -> list[type[BaseModel]]:
    """Models below a key. A mapping's or list's own keys are passed by their element's model."""
    if isinstance(part, int) or part not in kind.model_fields:
        return [kind]
    return _models_in(kind.model_fields[part].annotation)


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    origin = typing.get_origin(annotation)
    if origin is None:
        return []
    arguments = typing.get_args(annotation)
    if origin in (typing.Union, UnionType, typing.Annotated, tuple, list):
        return [model for argument in arguments for model in _models_in(argument)]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _models_in(arguments[-1])
    return []
