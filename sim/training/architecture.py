"""The seam to a model as configured. It knows no torch, so a factory can be described without loading any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sim.training.model import Model


class Architecture(Protocol):
    """A model as configured: what is known before the data are."""

    def build(self, features: int, classes: int) -> Model:
        """The model for inputs of this width and this many classes."""
