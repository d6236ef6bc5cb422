"""What the image is made of, and whether holes in it are known.

Writes `dist/sbom.json` (CycloneDX) from the application's lock, the same for the same lock, naming
no registry's host. Then pip-audit asks the service of known holes about that lock. Exit 0 when
none is known, and when the service could not be asked, which is said; 1 when there is one.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "app.txt"
SBOM = ROOT / "dist" / "sbom.json"
PATIENCE_SECONDS = 300
NOT_ASKED = (
    "audit: the service of known holes was not reached, so NOTHING was looked up; the list of "
    "parts is written. Run this where the internet is reached."
)


def main() -> int:
    """Write the list of parts and ask about them."""
    write_sbom(LOCK, SBOM)
    print(f"audit: {SBOM.relative_to(ROOT)} lists {len(read(SBOM)['components'])} parts")
    report = ask(LOCK)
    if report is None:
        print(NOT_ASKED, file=sys.stderr)
        return 0
    holes = list(known_holes(report))
    print("\n".join(holes) or "audit: no hole is known in what is locked")
    return 1 if holes else 0


def write_sbom(lock: Path, target: Path) -> None:
    """The parts of the lock with their hashes. Raises CalledProcessError when the tool fails."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw.json"
        command = [tool("cyclonedx-py"), "requirements", str(lock)]
        options = ["--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible"]
        form = ["--of", "JSON", "-o", str(raw)]
        subprocess.run([*command, *options, *form], check=True, capture_output=True)
        made = read(raw)
    text = json.dumps(without_hosts(made), indent=2, sort_keys=True)
    target.write_text(text + "\n", encoding="utf-8")


def without_hosts(made: Mapping[str, Any]) -> dict[str, Any]:
    """The same list by packages' own names: no place to load them from, no lines of the lock."""
    components = sorted(map(_part, made["components"]), key=lambda part: str(part["bom-ref"]))
    main = made["metadata"]["component"]
    refs = [part["bom-ref"] for part in components]
    return {
        **made,
        "metadata": {"component": main},
        "components": components,
        "dependencies": [
            {"ref": main["bom-ref"], "dependsOn": refs},
            *({"ref": ref} for ref in refs),
        ],
    }


def _part(raw: Mapping[str, Any]) -> dict[str, Any]:
    hashes = [
        one["content"]
        for reference in raw.get("externalReferences", ())
        for one in reference.get("hashes", ())
    ]
    kept = {name: raw[name] for name in ("name", "purl", "type", "version")}
    locked = [{"name": "airlock:locked-sha256", "value": one} for one in sorted(hashes)]
    return {**kept, "bom-ref": raw["purl"], "properties": locked}


def ask(lock: Path) -> Mapping[str, Any] | None:
    """What pip-audit reports of the lock; None when its service could not be asked."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "report.json"
        command = [tool("pip-audit"), "--requirement", str(lock), "--disable-pip", "--strict"]
        options = ["--vulnerability-service", "osv", "--progress-spinner", "off", "--timeout", "10"]
        form = ["--format", "json", "--output", str(target)]
        try:
            subprocess.run(
                [*command, *options, *form],
                check=False, capture_output=True, timeout=PATIENCE_SECONDS,
            )  # fmt: skip
            return read(target)
        except (subprocess.TimeoutExpired, FileNotFoundError, json.JSONDecodeError):
            return None


def known_holes(report: Mapping[str, Any]) -> Iterator[str]:
    """A line for each hole: the package, the hole's name, and the versions that mend it."""
    for part in report["dependencies"]:
        for hole in part.get("vulns", ()):
            mended = ", ".join(hole["fix_versions"]) or "no version yet"
            yield f"{part['name']} {part['version']}: {hole['id']}, mended in {mended}"


def tool(name: str) -> str:
    """A command of the environment that runs this."""
    return str(Path(sys.executable).parent / name)


def read(path: Path) -> Any:
    """A JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main())
