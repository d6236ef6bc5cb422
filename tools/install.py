"""Install a lock file into the environment that runs this, then the project itself.

Hashes are required, so that what is installed is what was locked; the project is installed
without dependencies and without an isolated build, because its build tools are in the lock too.
The sources are compiled here, so that no process has to do it when it starts.
"""

import compileall
import subprocess
import sys

FOLDERS = ("app", "connectors", "tests")


def run_pip(*arguments: str) -> None:
    """Run pip of this environment and stop with its exit code when it fails."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*command, *arguments], check=True)


def main() -> None:
    """Install the lock file named on the command line."""
    if len(sys.argv) != 2:
        sys.exit("usage: install.py LOCK_FILE")
    print(f"installing {sys.argv[1]}", file=sys.stderr)
    try:
        run_pip("--require-hashes", "-r", sys.argv[1])
        run_pip("--no-deps", "--no-build-isolation", "-e", ".")
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
    for folder in FOLDERS:
        compileall.compile_dir(folder, quiet=2, workers=0)


if __name__ == "__main__":
    main()
