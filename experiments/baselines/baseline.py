"""What a baseline is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from experiments.composing.catalogue import Catalogue

Config = Mapping[str, Any]


class Baseline(Protocol):
    """Turns a composed factory, every name in it replaced by what it stands for, into the one it is compared with."""

    def applied(self, config: Config, catalogue: Catalogue) -> dict[str, Any]:
        """The other factory, as data. The same again when applied to its own result. Raises `BadInput` when the factory has
        nothing to make a baseline of."""
        ...
