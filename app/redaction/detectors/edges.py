"""What may stand in front of a technical name."""

AFTER_STOP = r"[^\x00-\x7f]\."
"""The full stop of a script without spaces, which is a plain one in the canonical view."""

OPEN = rf"(?:^|[^\w./-]|{AFTER_STOP})"
