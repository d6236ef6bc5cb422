"""A Zendesk Support with state. `app.create_app` makes the service; see PLATFORM.md A2 to A4."""
