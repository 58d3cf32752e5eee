"""Mechanisms that each break one property, and mechanisms that keep it."""
