"""Speed as ratios: each figure is measured beside its reference, in the same run."""
