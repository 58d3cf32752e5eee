"""Whoever takes others to court."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from agents.behaviours.deviation import Deviation
from agents.behaviours.tipped import Tipped
from sim.facts import Fact
from sim.messages.court import Accuse, Statement
from sim.messages.message import Message, To
from sim.messages.training_round import RoundSettled
from sim.view import View

EMPTY = ("update,excused", ",")
"""Fields and values of a seat that nothing was handed in for, and that was not given back."""


@dataclass(frozen=True)
class Plaintiff(Deviation):
    """After each round, accuse whoever had a seat, left it empty and did not give it back; be `inner` otherwise.

    A private prosecutor: Becker and Stigler, Law enforcement, malfeasance, and compensation of enforcers, 1974. It gains
    nothing: who wins has its fees back out of the offender's stake. Knows: the public seats of a round. Stopped by: fees it
    cannot afford, and jurors who do not look.
    """

    contract: str = "training_round"
    """The contract whose seats it watches."""

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return super().listens | {RoundSettled}

    def react(self, view: View, fact: Fact) -> Iterable[Message | To | Tipped]:
        yield from super().react(view, fact)
        if not isinstance(fact, RoundSettled):
            return
        field, value = EMPTY
        for key, seat in sorted(view.chain.contract(self.contract)["seated"].items()):
            if key[0] == fact.round and not seat.update and not seat.excused:
                yield Accuse(key[1], Statement(self.contract, "seated", str(key), field, value))
