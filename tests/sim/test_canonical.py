"""Canonical JSON: what the standard library would write with sorted keys and no spaces, and one text for one value."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.canonical import contents, written
from sim.jobs import Training, digest

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4), max_leaves=20
)


class Side(Enum):
    LONG = "long"


@dataclass(frozen=True)
class Leg:
    side: Side
    amount: int


@dataclass(frozen=True)
class Spread:
    z: float
    a: tuple[Leg, ...]
    who: frozenset[str]


@given(VALUES)
def test_plain_values_are_written_as_the_standard_library_writes_them(value: object) -> None:
    assert written(value) == json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def test_a_dataclass_says_its_kind_and_its_fields_sorted() -> None:
    spread = Spread(0.5, (Leg(Side.LONG, 2),), frozenset({"b", "a"}))
    assert written(spread) == (
        '{"a":[{"amount":2,"kind":"Leg","side":"long"}],"kind":"Spread","who":["a","b"],"z":0.5}'
    )
    assert contents(spread) == '{"a":[{"amount":2,"kind":"Leg","side":"long"}],"who":["a","b"],"z":0.5}'


def test_what_is_large_is_named_by_its_digest() -> None:
    job = Training("main", "start", "data", (0, 1), 3)
    assert json.loads(written(job)) == {"kind": "Training", "digest": digest(job)}
    array = np.array([1.0, -0.0], dtype=np.float32)
    assert set(json.loads(written(array))) == {"kind", "digest"}
    assert written(array) != written(np.array([1.0, 0.0], dtype=np.float32))


def test_numbers_of_numpy_are_numbers() -> None:
    assert written((np.int64(3), np.float64(0.1))) == "[3,0.1]"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), (1.0, -float("inf"))])
def test_what_is_not_finite_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="not finite"):
        written(value)


def test_what_has_no_text_is_refused() -> None:
    with pytest.raises(TypeError, match="complex cannot stand in a fact"):
        written(1j)
