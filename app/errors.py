"""The whole error tree. Each leaf says whether a retry can help.

    AirlockError
    ├── ConfigurationError      a person must change a setting or a policy file
    │   ├── SettingsError
    │   ├── ExtraMissing
    │   └── PolicyError
    ├── Refused                 the other side of the door asked for what may not be
    │   ├── SignatureRefused
    │   ├── PayloadTooLarge
    │   ├── NotAnObject
    │   ├── InputRefused
    │   ├── AccessRefused
    │   │   └── RoleRefused         the policy names the roles that may
    │   ├── SendingStopped
    │   ├── StaleWrite
    │   ├── PreviewStale
    │   └── GateClosed
    ├── Held                    not sent; a person must look
    │   ├── UnreadableContent
    │   ├── UnclearAudience
    │   ├── RedactionFailed
    │   └── HeldForReview       a rule holds it, and a person may release it
    ├── VendorError             Zendesk or Jira
    │   ├── VendorUnreachable       retry
    │   ├── VendorTimeout           retry, after the marker was looked for
    │   ├── VendorBusy              retry, after `retry_after`
    │   │   └── NotOurTurn              retry then: we held the call back ourselves
    │   ├── VendorFault             retry (5xx)
    │   ├── VendorConflict          retry (409: someone else wrote first)
    │   ├── CredentialsRefused      no retry (401)
    │   ├── PermissionRefused       no retry (403)
    │   ├── NotFound                no retry (404, 410)
    │   ├── WriteRefused            no retry (400, 413, 422)
    │   └── VendorMisread           no retry: the answer is not in the documented shape
    └── StoreError
        ├── StoreUnavailable        retry: locked, full, unreachable
        ├── StoreMisplaced          no retry: a place where the database must not be
        ├── LaneLost                no retry here: another relay has the lane now
        └── NotStored               no retry: no such row

A message says what happened, where, and what to do, in words for a person. It never holds ticket or
issue text, a name, an address or a secret: ids, codes and field keys are enough to find the place.
"""

from collections.abc import Mapping
from typing import ClassVar


class AirlockError(Exception):
    """Root of the tree. `code` is stable, safe to count by; `retryable` is the leaf's promise."""

    retryable: ClassVar[bool] = False

    @property
    def code(self) -> str:
        """The leaf's name in kebab case, for metrics, problem documents and dead letters."""
        name = type(self).__name__
        return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).removeprefix("-")


class ConfigurationError(AirlockError):
    """A setting or a policy file must be changed by a person."""


class SettingsError(ConfigurationError):
    """One or more settings are missing, unknown or malformed; all are told at once."""


class ExtraMissing(ConfigurationError):
    """A setting asks for an optional package that is not installed."""


class PolicyError(ConfigurationError):
    """Policy files do not hold; `problems` has a line for each, `file:line: what, and the cure`."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Refused(AirlockError):
    """A caller asked for something that may not be."""


class SignatureRefused(Refused):
    """A webhook's signature is missing, wrong, stale or made with the vendor's test secret."""


class PayloadTooLarge(Refused):
    """A body is over the size limit."""


class NotAnObject(Refused):
    """A body is no JSON object."""


class NotUnderstood(Refused):
    """What a webhook told was not understood when it came; working on it again changes nothing."""


class InputRefused(Refused):
    """A caller named something that the policy does not know, or went past one of its bounds."""


class AccessRefused(Refused):
    """The caller has no right to this, or none that could be established."""


class RoleRefused(AccessRefused):
    """The caller may see the ticket, but the policy leaves this to other roles, or to nobody."""


class SendingStopped(Refused):
    """An operator has stopped all sending; what was asked for is not done later by itself."""


class StaleWrite(Refused):
    """The caller wrote on the basis of an older version than the one stored."""


class PreviewStale(Refused):
    """What would be sent is no longer what the person previewed."""


class GateClosed(Refused):
    """The packet is incomplete; `reasons` are the gate's own words."""

    def __init__(self, message: str, reasons: tuple[str, ...]) -> None:
        super().__init__(message)
        self.reasons = reasons


class Held(AirlockError):
    """Not sent, and not to be retried by itself: a person must look."""


class UnreadableContent(Held):
    """A text or file is not in a form that can be read and checked."""


class UnclearAudience(Held):
    """It cannot be told who may read the source (visibility, security level, internal mark)."""


class RedactionFailed(Held):
    """Redaction failed, ran out of time or found something in the finished payload."""


class HeldForReview(Held):
    """A rule of the policy holds the text for a person, who may let this very text cross.

    `digest` is keyed and names it; `kinds` counts what it is held for.
    """

    def __init__(self, message: str, *, digest: str, kinds: Mapping[str, int]) -> None:
        super().__init__(message)
        self.digest = digest
        self.kinds = kinds


class VendorError(AirlockError):
    """A call to Zendesk or Jira failed. `sent` is False only when nothing can have been written.

    `in_outage` is set where the vendor was down for all: the call's content is not at fault.
    """

    in_outage = False

    def __init__(self, message: str, *, sent: bool = True, status: int | None = None) -> None:
        super().__init__(message)
        self.sent = sent
        self.status = status


class VendorUnreachable(VendorError):
    """No connection; nothing was written."""

    retryable = True


class VendorTimeout(VendorError):
    """The answer did not come; a write may or may not have taken place."""

    retryable = True


class VendorBusy(VendorError):
    """Rate limited; nothing was written. `retry_after` is in seconds, as the vendor said."""

    retryable = True

    def __init__(self, message: str, *, retry_after: float | None, status: int = 429) -> None:
        super().__init__(message, sent=False, status=status)
        self.retry_after = retry_after


class NotOurTurn(VendorBusy):
    """Not sent: our share of what the vendor allows is used up for now, or the vendor is down."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message, retry_after=retry_after)


class VendorFault(VendorError):
    """The vendor answered 5xx; a write may or may not have taken place.

    `retry_after` is in seconds where the vendor said it.
    """

    retryable = True

    def __init__(
        self, message: str, *, status: int | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(message, sent=True, status=status)
        self.retry_after = retry_after


class VendorConflict(VendorError):
    """The vendor answered 409: someone else wrote in between, nothing of ours was written."""

    retryable = True


class CredentialsRefused(VendorError):
    """The vendor answered 401: the credentials were revoked or are wrong."""


class PermissionRefused(VendorError):
    """The vendor answered 403: the account lacks a right."""


class NotFound(VendorError):
    """The vendor answered 404 or 410: the ticket, issue or comment is gone or was never there."""


class WriteRefused(VendorError):
    """The vendor answered 400, 413 or 422. `fields` names the fields that it refused.

    `messages` are the vendor's own words. They are shown to no one but the person who asked for
    the write, and are never logged or stored: they may quote the text that was sent.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int,
        fields: tuple[str, ...] = (),
        messages: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message, sent=False, status=status)
        self.fields = fields
        self.messages = messages


class VendorMisread(VendorError):
    """The vendor answered in a shape that its documentation does not describe."""


class StoreError(AirlockError):
    """The service's own database."""


class StoreUnavailable(StoreError):
    """The database is locked, full or out of reach; nothing was stored."""

    retryable = True


class StoreMisplaced(StoreError):
    """The database stands where it must not be, such as on a network file system."""


class LaneLost(StoreError):
    """The lease ran out and another relay holds the lane; this one must stop at once."""


class NotStored(StoreError):
    """There is no such row."""
