"""Labs as configured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sim.lab import Lab
from sim.training.architecture import Architecture
from sim.training.curve import Curve
from sim.training.embedding import Embedding
from sim.training.stub import StubLab
from sim.training.surrogate import Surrogate, SurrogateLab

WIDTHS = {"cpu": 64, "cuda": 2048}
"""Jobs in one stack at the most: on a processor what stays in its caches, on a GPU what keeps it busy."""


@dataclass(frozen=True)
class StubPlan:
    """A lab of exact small integers, without torch."""

    def open(self, sizes: Mapping[str, tuple[int, int]]) -> Lab:
        return StubLab()


@dataclass(frozen=True)
class SurrogatePlan:
    """A lab on a learning curve that `aifactory calibrate` has fitted: no task trains, and all are learnt along it."""

    curve: Curve

    def open(self, sizes: Mapping[str, tuple[int, int]]) -> Lab:
        curve = self.curve
        return SurrogateLab({task: Surrogate(Embedding(*size, curve.width), curve) for task, size in sizes.items()})


@dataclass(frozen=True)
class TorchPlan:
    """A lab that trains on torch: `model`, or for the tasks that are named in `models` an architecture of their own."""

    model: Architecture
    models: Mapping[str, Architecture] = field(default_factory=dict)
    cache_bytes: int = 256 * 2**20
    device: str = "cpu"
    threads: int | None = None
    """Cores that compiled kernels use; None: as many as numba would, that is all that this process may use, or its share of
    them in a worker of joblib."""
    shelf: str | None = None
    """A file in which results are shared with other runs; None: they are not."""
    shelf_bytes: int = 4 * 2**30

    def __post_init__(self) -> None:
        for name in ("cache_bytes", "shelf_bytes"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name}={getattr(self, name)}; allowed: 1 or more")
        if self.threads is not None and self.threads < 1:
            raise ValueError(f"threads={self.threads}; allowed: 1 or more, or null")
        if self.device not in ("cpu", "cuda"):
            raise ValueError(f"device={self.device!r}; allowed: cpu, cuda")

    def open(self, sizes: Mapping[str, tuple[int, int]]) -> Lab:
        # Imported here so that a factory on the stub lab never loads torch.
        import torch  # noqa: PLC0415

        from sim.training.lab import TorchLab  # noqa: PLC0415
        from sim.training.shelf import Shelf  # noqa: PLC0415

        if self.device == "cuda" and not torch.cuda.is_available():
            raise ValueError("lab.device=cuda: there is no CUDA device here; allowed: cpu")
        zoo = {task: self.models.get(task, self.model).build(*size) for task, size in sizes.items()}
        shelf = None if self.shelf is None else Shelf(Path(self.shelf).expanduser(), self.shelf_bytes)
        return TorchLab(zoo, self.cache_bytes, WIDTHS[self.device], self.device, self.threads or cores(), shelf)


def cores() -> int:
    """joblib tells its workers by the environment what numba may use, so that processes do not fight for cores."""
    try:
        from numba import config  # noqa: PLC0415 - only where something is trained
    except ImportError:
        return 1  # there are no kernels either
    return int(config.NUMBA_NUM_THREADS)
