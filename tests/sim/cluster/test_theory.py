"""KA36: the cluster as the queue M/M/c, against Erlang's formula; and Little's law.

Waiting probability C(c, a) for offered load a = lambda / mu, mean wait Wq = C / (c mu - lambda), here in units of 1 / mu.
Source: Erlang 1917; any text on queues, e.g. Kleinrock, Queueing Systems I, 1975, section 3.5.
"""

from heapq import heappop, heappush

import numpy as np
import pytest

from sim.cluster.demand import Demand
from sim.cluster.gpu import Gpu
from sim.cluster.request import JobRequest
from sim.jobs import Training
from sim.lab import Ticket

# cards, offered load, probability of waiting, mean wait times mu
ERLANG = [
    (1, 0.5, 0.5, 1.0),
    (1, 0.8, 0.8, 4.0),
    (2, 1.0, 0.333333, 0.333333),
    (2, 1.6, 0.711111, 1.777778),
    (3, 2.0, 0.444444, 0.444444),
    (5, 4.0, 0.554113, 0.554113),
    (8, 6.4, 0.457645, 0.286028),
    (10, 9.0, 0.668732, 0.668732),
    (16, 14.4, 0.591343, 0.369590),
]
QUICK = [ERLANG[2], ERLANG[6]]
TICKET = Ticket(Training("m", "s", "d", (0,), 1), compute=lambda _: np.zeros(1, np.float32))


def _history(new_site, cards, load, jobs, seed):
    """(queued, started, ended) in seconds of Poisson arrivals with exponential service of mean 1, one row per job."""
    site = new_site()
    site.node("n1", cards)
    draws = np.random.default_rng(seed)
    gaps, work = draws.exponential(1 / load, jobs), draws.exponential(1.0, jobs)

    def arrivals():
        for number, (gap, seconds) in enumerate(zip(gaps, work, strict=True)):
            yield site.env.timeout(gap)
            site.cluster.run(JobRequest(f"{number:06}", "somebody", TICKET, Demand(flops=1e12 * seconds)))

    site.env.process(arrivals())
    site.env.run()
    return np.array([(row.queued, row.started, row.ended) for _, row in sorted(site.jobs.items())])


def _within_three_errors(values, expected, batches=50):
    """Batch means (Law, Simulation Modeling and Analysis): neighbours in a queue resemble each other, batches hardly."""
    means = np.array([batch.mean() for batch in np.array_split(values, batches)])
    error = means.std(ddof=1) / batches**0.5
    assert abs(means.mean() - expected) <= 3 * error, f"{means.mean():.4f} is not {expected} +- 3 x {error:.4f}"


def _check(new_site, case):
    cards, load, waiting, wait = case
    queued, started, _ = _history(new_site, cards, load, jobs=100_000, seed=1).T
    _within_three_errors(started - queued, wait)
    _within_three_errors((started > queued).astype(float), waiting)


@pytest.mark.parametrize("case", QUICK, ids=lambda case: f"c={case[0]}, a={case[1]}")
def test_waits_are_those_of_erlang(new_site, case):
    _check(new_site, case)


def test_every_wait_is_that_of_the_recursion(new_site):
    """Each job starts when it comes or when the first of c servers is free: Kiefer and Wolfowitz 1955."""
    queued, started, _ = _history(new_site, cards=3, load=2.7, jobs=3_000, seed=2).T
    draws = np.random.default_rng(2)
    arrivals, work = np.cumsum(draws.exponential(1 / 2.7, 3_000)), draws.exponential(1.0, 3_000)
    free, waits = [0.0] * 3, []
    for arrival, seconds in zip(arrivals, work, strict=True):
        start = max(arrival, heappop(free))
        heappush(free, start + seconds)
        waits.append(start - arrival)
    np.testing.assert_allclose(started - queued, waits, atol=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize("case", ERLANG, ids=lambda case: f"c={case[0]}, a={case[1]}")
def test_all_nine_waits_are_those_of_erlang(new_site, case):
    _check(new_site, case)


def test_littles_law_holds_for_what_was_recorded(new_site):
    """L = lambda W, exactly, over a window in which the queue starts and ends empty: Little 1961."""
    queued, _, ended = _history(new_site, cards=2, load=1.6, jobs=5_000, seed=1).T
    window = ended.max()
    moments = np.concatenate([queued, ended])
    steps = np.concatenate([np.ones_like(queued), -np.ones_like(ended)])
    order = np.argsort(moments, kind="stable")
    in_system = np.cumsum(steps[order])
    average = float(np.sum(in_system[:-1] * np.diff(moments[order])) / window)
    throughput, sojourn = len(ended) / window, float(np.mean(ended - queued))
    assert average == pytest.approx(throughput * sojourn, rel=1e-9)
    # and L is that of M/M/2 with a = 1.6: a + Lq = 1.6 + 1.6 * 1.777778, loosely, in 5,000 jobs
    assert average == pytest.approx(4.444, rel=0.25)


def test_cards_of_one_node_or_of_many_are_the_same_queue(new_site):
    """Single-card jobs do not notice how cards are spread over nodes."""
    ends = []
    for nodes, count in ((1, 4), (4, 1)):
        site = new_site()
        for number in range(nodes):
            site.node(f"n{number}", count, gpu=Gpu("card", 1, 16, 1, 100, 3.6))
        for number in range(50):
            site.submit(number * 0.7, f"job {number:02}", 1 + number * 7 % 5)
        ends.append(site.run())
    assert ends[0] == ends[1]
