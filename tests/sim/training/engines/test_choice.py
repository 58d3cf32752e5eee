"""Kernels for the standard models on the CPU, stacks for everything else and where there is no compiler."""

import logging
import sys
from dataclasses import dataclass

import numpy as np
import pytest
from torch import nn

from sim.jobs import Vector
from sim.training.engines.choice import _warn, engine
from sim.training.engines.native import Native
from sim.training.engines.one_by_one import OneByOne
from sim.training.engines.stack import Stack
from sim.training.models.cnn import Cnn
from sim.training.models.logistic import Logistic, StackedLogistic
from sim.training.models.mlp import Mlp
from sim.training.wrapped import WrappedModule


@dataclass(frozen=True)
class Odd(StackedLogistic):
    """May compute anything."""


@dataclass(frozen=True)
class Shape:
    """Has everything but a forward pass."""

    features: int = 4
    classes: int = 2
    size: int = 10

    def begin(self, seed: int) -> Vector:
        return np.zeros(10, np.float32)


def test_standard_models_run_on_kernels() -> None:
    for architecture in (Logistic(), Mlp((3, 3)), Cnn((2,))):
        assert isinstance(engine(architecture.build(16, 2), 64, "cpu"), Native)


def test_other_models_and_other_devices_run_in_stacks() -> None:
    assert isinstance(engine(Odd(4, 2), 7, "cpu"), Stack)
    assert isinstance(
        engine(Logistic().build(4, 2), 7, "meta"), Stack
    )  # a device without arithmetic: no kernel is for it


def test_without_numba_stacks_take_over_and_the_log_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in [
        name for name in sys.modules if name.startswith(("sim.training.engines.native", "sim.training.kernels"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "numba", None)
    _warn.cache_clear()
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            assert isinstance(engine(Logistic().build(4, 2), 64, "cpu"), Stack)
    assert [record.getMessage().count("no compiled kernels") for record in caplog.records] == [1]


def test_a_module_of_torch_takes_the_slow_way_and_the_log_says_so_once(caplog: pytest.LogCaptureFixture) -> None:
    _warn.cache_clear()
    module = nn.Linear(4, 2)
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            assert isinstance(engine(WrappedModule(4, 2, module, module), 64, "cpu"), OneByOne)
    assert [record.getMessage() for record in caplog.records] == [
        "Linear trains one job at a time: a module of torch is several times slower here"
    ]


def test_a_model_that_no_engine_knows_is_refused() -> None:
    with pytest.raises(TypeError, match="Shape is a model without `logits`; allowed: Stackable, or a FromModule"):
        engine(Shape(), 64, "cpu")
