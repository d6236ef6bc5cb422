"""The port `Views` in memory."""


class MemoryViews:
    pass
