"""Who has left hears nothing any more, and so says nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from agents.behaviours.deviation import Deviation
from agents.behaviours.trainer.sign_flip import SignFlip
from sim.facts import Fact
from sim.messages.message import Message, Pending
from sim.messages.registry import Slashed
from sim.messages.training_round import RoundSettled
from sim.messages.treasury import Remit
from sim.view import View
from tests.factory.conftest import Play, Played
from tests.golden.tracer import HONEST, group, tracer


@dataclass(frozen=True)
class Chatty(Deviation):
    """Sends somebody a base unit whenever a round is settled or somebody else's message waits, and goes at its time."""

    goes: float = float("inf")
    hears: type[Fact] = RoundSettled

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return frozenset({self.hears})

    def stays(self, view: View) -> bool:
        return view.time < self.goes

    def react(self, view: View, fact: Fact) -> Iterable[Message]:
        mine = isinstance(fact, Pending) and fact.transaction.sender == view.account
        return (Remit("owners.0", 1),) if isinstance(fact, self.hears) and not mine else ()


def words(played: Played, account: str) -> list[str]:
    return [message["kind"] for _, _, message in played.said(account)]


def chatty(inner: Any = HONEST["trainer"], **how: Any) -> Any:
    return group("trainer", Chatty(inner=inner, **how))


def test_who_has_left_does_not_react_to_what_is_public(play: Play) -> None:
    """Both hand in at 1320; one goes before the round is settled at 1680, one stays."""
    played = play(tracer(trainers=chatty(goes=1000.0), cheats=chatty()))
    assert words(played, "trainers.0") == ["Join", "Commit", "Reveal", "Leave"]
    assert words(played, "cheats.0") == ["Join", "Commit", "Reveal", "Remit"]


def test_who_has_left_does_not_watch_the_mempool(play: Play) -> None:
    """The validator reports at 1452, and delivers what it checked until 1680."""
    played = play(tracer(trainers=chatty(goes=1000.0, hears=Pending), cheats=None))
    left = next(time for time, _, message in played.said("trainers.0") if message["kind"] == "Leave")
    assert "Remit" in words(played, "trainers.0")
    assert [time for time, _, _ in played.said("validators.0") if time > left]
    assert [time for time, _, _ in played.said("trainers.0") if time > left] == []


def test_who_has_left_is_slashed_and_not_told(play: Play) -> None:
    """Both flip signs and are found out when the round is settled."""
    cheat = SignFlip(inner=HONEST["trainer"])
    played = play(tracer(trainers=chatty(cheat, goes=1000.0, hears=Slashed), cheats=chatty(cheat, hears=Slashed)))
    assert sorted(fact.body["account"] for fact in played.facts("Slashed")) == ["cheats.0", "trainers.0"]
    assert words(played, "trainers.0") == ["Join", "Commit", "Reveal", "Leave"]
    assert words(played, "cheats.0") == ["Join", "Commit", "Reveal", "Remit"]
