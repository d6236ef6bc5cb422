"""Every native workflow rule key with its parameters, and which of them this sandbox runs.

From the vendor's description of `GET /rest/api/3/workflows/capabilities`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class RuleKind:
    """`runs` is false for a rule that the sandbox would store without obeying; it refuses those."""

    category: str
    name: str
    parameters: frozenset[str]
    runs: bool = False


def _kind(category: str, name: str, *parameters: str, runs: bool = False) -> RuleKind:
    return RuleKind(category, name, frozenset(parameters), runs)


RULES: dict[str, RuleKind] = {
    "system:check-permission-validator": _kind(
        "Validator", "Permission validator", "permissionKey", runs=True
    ),
    "system:parent-or-child-blocking-validator": _kind(
        "Validator", "Parent blocking validator", "blocker", "statusIds"
    ),
    "system:previous-status-validator": _kind(
        "Validator", "Previous status validator", "previousStatusIds", "mostRecentStatusOnly",
        runs=True,
    ),
    "system:validate-field-value": _kind(
        "Validator", "Validate a field value", "ruleType", "fieldsRequired", "ignoreContext",
        "errorMessage", "groupsExemptFromValidation", "fieldKey", "excludeSubtasks", "regexp",
        "date1FieldKey", "date2FieldKey", "includeTime", "conditionSelected", "numberOfDays",
        runs=True,
    ),
    "system:proforma-forms-attached": _kind("Validator", "Forms attached validator"),
    "system:proforma-forms-submitted": _kind("Validator", "Forms submitted validator"),
    "system:check-field-value": _kind(
        "Condition", "Check field value", "fieldId", "fieldValue", "comparator", "comparisonType",
        runs=True,
    ),
    "system:restrict-issue-transition": _kind(
        "Condition", "Restrict issue transition", "accountIds", "roleIds", "groupIds",
        "permissionKeys", "groupCustomFields", "allowUserCustomFields", "denyUserCustomFields",
        runs=True,
    ),
    "system:previous-status-condition": _kind(
        "Condition", "Previous status condition", "previousStatusIds", "not",
        "mostRecentStatusOnly", "includeCurrentStatus", "ignoreLoopTransitions",
    ),
    "system:parent-or-child-blocking-condition": _kind(
        "Condition", "Child blocking condition", "blocker", "statusIds"
    ),
    "system:separation-of-duties": _kind(
        "Condition", "Separation of duties", "fromStatusId", "toStatusId"
    ),
    "system:restrict-from-all-users": _kind(
        "Condition", "Restrict transitions", "restrictMode", runs=True
    ),
    "system:jsd-approvals-block-until-approved": _kind(
        "Condition", "Block until approved", "approvalConfigurationJson"
    ),
    "system:jsd-approvals-block-until-rejected": _kind(
        "Condition", "Block until rejected", "approvalConfigurationJson"
    ),
    "system:block-in-progress-approval": _kind("Condition", "Block in progress approval"),
    "system:change-assignee": _kind("Function", "Change assignee", "type", "accountId"),
    "system:copy-value-from-other-field": _kind(
        "Function", "Copy field value", "sourceFieldKey", "targetFieldKey", "issueSource"
    ),
    "system:update-field": _kind("Function", "Update field", "field", "value", "mode"),
    "system:trigger-webhook": _kind("Function", "Trigger webhook", "webhookId"),
    "system:remind-people-to-update-fields": _kind(
        "Screen", "Remind people to update fields", "remindingFieldIds", "remindingMessage",
        "remindingAlwaysAsk",
    ),
    "system:transition-screen": _kind("Screen", "Shared transition screen", "screenId", runs=True),
}  # fmt: skip

NEEDED: dict[str, tuple[str, ...]] = {
    "fieldRequired": ("fieldsRequired",),
    "fieldMatchesRegularExpression": ("regexp", "fieldKey"),
    "fieldChanged": ("fieldKey",),
    "fieldHasSingleValue": ("fieldKey",),
    "dateFieldComparison": ("date1FieldKey", "date2FieldKey", "conditionSelected"),
    "windowDateComparison": ("date1FieldKey", "date2FieldKey", "numberOfDays"),
}
"""The parameters without which each `ruleType` of `system:validate-field-value` means nothing."""
