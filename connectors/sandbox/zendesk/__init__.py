"""A Zendesk Support with state. `app.create_app` makes the service; see docs/vendors.md."""
