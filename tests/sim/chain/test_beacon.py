"""Draws: by lot, without replacement, whatever the order of the names; and a beacon that its revealer bends."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.chain.beacon import Beacon, draw
from sim.requests import Draw
from sim.streams import Streams

NAMES = ("ann", "bob", "cat", "dan")


class Lots:
    """A stream that gives these fractions of whatever is drawn from."""

    def __init__(self, *fractions: str) -> None:
        self._fractions = iter(fractions)

    def bytes(self, size: int) -> bytes:
        return int(Fraction(next(self._fractions)) * 256**size).to_bytes(size, "big")


def lots(request: Draw, *fractions: str) -> tuple[str, ...]:
    return draw(request, Lots(*fractions))  # type: ignore[arg-type]


def test_each_lot_falls_among_those_who_are_left() -> None:
    """Half of four is the third name; half of the three left the second; .9 of two the last."""
    assert lots(Draw(3, NAMES), "1/2", "1/2", "9/10") == ("cat", "bob", "dan")


@pytest.mark.parametrize(
    ("lot", "name"), [("0", "ann"), ("19/100", "ann"), ("21/100", "cat"), ("79/100", "cat"), ("81/100", "dan")]
)
def test_weights_are_chances(lot: str, name: str) -> None:
    assert lots(Draw(1, NAMES, {"ann": 1, "bob": 0, "cat": 3, "dan": 1}), lot) == (name,)


def test_weights_may_exceed_64_bits() -> None:
    assert lots(Draw(1, NAMES, {"ann": 2**80, "bob": 1}), "999999/1000000") == ("ann",)


def test_no_weight_no_chance() -> None:
    assert lots(Draw(4, NAMES, {"ann": 1, "cat": 2}), "0", "0") == ("ann", "cat")
    assert lots(Draw(2, NAMES, {})) == ()


@given(
    st.permutations(NAMES), st.integers(0, 6), st.none() | st.fixed_dictionaries({n: st.integers(0, 3) for n in NAMES})
)
def test_nobody_twice_and_the_order_of_names_is_immaterial(
    names: list[str], n: int, weights: Mapping[str, int] | None
) -> None:
    picked = draw(Draw(n, tuple(names), weights), np.random.default_rng(5))
    assert picked == draw(Draw(n, NAMES, weights), np.random.default_rng(5))
    possible = [name for name in NAMES if weights is None or weights[name]]
    assert len(picked) == len(set(picked)) == min(n, len(possible))
    assert set(picked) <= set(possible)


def test_a_name_given_twice_and_a_negative_weight_are_refused() -> None:
    with pytest.raises(ValueError, match="names somebody twice"):
        lots(Draw(1, ("ann", "ann")))
    with pytest.raises(ValueError, match=r"^Draw\.weights=\[-1\]; allowed: integers >= 0$"):
        lots(Draw(1, ("ann",), {"ann": -1}))


def wins(beacon: Beacon) -> int:
    return sum(beacon.draw(Draw(1, NAMES), block, "case") == ("ann",) for block in range(400))


def test_a_revealer_who_may_withhold_favours_his_own() -> None:
    """One of four is drawn: ann's chance is 1/4, with two bits 1 - (3/4)^4 = .684; of 400 that is 100 and 273."""
    assert 70 < wins(Beacon(Streams(1))) < 130
    assert 245 < wins(Beacon(Streams(1), bias_bits=2, favoured=("ann",))) < 301
    assert 70 < wins(Beacon(Streams(1), bias_bits=2, favoured=())) < 130


def test_a_beacon_is_a_function_of_block_and_case() -> None:
    drawn = [Beacon(Streams(1)).draw(Draw(4, NAMES), 7, "case") for _ in range(2)]
    assert drawn[0] == drawn[1]
    others = {Beacon(Streams(1)).draw(Draw(4, NAMES), block, case) for block in range(5) for case in ("case", "other")}
    assert len(others) > 1
