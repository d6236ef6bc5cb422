"""A Jira with state that answers over HTTP as Jira Cloud does, apart from the connectors."""
