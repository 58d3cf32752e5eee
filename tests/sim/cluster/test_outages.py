"""Nodes that fail, are switched off or leave: what is lost, and when it is made up for."""

from itertools import islice

import numpy as np
import pytest

from sim.cluster.checkpoint import Checkpoint
from sim.cluster.churn import OnOff, Switches
from sim.cluster.failures import Exponential, Weibull
from sim.cluster.schedulers.fifo import Fifo

EVERY_THREE = Checkpoint(cost=1, restore=2, interval=3)


def test_a_failed_job_starts_again_from_its_last_checkpoint(new_site):
    site = new_site(checkpoint=EVERY_THREE)
    site.node("n1", failures=Switches((10, 15)))
    site.submit(0, "a", 10)
    # three steps and a checkpoint take 4 s: at 10 six steps are kept and two lost; from 15: 2 s of reading, 3 + 1 + 1 s
    assert site.run() == [(22, "a", "done 10")]
    assert site.timeline == [
        ("n1", 1, "a", 0, 10, "failed"),
        ("n1", 1, None, 10, 15, "failed"),
        ("n1", 1, "a", 15, 22, "done"),
    ]
    assert site.jobs["a"].restarts == 1
    assert site.jobs["a"].started == 0


def test_without_a_checkpoint_everything_is_done_again(site):
    site.node("n1", failures=Switches((8, 20)))
    site.submit(0, "a", 10)
    assert site.run() == [(30, "a", "done 10")]


def test_an_outage_moves_a_job_to_another_node_before_those_who_came_later(site):
    site.node("n1", churn=Switches((8, 100)))
    site.node("n2")
    site.submit(0, "a", 10)
    site.submit(0, "b", 10)
    site.submit(1, "c", 10)
    assert site.run() == [(10, "b", "done 10"), (20, "a", "done 10"), (30, "c", "done 10")]


def test_a_job_that_may_not_restart_fails_with_the_node(site):
    site.node("n1", failures=Switches((3, 4, 8, 9)))
    site.submit(0, "never", 10, max_restarts=0)
    site.submit(0, "once", 10, max_restarts=1)
    assert site.run() == [
        (3, "never", "failed: node n1 failed; 0 restarts used up"),
        (19, "once", "done 10"),
    ]


def test_jobs_that_fall_together_fall_in_order_of_rank(site):
    site.node("n1", 2, churn=Switches((3, 4)))
    site.submit(0, "a", 10, max_restarts=0)
    site.submit(0, "b", 10, max_restarts=0)
    assert [key for _, key, _ in site.run()] == ["a", "b"]


def test_a_gang_falls_with_any_of_its_nodes(site):
    site.node("n1", churn=Switches((4, 6)))
    site.node("n2")
    site.submit(0, "gang", 10, gpus=2)
    assert site.run() == [(16, "gang", "done 10")]


def test_a_job_that_ends_at_the_second_of_an_outage_has_ended(site):
    site.node("n1", churn=Switches((10, 20)))
    site.submit(0, "a", 10)
    assert site.run() == [(10, "a", "done 10")]


def test_a_node_is_up_when_no_outage_is_left(site):
    site.node("n1", failures=Switches((2, 9)), churn=Switches((4, 6)))
    site.submit(3, "a", 5)
    assert site.run() == [(14, "a", "done 5")]


def test_the_jobs_of_a_node_that_leaves_go_elsewhere(site):
    site.node("n1")
    site.node("n2")
    site.submit(0, "a", 10)
    site.at(7, site.cluster.remove, "n1")
    assert site.run() == [(17, "a", "done 10")]
    assert site.jobs["a"].nodes == ("n2",)


def test_jobs_fail_when_the_last_node_that_could_hold_them_leaves(site):
    site.node("n1", 2)
    site.node("n2")
    site.submit(0, "pair", 10, gpus=2)
    site.submit(1, "queued pair", 10, gpus=2)
    site.submit(2, "single", 10)
    site.at(7, site.cluster.remove, "n1")
    assert site.run() == [
        (7, "pair", "failed: no node has 2 x GPU with 0 GB"),
        (7, "queued pair", "failed: no node has 2 x GPU with 0 GB"),
        (17, "single", "done 10"),
    ]


def test_a_node_that_joins_takes_what_is_queued(site):
    site.node("n1")
    site.submit(0, "a", 10)
    site.submit(0, "b", 10)
    site.at(4, site.node, "n2")
    assert site.run() == [(10, "a", "done 10"), (14, "b", "done 10")]


def test_a_node_that_left_has_no_more_outages(site):
    site.node("n1", churn=Switches((5, 8)))
    site.at(3, site.cluster.remove, "n1")
    site.at(4, site.node, "n1")
    site.submit(4, "a", 10)
    assert site.run() == [(14, "a", "done 10")]
    assert site.timeline == [("n1", 1, "a", 4, 14, "done")]


def test_a_node_that_leaves_while_it_is_off_was_off_until_then(site):
    site.node("n1", churn=Switches((3, 20)))
    site.at(7, site.cluster.remove, "n1")
    site.run()
    assert site.timeline == [("n1", 1, None, 3, 7, "off")]


def test_names_of_nodes_are_checked(site):
    site.node("n1")
    with pytest.raises(ValueError, match="node 'n1' is in the cluster already"):
        site.node("n1")
    with pytest.raises(ValueError, match=r"node 'n2' is not in the cluster; allowed: \['n1'\]"):
        site.cluster.remove("n2")


def test_a_trace_is_read_as_off_on_off():
    periods = Switches((5, 8, 20)).periods(np.random.default_rng(0))
    assert list(periods) == [(5, 3), (12, float("inf"))]


@pytest.mark.parametrize("seconds", [(0, 1), (3, 2), (2, 2), (1, float("inf")), (float("nan"),)])
def test_a_trace_must_ascend(seconds):
    with pytest.raises(ValueError, match=r"Switches.seconds=.*; allowed: finite, > 0 and strictly ascending"):
        Switches(seconds)


def test_weibull_is_scaled_to_its_mean():
    # gamma(1 + 1 / .5) = gamma(3) = 2 and gamma(1 + 1 / 1) = 1
    assert Weibull(mtbf=100, shape=0.5, repair=1).scale == 50
    assert Weibull(mtbf=100, shape=1, repair=1).scale == 100


@pytest.mark.parametrize(
    ("outages", "up", "down"),
    [
        (Exponential(mtbf=100, repair=7), 100, 7),
        (Weibull(mtbf=100, shape=0.7, repair=7), 100, 7),
        (Weibull(mtbf=100, shape=3, repair=7), 100, 7),
        (OnOff(mean_on=100, mean_off=7), 100, 7),
    ],
)
def test_periods_have_the_means_that_were_asked_for(outages, up, down):
    periods = np.array(list(islice(outages.periods(np.random.default_rng(1)), 40_000)))
    error = periods.std(axis=0) / 200  # standard error of a mean of 40,000
    assert np.all(np.abs(periods.mean(axis=0) - (up, down)) <= 3 * error)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Exponential(mtbf=0, repair=1), "Exponential.mtbf=0"),
        (lambda: Exponential(mtbf=1, repair=float("nan")), "Exponential.repair=nan"),
        (lambda: Weibull(mtbf=1, shape=-1, repair=1), "Weibull.shape=-1"),
        (lambda: OnOff(mean_on=1, mean_off=float("inf")), "OnOff.mean_off=inf"),
    ],
)
def test_outages_say_what_is_wrong_with_them(make, message):
    with pytest.raises(ValueError, match=f"{message}; allowed: finite"):
        make()


def test_queued_jobs_keep_their_place_through_an_outage(new_site):
    site = new_site(Fifo(backfill=True))
    site.node("n1", 2, churn=Switches((5, 6)))
    site.submit(0, "a", 10)
    site.submit(1, "b", 10)
    site.submit(2, "c", 10)
    assert site.run() == [(16, "a", "done 10"), (16, "b", "done 10"), (26, "c", "done 10")]
