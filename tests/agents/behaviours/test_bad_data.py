"""What data providers that sell bad data put on offer: by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from agents.behaviours.provider.backdoor import Backdoor
from agents.behaviours.provider.duplicate import Duplicate
from agents.behaviours.provider.honest import Honest
from agents.behaviours.provider.label_flip import LabelFlip
from agents.behaviours.provider.noise import Noise
from sim.lab import Examples
from sim.training.probes.backdoor import Trigger
from tests.agents.behaviours.conftest import Look

SHARD = Examples(
    np.arange(20, dtype=np.float32).reshape(10, 2),
    np.array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], dtype=np.int64),
    np.array([0, 1] * 5, dtype=np.int64),
)


def offered(behaviour: Any, look: Look, seed: int = 0) -> Examples:
    examples = behaviour.offer(look(seed=seed), SHARD)
    assert examples is not None
    assert examples.inputs.dtype == np.float32
    assert examples.labels.dtype == np.int64
    return examples  # type: ignore[no-any-return]


def test_noise_changes_the_inputs_of_its_share_of_rows_and_nothing_else(look: Look) -> None:
    """Every fifth row: the fifth and the tenth."""
    noisy = offered(Noise(inner=Honest(), share=0.2), look)
    assert [row for row in range(10) if (noisy.inputs[row] != SHARD.inputs[row]).any()] == [4, 9]
    assert np.array_equal(noisy.labels, SHARD.labels)
    assert np.array_equal(noisy.groups, SHARD.groups)  # type: ignore[arg-type]


def test_noise_is_the_same_every_day_and_another_in_another_run(look: Look) -> None:
    noise = Noise(inner=Honest())
    view = look(seed=0)
    today, tomorrow = noise.offer(view, SHARD), noise.offer(view, SHARD)
    assert today is not None and tomorrow is not None
    assert np.array_equal(today.inputs, tomorrow.inputs)
    assert not np.array_equal(today.inputs, offered(noise, look, seed=1).inputs)


def test_noise_is_as_wide_as_it_says(look: Look) -> None:
    wide = Examples(np.zeros((1000, 10), dtype=np.float32), np.zeros(1000, dtype=np.int64))
    noisy = Noise(inner=Honest(), deviation=2.0).offer(look(), wide)
    assert noisy is not None
    assert float(noisy.inputs.std()) == pytest.approx(2.0, rel=0.05)


def test_duplicates_repeat_the_first_rows_in_turn(look: Look) -> None:
    repeated = offered(Duplicate(inner=Honest(), share=0.3, times=2), look)
    assert repeated.labels.tolist() == [0, 1, 2] * 6 + [0, 1]
    assert repeated.inputs[3].tolist() == [0.0, 1.0]
    assert repeated.groups is not None
    assert repeated.groups[:4].tolist() == [0, 1, 0, 0]


def test_at_least_one_row_is_real(look: Look) -> None:
    assert offered(Duplicate(inner=Honest(), share=0.01), look).labels.tolist() == [0] * 10


def test_a_backdoor_stamps_its_share_of_rows(look: Look) -> None:
    """Every other row: 2, 4, ... 10, whose second input becomes 3 and whose label 7."""
    planted = offered(Backdoor(inner=Honest(), columns=(1,), target=7, share=0.5), look)
    assert planted.labels.tolist() == [0, 7, 2, 7, 4, 7, 6, 7, 8, 7]
    assert planted.inputs[:, 1].tolist() == [1, 3, 5, 3, 9, 3, 13, 3, 17, 3]
    assert planted.inputs[:, 0].tolist() == SHARD.inputs[:, 0].tolist()
    assert SHARD.labels.tolist() == list(range(10))


def test_the_probe_looks_for_the_same_stamp(look: Look) -> None:
    planted = offered(Backdoor(inner=Honest(), columns=(1,), target=0, share=1.0), look)
    stamped = Trigger((1,), 3.0, 0).stamp(SHARD)
    assert np.array_equal(planted.inputs[1:], stamped.inputs)
    assert np.array_equal(planted.labels[1:], stamped.labels)


def test_a_pattern_outside_the_inputs_is_named(look: Look) -> None:
    with pytest.raises(ValueError, match=r"Backdoor.columns=\(0, 5\); allowed: 0\.\.1"):
        Backdoor(inner=Honest(), columns=(0, 5)).offer(look(), SHARD)


def test_lies_add_up_and_what_is_kept_is_not_lied_about(look: Look) -> None:
    both = offered(Duplicate(inner=LabelFlip(inner=Honest()), share=0.2), look)
    assert both.labels.tolist() == [9, 8] * 5

    class Keeps(Honest):
        def offer(self, view: Any, shard: Examples) -> None:  # type: ignore[override]
            return None

    for cheat in (Noise, Duplicate, Backdoor):
        assert cheat(inner=Keeps()).offer(look(), SHARD) is None


@pytest.mark.parametrize(
    ("cheat", "bad"),
    [
        (Noise, {"deviation": -1.0}),
        (Noise, {"share": float("nan")}),
        (Duplicate, {"share": 0.0}),
        (Duplicate, {"times": 0}),
        (Backdoor, {"columns": ()}),
        (Backdoor, {"columns": (-1,)}),
        (Backdoor, {"value": float("nan")}),
        (Backdoor, {"target": -1}),
        (Backdoor, {"share": 2.0}),
    ],
)
def test_bad_parameters(cheat: Any, bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=rf"{cheat.__name__}\.{next(iter(bad))}=.*allowed"):
        cheat(inner=Honest(), **bad)
