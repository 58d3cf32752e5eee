"""Where the kernels keep each parameter and each signal."""

import numpy as np

from sim.training.engines.arrangement import arranged
from sim.training.layers import Layer
from sim.training.models.cnn import Cnn
from sim.training.models.mlp import Mlp


def test_outputs_are_widened_to_whole_registers_and_so_are_the_inputs_that_they_become() -> None:
    """2 -> 3 -> 2: a weight (2, 3) and its bias in rows of eight, then (3, 2) and its bias with five rows between them."""
    found = arranged([Layer(2, 3), Layer(3, 2)], rows=1, lanes=8)
    assert found.layers.tolist() == [[1, 2, 8, 3, 0, 2, 2], [1, 8, 8, 2, 24, 8, 8]]
    assert found.strips.tolist() == [
        *([0, 0, 3], [3, 8, 3], [6, 16, 3]),
        *([9, 24, 2], [11, 32, 2], [13, 40, 2], [15, 88, 2]),
    ]


def test_a_dense_layer_takes_its_rows_as_they_lie() -> None:
    found = arranged([Layer(2, 3), Layer(3, 2)], rows=3, lanes=8)
    assert found.spots[0][:3].tolist() == [0, 2, 4]
    assert found.taps[0][:2].tolist() == [0, 1]
    assert found.homes[0][:3].tolist() == found.spots[1][:3].tolist() == [0, 8, 16]


def test_in_a_patch_the_channel_becomes_the_fastest() -> None:
    """One pixel out, two channels in: row c * 9 + k of the weight stands in row k * 8 + c, each eight wide."""
    found = arranged([Layer(9, 2, pixels=4, side=4, channels=1), Layer(18, 1, pixels=1, side=2, channels=2)], 1, 8)
    second = found.strips[10:28, 1] - found.layers[1, 4]
    assert second.tolist() == [(k * 8 + c) * 8 for c in range(2) for k in range(9)]


def test_a_patch_lies_in_its_image_within_a_margin_of_one_pixel() -> None:
    """A grey image of 4 x 4 is 6 x 6 with its margin; patches of 3 x 3 begin at every second row and column."""
    found = arranged([Layer(9, 2, pixels=4, side=4, channels=1), Layer(8, 1)], rows=2, lanes=8)
    assert found.doors.tolist() == [[7, 13, 19, 25]]
    assert found.taps[0][:9].tolist() == [0, 1, 2, 6, 7, 8, 12, 13, 14]
    assert found.spots[0][:8].tolist() == [0, 2, 12, 14, 36, 38, 48, 50]


def test_no_two_parameters_share_a_place() -> None:
    for model in (Mlp((5, 9)).build(3, 4), Cnn((3, 9)).build(49, 5)):
        strips = arranged(model.layers, 1).strips
        for column in (0, 1):
            places = np.concatenate(
                [begin + np.arange(length) for *begins, length in strips for begin in [begins[column]]]
            )
            assert len(places) == len(np.unique(places)) == model.size
