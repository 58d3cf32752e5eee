"""Baselines: what a factory is compared with, made from the factory itself."""
