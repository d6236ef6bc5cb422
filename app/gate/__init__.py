"""PURE: whether a packet is complete enough to escalate, and why not."""
