"""Suites of cases that are data: read here, written apart from the code that they judge."""
