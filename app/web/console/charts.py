"""Plots as what a template draws: places and words, no markup. The table beside says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

WIDTH, HEIGHT = 640, 248
LEFT, RIGHT, TOP, BOTTOM = 48, 12, 32, 44
_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Series:
    """Values in the order of the plot's places; None leaves a gap. `dashed` tells two apart."""

    name: str
    values: Sequence[float | None]
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """A word at a place of an axis."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar, or a point of a line; `words` is what it tells when it is pointed at."""

    x: float
    y: float
    width: float
    height: float
    words: str
    now: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line with gaps: each path is a run of neighbours."""

    name: str
    paths: tuple[str, ...]
    points: tuple[Mark, ...]
    dashed: bool


@dataclass(frozen=True, slots=True)
class Plot:
    """One plot; `title` and `about` name it for whoever does not see it."""

    key: str
    title: str
    about: str
    unit: str
    bottom: str
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    bars: tuple[Mark, ...] = ()
    lines: tuple[Line, ...] = ()
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    base: int = HEIGHT - BOTTOM


@dataclass(frozen=True, slots=True)
class Axes:
    """What a plot shows its values against."""

    key: str
    title: str
    unit: str
    places: Sequence[str]
    bottom: str = "ISO week"


def bar_plot(axes: Axes, values: Sequence[float | None], most: float | None = None) -> Plot:
    """A bar for each value, the last one marked; `most` is where the axis ends at least."""
    up = scale([value for value in values if value is not None], most)
    slot = (WIDTH - LEFT - RIGHT) / len(values)
    bars = tuple(
        Mark(
            x=_round(LEFT + slot * (place + 0.15)),
            y=_round(_height(value, up)),
            width=_round(slot * 0.7),
            height=_round(HEIGHT - BOTTOM - _height(value, up)),
            words=f"{axes.places[place]}: {number(value)} {axes.unit}",
            now=place == len(values) - 1,
        )
        for place, value in enumerate(values)
        if value is not None
    )
    return _plot(axes, up, bars=bars, about=_about(axes, [Series(axes.title, values)]))


def line_plot(axes: Axes, series: Sequence[Series]) -> Plot:
    """A line for each series."""
    up = scale([value for one in series for value in one.values if value is not None])
    lines = tuple(_line(one, axes, up) for one in series)
    return _plot(axes, up, lines=lines, about=_about(axes, series))


def scale(values: Sequence[float], most: float | None = None) -> tuple[float, ...]:
    """Round numbers from nought to over the largest value, four or five steps."""
    largest = max([*values, most or 0])
    if largest <= 0:
        return (0, 1)
    rough = largest / 4
    size = 10 ** floor(log10(rough))
    step = next(size * one for one in _STEPS if size * one >= rough * 0.999999)
    return tuple(step * place for place in range(ceil(largest / step * 0.999999) + 1))


def number(value: float) -> str:
    """As an axis writes it."""
    return f"{value:,.1f}".removesuffix(".0")


def _plot(
    axes: Axes,
    up: Sequence[float],
    *,
    about: str,
    bars: tuple[Mark, ...] = (),
    lines: tuple[Line, ...] = (),
) -> Plot:
    slot = (WIDTH - LEFT - RIGHT) / len(axes.places)
    return Plot(
        key=axes.key,
        title=axes.title,
        about=about,
        unit=axes.unit,
        bottom=axes.bottom,
        across=tuple(
            Tick(_round(LEFT + slot * (place + 0.5)), words)
            for place, words in enumerate(axes.places)
        ),
        up=tuple(Tick(_round(_height(value, up)), f"{value:,g}") for value in up),
        bars=bars,
        lines=lines,
    )


def _line(series: Series, axes: Axes, up: Sequence[float]) -> Line:
    slot = (WIDTH - LEFT - RIGHT) / len(series.values)
    runs: list[list[Mark]] = [[]]
    for place, value in enumerate(series.values):
        if value is None:
            runs.append([])
            continue
        words = f"{axes.places[place]}, {series.name}: {number(value)} {axes.unit}"
        x, y = _round(LEFT + slot * (place + 0.5)), _round(_height(value, up))
        runs[-1].append(Mark(x, y, 0, 0, words, now=place == len(series.values) - 1))
    paths = (" ".join(f"{one.x},{one.y}" for one in run) for run in runs if len(run) > 1)
    points = tuple(one for run in runs for one in run)
    return Line(series.name, tuple(paths), points, series.dashed)


def _height(value: float, up: Sequence[float]) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / up[-1]


def _about(axes: Axes, series: Sequence[Series]) -> str:
    """The plot in a sentence: where each series ends, and between what it was."""
    told = []
    for one in series:
        known = [value for value in one.values if value is not None]
        last = one.values[-1]
        now = f"{number(last)} {axes.unit}" if last is not None else "no value"
        ranged = f", between {number(min(known))} and {number(max(known))}" if known else ""
        told.append(f"{one.name}: {now} in {axes.places[-1]}{ranged} since {axes.places[0]}.")
    return " ".join(told)


def _round(value: float) -> float:
    return round(value, 1)
