"""The economy of the scenario `default`: whether it closes, and whether causes lead to effects there.

Every gate is a module with the settings that it plays and the figures that it reads from them; `python -m
tests.validation.economy GATE [SEEDS]` prints them, docs/validation/economy.md reports them, and the slow tests beside them
hold the program to them. Runs of one seed share their data, model and lots, so every difference is paired.
"""
