"""Randomness by name: a job's luck is its own, a node's too."""

from math import exp

import numpy as np
import pytest

from sim.cluster.churn import OnOff, Switches
from sim.cluster.failures import Exponential
from sim.cluster.gpu import Gpu
from sim.cluster.stragglers import Stragglers
from sim.streams import Streams


def _unlucky_site(new_site, seed):
    site = new_site(stragglers=Stragglers(0.5), seed=seed)
    for key in ("n1", "n2", "n3"):
        site.node(key, failures=Exponential(mtbf=400, repair=20), churn=OnOff(mean_on=300, mean_off=50))
    for number in range(20):
        site.submit(13 * number, f"job {number:02}", 40, gpu="card", max_restarts=100)
    return site


def test_the_same_seed_is_the_same_history_and_another_is_another(new_site):
    first, again, other = (_unlucky_site(new_site, seed) for seed in (1, 1, 2))
    for site in (first, again, other):
        site.run(until=5000)
    assert len(first.jobs) == 20
    assert sum(row.restarts for row in first.jobs.values()) > 0
    assert (first.log, first.rows) == (again.log, again.rows)
    assert first.log != other.log


def test_a_stranger_on_hardware_of_its_own_changes_nothing(new_site):
    alone, joined = _unlucky_site(new_site, 3), _unlucky_site(new_site, 3)
    joined.node("n0", gpu=Gpu("strange", 1, 16, 1, 100, 3.6), failures=Exponential(mtbf=30, repair=5))
    joined.submit(0, "a stranger", 50, gpu="strange", max_restarts=100)
    for site in (alone, joined):
        site.run(until=5000)
    assert {key: row for key, row in joined.jobs.items() if key != "a stranger"} == alone.jobs


def test_a_stranger_changes_nobodys_luck_where_there_is_room_for_all(new_site):
    ends = []
    for strangers in (0, 3):
        site = new_site(stragglers=Stragglers(0.5))
        site.node("n1", 8)
        for number in range(strangers):
            site.submit(number, f"a stranger {number}", 30)
        for number in range(4):
            site.submit(number, f"job {number}", 10)
        site.run()
        ends.append([site.jobs[f"job {number}"].ended for number in range(4)])
    assert ends[0] == ends[1]
    assert len(set(ends[0])) == 4


def test_a_straggler_is_drawn_anew_for_each_attempt(new_site):
    site = new_site(stragglers=Stragglers(0.5))
    site.node("n1", churn=Switches((1, 2)))
    site.submit(0, "a", 10)
    site.run()
    _, second = Streams(0).of("job", "a", "stragglers").standard_normal(2)
    assert site.jobs["a"].ended == pytest.approx(2 + 10 * exp(0.5 * second), rel=1e-12)


def test_slowdowns_are_log_normal_and_a_gang_has_the_worst_of_its_nodes():
    draws = np.random.default_rng(5)
    singles = np.log([Stragglers(0.5).slowdown(draws, 1) for _ in range(20_000)])
    assert abs(singles.mean()) < 3 * 0.5 / 20_000**0.5
    assert singles.std() == pytest.approx(0.5, rel=0.02)
    # the larger of two standard normals has mean 1 / sqrt(pi) = .5642
    pairs = np.log([Stragglers(0.5).slowdown(draws, 2) for _ in range(20_000)])
    assert pairs.mean() == pytest.approx(0.5 * 0.5642, abs=0.01)


def test_a_spread_below_zero_is_refused():
    with pytest.raises(ValueError, match=r"Stragglers.sigma=-1; allowed: finite and >= 0"):
        Stragglers(-1)
