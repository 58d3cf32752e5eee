"""Which behaviours break no rule, told by what they are made of: the adversary wraps, and honesty has nothing inside."""

from __future__ import annotations

import re

LAWFUL = frozenset(
    {
        "agents.behaviours.any.enterprising.Enterprising",
        "agents.behaviours.holder.apathetic.Apathetic",
        "agents.behaviours.holder.petitioner.Petitioner",
    }
)
"""Wrappers that only come and go, stay at home, or ask for something: whoever is honest within them is honest."""
_NAMES = frozenset(target.rpartition(".")[2] for target in LAWFUL)


def honest(behaviour: str) -> bool:
    """Whether a behaviour as the table `truth` tells it, `SignFlip(inner=Honest(), scale=1.0)`, breaks no rule."""
    name, _, fields = behaviour.partition("(")
    if "inner=" not in fields:
        return True
    return name in _NAMES and honest(fields.partition("inner=")[2])


def begins(behaviour: str) -> float:
    """Simulated days from which a behaviour deviates: the `at_days` of a behaviour that turns, else 0."""
    found = re.search(r"\bat_days=([0-9.eE+]+)", behaviour)
    return float(found[1]) if found else 0.0
