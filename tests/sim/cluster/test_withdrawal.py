"""Submitters who give up, and runs that are over before their jobs."""

import pytest

from sim.cluster.churn import Switches
from sim.cluster.demand import Demand
from sim.cluster.request import JobRequest
from sim.cluster.row import JobRow
from sim.jobs import Training
from sim.lab import Sealed, Ticket


def test_a_queued_job_that_is_cancelled_never_runs_and_costs_nothing(site):
    site.node("n1")
    site.submit(0, "a", 10)
    site.submit(1, "b", 10)
    site.submit(2, "c", 10)
    site.at(4, site.cluster.cancel, "b")
    assert site.run() == [(4, "b", "cancelled"), (10, "a", "done 10"), (20, "c", "done 10")]
    assert site.jobs["b"] == JobRow(
        key="b", owner="b's owner", outcome="cancelled", reason="", queued=1, started=None, ended=4, nodes=(),
        gpu_seconds=0, joules=0, dollars=0, restarts=0, preemptions=0,
    )  # fmt: skip


def test_a_gang_that_gives_up_lets_those_behind_it_go_at_once(site):
    site.node("n1", 2)
    site.submit(0, "a", 10)
    site.submit(1, "gang", 10, gpus=2)
    site.submit(2, "b", 10)
    site.at(4, site.cluster.cancel, "gang")
    assert site.run() == [(4, "gang", "cancelled"), (10, "a", "done 10"), (14, "b", "done 10")]


def test_a_running_job_that_is_cancelled_frees_its_card_and_pays_for_what_it_held(site):
    site.node("n1")
    site.submit(0, "a", 10)
    site.submit(1, "b", 10)
    site.at(4, site.cluster.cancel, "a")
    assert site.run(until=100) == [(4, "a", "cancelled"), (14, "b", "done 10")]
    assert site.jobs["a"].gpu_seconds == 4


def test_a_job_may_be_cut_short_at_its_whole_steps(site):
    site.node("n1")
    site.submit(0, "a", 10)
    site.submit(1, "b", 10)
    site.at(4.5, site.cluster.truncate, "a")
    site.at(4.5, site.cluster.truncate, "b")
    assert site.run() == [(4.5, "a", "preempted after 4"), (4.5, "b", "preempted after 0")]


def test_what_has_ended_cannot_be_withdrawn(site):
    site.node("n1")
    site.submit(0, "a", 5)
    site.at(6, site.cluster.cancel, "a")
    site.at(6, site.cluster.truncate, "a")
    assert site.run() == [(5, "a", "done 5")]


def test_a_ticket_is_sealed_until_the_second_at_which_its_job_ends(site):
    site.node("n1")
    ticket = Ticket(
        Training("m", "s", "d", (0,), 1), compute=lambda _: site.log.append((site.env.now, "lab", "computes"))
    )
    site.submit(0, "a", 5)
    site.at(1, site.cluster.run, JobRequest("b", "o", ticket, Demand(flops=5e12)))
    site.run(until=9.5)
    with pytest.raises(Sealed):
        ticket.open()
    site.run()
    assert site.log == [(5, "a", "done 5"), (10, "lab", "computes")]


def test_closing_puts_what_is_under_way_on_record_and_ends_nothing(site):
    site.node("n1")
    site.node("n2", churn=Switches((3, 20)))
    site.submit(0, "a", 10)
    site.run(until=7)
    site.cluster.close()
    assert site.timeline == [("n1", 1, "a", 0, 7, "running"), ("n2", 1, None, 3, 7, "off")]
    assert site.log == []
