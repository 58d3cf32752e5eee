"""Which data are in which model: three rounds by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.lineage import data_in, models_with

LINEAGE = {"a": (0, "start"), "b": (1, "a"), "c": (4, "b")}
INGREDIENTS = {0: ("x", "y"), 1: ("y",), 4: ("z",)}


@pytest.mark.parametrize(
    ("model", "data"),
    [("start", ()), ("a", ("x", "y")), ("b", ("x", "y")), ("c", ("x", "y", "z")), ("stranger", ())],
)
def test_a_model_holds_what_its_rounds_used_and_what_is_in_the_models_before(model: str, data: tuple[str, ...]) -> None:
    assert data_in(model, LINEAGE, INGREDIENTS) == data


@pytest.mark.parametrize(("data", "models"), [("x", ("a", "b", "c")), ("z", ("c",)), ("unused", ())])
def test_data_stay_in_all_that_comes_after(data: str, models: tuple[str, ...]) -> None:
    assert models_with(data, LINEAGE, INGREDIENTS) == models


def test_a_model_that_comes_back_to_an_old_one_is_no_endless_story() -> None:
    circle = {"a": (0, "b"), "b": (1, "a")}
    assert data_in("a", circle, {0: ("x",), 1: ("y",)}) == ("x", "y")


@given(
    parents=st.lists(st.integers(0, 5), max_size=6),
    used=st.lists(st.sets(st.sampled_from("xyz")).map(lambda found: tuple(sorted(found))), min_size=6, max_size=6),
    data=st.sampled_from("xyz"),
)
def test_both_ways_say_the_same(parents: list[int], used: list[tuple[str, ...]], data: str) -> None:
    """Model n came of an earlier one, or of the start."""
    lineage = {f"m{n}": (n, f"m{p}" if p < n else "start") for n, p in enumerate(parents)}
    ingredients = dict(enumerate(used))
    models = models_with(data, lineage, ingredients)
    assert [m for m in lineage if data in data_in(m, lineage, ingredients)] == list(models)
