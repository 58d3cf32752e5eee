"""One accelerator, as its data sheet and its rental price describe it."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Gpu:
    """A card. The catalogue with the source of every figure is configs/cluster/gpus.

    `teraflops`: dense bfloat16 (float16 on older cards) peak, 1e12 operations per second. `memory_gb`: 1e9 bytes.
    `bandwidth_tbps`: memory bandwidth, 1e12 bytes per second. `watts`: thermal design power. `dollars_per_hour`: rent.
    """

    name: str
    teraflops: float
    memory_gb: float
    bandwidth_tbps: float
    watts: float
    dollars_per_hour: float

    def __post_init__(self) -> None:
        for field in fields(self)[1:]:
            value = getattr(self, field.name)
            if not 0 <= value < float("inf"):
                raise ValueError(f"Gpu.{field.name}={value}; allowed: finite and >= 0")
        if self.teraflops == 0:
            raise ValueError("Gpu.teraflops=0; allowed: > 0")
