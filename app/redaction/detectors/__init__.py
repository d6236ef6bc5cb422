"""One file a family of detectors."""
