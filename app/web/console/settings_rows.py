"""The settings as the console shows them: names and whether they are set, never a value."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting. `about` is Markdown of one line; `default` is what holds where it is not set."""

    name: str
    is_set: bool
    default: str
    about: str


@dataclass(frozen=True, slots=True)
class SettingGroup:
    """Settings that belong together, such as those of Jira."""

    name: str
    rows: Sequence[SettingRow]
