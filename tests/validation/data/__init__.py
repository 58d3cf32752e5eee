"""Whether data are worth having in the scenario `default`: what providers add, what standing still costs, and whether
leave-one-out sees who adds what.

Each question is a module with the figures that it reads; `python -m tests.validation.data NAME [FIRST:LAST]` prints them,
docs/validation/data.md reports them, and the slow tests beside them hold the program to them. Runs of one seed share their
world, model and lots, so every difference is paired.
"""
