"""The list of parts is complete, the same each time, and says nothing of where parts came from."""

import json
import re
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tests.shared_data import ROOT
from tools import audit

LOCKED = re.findall(r"(?m)^([\w.-]+)==([^\s\\;]+)", audit.LOCK.read_text("utf-8"))


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    target = tmp_path_factory.mktemp("sbom") / "sbom.json"
    audit.write_sbom(audit.LOCK, target)
    return target.read_text("utf-8")


def test_every_locked_package_is_listed_with_its_version_and_hashes(text: str) -> None:
    parts = json.loads(text)["components"]
    listed = {(part["name"], part["version"]) for part in parts}
    assert listed == set(LOCKED)
    assert len(parts) == len(LOCKED) > 50
    hashes = {one["value"] for part in parts for one in part["properties"]}
    assert hashes == set(re.findall(r"sha256:(\w{64})", audit.LOCK.read_text("utf-8")))


def test_the_list_is_the_same_each_time(text: str, tmp_path: Path) -> None:
    audit.write_sbom(audit.LOCK, tmp_path / "again.json")
    assert (tmp_path / "again.json").read_text("utf-8") == text


def test_the_list_names_no_host(text: str) -> None:
    content = json.loads(text)
    content.pop("$schema")
    assert "://" not in json.dumps(content)
    assert "pypi" + ".org" not in text


def test_the_list_fits_its_schema(text: str) -> None:
    version = SchemaVersion.from_version(json.loads(text)["specVersion"])
    assert JsonStrictValidator(version).validate_str(text) is None


def test_a_service_that_is_not_reached_is_said_and_fails_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    nobody = "http://127.0.0.1:9"
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"):
        monkeypatch.setenv(name, nobody)
    lock = tmp_path / "one.txt"
    lock.write_text(f"idna==3.11 --hash=sha256:{'0' * 64}\n")
    monkeypatch.setattr(audit, "LOCK", lock)
    monkeypatch.setattr(audit, "SBOM", audit.ROOT / "dist" / "test-sbom.json")
    try:
        assert audit.main() == 0
    finally:
        audit.SBOM.unlink()
    assert "NOTHING was looked up" in capsys.readouterr().err


def test_a_known_hole_is_told_with_its_cure() -> None:
    hole = {"id": "CVE-1", "fix_versions": ["2.1"]}
    report = {
        "dependencies": [
            {"name": "a", "version": "2.0", "vulns": [hole]},
            {"name": "b", "version": "1", "vulns": []},
        ]
    }
    assert list(audit.known_holes(report)) == ["a 2.0: CVE-1, mended in 2.1"]


def test_ci_looks_and_the_makefile_knows_how() -> None:
    assert "audit" in (ROOT / ".ci" / "run").read_text("utf-8")
    assert re.search(r"(?m)^audit: install-test$", (ROOT / "Makefile").read_text("utf-8"))
