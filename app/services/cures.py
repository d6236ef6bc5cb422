"""What to do about a delivery that is stuck, by the code of its reason; fixed words for people."""

from collections.abc import Mapping

_EDIT = "Change the text where it was written, then retry: the changed text is checked anew."
_ADMIN = "Ask an administrator: `airlock doctor` tells what is wrong. Then retry."
_LATER = "Retry once Zendesk and Jira answer again."
_GONE = "The ticket, issue or comment is gone or no longer visible: discard this."

CURES: Mapping[str, str] = {
    "held-for-review": "Read it, then release it as it stands, or change it where it was written.",
    "unreadable-content": "Send the text or file again in another form (plain text, a common file "
    "type), and discard this.",
    "unclear-audience": "Make clear in Jira who may read the comment or the issue, then retry.",
    "redaction-failed": _EDIT,
    "held": _EDIT,
    "not-found": _GONE,
    "write-refused": "Jira or Zendesk refused the change: an administrator checks the fields that "
    "the mapping names. Then retry.",
    "credentials-refused": _ADMIN,
    "permission-refused": _ADMIN,
    "settings-error": _ADMIN,
    "policy-error": _ADMIN,
    "vendor-misread": _ADMIN,
    "vendor-unreachable": _LATER,
    "vendor-timeout": _LATER,
    "vendor-busy": _LATER,
    "vendor-fault": _LATER,
    "vendor-conflict": _LATER,
    "overrun": _LATER,
    "not-understood": "An administrator looks at it: `airlock deadletters show`.",
    "defect": "Report it with its number: it is a mistake in Airlock. Discard it if it repeats.",
}
DEFAULT = "Retry. If it comes back, give its number to an administrator."


def cure_for(code: str | None) -> str:
    """What a support agent can do."""
    return CURES.get(code or "", DEFAULT)
