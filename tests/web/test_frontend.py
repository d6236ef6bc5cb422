import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

from tests.shared_data import ROOT

FRONTEND = ROOT / "frontend"
EXACT = re.compile(r"\d+\.\d+\.\d+")
ADDRESS = re.compile(r"https?://|registry|\.org/|\.com/")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("frontend_tool", ROOT / "tools" / "frontend.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", ["frontend/package-lock.json", "requirements/node.txt"])
def test_the_lock_names_no_registry_host(path: str) -> None:
    assert ADDRESS.search((ROOT / path).read_text(encoding="utf-8")) is None


def test_every_locked_package_is_exact_and_has_its_integrity() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: about for name, about in lock["packages"].items() if name}
    assert len(packages) > 3
    for name, about in packages.items():
        assert EXACT.fullmatch(about["version"]), name
        assert about["integrity"].startswith("sha512-"), name
        assert "resolved" not in about, name


def test_every_wanted_package_is_named_by_one_version() -> None:
    wanted = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))
    versions = wanted["dependencies"] | wanted["devDependencies"]
    assert all(EXACT.fullmatch(version) for version in versions.values())


def test_the_node_wheel_is_locked_with_hashes() -> None:
    lines = (ROOT / "requirements" / "node.txt").read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if "==" in line]
    assert len(pinned) == 2
    assert all("==" in line or line.strip().startswith("--hash=sha256:") for line in lines)


def test_a_changed_source_asks_for_a_new_build(tool: ModuleType, tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    for folder in (dist, tmp_path / "src"):
        folder.mkdir()
    for name in ("package.json", "package-lock.json", "src/sidebar.js"):
        (tmp_path / name).write_text("{}")
    before = tool.inputs_digest(tmp_path)
    assert not tool.is_built(before, dist)
    (dist / tool.STAMP).write_text(before)
    assert tool.is_built(tool.inputs_digest(tmp_path), dist)
    (tmp_path / "src" / "sidebar.js").write_text("changed")
    assert not tool.is_built(tool.inputs_digest(tmp_path), dist)


def test_the_packages_in_a_bundle_are_known_by_their_folders(tool: ModuleType) -> None:
    inputs = {
        "src/sidebar.js",
        "node_modules/htmx.org/dist/htmx.esm.js",
        "node_modules/@zendeskgarden/css-variables/dist/index.css",
    }
    assert tool.package_folders(inputs) == {
        "node_modules/htmx.org",
        "node_modules/@zendeskgarden/css-variables",
    }


def test_a_machine_without_node_is_known_as_such(tool: ModuleType, tmp_path: Path) -> None:
    assert tool.node_major({"PATH": str(tmp_path)}) == 0


@pytest.mark.parametrize(("version", "major"), [("v24.19.0", 24), ("v18.1.0", 18), ("what", 0)])
def test_the_machines_node_is_asked_for_its_version(
    tool: ModuleType, tmp_path: Path, version: str, major: int
) -> None:
    for name in ("node", "npm"):
        (tmp_path / name).write_text(f"#!/bin/sh\necho {version}\n")
        (tmp_path / name).chmod(0o755)
    assert tool.node_major({"PATH": str(tmp_path)}) == major


def built() -> Path:
    dist = ROOT / "app" / "web" / "static" / "dist"
    if not (dist / "manifest.json").is_file():
        pytest.skip("the front end is not built: run tools/frontend.py")
    return dist


def test_the_built_files_are_whole_and_carry_their_licences() -> None:
    dist = built()
    names = json.loads((dist / "manifest.json").read_text(encoding="utf-8"))
    assert names.keys() == {"sidebar.js", "sidebar.css", "console.js", "console.css", "editor.js"}
    assert all((dist / name).stat().st_size > 1000 for name in names.values())
    licences = (dist / "licences.txt").read_text(encoding="utf-8")
    assert "htmx.org 2.0.11 (0BSD)" in licences
    assert "@zendeskgarden/css-variables 7.0.0 (Apache-2.0)" in licences
