"""The promise under faults: real processes are killed while people work on both sides."""
