"""Airlock: a bridge between Zendesk and Jira that keeps two promises, disclosure and the packet."""
