"""The factory itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from experiments.baselines.baseline import Config
from experiments.composing.catalogue import Catalogue


@dataclass(frozen=True)
class AsWritten:
    """Changes nothing."""

    def applied(self, config: Config, catalogue: Catalogue) -> dict[str, Any]:
        return dict(config)
