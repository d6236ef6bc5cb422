"""What pages with lists read from addresses and forms."""

from enum import StrEnum
from typing import Annotated, TypeVar

from fastapi import Form, Path, Query

Choice = TypeVar("Choice", bound=StrEnum)

Id = Annotated[str, Path(max_length=64)]
Reason = Annotated[str, Form(max_length=500)]
Chosen = Annotated[str, Query(max_length=40)]
"""One of a list's filters; a form sends it empty for all."""


def chosen(choices: type[Choice], value: str) -> Choice | None:
    """The choice of this value; None for none of them, which stands for all."""
    return choices(value) if value in [one.value for one in choices] else None
