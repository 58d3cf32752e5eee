"""The holder who minds how much is checked: what it proposes after so many faults, or after none for long."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from agents.behaviours.holder.honest import Honest
from agents.behaviours.holder.steward import Steward
from agents.behaviours.noting import Notes
from sim.durations import DAY
from sim.effects.law import SetParameter
from sim.messages.governor import Propose
from sim.messages.training_round import RoundSettled
from sim.view import View

STEWARD = Steward(inner=Honest())


class Chain:
    """Checks at a rate, and what ann.0 has proposed before."""

    def __init__(self, rate: float, status: str = "enacted") -> None:
        self.rule_in_force = SimpleNamespace(rate=rate)
        self.proposals = {0: SimpleNamespace(proposer="ann.0", status=status)}

    def contract(self, name: str) -> Any:
        return {"governor": {"proposals": self.proposals}}[name]

    def rule(self, contract: str, family: str) -> Any:
        assert (contract, family) == ("training_round", "verification")
        return self.rule_in_force, None


def look(day: float, rate: float, faults: tuple[float, ...] = (), status: str = "enacted") -> View:
    """On a day, after faults on these days."""
    noted = Notes(tuple(fault * DAY for fault in faults), None)
    return View(day * DAY, "ann.0", Chain(rate, status), lambda purpose: np.random.default_rng(0), noted)  # type: ignore[arg-type]


def rate(proposed: Propose | None) -> float | None:
    """To what it wants to change the rate of checks."""
    if proposed is None:
        return None
    (change,) = proposed.payload
    assert isinstance(change, SetParameter)
    assert (change.contract, change.family, change.field) == ("training_round", "verification", "rate")
    return float(change.value)


@pytest.mark.parametrize(
    ("day", "now", "faults", "wanted"),
    [
        (20.0, 0.1, (14.0, 15.0, 20.0), 0.2),  # three within a week
        (20.0, 0.1, (12.9, 15.0, 20.0), None),  # the first was more than a week ago
        (20.0, 0.3, (18.0, 19.0, 20.0), 0.4),  # no more than the most
        (20.0, 0.4, (18.0, 19.0, 20.0), None),
        (14.1, 0.1, (), 0.05),  # two weeks without any
        (14.1, 0.08, (), 0.05),  # no less than the least
        (14.1, 0.05, (), None),
        (13.9, 0.1, (), None),
    ],
)
def test_it_doubles_checks_after_faults_and_halves_them_when_all_is_quiet(
    day: float, now: float, faults: tuple[float, ...], wanted: float | None
) -> None:
    assert rate(STEWARD.proposes(look(day, now, faults))) == wanted


@pytest.mark.parametrize("status", ["waiting", "voting", "carried"])
def test_it_waits_while_its_proposal_is_open(status: str) -> None:
    assert STEWARD.proposes(look(20.0, 0.1, (18.0, 19.0, 20.0), status)) is None


def test_it_remembers_each_fault_for_two_weeks() -> None:
    settled = RoundSettled(9, "model", (), (), ("eve.0", "mal.0"), (), 0)
    assert STEWARD.note(look(20.0, 0.1, (5.9, 6.1)), settled) == (6.1 * DAY, 20 * DAY, 20 * DAY)


@pytest.mark.parametrize("bad", [{"many": 0}, {"least": 0.5}, {"most": 1.1}, {"quiet_days": 0.0}])
def test_bad_parameters(bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(bad))}=.*allowed"):
        Steward(inner=Honest(), **bad)
