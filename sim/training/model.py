"""The seam to a model. What varies: its layers. What never does: its parameters are one flat float32 vector."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from torch import Tensor

from sim.jobs import Vector


class Model(Protocol):
    """A model ready to run on one of the engines."""

    @property
    def features(self) -> int:
        """Width F of an input row."""

    @property
    def classes(self) -> int:
        """Number of logits C."""

    @property
    def size(self) -> int:
        """Number of parameters P."""

    def begin(self, seed: int) -> Vector:
        """Fresh parameters (P,), drawn from `seed` alone."""


@runtime_checkable
class Stackable(Model, Protocol):
    """A model whose forward pass serves a whole stack of parameter vectors at once, each member blind to the others, to the
    last bit: it uses batched matrix products, and no function that mixes members."""

    def logits(self, parameters: Tensor, inputs: Tensor) -> Tensor:
        """Parameters (K, P) and inputs (K, B, F), both float32, to logits (K, B, C); differentiable."""
