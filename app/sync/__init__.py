"""PURE: what must change on the other side, as few vendor calls as can be."""
