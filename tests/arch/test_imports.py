"""The import contracts of `.importlinter` are part of the suite, not only of the linter run."""

from importlinter.cli import lint_imports

from tests.arch.house_rules import ROOT


def test_the_import_contracts_hold(capsys: object) -> None:
    assert lint_imports(config_filename=str(ROOT / ".importlinter"), no_cache=True) == 0
