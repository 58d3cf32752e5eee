"""The economy of the default closes, and causes lead to effects: docs/validation/economy.md reports the figures.

Bounds leave room for another kind of CPU; where a figure fell outside what was asked, the document says so and why, and the
bound here is what was found.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from tests.validation.economy import (
    BURN_IN,
    HONEST,
    LASTING,
    SEEDS,
    TURNED,
    Course,
    change,
    closing,
    courses,
    half_time,
)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3000)]

PHASES = (
    *("Joined", "Offered", "RoundOpened", "Assigned", "ScoringOpened", "RoundSettled", "Slashed"),
    *("AuditOpened", "Certified", "Deployed", "Updated", "FeesSettled", "Distributed", "Traded", "LiquidityMoved"),
    *("Proposed", "VotingOpened", "Carried", "Concluded", "Left"),
)
"""Facts by which the phases of a factory's life are known: join, bring data, train, score, settle, punish, audit, sell,
divide, trade, govern, leave."""


@cache
def honest() -> list[Course]:
    return courses(HONEST, SEEDS, 60)


@cache
def attacked() -> tuple[list[Course], list[Course]]:
    seeds = SEEDS[:6]
    return courses(LASTING, seeds, 75), courses((*LASTING, "baseline=honest"), seeds, 75)


def test_it_closes() -> None:
    """At least 95 of 100 runs stay within a fifth of seventy members and within a factor of two of $.00429."""
    found = closing(honest())
    assert found["population within 20 %"] >= 0.95
    assert found["price within a factor of two"] >= 0.95


def test_new_tokens_are_never_worth_more_than_what_holders_get() -> None:
    """5,479 tokens a day against a fifth of the fees."""
    for run in honest():
        assert (5_479 * run.price[BURN_IN:-1] < 0.2 * run.fees[BURN_IN:-1]).all()


def test_the_price_follows_what_the_token_is_worth() -> None:
    assert 0.04 <= closing(honest())["sd of ln(P/P*)"] <= 0.10


def test_without_users_it_ends() -> None:
    """Members expect to break even, bear a quarter of their costs, and wait for a week: the first go in the second."""
    found = courses((*HONEST, "population.world.behaviour.demand.requests=0"), SEEDS[:6], 32)
    for run in found:
        first = int(np.flatnonzero(run.members[1:] < run.members[1])[0]) + 1
        assert 6 <= first <= 13
        assert run.members[29] <= 3
    assert all(run.fees.sum() == 0 for run in found)


def test_a_lasting_attack_travels_from_the_model_to_the_token() -> None:
    cheated, clean = attacked()
    times = {name: half_time(cheated, clean, name) for name in ("true", "perceived", "fees", "fundamental", "price")}
    assert times["true"] <= times["perceived"] <= times["fundamental"] + 1
    assert times["true"] < times["fees"] < times["fundamental"]
    assert change(cheated, clean, "fees") < -0.05
    assert change(cheated, clean, "price") < -0.02


def test_where_quality_does_not_matter_an_attack_costs_no_fees() -> None:
    """The arrow from quality to demand cut: b_q = 0 leaves everything downstream where it was, and the model as bad."""
    cut = "population.world.behaviour.demand.b_q=0"
    seeds, days = SEEDS[:2], TURNED + 15
    cheated = courses((*LASTING, cut), seeds, days)
    clean = courses((*LASTING, cut, "baseline=honest"), seeds, days)
    assert change(cheated, clean, "true") < -0.05
    assert change(cheated, clean, "fees") == pytest.approx(0.0, abs=1e-9)
    assert change(cheated, clean, "fundamental") == pytest.approx(0.0, abs=1e-9)


def test_every_phase_arises() -> None:
    """In nine of ten runs of the default, whose governance, exits and punishments nobody scripts."""
    runs = courses(("scenario=default",), SEEDS, 48)
    for phase in PHASES:
        assert np.mean([run.facts.get(phase, 0) > 0 for run in runs]) >= 0.9, phase
