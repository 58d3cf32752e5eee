"""Seats by stake."""

from __future__ import annotations

import numpy as np
import pytest

from mechanisms.selection.stake_weighted import StakeWeighted
from sim.chain.beacon import draw
from sim.effects.judgement import Assign
from sim.requests import Draw
from sim.seams.selection import SelectionView


def test_the_draw_is_weighted_by_stakes() -> None:
    stakes = {"ann": 3, "bob": 0, "cy": 1}
    case = StakeWeighted().decide(SelectionView(1, "main", 2, ("ann", "bob", "cy"), stakes, 900), None)
    assert next(case) == Draw(2, ("ann", "bob", "cy"), stakes)  # type: ignore[arg-type]
    with pytest.raises(StopIteration) as end:
        case.send(("cy", "ann"))  # type: ignore[union-attr]
    assert end.value.value == ([Assign("cy", "main"), Assign("ann", "main")], None)


def test_one_seat_goes_to_a_stake_as_often_as_to_its_parts() -> None:
    """Three quarters of the stake, whole or in three: the expected share is .75 of 4,000; 5 standard deviations are .034."""
    for stakes in ({"a": 3, "z": 1}, {"a": 1, "b": 1, "c": 1, "z": 1}):
        case = StakeWeighted().decide(SelectionView(1, "main", 1, tuple(stakes), stakes), None)
        wanted, stream = next(case), np.random.default_rng(7)  # type: ignore[arg-type]
        assert isinstance(wanted, Draw)
        won = sum(draw(wanted, stream) != ("z",) for _ in range(4_000))
        assert won / 4_000 == pytest.approx(0.75, abs=0.034)
