"""Build the pages' scripts and styles into app/web/static/dist from the locked npm packages.

Run it by hand or from `make install`; it does nothing while its inputs are unchanged. It uses the
machine's Node when that is 20 or newer, else the wheel that requirements/node.txt locks. Exits with
the failing command's own words on stderr.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FRONTEND = ROOT / "frontend"
DIST = ROOT / "app" / "web" / "static" / "dist"
NODE_LOCK = ROOT / "requirements" / "node.txt"
OLDEST_NODE = 20
ENTRIES = ("sidebar.js", "sidebar.css", "console.js", "console.css", "editor.js")
STAMP = "inputs.sha256"
BUILD = FRONTEND / "node_modules" / ".dist"


def main() -> int:
    """Build when an input changed. 0 when the built files are up to date."""
    stamp = inputs_digest()
    if is_built(stamp):
        print("frontend: up to date", file=sys.stderr)
        return 0
    try:
        build(stamp)
    except subprocess.CalledProcessError as error:
        print(f"frontend: {error.cmd[0]} failed with {error.returncode}", file=sys.stderr)
        return 1
    print("frontend: built", file=sys.stderr)
    return 0


def input_files(frontend: Path) -> Iterator[Path]:
    """What the built files depend on."""
    yield Path(__file__).resolve()
    yield frontend / "package.json"
    yield frontend / "package-lock.json"
    yield from sorted((frontend / "src").iterdir())


def inputs_digest(frontend: Path = FRONTEND) -> str:
    """One digest over names and contents of the inputs."""
    digest = hashlib.sha256()
    for path in input_files(frontend):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_built(stamp: str, dist: Path = DIST) -> bool:
    """Whether dist was built from these inputs and is complete."""
    mark = dist / STAMP
    return mark.is_file() and mark.read_text(encoding="utf-8") == stamp


def build(stamp: str) -> None:
    """Install, bundle aside, and put the whole result in place of the old one."""
    environment = with_node()
    run(
        [tool("npm", environment), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], environment
    )
    outputs = bundle(environment)
    write_manifest(outputs)
    collect_licences(outputs)
    (BUILD / STAMP).write_text(stamp, encoding="utf-8")
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(BUILD, DIST)


def with_node() -> Mapping[str, str]:
    """The environment in which `node` is new enough, the wheel's if need be."""
    if node_major(os.environ) >= OLDEST_NODE:
        return os.environ
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes"]
    run([*pip, "-r", str(NODE_LOCK)], os.environ)
    scripts = str(Path(sys.executable).parent)
    return {**os.environ, "PATH": os.pathsep.join((scripts, os.environ.get("PATH", "")))}


def node_major(environment: Mapping[str, str]) -> int:
    """Major version of the Node that this environment finds together with npm; 0 for none."""
    path = environment.get("PATH")
    node, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
    if node is None or npm is None:
        return 0
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    major = answer.stdout.strip().removeprefix("v").partition(".")[0]
    return int(major) if major.isdecimal() else 0


def tool(name: str, environment: Mapping[str, str]) -> str:
    """The command's place, as that environment finds it."""
    return shutil.which(name, path=environment.get("PATH")) or name


def run(command: list[str], environment: Mapping[str, str]) -> None:
    """Run a command in the front end's folder, its output on stderr."""
    subprocess.run(command, cwd=FRONTEND, env=environment, stdout=sys.stderr, check=True)


def bundle(environment: Mapping[str, str]) -> Mapping[str, Any]:
    """Bundle with names that hold the content's hash; the outputs as esbuild describes them."""
    shutil.rmtree(BUILD, ignore_errors=True)
    report = FRONTEND / "node_modules" / "report.json"
    esbuild = FRONTEND / "node_modules" / "esbuild" / "bin" / "esbuild"
    run(
        [
            tool("node", environment),
            str(esbuild),
            *(f"src/{entry}" for entry in ENTRIES),
            "--bundle",
            "--minify",
            "--target=es2022",
            "--legal-comments=none",
            "--entry-names=[name]-[hash]",
            f"--outdir={BUILD}",
            f"--metafile={report}",
            "--log-level=warning",
        ],
        environment,
    )
    outputs: Mapping[str, Any] = json.loads(report.read_text(encoding="utf-8"))["outputs"]
    return outputs


def write_manifest(outputs: Mapping[str, Any]) -> None:
    """`manifest.json`: entry to file name, for the pages."""
    names = {Path(out["entryPoint"]).name: Path(path).name for path, out in outputs.items()}
    (BUILD / "manifest.json").write_text(json.dumps(names, indent=1), encoding="utf-8")


def collect_licences(outputs: Mapping[str, Any]) -> None:
    """`licences.txt`: name, version and licence text of each package that went into a bundle."""
    inputs = {path for out in outputs.values() for path in out["inputs"]}
    texts = [licence(FRONTEND / folder) for folder in sorted(package_folders(inputs))]
    (BUILD / "licences.txt").write_text("\n\n".join(texts), encoding="utf-8")


def package_folders(inputs: set[str]) -> set[str]:
    """The folder of each npm package among esbuild's inputs."""
    parts = [Path(path).parts for path in inputs if path.startswith("node_modules/")]
    return {"/".join(part[: 3 if part[1].startswith("@") else 2]) for part in parts}


def licence(folder: Path) -> str:
    """What one package says of its licence. Raises StopIteration when it has no such file."""
    about = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    text = next(folder.glob("LICEN[CS]E*")).read_text(encoding="utf-8")
    return f"{about['name']} {about['version']} ({about['license']})\n\n{text.strip()}\n"


if __name__ == "__main__":
    sys.exit(main())
