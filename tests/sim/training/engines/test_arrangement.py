"""Where the kernels keep each parameter."""

import numpy as np

from sim.training.engines.arrangement import Arrangement
from sim.training.layers import Layer
from sim.training.models.cnn import Cnn
from sim.training.models.mlp import Mlp


def test_outputs_are_widened_to_eight_and_so_are_the_inputs_that_they_become() -> None:
    """2 -> 3 -> 2: weights (2, 3) and bias (3,) in rows of eight, then (3, 2) and (2,) with five rows more."""
    found = Arrangement.of([Layer(2, 3), Layer(3, 2)])
    assert found.table.tolist() == [[1, 2, 8, 3, 0, 0, 0], [1, 8, 8, 2, 24, 0, 0]]
    assert found.places.tolist() == [
        *(0, 1, 2, 8, 9, 10), *(16, 17, 18),
        *(24, 25, 32, 33, 40, 41), *(88, 89),
    ]  # fmt: skip


def test_in_a_patch_the_channel_becomes_the_fastest() -> None:
    """One pixel out, two channels in: row c * 9 + k of the weight stands in row k * 8 + c, each eight wide."""
    found = Arrangement.of([Layer(9, 2, pixels=4, side=4, channels=1), Layer(18, 1, pixels=1, side=2, channels=2)])
    second = found.places[9 * 2 + 2 :][:18] - found.table[1, 4]
    assert second.tolist() == [(k * 8 + c) * 8 for c in range(2) for k in range(9)]


def test_no_two_parameters_share_a_place() -> None:
    for model in (Mlp((5, 9)).build(3, 4), Cnn((3, 9)).build(49, 5)):
        places = Arrangement.of(model.layers).places
        assert len(places) == len(np.unique(places)) == model.size
