"""The process that treats one attachment and can be killed (`python -m`, a folder, seconds)."""

import gc
import sys

from app.redaction.name_stock import stock


def main(arguments: list[str]) -> int:
    """Treat the file. What takes most memory for a moment is done while the process is small."""
    stock()
    gc.collect()
    from app.attachments.child import run_child
    from app.attachments.markup import Html
    from connectors.zendesk.html import read_html, write_html

    return run_child(arguments, Html(read_html, write_html))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
