"""How a run is spread over the workers, and its last word: each test that was skipped, by name."""

import gc
import os
from collections.abc import Iterator

import pytest

from tests.keeping import kept_logging
from tests.postgres import empty_postgres_url, postgres, postgres_url

__all__ = ["empty_postgres_url", "postgres", "postgres_url"]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Two more than there are cores: tests with processes of their own mostly wait for them."""
    return (os.cpu_count() or 1) + 2


WAITING = ("faults", "e2e", "docs")
"""Folders whose tests mostly wait for processes of their own; their files take longest."""
SPREAD = 0.8
"""The part of a run over which those files are spread, so that none is left alone at the end."""


def pytest_configure(config: pytest.Config) -> None:
    """A worker takes whole files, in the order below and not those with the most tests first.

    What is imported stays: the collector of garbage that walks it over and over took a fifth.
    """
    gc.set_threshold(20_000, 20, 50)
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False
    _keep_bytecode(config)


def _keep_bytecode(config: pytest.Config) -> None:
    """Where Python is told to leave none behind, each process that a test starts would compile
    the whole service again: it stands in pytest's own cache instead."""
    if "PYTHONDONTWRITEBYTECODE" in os.environ and config.pluginmanager.hasplugin("cacheprovider"):
        os.environ["PYTHONPYCACHEPREFIX"] = str(config.cache.mkdir("bytecode"))
        del os.environ["PYTHONDONTWRITEBYTECODE"]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that wait stand among files that compute, so that the cores have work all the time."""
    places: dict[str, float] = {}
    for files, part in zip(_files(items), (SPREAD, 1.0), strict=True):
        places |= {file: part * place / len(files) for place, file in enumerate(files)}
    items.sort(key=lambda item: places[_file(item)])


def _files(items: list[pytest.Item]) -> tuple[list[str], list[str]]:
    """Those that wait, and those that compute; each in the order of the collection."""
    both: tuple[dict[str, None], dict[str, None]] = ({}, {})
    for item in items:
        both[item.nodeid.split("/")[1] not in WAITING].setdefault(_file(item))
    return list(both[0]), list(both[1])


def _file(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def pytest_collection_finish() -> None:
    """What was collected stays to the end: it is taken from the collector of garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="module", autouse=True)
def kept_log() -> Iterator[None]:
    """A module that sends this process's log lines elsewhere does so for itself alone."""
    with kept_logging():
        yield


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what could not run on this machine, so that no gap goes unnoticed."""
    skipped = terminalreporter.getreports("skipped")
    if not skipped:
        return
    terminalreporter.section(f"{len(skipped)} tests were skipped on this machine")
    for report in skipped:
        terminalreporter.write_line(f"{report.nodeid}: {_reason(report)}")


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    if isinstance(report.longrepr, tuple):
        return report.longrepr[2].removeprefix("Skipped: ")
    return "no reason given"
