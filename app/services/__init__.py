"""Order and transaction: what happens in which sequence, and what is committed together."""
