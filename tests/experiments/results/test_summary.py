"""The summary is a function of the tables: flat, and silent about what they do not tell."""

from __future__ import annotations

import json

import pytest

from experiments.metrics.declared import METRICS
from experiments.results.summary import summary
from tests.experiments.metrics.conftest import DAY, entry, evidence, fact, look, member


def test_every_value_is_a_number_or_words_under_a_flat_name() -> None:
    found = summary(
        evidence(
            truth=[member("a.0"), member("b.0")],
            agents=[look("a.0", 10**9, time=2 * DAY, price=0.5), look("b.0", 3 * 10**9, time=2 * DAY, price=0.5)],
            facts=[fact("Acted", subject="genesis"), fact("Joined", account="a.0")],
            ledger=[entry("issuance", "a.0", 10**9), entry("issuance", "b.0", 3 * 10**9)],
            jobs=[{"owner": "a.0", "gpu_seconds": 1800.0}, {"owner": "a.0", "gpu_seconds": 3600.0}],
            rounds=[{"task": "main", "accuracy": 0.75}],
            blocks=[{}],
        ).tables
    )
    assert found == {
        "days": 2.0,
        "rounds": 1,
        "accuracy": 0.75,
        "best_accuracy": 0.75,
        "drawdown": 0.0,
        "caught": "nobody",
        "false_slash_rate.mean": 0.0,
        "false_slash_rate.low": 0.0,
        "false_slash_rate.high": pytest.approx(0.7935, abs=5e-5),  # z^2 / (n + z^2) = 3.8415 / 4.8415 for n = 1
        "tokens.a": 1.0,
        "tokens.b": 3.0,
        "price": 0.5,
        "gini": 0.25,
        "staked_share": 0.0,
        "surplus.contributors": 0.0,
        "identity_break_even.trainer": 0.0,
        "gpu_hours": 1.5,
        "compute_dollars": 0.0,
        "facts": 2,
        "ledger_entries": 2,
        "blocks": 1,
    }
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_a_run_in_which_nothing_happened_still_has_its_sizes() -> None:
    assert summary(evidence().tables) == {
        "days": 0.0,
        "rounds": 0,
        "caught": "nobody",
        "gpu_hours": 0.0,
        "compute_dollars": 0.0,
        "facts": 0,
        "ledger_entries": 0,
        "blocks": 0,
    }


def test_no_name_is_declared_twice_and_each_is_explained() -> None:
    names = [metric.name for metric in METRICS]
    assert len(set(names)) == len(names)
    assert all(metric.unit and metric.formula for metric in METRICS)
