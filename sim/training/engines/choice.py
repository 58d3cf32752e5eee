"""Which engine computes for a model."""

from __future__ import annotations

import logging

from sim.training.engine import Engine
from sim.training.engines.stack import Stack
from sim.training.model import Model
from sim.training.models.cnn import StackedCnn
from sim.training.models.logistic import StackedLogistic
from sim.training.models.mlp import StackedMlp

STANDARD = (StackedLogistic, StackedMlp, StackedCnn)

log = logging.getLogger(__name__)


def engine(model: Model, width: int, device: str) -> Engine:
    """Kernels for a standard model on the CPU; otherwise, or where numba does not load, stacks on `device`.

    A class derived from a standard model counts as another: it may compute something else.
    """
    if device == "cpu" and isinstance(model, STANDARD) and type(model) in STANDARD:
        try:
            # Imported here because it loads numba and compiles, once per machine.
            from sim.training.engines.native import Native  # noqa: PLC0415
        except ImportError as error:
            log.warning("training runs several times slower, in stacks on torch: no compiled kernels (%s)", error)
        else:
            return Native(model.layers)
    return Stack(model, width, device)
