"""Small model, real bill: the model that is trained here stands for a larger one, and its jobs are billed as such."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

from sim.cluster.demand import Demand


@dataclass(frozen=True, slots=True)
class StandsFor:
    """A dense transformer of `params` parameters that sees `tokens_per_round` tokens in one full job.

    Training takes 6 operations per parameter and token, a forward pass 2: Kaplan et al., Scaling laws for neural
    language models, 2020, section 2.1. Vectors travel at `bytes_per_param`; an update is sent `compression` times its
    size. `training_bytes` per parameter are held while training (weight, gradient, momentum). The defaults are one hour
    of one H100 at 40 % utilisation: 6 * 1e9 * 2.4e8 / (990e12 * .4) = 3636 s.
    """

    params: float = 1e9
    tokens_per_round: float = 2.4e8
    eval_tokens: float = 1e7
    bytes_per_param: float = 2.0
    training_bytes: float = 6.0
    compression: float = 1.0
    utilisation: float = 0.4
    gpus: int = 1

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not 0 < value < float("inf"):
                raise ValueError(f"StandsFor.{field.name}={value}; allowed: finite and > 0")

    @lru_cache(maxsize=64)  # noqa: B019 - a value, whose every job of a round asks the same
    def training(self, steps_done: int, steps_due: int) -> Demand:
        """Demand of a job of `steps_done` steps where `steps_due` make a full round: doing less costs less."""
        if steps_due < 1:
            raise ValueError(f"steps_due={steps_due}; allowed: >= 1")
        return Demand(
            flops=6 * self.params * self.tokens_per_round * steps_done / steps_due,
            steps=steps_done,
            download_bytes=self._model_bytes,
            upload_bytes=self._update_bytes,
            exchange_bytes=self._update_bytes,
            gpus=self.gpus,
            memory_gb=self.params * self.training_bytes / 1e9,
            utilisation=self.utilisation,
        )

    @lru_cache(maxsize=64)  # noqa: B019 - as above
    def evaluation(self, candidates: int, vectors: int = 1) -> Demand:
        """Demand of scoring `candidates` blends of `vectors` distinct updates; their scores are too small to count."""
        return Demand(
            flops=2 * self.params * self.eval_tokens * candidates,
            download_bytes=self._update_bytes * vectors,
            memory_gb=self._model_bytes / 1e9,
            utilisation=self.utilisation,
        )

    @property
    def _model_bytes(self) -> float:
        return self.params * self.bytes_per_param

    @property
    def _update_bytes(self) -> float:
        return self._model_bytes * self.compression
