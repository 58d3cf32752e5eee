"""What trainers that cheat decide."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from agents.behaviours.tipped import Tipped
from agents.behaviours.trainer.copycat import Copycat
from agents.behaviours.trainer.free_rider import FreeRider
from agents.behaviours.trainer.honest import Honest
from agents.behaviours.trainer.sign_flip import SignFlip
from sim.jobs import Cancelled, Diverged, Done, Failed, Preempted
from sim.messages.message import Message, Pending, To, Transaction
from sim.messages.training_round import Assigned, Commit, Excuse, Reveal
from tests.agents.behaviours.conftest import Look

DELTA = np.array([1.0, -2.0, 0.5], dtype=np.float32)


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (Failed("node"), "failed"),
        (Preempted(3), "preempted"),
        (Cancelled(), "cancelled"),
        (Done(Diverged(2)), "diverged"),
    ],
)
def test_the_honest_say_why_nothing_will_come(look: Look, task: Assigned, outcome: object, reason: str) -> None:
    assert Honest().excuse(look(task=task), outcome) == Excuse(3, reason)  # type: ignore[arg-type]


def test_sign_flip(look: Look) -> None:
    flipped = SignFlip(inner=Honest(), scale=3.0).submit(look(), DELTA)
    assert flipped is not None
    assert flipped.tolist() == [-3.0, 6.0, -1.5]
    assert flipped.dtype == np.float32
    assert SignFlip(inner=Honest()).submit(look(), None) is None


def test_a_free_rider_trains_nothing_and_submits_noise_of_its_norm(look: Look, task: Assigned) -> None:
    rider = FreeRider(inner=Honest(), norm=0.25)
    view = look(task=task, vectors={"start": [0.0] * 100})
    assert rider.plan(view, task) is None
    noise = rider.submit(view, None)
    assert noise is not None
    assert noise.dtype == np.float32
    assert noise.shape == (100,)
    assert np.linalg.norm(noise) == pytest.approx(0.25, rel=1e-5)


def test_a_free_riders_noise_is_its_own_streams(look: Look, task: Assigned) -> None:
    rider = FreeRider(inner=Honest())
    views = [look(task=task, vectors={"start": [0.0] * 4}, seed=seed) for seed in (0, 0, 1)]
    one, same, other = (rider.submit(view, None) for view in views)
    assert np.array_equal(one, same)  # type: ignore[arg-type]
    assert not np.array_equal(one, other)  # type: ignore[arg-type]
    assert not np.array_equal(one, rider.submit(views[0], None))  # type: ignore[arg-type]


def test_a_free_rider_of_norm_zero_submits_zeros(look: Look, task: Assigned) -> None:
    zeros = FreeRider(inner=Honest(), norm=0.0).submit(look(task=task, vectors={"start": [5.0, 6.0]}), None)
    assert zeros is not None
    assert zeros.tolist() == [0.0, 0.0]


@pytest.mark.parametrize("norm", [-1.0, float("inf"), float("nan")])
def test_a_norm_is_finite(norm: float) -> None:
    with pytest.raises(ValueError, match=r"FreeRider\.norm=.*allowed: 0 or more, finite"):
        FreeRider(inner=Honest(), norm=norm)


CAT = Copycat(inner=Honest(), overbid=2)
SHOWN = Reveal(3, "key", "salt")


def pending(message: Message, sender: str = "b.0", tip: int = 5, nonce: int = 0) -> Pending:
    return Pending(Transaction.sign(sender, nonce, To("training_round", message), tip, 1.0, -1))


def heard(look: Look, *facts: Pending, seats: dict[str, str] | None = None) -> list[object]:
    """What it sends on hearing these, one after the other, with a seat of its own that is empty."""
    view, sent = look(CAT, seats=seats or {"a.0": "", "b.0": ""}), list[object]()
    for fact in facts:
        view = replace(view, memory=CAT.remember(view, fact))
        sent += CAT.react(view, fact)
    return sent


def test_a_copycat_trains_nothing_and_hands_in_nothing_of_its_own(look: Look, task: Assigned) -> None:
    assert CAT.plan(look(CAT), task) is None
    assert CAT.submit(look(CAT), None) is None


def test_a_copycat_sends_the_same_reveal_with_a_higher_tip(look: Look) -> None:
    assert heard(look, pending(SHOWN)) == [Tipped(To("training_round", SHOWN), 7)]


def test_a_copycat_copies_once_a_round(look: Look) -> None:
    two = heard(look, pending(SHOWN), pending(Reveal(3, "another"), sender="c.0"))
    assert [tipped.message.message.update for tipped in two] == ["key"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("why", "fact", "seats"),
    [
        ("its own", pending(SHOWN, sender="a.0"), None),
        ("no update", pending(Commit(3, "00")), None),
        ("another round", pending(Reveal(4, "key")), None),
        ("it has no seat", pending(SHOWN), {"b.0": ""}),
        ("it has shown one", pending(SHOWN), {"a.0": "shown", "b.0": ""}),
    ],
)
def test_a_copycat_lets_it_be(look: Look, why: str, fact: Pending, seats: dict[str, str] | None) -> None:
    assert heard(look, fact, seats=seats) == [], why


def test_a_copycat_listens_to_the_mempool() -> None:
    assert Pending in CAT.listens


def test_a_copycat_bids_more() -> None:
    with pytest.raises(ValueError, match=r"Copycat\.overbid=0; allowed: 1 or more"):
        Copycat(inner=Honest(), overbid=0)
