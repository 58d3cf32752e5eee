"""One attempt, second by second: 2 s of setup, 7 steps of 2 s, 1 s of checkpoint after every third, 4 s of upload."""

import pytest

from sim.cluster.plan import Plan

PLAN = Plan(setup=2, steps=7, step=2, every=3, cost=1, upload=4)
# steps end at 4 6 8 | 11 13 15 | 18, checkpoints at 9 and 16


def test_lengths():
    assert PLAN.computing == 16
    assert PLAN.seconds == 22


@pytest.mark.parametrize(
    ("elapsed", "whole", "saved", "computed"),
    [
        (0, 0, 0, 0),
        (2, 0, 0, 0),
        (3.9, 0, 0, 1.9),
        (4, 1, 0, 2),
        (8.5, 3, 0, 6.5),
        (9, 3, 3, 7),
        (10.9, 3, 3, 8.9),
        (11, 4, 3, 9),
        (15.9, 6, 3, 13.9),
        (16, 6, 6, 14),
        (18, 7, 6, 16),
        (22, 7, 6, 16),
    ],
)
def test_what_is_done_and_what_is_kept(elapsed, whole, saved, computed):
    assert PLAN.whole_steps(elapsed) == whole
    assert PLAN.saved_steps(elapsed) == saved
    assert PLAN.computed(elapsed) == pytest.approx(computed)


def test_no_checkpoint_follows_the_last_step():
    assert Plan(setup=0, steps=6, step=2, every=3, cost=1, upload=0).seconds == 13


def test_no_checkpoint_follows_the_last_step_even_where_it_is_free():
    assert Plan(setup=0, steps=6, step=2, every=3, cost=0, upload=5).saved_steps(14) == 3


def test_without_checkpoints_nothing_is_kept():
    plan = Plan(setup=0, steps=5, step=2, every=None, cost=1, upload=0)
    assert plan.seconds == 10
    assert (plan.whole_steps(9), plan.saved_steps(9)) == (4, 0)


def test_a_step_that_floating_point_cuts_short_counts():
    plan = Plan(setup=0.1, steps=10, step=0.1, every=None, cost=0, upload=0)
    assert plan.whole_steps(0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1) == 6


def test_steps_that_take_no_time_are_done_once_the_inputs_are_there():
    plan = Plan(setup=5, steps=3, step=0, every=None, cost=0, upload=5)
    assert (plan.whole_steps(4), plan.whole_steps(5)) == (0, 3)
