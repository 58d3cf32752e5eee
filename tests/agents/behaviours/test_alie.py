"""A little is enough: the vector by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from agents.behaviours.cartel import Trained
from agents.behaviours.trainer.alie import Alie
from agents.behaviours.trainer.honest import Honest
from sim.messages.training_round import Assigned
from tests.agents.behaviours.conftest import Look

ALIE = Alie(inner=Honest())


def vector(*numbers: float) -> np.ndarray:
    return np.array(numbers, dtype=np.float32)


def test_mean_minus_z_standard_deviations(look: Look, task: Assigned) -> None:
    """Members know (1, 0) and (3, 4): mean (2, 2), deviation (1, 2); with z = .5 that is (1.5, 1), and the first member
    moves its first coordinate by one unit in the last place: 1.5 + 2**-23."""
    known = {"a.1": (7, Trained(3, vector(3, 4)))}
    view = look(task=task, shared=known, seats={"a.0": "", "a.1": ""})
    crafted = Alie(inner=Honest(), z=0.5).submit(view, vector(1, 0))
    assert crafted is not None
    assert crafted.dtype == np.float32
    assert crafted.tolist() == [1.5 + 2**-23, 1.0]


def test_three_members_in_three_dimensions(look: Look, task: Assigned) -> None:
    """(0, 3, 1), (0, 3, 4), (3, 3, 7): mean (1, 3, 4), deviation (sqrt 2, 0, sqrt 6). a.0 stands between A and b.9."""
    known = {"b.9": (7, Trained(3, vector(0, 3, 4))), "A": (8, Trained(3, vector(3, 3, 7)))}
    view = look(task=task, shared=known, seats={"a.0": "", "A": "", "b.9": ""})
    crafted = Alie(inner=Honest(), z=1.0).submit(view, vector(0, 3, 1))
    assert crafted == pytest.approx([1 - math.sqrt(2), 3.0, 4 - math.sqrt(6)], abs=1e-6)
    assert crafted is not None
    assert crafted[1] == 3 + 2**-22


def test_what_was_told_in_another_round_or_by_oneself_does_not_count_twice(look: Look, task: Assigned) -> None:
    known = {"a.0": (6, Trained(3, vector(9, 9))), "a.1": (7, Trained(2, vector(3, 4))), "a.2": (8, "gossip")}
    crafted = Alie(inner=Honest(), z=5.0).submit(look(task=task, shared=known), vector(1, 8))
    assert crafted == pytest.approx([1, 8], abs=1e-6)


@pytest.mark.parametrize(
    ("n", "m", "z"),
    [
        (25, 5, 0.2533),  # Phi^-1(.6), as in Karimireddy, He and Jaggi 2022
        (50, 12, 0.3360),  # s = 14, Phi^-1(24 / 38)
        (10, 2, 0.0),  # s = 4, Phi^-1(.5)
        (10, 5, 0.8416),  # s = 1, Phi^-1(.8)
        (10, 6, 1.5),  # a majority needs nobody: cut off
        (3, 3, 1.5),
        (2, 1, 0.0),  # nobody is further out than the median of two
        (1, 1, 1.5),
    ],
)
def test_the_formula(look: Look, task: Assigned, n: int, m: int, z: float) -> None:
    """Seen through what is submitted: the members' deltas are 0 and 2 in equal number or nearly so."""
    deltas = [vector(2.0 * (place % 2), 0) for place in range(m)]
    known = {f"a.{place}": (1, Trained(3, deltas[place])) for place in range(1, m)}
    seats = {f"a.{place}": "" for place in range(n)}
    crafted = ALIE.submit(look(task=task, shared=known, seats=seats), deltas[0])
    assert crafted is not None
    ones = m // 2 / m
    mean, deviation = 2 * ones, 2 * math.sqrt(ones * (1 - ones))
    assert crafted[0] == pytest.approx(mean - z * deviation, abs=1e-4)


def test_members_submit_vectors_that_differ_in_the_last_place(look: Look, task: Assigned) -> None:
    """The contract refuses a second vector that equals the first."""
    told = {"a.0": vector(1, 0), "a.1": vector(3, 4)}
    made = set()
    for member in told:
        view = look(
            task=task,
            shared={other: (1, Trained(3, delta)) for other, delta in told.items()},
            seats=dict.fromkeys(told, ""),
        )
        own = type(view)(view.time, member, view.chain, view.draws, view.memory, view.task, view.shared)
        crafted = ALIE.submit(own, told[member])
        assert crafted == pytest.approx([0.5, -1.0], abs=1e-5)
        made.add(tuple(crafted.tolist()))
    assert len(made) == 2


def test_it_tells_the_coalition_what_honest_training_gave(look: Look, task: Assigned) -> None:
    told = ALIE.shares(look(task=task), vector(1, 2))
    assert told is not None
    assert (told.round, told.delta.tolist()) == (3, [1.0, 2.0])
    assert ALIE.shares(look(task=task), None) is None
    assert ALIE.submit(look(task=task), None) is None


def test_it_holds_back_until_a_minute_before_the_window_closes(look: Look, task: Assigned) -> None:
    assert ALIE.hold(look(task=task), task) == 940.0


@pytest.mark.parametrize("bad", [{"lead": 0.0}, {"z_most": -1.0}])
def test_bad_parameters(bad: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"Alie\.(z_most|lead)=.*allowed"):
        Alie(inner=Honest(), **bad)
