"""The vendors' sides of Airlock. A vendor's types stop here; neither connector knows the other."""
