"""Who runs when: order, gangs, and what happens at one and the same second."""

from itertools import permutations

import pytest

from sim.cluster.checkpoint import Checkpoint
from sim.cluster.churn import Switches
from sim.cluster.gpu import Gpu
from sim.cluster.row import JobRow
from sim.cluster.schedulers.fifo import Fifo
from sim.cluster.schedulers.priority import Priority

BIG = Gpu("big", teraflops=2, memory_gb=80, bandwidth_tbps=1, watts=100, dollars_per_hour=3.6)


def test_jobs_are_served_in_the_order_in_which_they_came(site):
    site.node("n1")
    site.submit(0, "b", 10)
    site.submit(1, "a", 5)
    site.submit(2, "c", 1)
    assert site.run() == [(10, "b", "done 10"), (15, "a", "done 5"), (16, "c", "done 1")]


def test_of_those_who_come_together_the_smallest_key_goes_first_whoever_was_created_first(new_site):
    logs = []
    for order in permutations("abc"):
        site = new_site()
        site.node("n1")
        for key in order:
            site.submit(3, key, 2)
        logs.append(site.run())
    assert logs == 6 * [[(5, "a", "done 2"), (7, "b", "done 2"), (9, "c", "done 2")]]


def test_cards_are_handed_out_when_all_have_spoken_who_come_at_that_second(new_site):
    site = new_site(Priority())
    site.node("n1")
    site.submit(0, "a", 10)
    site.submit(1, "patient", 10)
    site.at(9, site.at, 1, lambda: site.submit(0, "urgent", 5, priority=1))  # comes at 10, after "a" has ended
    assert site.run() == [(10, "a", "done 10"), (15, "urgent", "done 5"), (25, "patient", "done 10")]


def test_a_gang_starts_whole_and_those_behind_it_wait(site):
    site.node("n1", 4)
    site.submit(0, "a", 10, gpus=2)
    site.submit(1, "gang", 10, gpus=4)
    site.submit(2, "small", 3)
    assert site.run() == [(10, "a", "done 10"), (20, "gang", "done 10"), (23, "small", "done 3")]


def test_with_backfill_small_jobs_fill_the_gap_before_a_gang(new_site):
    site = new_site(Fifo(backfill=True))
    site.node("n1", 4)
    site.submit(0, "a", 10, gpus=2)
    site.submit(1, "gang", 10, gpus=4)
    site.submit(2, "small", 3)
    assert site.run() == [(5, "small", "done 3"), (10, "a", "done 10"), (20, "gang", "done 10")]


def test_a_gang_that_no_node_holds_alone_spans_as_few_as_will_do(site):
    site.node("n1", 2)
    site.node("n2", 4)
    site.node("n3", 2)
    site.submit(0, "gang", 5, gpus=5)
    assert site.run() == [(5, "gang", "done 5")]
    assert site.timeline == [("n2", 4, "gang", 0, 5, "done"), ("n1", 1, "gang", 0, 5, "done")]


def test_a_gang_keeps_to_one_kind_of_card_the_one_that_takes_fewer_nodes(site):
    for key, count in (("n1", 1), ("n2", 1), ("n3", 2)):
        site.node(key, count)
    for key in ("n8", "n9"):
        site.node(key, 2, gpu=BIG)
    site.submit(0, "gang", 10, gpus=4)
    assert site.run() == [(5, "gang", "done 10")]
    assert site.jobs["gang"].nodes == ("n8", "n9")


def test_a_job_goes_where_it_leaves_the_fewest_cards_idle(site):
    site.node("n1", 4)
    site.node("n2", 2)
    site.node("n3", 2)
    site.submit(0, "a", 5, gpus=2)
    site.run()
    assert site.jobs["a"].nodes == ("n2",)


def test_a_job_takes_only_the_card_it_names_and_needs_its_memory(site):
    site.node("n1")
    site.node("n2", gpu=BIG)
    site.submit(0, "named", 10, gpu="big")
    site.submit(0, "roomy", 10, demand={"memory_gb": 40})
    site.submit(0, "small", 10)
    site.submit(0, "tiny", 10)
    # "roomy" waits for n2; "small" may have n1 meanwhile, which "roomy" has no use for
    assert site.run() == [
        (5, "named", "done 10"),
        (10, "small", "done 10"),
        (10, "roomy", "done 10"),
        (20, "tiny", "done 10"),
    ]
    assert [site.jobs[key].nodes for key in ("named", "roomy", "small")] == [("n2",), ("n2",), ("n1",)]


def test_urgent_jobs_overtake_and_equals_keep_their_order(new_site):
    site = new_site(Priority())
    site.node("n1")
    site.submit(0, "a", 10)
    site.submit(1, "b", 10, priority=1)
    site.submit(2, "c", 10, priority=5)
    site.submit(3, "d", 10, priority=1)
    assert site.run() == [(10, "a", "done 10"), (20, "c", "done 10"), (30, "b", "done 10"), (40, "d", "done 10")]


def test_a_preempted_job_pays_for_its_checkpoint_and_ends_with_the_same_result(new_site):
    site = new_site(Priority(preempts=True), checkpoint=Checkpoint(cost=2, restore=3))
    site.node("n1")
    site.submit(0, "slow", 10)
    site.submit(4.5, "urgent", 5, priority=1)
    # 4 of 10 steps kept; back at 9.5, with 2 s of saving, 3 s of reading and 6 steps ahead
    assert site.run() == [(9.5, "urgent", "done 5"), (20.5, "slow", "done 10")]
    assert site.jobs["slow"].preemptions == 1
    assert site.jobs["slow"].restarts == 0


def test_a_job_preempted_before_its_first_step_has_nothing_to_save(new_site):
    site = new_site(Priority(preempts=True), checkpoint=Checkpoint(cost=2, restore=3))
    site.node("n1")
    site.submit(0, "slow", 10)
    site.submit(0.5, "urgent", 5, priority=1)
    assert site.run() == [(5.5, "urgent", "done 5"), (15.5, "slow", "done 10")]


def test_a_checkpoint_is_paid_for_once(new_site):
    site = new_site(Priority(preempts=True), checkpoint=Checkpoint(cost=2, restore=3))
    site.node("n1")
    site.submit(0, "slow", 10)
    site.submit(4.5, "urgent", 5, priority=1)
    site.submit(11, "urgent too", 5, priority=1)
    # 4 steps kept at 4.5; pushed out at 11 with nothing new to save; reads from 16 to 19, then 6 steps
    assert site.run() == [(9.5, "urgent", "done 5"), (16, "urgent too", "done 5"), (25, "slow", "done 10")]


def test_what_was_saved_when_pushed_out_is_paid_for_once_even_if_the_node_then_fails(new_site):
    site = new_site(Priority(preempts=True), checkpoint=Checkpoint(cost=2, restore=3))
    site.node("n1", churn=Switches((15.5, 16)))
    site.submit(0, "slow", 10)
    site.submit(4.5, "urgent", 5, priority=1)
    # resumed at 9.5 for 2 + 3 s, one step lost at 15.5; reads 16 to 19, then 6 steps
    assert site.run() == [(9.5, "urgent", "done 5"), (25, "slow", "done 10")]


def test_a_job_that_does_not_wait_ends_with_its_whole_steps(new_site):
    site = new_site(Priority(preempts=True))
    site.node("n1")
    site.submit(0, "slow", 10, waits=False)
    site.submit(4.5, "urgent", 5, priority=1)
    assert site.run() == [(4.5, "slow", "preempted after 4"), (9.5, "urgent", "done 5")]


def test_equals_and_betters_are_never_pushed_out(new_site):
    site = new_site(Priority(preempts=True))
    site.node("n1")
    site.submit(0, "a", 10, priority=1)
    site.submit(1, "b", 10, priority=1)
    site.submit(2, "c", 10, priority=0)
    assert site.run() == [(10, "a", "done 10"), (20, "b", "done 10"), (30, "c", "done 10")]


def test_the_least_urgent_go_first_then_the_latest_and_nobody_in_vain(new_site):
    site = new_site(Priority(preempts=True), checkpoint=Checkpoint(cost=0, restore=0))
    site.node("n1", 3)
    site.node("n2", 1, gpu=BIG)
    site.submit(0, "elsewhere", 40, gpu="big")
    site.submit(1, "middle", 20, gpu="card", priority=1)
    site.submit(2, "early", 20, gpu="card")
    site.submit(3, "late", 20, gpu="card")
    site.submit(5, "urgent", 5, gpus=2, gpu="card", priority=2)
    site.submit(6, "single", 5, gpu="card", priority=3)
    assert site.run() == [
        (10, "urgent", "done 5"),
        (11, "single", "done 5"),
        (20, "elsewhere", "done 40"),
        (25, "middle", "done 20"),  # 5 steps done at 6, taken up again at 10
        (27, "early", "done 20"),  # 3 steps done at 5, taken up again at 10
        (29, "late", "done 20"),  # 2 steps done at 5, taken up again at 11
    ]


def test_among_equals_the_one_that_has_done_least_is_pushed_out(new_site):
    site = new_site(Priority(preempts=True))
    site.node("n1", 2)
    site.submit(0, "z early", 10)
    site.submit(3, "a late", 10)
    site.submit(5, "urgent", 5, priority=1)
    assert site.run() == [(10, "z early", "done 10"), (10, "urgent", "done 5"), (18, "a late", "done 10")]


def test_a_job_that_is_not_in_the_way_is_spared(new_site):
    site = new_site(Priority(preempts=True))
    site.node("n1")
    site.node("n2", gpu=BIG)
    site.submit(0, "in the way", 10)
    site.submit(1, "elsewhere", 20, gpu="big")
    site.submit(5, "urgent", 5, gpu="card", priority=1)
    site.run()
    assert {key: row.preemptions for key, row in site.jobs.items()} == {"in the way": 1, "elsewhere": 0, "urgent": 0}


@pytest.mark.parametrize("scheduler", [Fifo(), Fifo(backfill=True), Priority(preempts=True, backfill=True)])
def test_what_nobody_can_ever_hold_fails_at_once_and_blocks_nobody(new_site, scheduler):
    site = new_site(scheduler)
    site.node("n1", 2)
    site.submit(1, "huge", gpus=3)
    site.submit(1, "exotic", gpu="big")
    site.submit(1, "roomy", demand={"memory_gb": 17})
    site.submit(2, "a", 5)
    assert site.run() == [
        (1, "huge", "failed: no node has 3 x GPU with 0 GB"),
        (1, "exotic", "failed: no node has 1 x big with 0 GB"),
        (1, "roomy", "failed: no node has 1 x GPU with 17 GB"),
        (7, "a", "done 5"),
    ]


def test_a_job_key_is_taken_until_its_job_has_ended(site):
    site.node("n1")
    site.submit(0, "a", 5)
    site.submit(1, "a", 5)
    with pytest.raises(ValueError, match="job 'a' is in the cluster already"):
        site.run()


def test_who_comes_together_fills_the_fullest_node_that_has_room(site):
    """As it stands after each job: when n1 has one card left and n2 three, n1 still comes first."""
    site.node("n1", 2)
    site.node("n2", 3)
    for key in "abcd":
        site.submit(0, key, 1)
    site.run()
    assert {row.key: row.nodes for row in site.rows if isinstance(row, JobRow)} == {
        "a": ("n1",),
        "b": ("n1",),
        "c": ("n2",),
        "d": ("n2",),
    }
