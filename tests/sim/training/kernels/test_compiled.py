"""Kernels run wherever they are; what was compiled is kept where it can be, and for as long as it is true."""

from pathlib import Path
from typing import Any

import pytest
from numba import config, types
from numba.core.caching import CacheImpl

from sim.training.kernels import compiled
from sim.training.kernels.compiled import helper, kernel


@helper
def _twice(number: int) -> int:
    return 2 * number


def quadruple() -> Any:
    """A new function, as in a new process."""

    def quadruple(number: int) -> int:
        return int(_twice(_twice(number)))

    return kernel(types.int64(types.int64))(quadruple)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "CACHE_DIR", str(tmp_path))


def found(one: Any) -> bool:
    """Whether its code was there, and not compiled."""
    return (sum(one.stats.cache_hits.values()), sum(one.stats.cache_misses.values())) == (1, 0)


@pytest.mark.usefixtures("place")
def test_a_kernel_is_compiled_once() -> None:
    assert [found(quadruple()) for _ in range(3)] == [False, True, True]


@pytest.mark.usefixtures("place")
def test_a_change_in_any_file_of_kernels_compiles_it_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    quadruple()
    monkeypatch.setattr(compiled, "_sources", lambda: "another digest")
    assert not found(quadruple())


def test_where_nothing_can_be_kept_it_compiles_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """numba finds no place when neither the checkout nor a folder of the user's can be written."""
    monkeypatch.setattr(CacheImpl, "_locator_classes", [])
    assert quadruple()(3) == 12


@pytest.mark.usefixtures("place")
def test_what_was_kept_and_cannot_be_read_is_compiled_again(tmp_path: Path) -> None:
    quadruple()
    for kept in tmp_path.rglob("*.nbc"):
        kept.write_bytes(kept.read_bytes()[:100])
    assert quadruple()(3) == 12
