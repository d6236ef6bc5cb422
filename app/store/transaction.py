"""One transaction's repositories."""

from app.store.audit_pages import SqlAuditPages
from app.store.budgets import SqlBudgets
from app.store.chain import SqlAuditChain
from app.store.clocks import SqlClocks
from app.store.console_sessions import SqlConsoleSessions
from app.store.erasures import SqlErasures
from app.store.file_copies import SqlFileCopies
from app.store.followers import SqlFollowers
from app.store.history import SqlHistory
from app.store.ledger import SqlAudit, SqlCopies, SqlEffects, SqlFacts, SqlGates
from app.store.life import SqlLife
from app.store.links import SqlLinks
from app.store.masters import SqlMasters
from app.store.packets import SqlPackets
from app.store.policy_versions import SqlPolicyVersions
from app.store.prevention import SqlPrevention
from app.store.queue import SqlDeliveries
from app.store.runs import SqlRuns
from app.store.scope import Scope
from app.store.sidebar import SqlReviews, SqlSignOuts, SqlTraits
from app.store.upkeep import SqlUpkeep
from app.store.vault import SqlVault
from app.store.views import SqlViews


class SqlTransaction:
    """The port `Transaction`. Valid only while the function that it was given to runs."""

    def __init__(self, scope: Scope) -> None:
        self.links = SqlLinks(scope)
        self.deliveries = SqlDeliveries(scope)
        self.effects = SqlEffects(scope)
        self.copies = SqlCopies(scope)
        self.packets = SqlPackets(scope)
        self.gates = SqlGates(scope)
        self.vault = SqlVault(scope)
        self.audit = SqlAudit(scope)
        self.facts = SqlFacts(scope)
        self.traits = SqlTraits(scope)
        self.reviews = SqlReviews(scope)
        self.sign_outs = SqlSignOuts(scope)
        self.file_copies = SqlFileCopies(scope)
        self.runs = SqlRuns(scope)
        self.upkeep = SqlUpkeep(scope)
        self.budgets = SqlBudgets(scope)
        self.followers = SqlFollowers(scope)
        self.life = SqlLife(scope)
        self.chain = SqlAuditChain(scope)
        self.masters = SqlMasters(scope)
        self.erasures = SqlErasures(scope)
        self.policies = SqlPolicyVersions(scope)
        self.views = SqlViews(scope)
        self.history = SqlHistory(scope)
        self.prevention = SqlPrevention(scope)
        self.clocks = SqlClocks(scope)
        self.sessions = SqlConsoleSessions(scope)
        self.audit_pages = SqlAuditPages(scope)
