"""The order of rows of many jobs in one call, as `batches` draws it for each: the same numbers in a fraction of the time.

This is `default_rng(seed).permutation(count)` of numpy written out, since to make a generator costs more than to shuffle:
SeedSequence, PCG64 (O'Neill 2014, HMC-CS-2014-0905), and a Fisher-Yates shuffle with places drawn under a mask. A test holds
it to numpy's.
"""

from __future__ import annotations

import numpy as np
from numba import types
from numpy.typing import NDArray

from sim.training.kernels.compiled import JOBS, PLAN, Ints, Jobs, helper, kernel

WORD, LOW, SIXTEEN, ONE = np.uint64(32), np.uint64(2**32 - 1), np.uint64(16), np.uint64(1)
HASHED, DRAWN = (np.uint64(0x43B0D7E5), np.uint64(0x931E8875)), (np.uint64(0x8B51F9DD), np.uint64(0x58F38DED))
"""What SeedSequence begins with and multiplies it by each time: for its pool, and for what it gives out."""
MIXED = (np.uint64(0xCA01F9DD), np.uint64(0x4973F715))
FACTOR = (np.uint64(2549297995355413924), np.uint64(4865540595714422341))
"""Of PCG64, upper and lower half."""

UPPER, LOWER, STEP_UPPER, STEP_LOWER, SPARE, SPARED = range(6)
"""State of a generator: its number, what is added to it at each step, and half of the last output, if it is still unused."""


@helper
def _hash(value: np.uint64, constant: np.uint64, factor: np.uint64) -> tuple[np.uint64, np.uint64]:
    following = constant * factor & LOW
    value = (value ^ constant) * following & LOW
    return value ^ (value >> SIXTEEN), following


@helper
def _seed(seed: np.uint64, work: NDArray[np.uint64], state: NDArray[np.uint64]) -> None:
    """The state (6,) of PCG64(seed); `work` (12,) is for working."""
    pool, words = work[:4], work[4:]
    pool[0], pool[1], pool[2], pool[3] = seed & LOW, seed >> WORD, np.uint64(0), np.uint64(0)
    constant, factor = HASHED
    for i in range(4):
        pool[i], constant = _hash(pool[i], constant, factor)
    for source in range(4):
        for into in range(4):
            if source != into:
                value, constant = _hash(pool[source], constant, factor)
                value = (MIXED[0] * pool[into] - MIXED[1] * value) & LOW
                pool[into] = value ^ (value >> SIXTEEN)
    constant, factor = DRAWN
    for i in range(8):
        words[i], constant = _hash(pool[i % 4], constant, factor)
    upper, lower = words[0] | words[1] << WORD, words[2] | words[3] << WORD
    step_upper, step_lower = words[4] | words[5] << WORD, words[6] | words[7] << WORD
    state[STEP_UPPER], state[STEP_LOWER] = step_upper << ONE | step_lower >> np.uint64(63), step_lower << ONE | ONE
    state[LOWER] = state[STEP_LOWER] + lower
    state[UPPER] = state[STEP_UPPER] + upper + np.uint64(state[LOWER] < lower)
    state[SPARED] = 0
    _step(state)


@helper
def _step(state: NDArray[np.uint64]) -> None:
    """state * FACTOR + step, in 128 bits."""
    upper, lower = state[UPPER], state[LOWER]
    a, b, c, d = lower >> WORD, lower & LOW, FACTOR[1] >> WORD, FACTOR[1] & LOW
    middle = (b * d >> WORD) + (a * d & LOW) + b * c
    carried = a * c + (a * d >> WORD) + (middle >> WORD)
    product = lower * FACTOR[1]
    state[LOWER] = product + state[STEP_LOWER]
    state[UPPER] = (
        carried + upper * FACTOR[1] + lower * FACTOR[0] + state[STEP_UPPER] + np.uint64(state[LOWER] < product)
    )


@helper
def _word(state: NDArray[np.uint64]) -> np.uint64:
    """The next 32 bits: the lower half of an output, then the upper one."""
    if state[SPARED]:
        state[SPARED] = 0
        return np.uint64(state[SPARE])
    _step(state)
    turn, value = state[UPPER] >> np.uint64(58), state[UPPER] ^ state[LOWER]
    value = value >> turn | value << (-turn & np.uint64(63))
    state[SPARE], state[SPARED] = value >> WORD, ONE
    return np.uint64(value & LOW)


@helper
def _permute(state: NDArray[np.uint64], order: Ints) -> None:
    for i in range(len(order)):
        order[i] = i
    mask = ONE
    while mask < np.uint64(len(order) - 1):
        mask = mask << ONE | ONE
    for i in range(len(order) - 1, 0, -1):
        while mask >> ONE >= np.uint64(i):
            mask >>= ONE
        place = _word(state) & mask
        while place > np.uint64(i):
            place = _word(state) & mask
        order[i], order[place] = order[place], order[i]


@kernel(types.void(JOBS, types.int64, PLAN))
def draw(jobs: Jobs, batch: int, plan: Ints) -> None:
    """Fills in `plan` the rows of each job that has a `count` of them: permutations, laid end to end."""
    work, state, longest = np.empty(12, np.uint64), np.empty(6, np.uint64), 0
    for job in jobs:
        longest = max(longest, job.count)
    order = np.empty(longest, np.int64)
    for job in jobs:
        if job.count:
            _seed(job.seed, work, state)
            due = job.steps * batch
            for begin in range(0, due, job.count):
                _permute(state, order[: job.count])
                for i in range(min(job.count, due - begin)):
                    plan[job.begin + begin + i] = job.first + order[i]
