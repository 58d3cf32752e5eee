"""Who performs the runs of a sweep: processes of this machine, a cluster, or this very process."""

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


Errors: TypeAlias = tuple[type[Exception], ...]


class Crew(Protocol):
    """Opens a pool that takes work. A pool may break, and then all its work raises one of `breaks`; work that cannot be done
    at all, while the rest goes on, raises one of `kills`."""

    @property
    def breaks(self) -> Errors: ...

    @property
    def kills(self) -> Errors: ...

    @property
    def window(self) -> int:
        """How much work is handed over at a time: enough that nobody waits."""
        ...

    def opened(self, alone: bool = False) -> AbstractContextManager[Executor]:
        """A pool of all hands, or of one."""
        ...


@dataclass(frozen=True)
class Loky:
    """Processes of this machine that need no guard in the caller's script. The cores are divided among them."""

    jobs: int
    breaks: ClassVar[Errors] = (BrokenExecutor,)
    kills: ClassVar[Errors] = ()

    @property
    def window(self) -> int:
        return 2 * self.jobs

    @contextmanager
    def opened(self, alone: bool = False) -> Iterator[Executor]:
        jobs = 1 if alone else self.jobs
        share = str(max(cpu_count() // jobs, 1))
        pool = ProcessPoolExecutor(jobs, env={name: os.environ.get(name, share) for name in THREADS})
        try:
            yield pool
        except BaseException:
            pool.shutdown(kill_workers=True)
            raise
        pool.shutdown()


class Serial:
    """This process, one run after the other."""

    breaks: ClassVar[Errors] = ()
    kills: ClassVar[Errors] = ()
    window = 1

    @contextmanager
    def opened(self, alone: bool = False) -> Iterator[Executor]:
        yield AtOnce()


class AtOnce(Executor):
    """Does the work when it is handed over."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future
