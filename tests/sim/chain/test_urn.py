"""An urn: lots lie end to end, the one at a point is taken out, and those behind it move up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sim.chain.urn import Urn


def test_the_lot_at_a_point_is_taken_and_those_behind_move_up() -> None:
    urn = Urn([3, 0, 2, 5])  # 0 0 0 2 2 3 3 3 3 3
    assert (urn.whole, urn.take(3)) == (10, 2)  # 0 0 0 3 3 3 3 3
    assert (urn.whole, urn.take(3)) == (8, 3)  # 0 0 0
    assert (urn.whole, urn.take(2)) == (3, 0)
    assert urn.whole == 0


@given(st.lists(st.integers(0, 4) | st.integers(2**70, 2**71), max_size=40), st.data())
def test_it_draws_as_if_lots_were_counted_off_one_by_one(weights: list[int], data: st.DataObject) -> None:
    urn, left = Urn(weights), dict(enumerate(weights))
    while urn.whole:
        point = data.draw(st.integers(0, urn.whole - 1))
        lie_before_the_end_of = {last: sum(left[place] for place in left if place <= last) for last in left}
        expected = next(place for place, weight in lie_before_the_end_of.items() if point < weight)
        assert urn.take(point) == expected
        del left[expected]
