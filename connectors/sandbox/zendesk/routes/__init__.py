"""The routes of the sandbox Zendesk, one module a noun."""
