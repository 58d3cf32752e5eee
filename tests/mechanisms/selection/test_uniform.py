"""Selection by lot."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from mechanisms.selection.uniform import Uniform
from sim.effects.judgement import Assign
from sim.requests import Draw
from sim.seams.selection import SelectionView


def test_it_draws_the_seats_among_all_candidates_and_assigns_them() -> None:
    case = Uniform().decide(SelectionView(3, "digits", 2, ("a", "b", "c"), {"a": 10**12}, budget=50), None)
    assert isinstance(case, Generator)
    assert next(case) == Draw(2, ("a", "b", "c"))
    with pytest.raises(StopIteration) as end:
        case.send(("c", "a"))
    assert end.value.value == ([Assign("c", "digits"), Assign("a", "digits")], None)
