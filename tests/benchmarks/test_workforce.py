"""What so many workers do, in cases that can be worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.workforce import Errand, Workforce


def alike(many: int, reckoning: float = 10.0, writing: float = 0.0) -> list[Errand]:
    return [Errand(reckoning, writing)] * many


@pytest.mark.parametrize(("workers", "seconds"), [(1, 40.0), (2, 20.0), (3, 20.0), (4, 10.0), (100, 10.0)])
def test_runs_alike_are_shared_out_evenly_and_nobody_does_half_a_run(workers: int, seconds: float) -> None:
    assert Workforce(workers).seconds(alike(4)) == seconds


def test_without_runs_nothing_takes_time() -> None:
    assert Workforce(3, start=5.0).seconds([]) == 0.0


def test_everybody_starts_once_when_the_runs_are_listed() -> None:
    assert Workforce(2, start=3.0).seconds(alike(4)) == 3.0 + 20.0
    assert Workforce(2, opening=5.0, start=3.0).seconds(alike(4)) == 5.0 + 3.0 + 20.0
    # While workers start the driver prepares: the first run is ready at 6, the workers at 8; the third is ready at 8.
    assert Workforce(2, opening=5.0, start=3.0, driver=1.0).seconds(alike(4)) == 8.0 + 20.0


def test_a_long_run_at_the_end_keeps_all_others_waiting() -> None:
    # Two workers do 1 each; then one does 1, and the other the long one, from 1 to 10. Begun first, it ends at 9.
    last = [Errand(1.0), Errand(1.0), Errand(1.0), Errand(9.0)]
    assert Workforce(2).seconds(last) == 10.0
    assert Workforce(2).seconds(last[::-1]) == 9.0
    assert Workforce(3).seconds(last) == 10.0
    assert Workforce(4).seconds(last) == 9.0


def test_a_driver_that_composes_for_a_second_feeds_no_more_than_one_run_a_second() -> None:
    # The last of twenty is handed over at 20, however many wait for it.
    assert Workforce(10, driver=1.0).seconds(alike(20, 2.0)) == 22.0
    assert Workforce(1000, driver=1.0).seconds(alike(20, 2.0)) == 22.0
    # One worker is slower than the driver: the first run begins at 1, and each takes 2.
    assert Workforce(1, driver=1.0).seconds(alike(20, 2.0)) == 41.0


def test_the_driver_composes_no_more_than_its_window() -> None:
    # With one place a run is composed only when the one before it is done.
    assert Workforce(1, driver=1.0, window=1).seconds(alike(3, 2.0)) == 9.0


def test_one_disk_writes_one_run_after_the_other() -> None:
    # All are reckoned at 1; the disk then writes for ten seconds.
    assert Workforce(10, disks=1).seconds(alike(10, 1.0, 1.0)) == 11.0
    assert Workforce(10, disks=5).seconds(alike(10, 1.0, 1.0)) == 3.0
    assert Workforce(10).seconds(alike(10, 1.0, 1.0)) == 2.0


def test_a_slow_worker_takes_fewer_runs_and_is_waited_for_once() -> None:
    # The slow one takes 35 for its first; the quick one has done three others by 30, and takes the fifth.
    assert Workforce(2, slowest=3.5).seconds(alike(4)) == 35.0
    assert Workforce(2, slowest=3.5).seconds(alike(5)) == 40.0
    assert Workforce(2, slowest=9.0).seconds(alike(4)) == 90.0


@pytest.mark.parametrize(
    "wrong",
    [
        {"workers": 0},
        {"window": 0},
        {"disks": 0},
        {"opening": -1.0},
        {"start": -1.0},
        {"driver": -1.0},
        {"slowest": 0.0},
    ],
)
def test_a_workforce_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Workforce(**({"workers": 1} | wrong))
