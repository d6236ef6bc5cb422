"""The port `History` in memory."""


class MemoryHistory:
    pass
