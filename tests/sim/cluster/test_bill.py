"""Seconds, joules and dollars of one job, worked out by hand."""

import pytest

from sim.cluster.all_reduce import ring_all_reduce
from sim.cluster.checkpoint import Checkpoint, young_interval
from sim.cluster.churn import OnOff, Switches
from sim.cluster.demand import Demand
from sim.cluster.failures import Exponential
from sim.cluster.gpu import Gpu
from sim.cluster.link import Link
from sim.cluster.node import Machine
from sim.cluster.power import Power
from sim.cluster.stands_for import StandsFor
from sim.cluster.stragglers import Stragglers

H100 = Gpu("h100", teraflops=990, memory_gb=80, bandwidth_tbps=3.35, watts=700, dollars_per_hour=2.69)
HOME = Link(latency=0, bandwidth=100e6)


def test_two_gigabytes_take_160_seconds_at_100_megabits_per_second():
    assert HOME.transfer(2e9) == 160
    assert Link(latency=0.5, bandwidth=8).transfer(3) == 3.5
    assert Link(latency=0.5, bandwidth=8).transfer(0) == 0


def test_ring_all_reduce():
    # 2 (N - 1) a + 2 (N - 1) / N * M / b for N = 4, a = .01 s, M = 1e9 bytes, b = 1e9 bytes/s: .06 + 1.5
    links = [Link(0.01, 8e9), Link(0.005, 8e9), Link(0.01, 80e9), Link(0.01, 8e9)]
    assert ring_all_reduce(links, 1e9) == pytest.approx(1.56, rel=1e-12)
    assert ring_all_reduce(links[:1], 1e9) == 0
    assert ring_all_reduce(links, 0) == 0


def test_a_gang_over_two_nodes_averages_after_every_step(site):
    # 2 * .25 s of latency + 1e9 bytes at 1e9 bytes/s: 1.5 s on top of each of 10 steps; inside one node, nothing
    for key in ("n1", "n2"):
        site.node(key, 2, link=Link(latency=0.25, bandwidth=8e9))
    site.submit(0, "wide", 10, gpus=3, demand={"exchange_bytes": 1e9})
    site.submit(100, "narrow", 10, gpus=2, demand={"exchange_bytes": 1e9})
    assert site.run() == [(25, "wide", "done 10"), (110, "narrow", "done 10")]


def test_inputs_are_downloaded_first_and_the_result_uploaded_last(site):
    site.node("n1", link=Link(latency=1, bandwidth=8e9))
    site.submit(0, "a", 10, demand={"download_bytes": 2e9, "upload_bytes": 4e9})
    assert site.run() == [(18, "a", "done 10")]  # 1 + 2, 10, 1 + 4


def test_a_gang_waits_for_its_slowest_download_and_sends_by_its_best_line(site):
    site.node("n1", link=Link(latency=0, bandwidth=8e9))
    site.node("n2", link=Link(latency=0, bandwidth=4e9))
    site.submit(0, "gang", 10, gpus=2, demand={"download_bytes": 4e9, "upload_bytes": 4e9})
    assert site.run() == [(22, "gang", "done 10")]  # 8, 10, 4


def test_a_straggler_computes_slowly_but_its_line_is_as_fast_as_ever(new_site):
    ends = []
    for exchange in (0, 1e9):
        site = new_site(stragglers=Stragglers(0.5))
        for key in ("n1", "n2"):
            site.node(key, link=Link(latency=0.25, bandwidth=8e9))
        site.submit(0, "gang", 10, gpus=2, demand={"exchange_bytes": exchange})
        ends.append(site.run()[0][0])
    assert ends[1] - ends[0] == pytest.approx(15)  # 10 exchanges of 1.5 s


def test_a_job_may_bring_its_own_checkpoint(new_site):
    site = new_site(checkpoint=Checkpoint(cost=5, restore=5, interval=1))
    site.node("n1")
    site.submit(0, "a", 10, checkpoint=Checkpoint(cost=1, restore=1, interval=5))
    assert site.run() == [(11, "a", "done 10")]


def test_the_bill_of_a_round_on_an_h100(site):
    site.node("n1", gpu=H100, link=HOME)
    site.submit(0, "round", demanding=StandsFor().training(20, 20))
    site.run()
    row = site.jobs["round"]
    # 160 s down, 6 * 1e9 * 2.4e8 / (990e12 * .4) = 3636.3636... s, 160 s up
    assert row.gpu_seconds == pytest.approx(3956.363636, abs=1e-6)
    # 700 W * 1.2 * (.1 * 320 s + 3636.3636... s)
    assert row.joules == pytest.approx(3_081_425.4545, abs=1e-3)
    # 3956.3636... s of $2.69 an hour
    assert row.dollars == pytest.approx(2.956283, abs=1e-6)


def test_lost_attempts_are_billed_too(site):
    site.node("n1", 2, churn=Switches((4, 6)))
    site.submit(0, "a", 10, gpus=2)
    site.run()
    # 2 cards of 100 W at $3.60 an hour for 4 lost and 10 useful seconds; PUE 1.2
    assert site.jobs["a"].gpu_seconds == 28
    assert site.jobs["a"].joules == pytest.approx(3360, rel=1e-12)
    assert site.jobs["a"].dollars == pytest.approx(0.028, rel=1e-12)


def test_doing_less_costs_less_in_proportion():
    assert StandsFor().training(20, 20).flops == 1.44e18
    assert StandsFor().training(5, 20).flops == 0.36e18
    assert StandsFor().training(0, 20).flops == 0
    assert StandsFor(compression=0.25).training(5, 20).upload_bytes == 5e8
    assert StandsFor().evaluation(3).flops == 6e16
    assert StandsFor().evaluation(3, vectors=2).download_bytes == 4e9


def test_a_job_of_no_steps_still_moves_its_vectors(site):
    site.node("n1", gpu=H100, link=HOME)
    site.submit(0, "idler", demanding=StandsFor().training(0, 20))
    site.run()
    assert site.jobs["idler"].ended == 320


def test_young_interval():
    assert young_interval(cost=60, mtbf=30_000) == pytest.approx(1897.366596, abs=1e-6)  # sqrt(3.6e6)
    # two nodes of 1 / 20,000 + 1 / 20,000 s expect an outage every 5,000 s: sqrt(2 * 100 * 5000) = 1000 s
    machine = Machine(H100, 1, HOME, failures=Exponential(20_000, 1), churn=OnOff(20_000, 1))
    rate = 2 * machine.outage_rate
    assert Checkpoint(cost=100, restore=0).every(step=30, outage_rate=rate) == 33
    assert Checkpoint(cost=100, restore=0).every(step=3000, outage_rate=rate) == 1
    assert Checkpoint(cost=100, restore=0).every(step=30, outage_rate=0) is None
    assert Checkpoint(cost=100, restore=0, interval=90).every(step=30, outage_rate=0) == 3
    assert Checkpoint(cost=100, restore=0, interval=0.3).every(step=0.1, outage_rate=0) == 3  # though .3 / .1 < 3


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Power(idle=0.5, busy=0.4, pue=1), r"Power.idle=0.5, busy=0.4; allowed: 0 <= idle <= busy <= 1"),
        (lambda: Power(idle=0, busy=1, pue=0.9), r"Power.pue=0.9; allowed: finite and >= 1"),
        (lambda: Link(latency=-1, bandwidth=1), r"Link.latency=-1; allowed: finite seconds >= 0"),
        (lambda: Link(latency=0, bandwidth=0), r"Link.bandwidth=0; allowed: bits per second > 0"),
        (lambda: Gpu("g", 0, 1, 1, 1, 1), r"Gpu.teraflops=0; allowed: > 0"),
        (lambda: Gpu("g", 1, 1, 1, -1, 1), r"Gpu.watts=-1; allowed: finite and >= 0"),
        (lambda: Machine(H100, 0, HOME), r"Machine.count=0; allowed: >= 1"),
        (lambda: Checkpoint(cost=-1, restore=0), r"Checkpoint.cost=-1; allowed: finite seconds >= 0"),
        (lambda: Checkpoint(cost=1, restore=0, interval=0), r"Checkpoint.interval=0; allowed: seconds > 0"),
        (lambda: Demand(flops=float("nan")), r"Demand.flops=nan; allowed: finite and >= 0"),
        (lambda: Demand(flops=1, gpus=0), r"Demand.gpus=0; allowed: >= 1"),
        (lambda: Demand(flops=1, utilisation=1.1), r"Demand.utilisation=1.1; allowed: above 0, at most 1"),
        (lambda: Demand(flops=1, steps=0), r"Demand.steps=0 with flops=1; allowed: >= 1 step"),
        (lambda: StandsFor(params=0), r"StandsFor.params=0; allowed: finite and > 0"),
        (lambda: StandsFor().training(1, 0), r"steps_due=0; allowed: >= 1"),
    ],
)
def test_errors_name_field_value_and_what_is_allowed(make, message):
    with pytest.raises(ValueError, match=message):
        make()
