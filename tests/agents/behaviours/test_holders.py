"""How holders vote."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from agents.behaviours.holder.apathetic import Apathetic
from agents.behaviours.holder.honest import Honest
from agents.behaviours.holder.petitioner import Petitioner
from agents.behaviours.holder.self_serving import SelfServing
from sim.durations import DAY
from sim.effects.effect import Effect
from sim.effects.invoke import Invoke
from sim.effects.law import ReplaceRule, SetParameter
from sim.effects.money import Pay
from sim.messages.ballot import Ballot
from sim.messages.governor import Propose
from sim.messages.host import Asked
from sim.messages.treasury import Requisition
from sim.view import View

ASKED = Asked("ann.0", "governor/1", Ballot("0"), None, sealed=False, until=0.0)
GRANT = Invoke("treasury", Requisition(500, "eve.0"))
RULE = SimpleNamespace(rate=0.25, weights="rows", strict=True)


class Chain:
    """A governor with one proposal, a treasury, and one rule."""

    def __init__(self, *payload: Effect, proposer: str = "bob.0") -> None:
        proposal = SimpleNamespace(payload=payload, proposer=proposer)
        self.tables: dict[str, Any] = {"governor": {"proposals": {0: proposal}}, "treasury": {}, "training_round": {}}

    def contract(self, name: str) -> Any:
        return self.tables[name]

    def rule(self, contract: str, family: str) -> Any:
        return RULE, None


def seen(chain: Chain, account: str = "ann.0", day: float = 0.0) -> View:
    stream = np.random.default_rng(0)
    return View(day * DAY, account, chain, lambda purpose: stream)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("effect", "vote"),
    [
        (SetParameter("training_round", "verification", "rate", 0.5), True),
        (SetParameter("training_round", "verification", "rate", 0.125), True),
        (SetParameter("training_round", "verification", "rate", 0.51), False),
        (SetParameter("training_round", "verification", "rate", 0), False),
        (SetParameter("training_round", "verification", "rate", -0.25), False),
        (SetParameter("training_round", "aggregation", "weights", "stake"), True),
        (ReplaceRule("training_round", "reward", "equal_split"), True),
        (GRANT, False),
        (Pay("eve.0", 5), False),
        (Pay("training_round/pot", 5), True),
        (Invoke("treasury", Requisition(500, "training_round/pot")), True),
    ],
)
def test_the_honest_say_no_to_private_purses_and_to_sudden_change(effect: Effect, vote: bool) -> None:
    assert Honest().answer(seen(Chain(effect)), ASKED) is vote


def test_the_honest_say_nothing_to_other_questions() -> None:
    other = Asked("ann.0", "court/1", "guilty?", None, sealed=False, until=0.0)
    assert Honest().answer(seen(Chain(GRANT)), other) is None


def test_the_apathetic_vote_as_often_as_they_do() -> None:
    view = seen(Chain(GRANT))
    votes = [Apathetic(inner=Honest(), turnout=0.3).answer(view, ASKED) for _ in range(1000)]
    assert set(votes) == {None, False}
    assert 250 < votes.count(False) < 350


def test_the_self_serving_vote_for_their_purse_and_no_other() -> None:
    eve = SelfServing(inner=Honest())
    assert eve.answer(seen(Chain(GRANT), "eve.0"), ASKED) is True
    assert eve.answer(seen(Chain(GRANT), "ann.0"), ASKED) is False
    assert eve.answer(seen(Chain(ReplaceRule("a", "reward", "equal_split")), "eve.0"), ASKED) is True


def test_the_self_serving_ask_once_when_their_day_has_come() -> None:
    eve = SelfServing(inner=Honest(), prize=500, at_days=2.0)
    assert eve.proposes(seen(Chain(), "eve.0", day=1.9)) is None
    assert eve.proposes(seen(Chain(), "eve.0", day=2.0)) == Propose((GRANT,), "a grant")
    assert eve.proposes(seen(Chain(proposer="eve.0"), "eve.0", day=3.0)) is None


def test_a_petitioner_proposes_its_one_effect() -> None:
    ann = Petitioner(inner=Honest(), effect=GRANT, at_days=1.0, title="rent")
    assert ann.proposes(seen(Chain(), day=0.5)) is None
    assert ann.proposes(seen(Chain(), day=1.5)) == Propose((GRANT,), "rent")
    assert Petitioner(inner=Honest()).proposes(seen(Chain(), day=1.5)) is None


@pytest.mark.parametrize(
    ("make", "line"),
    [
        (lambda: Honest(step=0.5), "Honest.step=0.5; allowed: 1 or more"),
        (lambda: Apathetic(inner=Honest(), turnout=1.5), "Apathetic.turnout=1.5; allowed: 0 to 1"),
        (lambda: SelfServing(inner=Honest(), prize=-1), "SelfServing.prize=-1, at_days=0.0; allowed: 0 or more"),
        (lambda: Petitioner(inner=Honest(), at_days=-1), "Petitioner.at_days=-1; allowed: 0 or more days"),
    ],
)
def test_a_figure_out_of_range_is_refused(make: Any, line: str) -> None:
    with pytest.raises(ValueError, match=line):
        make()
