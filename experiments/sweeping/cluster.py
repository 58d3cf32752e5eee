"""Runs of a sweep on the workers of a Dask cluster, which see the directory of the sweep under the same name."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from experiments.bad_input import BadInput
from experiments.sweeping.attempt import apart, program
from experiments.sweeping.crew import Errors, Pool


@dataclass(frozen=True)
class Dask:
    """A scheduler and whoever works for it. It gives the work of a lost worker to another, three times."""

    address: str
    sign: Path
    """A new file on the sweep's disk; who sees none has another disk under the same name."""
    patience: float = 60.0
    """Seconds until a worker must be there: one that was killed takes some to start again."""

    def __post_init__(self) -> None:
        if find_spec("distributed") is None:
            raise BadInput("engine=dask: not installed; pip install 'aifactory-sim[cluster]'")

    @property
    def breaks(self) -> Errors:
        from distributed.comm.core import CommClosedError  # noqa: PLC0415 - an extra

        return CancelledError, CommClosedError

    @property
    def kills(self) -> Errors:
        from distributed import KilledWorker  # noqa: PLC0415 - an extra

        return (KilledWorker,)

    @contextmanager
    def opened(self, alone: bool = False) -> Iterator[Pool]:
        """Raises `BadInput` when the scheduler cannot be reached, and for workers that would not do the same work."""
        from distributed import Client  # noqa: PLC0415 - an extra

        try:
            client = Client(self.address, set_as_default=False)
        except (OSError, ValueError) as error:
            raise BadInput(
                f"cluster={self.address}: {' '.join(str(error).split())}; allowed: a scheduler's address"
            ) from error
        with client:
            try:
                client.wait_for_workers(1, self.patience)
            except TimeoutError as error:
                raise BadInput(
                    f"cluster={self.address}: has no workers; start them with `dask worker {self.address} --nthreads 1`"
                ) from error
            threads = client.nthreads()
            for worker, many in threads.items():
                if many != 1:  # a run has its process to itself: Hydra and the garbage collector are there once
                    raise BadInput(f"cluster={self.address}: {worker} has {many} threads; allowed: --nthreads 1")
            for worker, there in client.run(program).items():
                if there != program():
                    raise BadInput(f"cluster={self.address}: {worker} has {apart(there, program())}")
            for worker, seen in client.run(Path.is_file, self.sign).items():
                if not seen:
                    raise BadInput(
                        f"cluster={self.address}: {worker} does not see {self.sign}; allowed: a disk that all share"
                    )
            yield client.get_executor(pure=False), 1 if alone else 2 * len(threads)
