"""Which behaviours break no rule, told by what they are made of: the adversary wraps, and honesty has nothing inside."""

from __future__ import annotations

import re
from functools import cache

LAWFUL = frozenset(
    {
        "agents.behaviours.any.enterprising.Enterprising",
        "agents.behaviours.any.plaintiff.Plaintiff",
        "agents.behaviours.compute.lessor.Lessor",
        "agents.behaviours.developer.contestant.Contestant",
        "agents.behaviours.holder.apathetic.Apathetic",
        "agents.behaviours.holder.guardian.Guardian",
        "agents.behaviours.holder.petitioner.Petitioner",
        "agents.behaviours.holder.steward.Steward",
        "agents.behaviours.provider.withdrawing.Withdrawing",
    }
)
"""Wrappers that only come and go, stay at home, use a right, or work for somebody else than the round: whoever is honest
within them is honest."""
_NAMES = frozenset(target.rpartition(".")[2] for target in LAWFUL)


@cache
def core(behaviour: str) -> str:
    """What a behaviour, as the table `truth` tells it, is within its lawful wrappers: `SignFlip(inner=Honest(), scale=1.0)`
    of `Enterprising(inner=SignFlip(inner=Honest(), scale=1.0), role='trainer')`."""
    name, _, fields = behaviour.partition("(")
    return core(_whole(fields.partition("inner=")[2])) if name in _NAMES and "inner=" in fields else behaviour


def honest(behaviour: str) -> bool:
    """Whether a behaviour breaks no rule."""
    return "inner=" not in core(behaviour)


@cache
def begins(behaviour: str) -> float:
    """Simulated days from which a behaviour deviates: the `at_days` of one that turns, else 0."""
    found = re.search(r"\bat_days=([0-9.eE+]+)", core(behaviour))
    return float(found[1]) if found else 0.0


def _whole(text: str) -> str:
    """The first call in a text, up to the bracket that closes it."""
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == ")" and depth == 0:
            return text[: place + 1]
    return text
