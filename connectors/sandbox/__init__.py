"""A Zendesk and a Jira that keep state and behave like the vendors, over HTTP.

For the demo, the tests and trials. Nothing here is imported by the service or by the two
connectors, and nothing here imports them, so that one misreading of a vendor cannot hide in both.
"""
