"""A lab as configured: what it refuses, and how many cores it takes."""

import os

import pytest
from joblib import Parallel, cpu_count, delayed

from sim.training.models.logistic import Logistic
from sim.training.plan import TorchPlan, cores


def threads(plan: TorchPlan) -> int:
    lab = plan.open({"main": (4, 2)})
    return int(vars(lab)["threads"])


def test_a_lab_uses_the_cores_that_it_is_told_to() -> None:
    assert threads(TorchPlan(Logistic(), threads=3)) == 3


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="only Linux says what a process may use")
def test_without_a_word_it_uses_all_that_the_process_may_use() -> None:
    assert threads(TorchPlan(Logistic())) == len(os.sched_getaffinity(0))


def test_in_a_worker_of_joblib_it_uses_its_share() -> None:
    share = max(cpu_count() // 2, 1)
    assert Parallel(n_jobs=2)(delayed(cores)() for _ in range(2)) == [share, share]


@pytest.mark.parametrize("name", ["cache_bytes", "threads", "shelf_bytes"])
def test_nothing_is_refused_where_something_is_needed(name: str) -> None:
    with pytest.raises(ValueError, match=f"{name}=0; allowed: 1 or more"):
        TorchPlan(Logistic(), **{name: 0})
