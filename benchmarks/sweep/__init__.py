"""What a sweep is held to, in one run: `python -m benchmarks.sweep`."""
