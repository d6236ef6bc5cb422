"""The command line: `airlock`. Exit 0 fine, 1 the answer is no, 2 wrong use, 3 out of reach.

With `--json` stdout holds one JSON object or JSON lines and nothing else; words for people go to
stderr.
"""

from app.cli.root import main

__all__ = ["main"]
