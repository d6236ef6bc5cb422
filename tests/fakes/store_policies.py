"""The port `PolicyVersions` in memory."""


class MemoryPolicyVersions:
    pass
