"""Which baseline a factory is turned into."""

from __future__ import annotations

from typing import cast

from experiments.baselines.baseline import Baseline
from experiments.building.build import Builder


def chosen(value: object, plugins: tuple[str, ...]) -> Baseline:
    """Build what a config says under `baseline`: a baseline of this program or of a plug-in. Raises `BadInput`."""
    return cast(Baseline, Builder(plugins).build(value, object, "baseline"))
