"""The port `Clocks` in memory."""


class MemoryClocks:
    pass
