"""Local SGD of many jobs, one after the other."""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import carray, types
from numba.extending import intrinsic

from sim.training.kernels.backward import Desk, backward, desk
from sim.training.kernels.compiled import JOBS, PLAN, Floats, Ints, Jobs, helper, kernel
from sim.training.kernels.forward import enter, forward
from sim.training.kernels.loss import finite, slope_of_loss
from sim.training.kernels.net import CLASSES, FAN_OUT, NET, Net, begins, spread


@helper
def _train(
    net: Net,
    on: Desk,
    start: Floats,
    inputs: Floats,
    labels: Ints,
    plan: Ints,
    rate: np.float32,
    momentum: np.float32,
    delta: Floats,
) -> int:
    """SGD from `start` (P,) on the rows `plan` (steps, batch) of a data set; `delta` (P,) becomes local minus start. Returns
    how many of start, first step, second step ... were finite before the first that was not."""
    steps, rows = plan.shape
    weights, slopes, velocity, places = on.weights, on.slopes, on.velocity, begins(net, rows)
    spread(net, start, weights)
    if not finite(weights):
        return 0
    velocity[:] = 0
    classes, width = net.layers[-1, CLASSES], net.layers[-1, FAN_OUT]
    logits, right = on.signals[places[-2] :].reshape(rows, width), np.empty(rows, np.int64)
    for step in range(steps):
        for r in range(rows):
            right[r] = labels[plan[step, r]]
        enter(net, inputs, plan[step], on.signals)
        forward(net, weights, on.signals, places, rows)
        slope_of_loss(logits, classes, right, on.above[: rows * width].reshape(rows, width))
        backward(net, on, places, rows)
        if momentum == 0:
            for p in range(len(weights)):
                weights[p] = weights[p] - rate * slopes[p]
        else:
            for p in range(len(weights)):
                velocity[p] = momentum * velocity[p] + slopes[p]
                weights[p] = weights[p] - rate * velocity[p]
        if not finite(weights):
            return int(step + 1)
    for s in range(len(net.strips)):
        theirs, ours, length = net.strips[s]
        local, before, moved = weights[ours : ours + length], start[theirs:], delta[theirs:]
        for p in range(length):
            moved[p] = local[p] - before[p]
    return int(steps + 1)


@intrinsic
def _at(typing, address):  # type: ignore[no-untyped-def] # numba gives types and values later
    """An address as a pointer, for `carray`."""

    def generate(context: Any, builder: ir.IRBuilder, signature: Any, values: Any) -> Any:
        return builder.inttoptr(values[0], ir.IntType(8).as_pointer())

    return types.voidptr(address), generate


@kernel(types.void(NET, types.int64, types.int64, types.int64, JOBS, PLAN))
def descend(net: Net, parameters: int, features: int, batch: int, jobs: Jobs, plan: Ints) -> None:
    """Trains each job on the rows that `plan` has for it, and fills in its delta and `finite`: see `JOB`. All are of models
    of so many `parameters`, on rows of so many `features`, in batches of one size."""
    on = desk(net, batch)
    for job in jobs:
        rows = plan[job.begin : job.begin + job.steps * batch].reshape(job.steps, batch)
        start, delta = carray(_at(job.start), parameters, np.float32), carray(_at(job.delta), parameters, np.float32)
        inputs = carray(_at(job.inputs), (job.size, features), np.float32)
        labels = carray(_at(job.labels), job.size, np.int64)
        job.finite = _train(net, on, start, inputs, labels, rows, job.rate, job.momentum, delta)
