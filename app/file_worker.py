"""The process that treats one attachment and can be killed (`python -m`, a folder, seconds)."""

import sys

from app.attachments.child import run_child
from app.attachments.markup import Html
from connectors.zendesk.html import read_html, write_html

if __name__ == "__main__":
    sys.exit(run_child(sys.argv[1:], Html(read_html, write_html)))
