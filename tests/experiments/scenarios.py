"""The scenarios that are shipped, by name, and what makes the largest small enough for a test."""

from __future__ import annotations

from importlib.resources import files

SCENARIOS = sorted(path.name.removesuffix(".yaml") for path in (files("configs") / "scenario").iterdir())

_SMALLER = {"city": ["population.users.count=300", "population.providers.count=30", "task.rows=1500"]}


def chosen(scenario: str) -> list[str]:
    """The words that choose a scenario, at a size that a test can afford."""
    return [f"scenario={scenario}", *_SMALLER.get(scenario, [])]
