"""The port `Prevention` in memory."""


class MemoryPrevention:
    pass
