"""What the fork server makes ready once: the shipped policies, used for both audiences.

Compiling is the larger part of a start and has nothing to do with what a kill leaves behind.
"""

from app.document import from_plain
from app.model import Audience, Context
from app.policy.loading import load_directory
from app.redaction.engine import redact
from app.redaction.pseudonyms import Pseudonyms
from tests.shared_data import ROOT

TEXT = "Look at sample 1 of the set, take 2. Maria wrote to a.b@c.example; see db-1.prod.internal."

_POLICIES = load_directory(ROOT / "policies")
for _audience in Audience:
    redact(
        from_plain(TEXT),
        audience=_audience,
        policy=_POLICIES.redaction,
        version=_POLICIES.version,
        context=Context(),
        pseudonyms=Pseudonyms(),
    )
