"""The page of a sweep: what was varied, what moved, what broke, and how much of what was asked for is there."""
