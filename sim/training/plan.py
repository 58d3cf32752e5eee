"""Labs as configured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.lab import Lab
from sim.training.stub import StubLab

if TYPE_CHECKING:
    from sim.training.model import Architecture


@dataclass(frozen=True)
class StubPlan:
    """A lab of exact small integers, without torch."""

    def open(self, task: str, features: int, classes: int) -> Lab:
        return StubLab()


@dataclass(frozen=True)
class TorchPlan:
    """A lab that trains this architecture on torch."""

    model: Architecture
    cache_bytes: int = 256 * 2**20
    device: str = "cpu"

    def open(self, task: str, features: int, classes: int) -> Lab:
        # Imported here so that a factory on the stub lab never loads torch.
        from sim.training.lab import TorchLab  # noqa: PLC0415

        return TorchLab({task: self.model.build(features, classes)}, self.cache_bytes, device=self.device)
