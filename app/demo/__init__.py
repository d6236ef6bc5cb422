"""The story of one escalation, played through real HTTP against the sandbox, and checked."""
