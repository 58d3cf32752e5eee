"""Two settings at the same seeds."""
