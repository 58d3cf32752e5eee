"""The words of a sweep: its own, and those of the factory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from experiments.bad_input import BadInput
from experiments.sweeping.request import Request, requested
from experiments.sweeping.seeds import parsed, told


def test_words_that_are_not_of_the_sweep_describe_the_factory() -> None:
    assert requested(["scenario=digits", "seeds=2", "cluster=fifo", "jobs=3", "out=here", "seed_money=3"]) == Request(
        overrides=("scenario=digits", "cluster=fifo", "seed_money=3"), seeds=range(2), jobs=3, out=Path("here")
    )


def test_a_cluster_with_an_address_is_where_runs_are_performed() -> None:
    asked = requested(["engine=dask", "cluster=tcp://node:8786", "cluster=priority"])
    assert (asked.cluster, asked.overrides) == ("tcp://node:8786", ("cluster=priority",))


@pytest.mark.parametrize(
    ("text", "which", "again"),
    [
        ("3", range(3), "0:3"),
        ("5:8", range(5, 8), "5:8"),
        ("7,3,7", (3, 7), "3,7"),
        ("2,0,1", range(3), "0:3"),
        ("4,", range(4, 5), "4:5"),
        ("999999999", range(999_999_999), "0:999999999"),
    ],
)
def test_seeds_are_a_number_a_range_or_a_list(text: str, which: Sequence[int], again: str) -> None:
    assert parsed(text) == which
    assert (told(which), parsed(again)) == (again, which)


@pytest.mark.parametrize("text", ["", "0", "-1", "a", "1:", "1.5", "5:5", "7:5", ",", ",1", "\u0663", "1000000000"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=f"seeds={text}: allowed: how many"):
        parsed(text)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["seed=1"], "seed=1: a sweep has several seeds"),
        (["++seed=1,2"], "++seed=1,2: a sweep has several seeds"),
        (["+out=a,b"], "+out=a,b: a sweep has one directory"),
        (["engine=locky"], "engine=locky: did you mean 'loky'?"),
        (["engine=dask"], "engine=dask cluster=not given; allowed: both"),
        (["cluster=tcp://node:1"], "engine=loky cluster=tcp://node:1; allowed: both"),
        (["jobs=0"], "jobs=0; allowed: a whole number from 1"),
        (["jobs=1001"], "jobs=1001; allowed: 1 to 1,000"),
        (["jobs=-1"], "jobs=-1; allowed: a whole number from 1"),
        (["design=lhs", "points=0"], "points=0; allowed: a whole number from 1"),
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
