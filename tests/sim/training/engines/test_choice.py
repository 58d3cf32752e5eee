"""Kernels for the standard models on the CPU, stacks for everything else and where there is no compiler."""

import logging
import sys
from dataclasses import dataclass

import pytest

from sim.training.engines.choice import engine
from sim.training.engines.native import Native
from sim.training.engines.stack import Stack
from sim.training.models.cnn import Cnn
from sim.training.models.logistic import Logistic, StackedLogistic
from sim.training.models.mlp import Mlp


@dataclass(frozen=True)
class Odd(StackedLogistic):
    """May compute anything."""


def test_standard_models_run_on_kernels() -> None:
    for architecture in (Logistic(), Mlp((3, 3)), Cnn((2,))):
        assert isinstance(engine(architecture.build(16, 2), 64, "cpu"), Native)


def test_other_models_and_other_devices_run_in_stacks() -> None:
    assert engine(Odd(4, 2), 7, "cpu") == Stack(Odd(4, 2), 7, "cpu")
    assert engine(Logistic().build(4, 2), 7, "cuda") == Stack(Logistic().build(4, 2), 7, "cuda")


def test_without_numba_stacks_take_over_and_the_log_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("sim.training.engines.native", "sim.training.kernels"):
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "numba", None)
    with caplog.at_level(logging.WARNING):
        assert isinstance(engine(Logistic().build(4, 2), 64, "cpu"), Stack)
    assert "no compiled kernels" in caplog.text
