"""The settings as the console shows them: read here, because the web sees no settings."""

from collections.abc import Iterator
from itertools import groupby

from pydantic.fields import FieldInfo

from app.settings import NESTING, PREFIX, Settings, iter_settings
from app.web.console.settings_rows import SettingGroup, SettingRow

GENERAL = "General"


def setting_groups(settings: Settings) -> tuple[SettingGroup, ...]:
    """Every setting by its group, in the order of docs/settings.md; no value of any."""
    known = list(iter_settings())
    return tuple(
        SettingGroup(group, tuple(_rows(settings, list(found))))
        for group, found in groupby(known, key=lambda one: _group(one[0]))
    )


def _rows(settings: Settings, found: list[tuple[str, FieldInfo]]) -> Iterator[SettingRow]:
    for name, field in found:
        default = "" if field.default in (None, (), "") else str(field.default)
        is_set = _value(settings, name) != field.default
        yield SettingRow(name, is_set, default, field.description or "")


def _group(name: str) -> str:
    group, nested, _ = name.removeprefix(PREFIX).partition(NESTING)
    return group.capitalize() if nested else GENERAL


def _value(settings: Settings, name: str) -> object:
    value: object = settings
    for part in name.removeprefix(PREFIX).lower().split(NESTING):
        value = getattr(value, part)
    return value
