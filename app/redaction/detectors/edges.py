"""What may stand in front of a technical name, and behind one that is a file's."""

import re

AFTER_STOP = r"[^\x00-\x7f]\."
"""The full stop of a script without spaces, which is a plain one in the canonical view."""

FILE_ENDING = re.compile(
    r"\.(?:csv|tsv|pdf|png|jpe?g|gif|svg|webp|xlsx?|docx?|pptx?|txt|zip|json|xml|html?|log|gz|md|mp4|eml)\b"
)
"""Behind a name that is a file's, of whoever writes it."""

OPEN = rf"(?:^|[^\w./-]|{AFTER_STOP})"
