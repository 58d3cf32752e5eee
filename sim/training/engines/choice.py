"""Which engine computes for a model."""

from __future__ import annotations

import logging
from functools import cache

from sim.training.engine import Engine
from sim.training.engines.one_by_one import OneByOne
from sim.training.engines.stack import Stack
from sim.training.model import Model, Stackable
from sim.training.models.cnn import StackedCnn
from sim.training.models.logistic import StackedLogistic
from sim.training.models.mlp import StackedMlp
from sim.training.wrapped import WrappedModule

STANDARD = (StackedLogistic, StackedMlp, StackedCnn)


def engine(model: Model, width: int, device: str, threads: int = 1) -> Engine:
    """Kernels on `threads` cores for a standard model on the CPU; stacks for others that can be stacked, for other devices,
    and where numba does not load; and for a module of torch the slow way. A class derived from a standard model may compute
    something else, so it is none. Raises TypeError for a model that no engine knows.
    """
    if isinstance(model, WrappedModule):
        _warn(f"{type(model.module).__name__} trains one job at a time: a module of torch is several times slower here")
        return OneByOne(model, device)
    if device == "cpu" and isinstance(model, STANDARD) and type(model) in STANDARD:
        try:
            # Imported here because it loads numba and compiles, once per machine.
            from sim.training.engines.native import Native  # noqa: PLC0415
        except ImportError as error:
            _warn(f"training is several times slower, in stacks on torch: there are no compiled kernels ({error})")
        else:
            return Native(model.layers, threads)
    if isinstance(model, Stackable):
        return Stack(model, width, device)
    raise TypeError(f"{type(model).__name__} is a model without `logits`; allowed: Stackable, or a FromModule")


@cache
def _warn(text: str) -> None:
    """Said once in a process, however many labs it opens."""
    logging.getLogger(__name__).warning(text)
