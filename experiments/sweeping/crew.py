"""Who performs the runs of a sweep: processes of this machine, or this very process; a cluster has a file of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeAlias

from joblib import cpu_count
from joblib.externals.loky import ProcessPoolExecutor

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
"""What libraries read before they start threads of their own."""

Errors: TypeAlias = tuple[type[BaseException], ...]
Pool: TypeAlias = tuple[Executor, int]
"""Takes work, and so much of it at a time that nobody waits."""


class Crew(Protocol):
    """Opens pools that take work."""

    @property
    def breaks(self) -> Errors:
        """What all work of a pool raises when the pool is lost."""
        ...

    @property
    def kills(self) -> Errors:
        """What work raises that took every worker with it that it was given, while the pool goes on."""
        ...

    def opened(self, alone: bool = False) -> AbstractContextManager[Pool]:
        """A pool of all hands, or of one."""
        ...


@dataclass(frozen=True)
class Loky:
    """Processes of this machine that need no guard in the caller's script. The cores are divided among them."""

    jobs: int
    breaks: ClassVar[Errors] = (BrokenExecutor,)
    kills: ClassVar[Errors] = ()

    @contextmanager
    def opened(self, alone: bool = False) -> Iterator[Pool]:
        jobs = 1 if alone else self.jobs
        share = str(max(cpu_count() // jobs, 1))
        pool = ProcessPoolExecutor(jobs, env={name: os.environ.get(name, share) for name in THREADS})
        try:
            yield pool, 2 * jobs
        except BaseException:
            pool.shutdown(kill_workers=True)
            raise
        pool.shutdown()


class Serial:
    """This process, one run after the other."""

    breaks: ClassVar[Errors] = ()
    kills: ClassVar[Errors] = ()

    @contextmanager
    def opened(self, alone: bool = False) -> Iterator[Pool]:
        yield AtOnce(), 1


def crew(jobs: int, runs: int) -> Crew:
    """Whoever does so many runs on this machine, at most `jobs` at a time: with one, this process."""
    return Serial() if jobs == 1 else Loky(min(jobs, runs))


class AtOnce(Executor):
    """Does the work when it is handed over."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future
