"""Runs a factory: once, many by Hydra's launchers, or again."""
