"""Who buys from whom: known shares, known elasticities, and one crowd as good as many users."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.durations import DAY, HOUR
from sim.world.demand import NONE, RIVAL, Crowd, Demand, Offer, remembered

PLAIN = Demand(chance=0.0, reference=1.0)
OURS = Offer(7, quality=1.0, price=0.020)
CROWD = Demand(people=20_000).crowd(np.random.default_rng(0))


def shares(*offers: Offer, demand: Demand = PLAIN) -> list[float]:
    return [float(share) for share in demand.shares(offers, CROWD).mean(axis=0)]


def test_the_shares_of_the_defaults_are_known() -> None:
    """Proposal of the economy: .391 for the factory, .160 for the rival, .448 for nobody."""
    assert shares(OURS) == pytest.approx([0.391, 0.160, 0.448], abs=6e-4)


def elasticity(**changes: float) -> float:
    """Of our share, by a symmetric step of one part in a thousand."""
    [(name, value)] = changes.items()
    up, down = (shares(replace(OURS, **{name: value * step}))[0] for step in (1.001, 0.999))
    return float((np.log(up) - np.log(down)) / (np.log(1.001) - np.log(0.999)))


def test_a_price_one_percent_higher_loses_two_percent_of_the_requests() -> None:
    """-1.93 at v = 1, and by the symmetry of the logit +1.93 in v."""
    assert elasticity(price=0.020) == pytest.approx(-1.93, abs=0.01)
    assert elasticity(quality=1.0) == pytest.approx(+1.93, abs=0.01)


def test_a_model_no_better_than_guessing_is_not_on_offer() -> None:
    demand = Demand(chance=0.1, reference=0.95)
    assert demand.value(0.95) == 1.0
    assert shares(replace(OURS, quality=0.1), demand=demand)[0] == 0.0
    assert shares(replace(OURS, quality=0.05), demand=demand)[0] == 0.0


def test_without_offers_and_without_a_rival_nobody_buys() -> None:
    assert shares(demand=Demand(rival=0.0)) == [0.0, 1.0]


def test_who_switches_at_a_cost_stays_with_the_seller_of_the_last_time() -> None:
    demand, loyal = replace(PLAIN, switch=1.0), Crowd(np.array([0.02, 0.02]), np.array([7, RIVAL]))
    ours, rival = demand.shares((OURS,), loyal)[:, :2].T
    free = PLAIN.shares((OURS,), loyal)[0]
    assert ours[0] > free[0] > ours[1] and rival[1] > free[1] > rival[0]


def test_people_remember_whom_they_bought_most_from() -> None:
    crowd = Crowd(np.ones(3), np.array([NONE, NONE, 7]))
    wanted = np.array([[2, 1, 5], [0, 3, 0], [0, 0, 9]])  # ours, rival, nobody
    assert remembered(crowd, (OURS,), wanted).last.tolist() == [7, RIVAL, 7]


def test_the_rate_swings_around_its_mean_and_grows() -> None:
    demand = Demand(requests=86_400.0, swing=0.5, peak=14.0, growth=0.0)
    assert demand.rate(14 * HOUR) == pytest.approx(1.5)
    assert demand.rate(2 * HOUR) == pytest.approx(0.5)
    assert np.mean([demand.rate(hour * HOUR) for hour in range(24)]) == pytest.approx(1.0)
    assert replace(demand, growth=0.1).rate(365 * DAY + 14 * HOUR) == pytest.approx(1.5 * np.exp(0.1), rel=1e-3)


def test_many_users_demand_what_one_crowd_does() -> None:
    """Three hundred people for forty days, each a crowd of one with streams of its own."""
    one = Demand(people=1, requests=20.0, swing=0.0, growth=0.0)
    many = replace(one, people=300, requests=6000.0)
    offers, rngs = (Offer(7, 0.95, 0.020),), [np.random.default_rng((5, person)) for person in range(300)]
    users = [(one.crowd(rng), rng) for rng in rngs]
    apart = sum(one.wants(offers, crowd, 0.0, 40 * DAY, rng).sum(axis=0) for crowd, rng in users)
    rng = np.random.default_rng(6)
    together = many.wants(offers, many.crowd(rng), 0.0, 40 * DAY, rng).sum(axis=0)
    assert apart.sum() == pytest.approx(240_000, rel=0.01) and together.sum() == pytest.approx(240_000, rel=0.01)
    assert apart / apart.sum() == pytest.approx(together / together.sum(), abs=0.035)  # a standard error of .02


@given(
    quality=st.floats(0, 1),
    price=st.floats(1e-4, 10),
    b_q=st.floats(0, 20),
    b_p=st.floats(0, 20),
    rival=st.floats(0, 5),
)
def test_shares_add_up_to_one(quality: float, price: float, b_q: float, b_p: float, rival: float) -> None:
    demand = Demand(people=5, b_q=b_q, b_p=b_p, rival=rival)
    found = demand.shares((Offer(0, quality, price),), demand.crowd(np.random.default_rng(0)))
    assert found.sum(axis=1) == pytest.approx(1.0)
    assert (found >= 0).all()


def test_everybody_who_comes_chooses_once() -> None:
    demand, rng = Demand(people=50), np.random.default_rng(1)
    wanted = demand.wants((OURS,), demand.crowd(rng), 0.0, HOUR, rng)
    assert wanted.shape == (50, 3) and 1000 < wanted.sum() < 2000  # 2,500 an hour on average; at night half


@pytest.mark.parametrize(
    "wrong", [{"people": 0}, {"requests": -1.0}, {"worth": 0.0}, {"chance": 1.0}, {"swing": 2.0}, {"b_p": -1.0}]
)
def test_a_demand_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="allowed:"):
        Demand(**wrong)
