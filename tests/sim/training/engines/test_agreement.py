"""The compiled kernels and the reference on torch's autograd are two ways to the same numbers."""

from dataclasses import replace

import numpy as np
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.jobs import Training
from sim.lab import Examples
from sim.training.engine import Client, Trial
from sim.training.engines.native import Native
from sim.training.engines.stack import Stack
from sim.training.models.cnn import StackedCnn
from sim.training.models.logistic import StackedLogistic
from sim.training.models.mlp import StackedMlp

STEPS = 100
RNG = np.random.default_rng(5)
CLOUD = Examples(RNG.standard_normal((120, 16), dtype=np.float32), RNG.integers(2, size=120))

classes = st.integers(2, 11)
models = st.one_of(
    st.builds(StackedLogistic, st.just(16), classes),
    st.builds(
        lambda hidden, out: StackedMlp((16, *hidden, out)),
        st.lists(st.integers(1, 12), min_size=1, max_size=4),
        classes,
    ),
    st.builds(StackedCnn, st.just(4), st.lists(st.integers(1, 5), min_size=1, max_size=2).map(tuple), classes),
)
Model = StackedLogistic | StackedMlp | StackedCnn


PACES = [(0.02, 0.0), (0.1, 0.0), (0.02, 0.5), (0.05, 0.5), (0.005, 0.9), (0.01, 0.9)]
"""(rate, momentum). Momentum m makes a step up to 1 / (1 - m) times as long, so all of these move by at most .1 slopes. On
longer strides a run may blow up, and then each step multiplies the rounding of the last, on any path."""


@st.composite
def jobs(draw: st.DrawFn) -> Training:
    rate, momentum = draw(st.sampled_from(PACES))
    return Training(
        model="",
        start="",
        data="",
        rows=tuple(range(draw(st.integers(1, 120)))),
        steps=STEPS,
        batch=draw(st.integers(1, 40)),
        rate=rate,
        momentum=momentum,
        seed=draw(st.integers(0, 2**31)),
    )


QUICK = (Phase.explicit, Phase.generate)
"""No shrinking: an example takes a second, and a smaller one would say no more."""


@settings(max_examples=25, deadline=None, derandomize=True, phases=QUICK)  # a rectifier that flips would be bad luck
@given(models, jobs())
def test_after_a_hundred_steps_the_updates_agree_to_a_millionth_of_their_length(model: Model, job: Training) -> None:
    client = Client(job, model.begin(job.seed), CLOUD)
    (native,), (reference,) = Native(model.layers).train([client]), Stack(model).train([client])
    assert isinstance(native, np.ndarray) and isinstance(reference, np.ndarray)
    assert _length(native - reference) <= 1e-6 * _length(reference)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(models, st.integers(1, 200), st.integers(0, 2**31))
def test_scores_agree_to_a_millionth_of_a_nat_and_a_draw(model: Model, rows: int, seed: int) -> None:
    trial = Trial(model.begin(seed), CLOUD, np.random.default_rng(seed).integers(120, size=rows))
    (native,), (reference,) = Native(model.layers).score([trial]), Stack(model).score([trial])
    assert replace(native, loss=0) == replace(reference, loss=0)
    assert abs(native.loss - reference.loss) <= 1


@settings(max_examples=30, deadline=None, derandomize=True)
@given(models, st.integers(0, 2**31))
def test_logits_agree_to_the_rounding_of_their_sums(model: Model, seed: int) -> None:
    found, reference = (e.logits(model.begin(seed), CLOUD.inputs) for e in (Native(model.layers), Stack(model)))
    np.testing.assert_allclose(found, reference, rtol=0, atol=2e-6 * np.abs(reference).max())


def _length(vector: NDArray[np.float32]) -> float:
    return float(np.linalg.norm(vector.astype(np.float64)))
