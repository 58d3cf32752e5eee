"""The words of a sweep: its own, and those of the factory."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments.bad_input import BadInput
from experiments.sweeping.request import Request, requested
from experiments.sweeping.seeds import parsed


def test_words_that_are_not_of_the_sweep_describe_the_factory() -> None:
    assert requested(["scenario=digits", "seeds=2", "cluster=fifo", "jobs=3", "out=here", "seed_money=3"]) == Request(
        overrides=("scenario=digits", "cluster=fifo", "seed_money=3"), seeds=(0, 1), jobs=3, out=Path("here")
    )


def test_a_cluster_with_an_address_is_where_runs_are_performed() -> None:
    asked = requested(["engine=dask", "cluster=tcp://node:8786", "cluster=priority"])
    assert (asked.cluster, asked.overrides) == ("tcp://node:8786", ("cluster=priority",))


@pytest.mark.parametrize(
    ("text", "which"), [("3", (0, 1, 2)), ("5:8", (5, 6, 7)), ("7,3,7", (7, 3)), ("4,", (4,)), ("0:1", (0,))]
)
def test_seeds_are_a_number_a_range_or_a_list(text: str, which: tuple[int, ...]) -> None:
    assert parsed(text) == which


@pytest.mark.parametrize("text", ["", "0", "-1", "a", "1:", "1.5", "5:5", ","])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=f"seeds={text}: allowed: how many"):
        parsed(text)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["seed=1"], "seed=1: a sweep has several seeds"),
        (["engine=locky"], "engine=locky: did you mean 'loky'?"),
        (["engine=dask"], "engine=dask cluster=not given; allowed: both"),
        (["cluster=tcp://node:1"], "engine=loky cluster=tcp://node:1; allowed: both"),
        (["jobs=0"], "jobs=0; allowed: a whole number from 1"),
        (["design=lhs"], "design=lhs points=not given; allowed: points=N with"),
        (["points=4"], "design=grid points=4; allowed: points=N with"),
        (["keep=some"], "keep=some: allowed: all, summary"),
        (["retry=done"], "retry=done: allowed: failed"),
        (["out="], "out=: allowed: a directory"),
    ],
)
def test_bad_words_are_refused(words: list[str], line: str) -> None:
    with pytest.raises(BadInput) as refused:
        requested(words)
    assert str(refused.value).startswith(line)
