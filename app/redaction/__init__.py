"""PURE: Document + policy + context -> RedactedText + findings."""
