"""Each stacked forward pass is the textbook's, member by member."""

import numpy as np
import pytest
import torch
from torch.nn.functional import conv2d, linear, relu

from sim.training.models.cnn import Cnn
from sim.training.models.logistic import Logistic
from sim.training.models.mlp import Mlp


def inputs(stack: int, rows: int, features: int) -> torch.Tensor:
    return torch.from_numpy(np.random.default_rng(5).standard_normal((stack, rows, features), dtype=np.float32))


def test_logistic_by_hand() -> None:
    """Two members on the row (1, 2): weights in rows per feature, then the bias."""
    parameters = torch.tensor([[1.0, 0, 0, 1, 10, 20], [1, 2, 3, 4, 0, 0]])
    logits = Logistic().build(2, 2).logits(parameters, torch.tensor([[[1.0, 2]], [[1, 2]]]))
    assert logits.tolist() == [[[11, 22]], [[7, 10]]]


def test_mlp_is_linear_layers_with_relu_between() -> None:
    model = Mlp((6, 5)).build(4, 3)
    flat, x = torch.from_numpy(np.stack([model.begin(0), model.begin(1)])), inputs(2, 7, 4)
    flat[:, 24:30] = 0.3  # the first bias, which starts at zero
    for member in range(2):
        w0, b0, w1, b1, w2, b2 = flat[member].split([24, 6, 30, 5, 15, 3])
        h = relu(linear(x[member], w0.view(4, 6).T, b0))
        h = relu(linear(h, w1.view(6, 5).T, b1))
        torch.testing.assert_close(model.logits(flat, x)[member], linear(h, w2.view(5, 3).T, b2))


def test_cnn_is_strided_convolution() -> None:
    model = Cnn((3, 4)).build(64, 10)
    flat, x = torch.from_numpy(np.stack([model.begin(0), model.begin(1)])), inputs(2, 5, 64)
    for member in range(2):
        w0, b0, w1, b1, w2, b2 = flat[member].split([27, 3, 108, 4, 160, 10])
        h = relu(conv2d(x[member].view(5, 1, 8, 8), w0.view(1, 3, 3, 3).permute(3, 0, 1, 2), b0, stride=2, padding=1))
        h = relu(conv2d(h, w1.view(3, 3, 3, 4).permute(3, 0, 1, 2), b1, stride=2, padding=1))
        h = h.permute(0, 2, 3, 1).reshape(5, 16)
        torch.testing.assert_close(model.logits(flat, x)[member], linear(h, w2.view(16, 10).T, b2))


@pytest.mark.parametrize(
    ("model", "size"),
    [(Logistic().build(64, 10), 650), (Mlp().build(64, 10), 4_810), (Cnn().build(64, 10), 6_090)],
)
def test_sizes_on_digits(model: object, size: int) -> None:
    assert model.size == size
    assert model.begin(0).shape == (size,)


def test_a_beginning_is_seeded_and_of_he_scale() -> None:
    model = Mlp((400,)).build(200, 2)
    np.testing.assert_array_equal(model.begin(3), model.begin(3))
    assert not np.array_equal(model.begin(3), model.begin(4))
    weights = model.begin(3)[: 200 * 400]
    assert weights.std() == pytest.approx(0.1, rel=0.02)  # sqrt(2 / 200)
    assert not model.begin(3)[200 * 400 : 200 * 400 + 400].any()


def test_configured_lists_become_tuples_and_nonsense_is_refused() -> None:
    assert Mlp([8, 4]) == Mlp((8, 4))
    assert Cnn([8]) == Cnn((8,))
    with pytest.raises(ValueError, match=r"Mlp.hidden=\(\); allowed: one or more widths"):
        Mlp(())
    with pytest.raises(ValueError, match=r"Cnn.channels=\(0,\)"):
        Cnn((0,))
    with pytest.raises(ValueError, match="Cnn on 30 features; allowed: a square number"):
        Cnn().build(30, 2)
