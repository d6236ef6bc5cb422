"""What the console's pages are made of: the services behind them, wired in `app.consoling`."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.web.console.audit_service import AuditReading
from app.web.console.entrance import Entrance
from app.web.console.policies_service import Policies
from app.web.console.prevention_service import Prevention
from app.web.console.settings_rows import SettingGroup
from app.web.console.standing import Standing
from app.web.console.sync_service import Escalations
from app.web.console.weekly_service import WeeklyNumbers
from app.web.console.work_service import Work


@dataclass(frozen=True)
class ConsoleParts:
    """One field for each service that pages use, typed by a protocol of `app.web.console`."""

    entrance: Entrance
    standing: Standing
    audit: AuditReading
    settings: Sequence[SettingGroup]
    prevention: Prevention
    policies: Policies
    weekly: WeeklyNumbers
    escalations: Escalations
    work: Work
