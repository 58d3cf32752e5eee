"""Any module of torch as a model."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import nn

    from sim.training.wrapped import WrappedModule


class FromModule(ABC):
    """Base of an `Architecture` that is a module of torch: derive a frozen dataclass, say in `module` how it is made, and
    name the dataclass in a file of `configs/model`."""

    @abstractmethod
    def module(self, features: int, classes: int) -> nn.Module:
        """A module that takes rows (B, features) float32 to logits (B, classes)."""

    def build(self, features: int, classes: int) -> WrappedModule:
        """Raises ValueError for a module that no job could repeat, or whose logits have another shape."""
        from sim.training.wrapped import WrappedModule  # noqa: PLC0415 - a factory is described without loading torch

        return WrappedModule(features, classes, self.module(features, classes), self.module(features, classes))
