"""A command's module is loaded when the command is called, and at no other time.

Opening the service takes most of this project and of its libraries into the process, which a
person who asks for `--help`, or for one policy file's mistakes, need not wait for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

MARKUP: Literal["markdown"] = "markdown"


@dataclass(frozen=True)
class Named:
    """A command as the list of commands shows it, and the module whose `register` makes it."""

    name: str
    module: str
    about: str


class LaterCommand(TyperCommand):
    """Stands in a list for a command that is loaded once it is called."""

    def __init__(self, named: Named) -> None:
        super().__init__(named.name, help=named.about, rich_markup_mode=MARKUP)
        self._module = named.module

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> Any:
        """Of the command itself, which is what is invoked afterwards."""
        made = load(self._module)[str(self.name)]
        return made.make_context(info_name, args, parent, **extra)


def load(module: str) -> dict[str, Any]:
    """The commands that a module registers, by name."""
    own = typer.Typer(rich_markup_mode=MARKUP)
    import_module(module).register(own)
    return dict(get_group(own).commands)


def group_of(commands: Sequence[Named]) -> type[TyperGroup]:
    """The class of a group of these commands, in this order, for `typer.Typer(cls=…)`."""

    class LaterGroup(TyperGroup):
        def __init__(self, **attrs: Any) -> None:
            super().__init__(**attrs)
            for named in commands:
                self.add_command(LaterCommand(named))

    return LaterGroup
