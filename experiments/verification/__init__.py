"""Checks of a finished run, from disk alone: one file per thing that can be wrong."""
