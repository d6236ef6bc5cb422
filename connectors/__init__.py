"""The vendors' sides of Airlock. A vendor's types stop here; connectors know nothing of each other."""
