"""Asks a rule without a simulator: whoever it asks is played by a function."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any

import numpy as np
from hypothesis import strategies as st

from sim.chain.beacon import draw
from sim.effects.effect import Effect
from sim.requests import Ask, Draw, Request, Work

MOST = 100
"""Requests after which a case counts as endless."""

Say = Callable[[Ask | Work], Any]

GARBAGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=3),
    st.tuples(st.integers()),
    st.dictionaries(st.text(max_size=2), st.integers(), max_size=2),
)
"""What somebody might answer who was asked for something else."""

WRONG_WORK = GARBAGE | st.sampled_from(
    [np.zeros(0, np.float32), np.full(5, np.nan, np.float32), np.ones((2, 5)), np.full(5, 9, np.float32)]
)
"""What might be delivered; the last is the right kind of thing, and wrong."""


def judged(rule: Any, view: Any, state: Any, say: Say | None = None) -> tuple[Sequence[Effect], Any]:
    """The ruling of a case. Lots are a function of the draw; questions and orders are answered by `say`, by silence
    without it. Raises AssertionError for what the host would not take from a rule."""
    ruling = rule.decide(view, state)
    if not isinstance(ruling, Generator):
        return ruling
    answer = None
    for _ in range(MOST):
        try:
            wanted = ruling.send(answer)
        except StopIteration as end:
            assert end.value[1] == state, "a rule that asks must return the state it was given"
            return end.value  # type: ignore[no-any-return]
        several = isinstance(wanted, tuple)
        answers = tuple(_answered(request, say) for request in (wanted if several else (wanted,)))
        answer = answers if several else answers[0]
    raise AssertionError(f"{type(rule).__name__} asked {MOST} times and never ruled")


def _answered(request: Request, say: Say | None) -> Any:
    match request:
        case Draw():
            return draw(request, np.random.default_rng(0))
        case Ask(who, default=default):
            return {account: default if say is None else say(request) for account in who}
        case Work():
            return None if say is None else say(request)
    raise AssertionError(f"a rule may yield Ask, Work and Draw, not {request!r}")
