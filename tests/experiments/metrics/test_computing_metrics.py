"""Metrics of a market for computing, and of a task that names its own measure."""

from __future__ import annotations

from math import nan

import pytest

from experiments.metrics.computing import card_price, cards_let, letting
from experiments.metrics.quality import named
from tests.experiments.metrics.conftest import DAY, evidence, fact, look

HOUR_MS = 3_600_000
TOKEN = 10**9
FACTS = [
    fact("CardsOffered", 0.0, owner="cheap.0", cards=2),
    fact("CardsOffered", DAY / 2, owner="cheap.0", cards=0),
    fact("CardsOffered", DAY / 2, owner="dear.0", cards=4),
    fact("LeaseBilled", 3600.0, owner="cheap.0", used=6 * HOUR_MS, paid=30 * TOKEN),
    fact("LeaseBilled", 7200.0, owner="dear.0", used=12 * HOUR_MS, paid=96 * TOKEN),
    fact("CardsMissing", 7200.0, owner="cheap.0", missing=1, amount=10 * TOKEN),
]
JOBS = [
    {"kind": "Load", "nodes": "cheap.0/0", "joules": 7.2e6},
    {"kind": "Load", "nodes": "dear.0/1", "joules": 3.6e6},
    {"kind": "Training", "nodes": "dear.0/1", "joules": 3.6e9},
]


def test_what_is_let_of_what_is_offered() -> None:
    """Two cards for twelve hours and four for twelve are 72 hours of one, of which 18 were paid for."""
    assert cards_let(evidence(facts=FACTS, agents=[look("cheap.0", time=DAY)])) == 0.25


def test_the_price_is_a_mean_over_hours() -> None:
    assert card_price(evidence(facts=FACTS)) == pytest.approx(7.0)


def test_letting_brings_rent_less_bonds_and_costs_electricity() -> None:
    """At two dollars a token: 30 - 10 and 96 tokens. Two kilowatt-hours and one, at ten cents."""
    found = letting(evidence(facts=FACTS, jobs=JOBS, agents=[look("cheap.0", time=DAY, price=2.0)]))
    assert found == {"cheap.income": 40.0, "cheap.energy": 0.2, "dear.income": 192.0, "dear.energy": 0.1}


def test_without_a_market_nothing_is_said() -> None:
    silent = evidence(agents=[look("a.0", time=DAY, price=2.0)])
    assert [metric(silent) for metric in (cards_let, card_price, letting)] == [None] * 3


def test_a_tasks_own_measure_is_told_with_the_best_where_that_is_known() -> None:
    def row(value: float, best: float, task: str = "main") -> dict[str, object]:
        return {"task": task, "probe": "average_precision", "value": value, "best": best}

    assert named(evidence()) is None
    assert named(evidence(quality=[row(0.1, nan), row(0.5, nan), row(0.9, nan, "other")])) == {"average_precision": 0.5}
    assert named(evidence(quality=[row(0.5, 0.7)])) == {"average_precision": 0.5, "best": 0.7}
