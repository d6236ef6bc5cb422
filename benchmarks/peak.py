"""Run a command and print the peak of its memory: `python -m benchmarks.peak FD,FD COMMAND...`.

A small process of its own, because Linux counts toward a child's peak what its parent held at the
fork (execve(2) keeps `ru_maxrss`). The file descriptors named first are passed on.
"""

import os
import subprocess
import sys


def main() -> int:
    """Print the peak in bytes; the command's exit code."""
    passed, *command = sys.argv[1:]
    process = subprocess.Popen(command, pass_fds=[int(one) for one in passed.split(",")])  # noqa: S603 - our own command
    _, status, usage = os.wait4(process.pid, 0)
    sys.stdout.write(f"{usage.ru_maxrss * 1024}\n")
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main())
