"""What a job asks of hardware, whatever it computes."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Demand:
    """Floating-point operations, bytes and cards.

    `flops` in all, over `steps` equal steps that cannot be cut in half; `utilisation` is the share of the cards' peak
    that it reaches. `gpus` are held together or not at all (a gang), each with `memory_gb` (1e9 bytes) or more. A gang
    that spans nodes all-reduces `exchange_bytes` after every step. Inputs are downloaded first, the result uploaded
    last.
    """

    flops: float
    steps: int = 1
    download_bytes: float = 0.0
    upload_bytes: float = 0.0
    exchange_bytes: float = 0.0
    gpus: int = 1
    memory_gb: float = 0.0
    utilisation: float = 1.0

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not 0 <= value < float("inf"):
                raise ValueError(f"Demand.{field.name}={value}; allowed: finite and >= 0")
        if self.gpus < 1:
            raise ValueError(f"Demand.gpus={self.gpus}; allowed: >= 1")
        if not 0 < self.utilisation <= 1:
            raise ValueError(f"Demand.utilisation={self.utilisation}; allowed: above 0, at most 1")
        if self.flops and not self.steps:
            raise ValueError(f"Demand.steps=0 with flops={self.flops}; allowed: >= 1 step to do them in")

    @property
    def flops_per_step(self) -> float:
        """Operations in one step, over the whole gang."""
        return self.flops / self.steps if self.steps else 0.0
