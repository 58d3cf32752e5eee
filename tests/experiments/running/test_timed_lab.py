"""A lab under a stopwatch does what the lab does, and knows for what the time went."""

from __future__ import annotations

from itertools import count

import numpy as np

from experiments.running.timed_lab import TimedPlan
from sim.jobs import Evaluation, Training
from sim.lab import Examples
from sim.training.models.logistic import Logistic
from sim.training.plan import StubPlan, TorchPlan


def test_every_second_inside_is_told_by_what_the_lab_did() -> None:
    ticks = count()
    plan = TimedPlan(StubPlan(), clock=lambda: float(next(ticks)))  # a second a look
    lab = plan.open({"toy": (2, 2)})
    examples = Examples(np.zeros((4, 2), np.float32), np.array([0, 1, 0, 1]))
    data, start = lab.learn(examples), lab.begin("toy", 1)
    for job in (
        Training("toy", start, data, (0, 1, 2, 3), steps=8, seed=2),
        Evaluation("toy", (((start, 1.0),),), data, (0, 1, 2, 3)),
        Evaluation("toy", (((start, 1.0),),), data, (0, 1)),
    ):
        ticket = lab.submit(job)
        ticket.unseal()
        ticket.open()
    lab.probe("toy", start, examples, ("accuracy",))
    assert plan.labs[0].seconds == {"training": 2.0, "evaluation": 4.0, "probes": 1.0}
    assert plan.labs[0].spent == 7.0


def test_what_labs_computed_together_is_added_up() -> None:
    plan = TimedPlan(TorchPlan(Logistic()))
    for batch in (1, 3):
        lab = plan.open({"toy": (2, 2)})
        data = lab.learn(Examples(np.zeros((4, 2), np.float32), np.array([0, 1, 0, 1])))
        jobs = [Training("toy", lab.begin("toy", 1), data, range(4), steps=8, seed=seed) for seed in range(4)]
        for begin in range(0, 4, batch):
            tickets = [lab.submit(job) for job in jobs[begin : begin + batch]]
            for ticket in tickets:
                ticket.unseal()
                ticket.open()
    assert plan.stacks == {1: 5, 3: 1}
