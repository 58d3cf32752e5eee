"""The tracer with bounties: a requester, developers who train for prizes, and a validator who measures, on the stub lab."""

from __future__ import annotations

from typing import Any

from agents.behaviours.developer.contestant import Contestant
from agents.behaviours.developer.honest import Honest as Developer
from agents.behaviours.requester.honest import Honest as Requester
from mechanisms.contracts.bounty import Bounty
from sim.blueprint import Blueprint
from sim.durations import DAY
from sim.money import TOKEN
from tests.golden.tracer import group, tracer, training_round

IDLE = Developer(every=1000)
"""Sells nothing: the tracer has no market."""
EAGER = Contestant(inner=IDLE, steps=16, hours=0.25)
HOURLY = Requester(prize=100 * TOKEN, passing=1, days=1800 / DAY, every_days=0.0)
"""Takes models for half an hour."""


def bounties(hours: float = 2, requester: Any = None, terms: dict[str, Any] | None = None, **groups: Any) -> Blueprint:
    """One bounty after the other of 100 tokens; three evaluators at a token each, of whom there is one. Nobody trains."""
    told = {"evaluators": 1, "fee": TOKEN, "revealing": 60.0, "evaluating": 300.0, **(terms or {})}
    return tracer(
        hours=hours,
        rounds=training_round(budget=0),
        contracts={"bounty": Bounty(**told)},
        **{
            "trainers": None,
            "cheats": None,
            "requesters": group("requester", requester or HOURLY, tokens=250, stake=0),
            "developers": group("developer", EAGER, count=2),
            **groups,
        },
    )
