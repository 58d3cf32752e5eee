"""What varies, and which points of it are run."""

from __future__ import annotations

from itertools import pairwise

import pyarrow as pa
import pytest

from experiments.bad_input import BadInput
from experiments.sweeping.axis import axes
from experiments.sweeping.design import points


def drawn(design: str, many: int, *overrides: str) -> list[tuple[str, ...]]:
    return list(points(design, many, axes(overrides, ())))


def test_a_grid_is_every_combination_the_last_word_fastest() -> None:
    assert drawn("grid", 0, "a=x,y", "b=1", "c=range(1,4)") == [
        ("x", "1", "1"),
        ("x", "1", "2"),
        ("x", "1", "3"),
        ("y", "1", "1"),
        ("y", "1", "2"),
        ("y", "1", "3"),
    ]


def test_the_last_word_for_a_key_counts_and_a_value_counts_once() -> None:
    assert drawn("grid", 0, "a=1,2", "a=3,3,4") == [("3",), ("4",)]


def test_what_is_said_twice_stands_where_it_was_said_last_and_a_mapping_is_laid_over() -> None:
    assert [axis.key for axis in axes(["a=1", "b={c: 1}", "a=2,3", "b={d: 1}", "b.c=4"], ())] == ["b", "a", "b", "b.c"]


def test_a_glob_names_what_there_is() -> None:
    assert [value for (value,) in drawn("grid", 0, "lab=glob(s*)")] == ["stub", "surrogate"]


def test_every_axis_of_a_latin_hypercube_has_one_point_in_each_of_its_parts() -> None:
    found = drawn("lhs", 8, "a=interval(0,8)", "b=interval(-1,1)", "c=x")
    assert sorted(int(float(a)) for a, _, _ in found) == [0, 1, 2, 3, 4, 5, 6, 7]
    assert sorted(int((float(b) + 1) * 4) for _, b, _ in found) == [0, 1, 2, 3, 4, 5, 6, 7]
    assert {c for _, _, c in found} == {"x"}


def test_a_sobol_design_is_balanced_in_two_dimensions() -> None:
    found = drawn("sobol", 16, "a=interval(0,4)", "b=interval(0,4)")
    # A (0, 2)-sequence in base 2: each of the sixteen squares has one of the first sixteen points (Sobol 1967).
    assert sorted((int(float(a)), int(float(b))) for a, b in found) == [(a, b) for a in range(4) for b in range(4)]


def test_whole_numbers_and_names_are_drawn_alike_often() -> None:
    found = drawn("lhs", 12, "a=int(interval(1,4))", "b=x,y,z", "c=range(0,2)")
    assert sorted(int(a) for a, _, _ in found) == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]
    assert sorted(b for _, b, _ in found) == ["x"] * 4 + ["y"] * 4 + ["z"] * 4
    assert sorted(c for _, _, c in found) == ["0"] * 6 + ["1"] * 6


def test_a_trajectory_of_morris_moves_each_setting_once_to_levels_that_lie_on_its_ends_too() -> None:
    found = drawn("morris", 30, "a=interval(0,3)", "b=int(interval(1,4))", "c=x")
    for at in range(0, 30, 3):
        steps = [
            [before != after for before, after in zip(*pair, strict=True)] for pair in pairwise(found[at : at + 3])
        ]
        assert sorted(steps) == [[False, True, False], [True, False, False]]
    assert {round(float(a), 9) for a, _, _ in found} == {0.0, 1.0, 2.0, 3.0}
    assert {b for _, b, _ in found} == {"1", "2", "3", "4"}


def test_a_block_of_saltelli_swaps_one_setting_at_a_time() -> None:
    found = drawn("saltelli", 32, "a=interval(0,1)", "b=x,y,z,w,v,u,t,s")
    assert len(found) == 32
    for at in range(0, 32, 4):
        base, first, second, other = found[at : at + 4]
        assert (first, second) == ((other[0], base[1]), (base[0], other[1]))


@pytest.mark.parametrize("design", ["lhs", "sobol", "morris", "saltelli"])
def test_a_design_is_always_the_same(design: str) -> None:
    many = 8 if design in ("lhs", "sobol") else 12
    assert drawn(design, many, "a=interval(0,1)") == drawn(design, many, "a=interval(0,1)")


def test_a_column_has_the_narrowest_type_that_holds_its_values() -> None:
    words = ["a=1,2", "b=1,2.5", "c=true,false", "d=x,y", "e=1,x", "f={name: x},y", "g=interval(0,1)", "+h=1,2"]
    found = {axis.column: axis.type for axis in axes(words, ())}
    assert found == {
        "a": pa.int64(),
        "b": pa.float64(),
        "c": pa.bool_(),
        "d": pa.string(),
        "e": pa.string(),
        "f": pa.string(),
        "g": pa.float64(),
        "h": pa.int64(),
    }


@pytest.mark.parametrize(
    ("design", "many", "words", "line"),
    [
        ("grid", 0, ["a=interval(0,1)"], "a: an interval needs design=lhs, sobol, morris or saltelli, and points=N"),
        ("lhs", 4, ["a=1"], "design=lhs: nothing varies; give an interval"),
        ("sobol", 6, ["a=interval(0,1)"], "points=6; allowed with design=sobol: a power of two"),
        (
            "morris",
            8,
            ["a=interval(0,1)", "b=1,2"],
            "points=8; allowed with design=morris and 2 that vary: 3 times a whole",
        ),
        (
            "saltelli",
            12,
            ["a=interval(0,1)", "b=1,2"],
            "points=12; allowed with design=saltelli and 2 that vary: 4 times a",
        ),
        ("lhs", 4, ["a=interval(1,0)"], "a=interval(1,0): allowed: interval(low,high) with low < high"),
        ("grid", 0, ["a=shuffle(1,2)"], "a=shuffle(1,2): the order of a sweep means nothing"),
        ("lhs", 4, ["a=tag(log,interval(1,2))"], "a=tag(log,interval(1,2)): allowed: without tags"),
        ("grid", 0, ["lab=glob(q*)"], "lab=glob(q*): has no values; allowed: at least one"),
        ("grid", 0, ["a=range(1,1)"], "a=range(1,1): has no values; allowed: at least one"),
        ("grid", 0, ["a=range(1,1e9)"], "a=range(1,1e9): has more than 100,000 values; allowed"),
        ("grid", 0, ["a=range(0,1,0.000001)"], "a=range(0,1,0.000001): has more than 100,000 values"),
        ("grid", 0, ["a=range(1,5,0)"], "'a=range(1,5,0)': not an override"),
        ("grid", 0, ["a=range(0,inf)"], "a=range(0,inf): has more than 100,000 values"),
        ("grid", 0, ["a=range(0,nan)"], "'a=range(0,nan)': not an override"),
        (
            "lhs",
            4,
            ["a=interval(0,inf)"],
            "a=interval(0,inf): allowed: interval(low,high) with low < high, both finite",
        ),
        ("grid", 0, ["a={x: 1},{x: 2}", "a={x: 1},{x: 3}"], "a: has several values twice; allowed: once"),
        ("grid", 0, ["a"], "'a': not an override"),
    ],
)
def test_what_cannot_be_drawn_is_refused(design: str, many: int, words: list[str], line: str) -> None:
    with pytest.raises(BadInput) as refused:
        drawn(design, many, *words)
    assert str(refused.value).startswith(line)
